"""Settings: the environment over a TOML file over defaults, and a clear word for each that cannot work."""

from contextlib import suppress
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import ConfigurationError
from kb.settings import CHOICES, Settings, meanings, read_settings


def test_nothing_set_gives_the_defaults():
    assert read_settings({}) == Settings()


@pytest.mark.parametrize(("name", "value", "field", "expected"), [
    ("KB_ENGINE", "null", "engine", "null"),
    ("KB_PROCESSES", "4", "processes", 4),
    ("KB_LOG_LEVEL", "debug", "log_level", "debug"),
    ("KB_CONTENT", "/srv/library", "content", Path("/srv/library")),
    ("KB_INDEX", "/srv/index", "index", Path("/srv/index")),
    ("KB_INSTANCE", "/srv/instance", "instance", Path("/srv/instance")),
    ("KB_TEMPLATES", "/srv/templates", "templates", Path("/srv/templates")),
    ("KB_TRUSTED_HOSTS", "culise.md, www.culise.md,", "trusted_hosts", ("culise.md", "www.culise.md")),
])
def test_the_environment_sets_each_setting(name, value, field, expected):
    assert getattr(read_settings({name: value}), field) == expected


def test_every_setting_is_read_by_its_name():
    """A setting that no reader knows would be listed and never work."""
    known = {f"KB_{field.name.upper()}" for field in fields(Settings)}
    samples = {"KB_ENGINE": "null", "KB_PROCESSES": "3", "KB_LOG_LEVEL": "error"}
    read = read_settings({name: samples.get(name, "/x") for name in known})
    unchanged = [field.name for field in fields(Settings) if getattr(read, field.name) == field.default]
    assert unchanged == []


def test_every_setting_says_what_it_means():
    assert set(meanings()) == {f"KB_{field.name.upper()}" for field in fields(Settings)}
    assert all(len(meaning) > 10 for meaning in meanings().values())


def test_an_empty_variable_is_not_set():
    assert read_settings({"KB_ENGINE": "", "KB_CONTENT": ""}) == Settings()


def test_other_variables_are_not_ours():
    assert read_settings({"ENGINE": "null", "KBENGINE": "null", "PATH": "/bin"}) == Settings()


def test_a_home_folder_is_written_out(monkeypatch):
    monkeypatch.setenv("HOME", "/srv/somebody")
    assert read_settings({"KB_CONTENT": "~/library"}).content == Path("/srv/somebody/library")


def test_a_relative_folder_is_taken_from_where_one_stands(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert read_settings({"KB_CONTENT": "library"}).content == tmp_path / "library"


def test_the_environment_goes_over_the_file(tmp_path):
    file = tmp_path / "kb.toml"
    file.write_text('engine = "null"\nprocesses = 3\ntrusted_hosts = ["culise.md"]\n')
    read = read_settings({"KB_CONFIG": str(file), "KB_PROCESSES": "5"})
    assert (read.engine, read.processes, read.trusted_hosts) == ("null", 5, ("culise.md",))


WRONG = [
    ({"KB_ENGINE": "solr"}, "KB_ENGINE", *CHOICES["engine"]),
    ({"KB_LOG_LEVEL": "loud"}, "KB_LOG_LEVEL", *CHOICES["log_level"]),
    ({"KB_PROCESSES": "0"}, "KB_PROCESSES", "1", "64"),
    ({"KB_PROCESSES": "65"}, "KB_PROCESSES", "1", "64"),
    ({"KB_PROCESSES": "two"}, "KB_PROCESSES", "two"),
    ({"KB_PROCESSES": "-1"}, "KB_PROCESSES", "-1"),
    ({"KB_PROCESSES": "٣"}, "KB_PROCESSES", "٣"),
]


@pytest.mark.parametrize(("environment", "words"), [(row[0], row[1:]) for row in WRONG])
def test_a_wrong_value_is_named_with_what_may_stand_there(environment, words):
    with pytest.raises(ConfigurationError) as caught:
        read_settings(environment)
    assert all(word in str(caught.value) for word in words)


@pytest.mark.parametrize(("text", "words"), [
    ("engine = ", ("kb.toml",)),
    ('motor = "null"\n', ("kb.toml", "motor")),
    ('engine = "solr"\n', ("KB_ENGINE", "solr")),
])
def test_a_wrong_file_is_named_with_what_is_wrong(tmp_path, text, words):
    file = tmp_path / "kb.toml"
    file.write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        read_settings({}, file)
    assert all(word in str(caught.value) for word in words)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"nowhere\.toml"):
        read_settings({"KB_CONFIG": str(tmp_path / "nowhere.toml")})


def test_a_file_that_is_not_text_is_named(tmp_path):
    file = tmp_path / "kb.toml"
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigurationError, match=r"kb\.toml"):
        read_settings({}, file)


@given(st.dictionaries(st.sampled_from(sorted(meanings())), st.text(max_size=30)))
def test_any_values_give_settings_or_a_clear_error(environment):
    is_right = all(value in CHOICES[name.removeprefix("KB_").lower()] for name, value in environment.items()
                   if name in ("KB_ENGINE", "KB_LOG_LEVEL") and value)
    count = environment.get("KB_PROCESSES") or "1"
    if any(value.startswith("~") for value in environment.values()):
        with suppress(ConfigurationError):  # a home folder that may be there or not
            read_settings(environment)
    elif is_right and count.isascii() and count.isdecimal() and 1 <= int(count) <= 64:
        assert isinstance(read_settings(environment), Settings)
    else:
        with pytest.raises(ConfigurationError, match="KB_"):
            read_settings(environment)


@pytest.mark.parametrize("name", ["KB_CONTENT", "KB_INDEX", "KB_INSTANCE", "KB_TEMPLATES"])
def test_the_home_folder_of_nobody_is_a_clear_error(name):
    with pytest.raises(ConfigurationError, match=f"{name} is ~nobody-of-this-name/library"):
        read_settings({name: "~nobody-of-this-name/library"})


def test_folders_are_found_when_they_are_not_set(tmp_path):
    content = tmp_path / "library"
    content.mkdir()
    assert Settings(content=content).content_folder == content
    assert Settings(index=tmp_path / "index").index_folder == tmp_path / "index"
    assert Settings(instance=tmp_path / "i").instance_folder == tmp_path / "i"
    with pytest.raises(ConfigurationError, match="KB_CONTENT"):
        Settings(content=tmp_path / "nowhere").content_folder  # noqa: B018
    with pytest.raises(ConfigurationError, match="KB_TEMPLATES"):
        Settings(templates=tmp_path / "nowhere").templates_folder  # noqa: B018
