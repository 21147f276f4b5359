"""The manifest: what it says is read back, and nothing is believed that could do harm."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.backup import Manifest, Member
from kb.backup.contents import FORMAT, as_bytes, check_name, parse_manifest
from kb.errors import Unprocessable

MANIFEST = Manifest(
    "2026-11-22T10:00:00+00:00", "0.1.0", (Member("content/cases/a.md", 3, "ab" * 32, 0o644),),
    ("content/media/empty",), ("content/link",), {"instance/accounts.sqlite": ("audit/m001", "accounts/m001")})


def test_what_is_written_is_read_back():
    assert parse_manifest(as_bytes(MANIFEST)) == MANIFEST


def test_a_name_that_is_no_text_survives():
    name = b"content/caf\xe9.md".decode("utf-8", "surrogateescape")
    manifest = Manifest("", "", (Member(name, 0, "", 0o644),), migrations={})
    assert parse_manifest(as_bytes(manifest)).members[0].name == name


def test_the_size_is_that_of_all_files():
    assert Manifest("", "", (Member("content/a", 3, "", 0), Member("content/b", 4, "", 0))).size == 7


def test_a_later_format_names_the_version_to_install():
    values = json.loads(as_bytes(MANIFEST)) | {"format": FORMAT + 1, "version": "9.1", "members": "else"}
    with pytest.raises(Unprocessable, match=r"later version.*9\.1"):
        parse_manifest(json.dumps(values).encode())


@pytest.mark.parametrize("change", [
    {"format": None}, {"format": "1"}, {"members": 3}, {"members": [{"name": "content/a"}]}, {"migrations": []},
    {"folders": None}, {"members": [{"name": "a", "size": 1, "sha256": "", "mode": 0, "more": 1}]},
    {"members": [{"name": "../etc/passwd", "size": 1, "sha256": "", "mode": 0}]}, {"folders": ["content/../../x"]},
])
def test_a_manifest_that_is_not_right_is_refused(change):
    with pytest.raises(ValueError):  # noqa: PT011 (whatever is wrong, the reader calls the backup damaged)
        parse_manifest(json.dumps(json.loads(as_bytes(MANIFEST)) | change).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"7", b"null", b"{", b"\xff\xfe"])
def test_what_is_no_manifest_is_refused(content):
    with pytest.raises(ValueError):  # noqa: PT011
        parse_manifest(content)


@pytest.mark.parametrize("name", [
    "content/a", "instance/uploads/x/y.png", "content/.git/HEAD", "content/a b", "content/...",
])
def test_names_within_the_two_folders_are_right(name):
    check_name(name)


@pytest.mark.parametrize("name", [
    "", "content", "content/", "/content/a", "/etc/passwd", "../content/a", "content/../a", "content/./a", "content//a",
    "other/a", "instance/a/..", "content/a\0b", "./content/a", None, 7, ["content/a"],
])
def test_names_that_lead_elsewhere_are_refused(name):
    with pytest.raises(ValueError, match="not a name"):
        check_name(name)


@given(st.text())
def test_no_accepted_name_leaves_its_folder(tail):
    name = f"content/{tail}"
    try:
        check_name(name)
    except ValueError:
        return
    assert {"..", ""}.isdisjoint(name.split("/"))
    assert "\0" not in name
