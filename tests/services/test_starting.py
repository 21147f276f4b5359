"""What is wrong with settings, and what is not safe in production, each in a sentence that says what to do."""

import dataclasses
import os
import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.services import faults, production_faults, starting
from kb.services.starting import is_weak
from kb.settings import Settings
from tests.backup.trees import plant

STRONG = "k3J9-vQx7ZpLm2RtY8wNc5HdGf4BsAe6UoVi"


@pytest.fixture
def right(tmp_path):
    """Settings of a site that everybody can reach, with nothing wrong."""
    for name in ("content", "index", "instance"):
        (tmp_path / name).mkdir(mode=0o700)
    return Settings(content=tmp_path / "content", index=tmp_path / "index", instance=tmp_path / "instance",
                    trusted_hosts=("culise.example",), proxies=1, address="https://culise.example", secret_key=STRONG)


def said(found):
    return [str(fault) for fault in found]


def test_right_settings_have_no_faults(right):
    assert said(faults(right)) == said(production_faults(right)) == []


def test_the_defaults_work_and_are_not_for_production():
    assert said(faults(Settings())) == []
    names = [fault.partition(" ")[0] for fault in said(production_faults(Settings()))]
    assert names[:2] == ["KB_TRUSTED_HOSTS", "KB_PROXIES"]


@pytest.mark.parametrize(("change", "words"), [
    ({"address": "culise.example"}, "KB_ADDRESS is culise.example"),
    ({"address": "ftp://culise.example"}, "KB_ADDRESS is ftp://culise.example"),
    ({"trusted_hosts": ("https://culise.example",)}, "KB_TRUSTED_HOSTS holds https://culise.example"),
    ({"smtp_host": "mail.example"}, "KB_SMTP_FROM"),
    ({"metrics_from": ("everywhere",)}, "KB_METRICS_FROM holds everywhere"),
    ({"metrics_token": "short"}, "KB_METRICS_TOKEN is too short"),
    ({"content": Path("/no/such/folder")}, "KB_CONTENT is /no/such/folder"),
    ({"templates": Path("/no/such/folder")}, "KB_TEMPLATES is /no/such/folder"),
])
def test_what_cannot_work_is_named(right, change, words):
    assert any(words in fault for fault in said(faults(dataclasses.replace(right, **change))))


def test_everything_that_is_wrong_is_said_at_once(right):
    wrong = dataclasses.replace(right, address="x", trusted_hosts=("a/b",), metrics_token="x")
    assert len(faults(wrong)) == 3


@pytest.mark.parametrize("name", ["index", "instance"])
def test_a_folder_that_cannot_be_written_is_named(right, name, monkeypatch):
    """The superuser may write everywhere, so the system's answer is given here."""
    folder = getattr(right, name)
    monkeypatch.setattr(starting.os, "access", lambda path, how: not (path == folder and how & os.W_OK))
    assert said(faults(right)) == [
        f"KB_{name.upper()} is {folder}, which this user cannot write to; give it to the user that the site runs as"]


def test_a_folder_that_is_not_there_yet_is_looked_at_where_it_will_be(right, tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(starting.os, "access", lambda path, how: seen.append(path) or True)
    assert faults(dataclasses.replace(right, index=tmp_path / "a" / "b" / "c")) == ()
    assert tmp_path in seen


def test_metrics_without_the_extra_say_how_to_get_it(right, monkeypatch):
    asked = dataclasses.replace(right, metrics=True)
    assert faults(asked) == ()
    monkeypatch.setattr(starting, "find_spec", lambda name: None)
    assert said(faults(asked)) == ["KB_METRICS needs an extra; install it with: pip install 'culise[metrics]'"]


@pytest.mark.parametrize(("change", "words"), [
    ({"secret_key": "short"}, "KB_SECRET_KEY is weak"),
    ({"secret_key": "change-me-please-change-me-please-1234567"}, "KB_SECRET_KEY is weak"),
    ({"trusted_hosts": ()}, "KB_TRUSTED_HOSTS is not set"),
    ({"proxies": 0}, "KB_PROXIES is 0"),
    ({"smtp_host": "mail.example", "address": ""}, "KB_ADDRESS must be set"),
    ({"smtp_host": "mail.example", "address": "http://culise.example"}, "KB_ADDRESS must be set"),
])
def test_what_is_not_safe_in_production_is_named(right, change, words):
    found = said(production_faults(dataclasses.replace(right, **change)))
    assert len(found) == 1
    assert words in found[0]


def test_without_a_secret_of_ones_own_one_is_made(right):
    assert production_faults(dataclasses.replace(right, secret_key="")) == ()


@pytest.mark.parametrize("mode", [0o755, 0o750, 0o701, 0o777])
def test_records_that_others_can_reach_are_named_with_the_repair(right, mode):
    right.instance.chmod(mode)
    assert said(production_faults(right)) == [
        f"{right.instance} can be read by other users of this machine; run: chmod 700 {right.instance}"]


def test_a_kept_secret_that_others_can_read_is_named(right):
    plant(right.instance, {"secret_key": b"s"})
    (right.instance / "secret_key").chmod(0o644)
    [fault] = said(production_faults(right))
    assert fault.endswith(f"chmod 600 {right.instance / 'secret_key'}")


def test_an_instance_that_is_not_there_yet_will_be_made_right(right):
    right.instance.rmdir()
    assert production_faults(right) == ()


@pytest.mark.parametrize(("secret", "expected"), [
    ("", True), ("x" * 64, True), ("1234" * 16, True), ("k3J9-vQx7ZpLm2RtY8wNc5HdGf4BsAe", True), (STRONG, False),
    ("secret" + STRONG, True), ("PASSWORD" + STRONG, True), ("0123456789abcdef0123456789abcdef", True),
    ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", False),
])
def test_weak_secrets_are_known(secret, expected):
    assert is_weak(secret) is expected


@given(st.text(st.sampled_from(string.ascii_letters + string.digits), max_size=31))
def test_no_short_secret_is_strong(secret):
    assert is_weak(secret)
