"""Unpacking: each file in its folder with the permissions it is to have, records whole."""

import pytest

from kb.backup import unpack, write_backup
from kb.errors import StorageFailed, Unprocessable
from tests.backup.trees import entry, gathered, mode_of, plant, read_tar, state_of, write_tar


@pytest.fixture
def backup(tmp_path):
    folder = plant(tmp_path, {"instance/secret_key": b"s", "instance/uploads/a.png": b"a",
                              "content/cases/a.md": b"a", "content/hooks/run": b"#!/bin/sh"})
    (folder / "content" / "media" / "empty").mkdir(parents=True)
    for path in folder.rglob("*"):
        path.chmod(0o777)
    write_backup(tmp_path / "b.tar.gz", gathered(folder), "")
    return tmp_path / "b.tar.gz"


@pytest.fixture
def folders(tmp_path):
    return {"instance": tmp_path / "new" / "instance", "content": tmp_path / "new" / "content"}


def test_both_folders_are_as_they_were(backup, folders, tmp_path):
    unpack(backup, folders)
    assert state_of(tmp_path / "new" / "instance") == state_of(tmp_path / "instance")
    assert state_of(tmp_path / "new" / "content") == state_of(tmp_path / "content")


def test_records_are_their_owners_alone_and_the_library_is_nobody_elses_to_change(backup, folders):
    unpack(backup, folders)
    assert mode_of(folders["instance"]) == 0o700
    assert mode_of(folders["instance"] / "secret_key") == 0o600
    assert mode_of(folders["content"] / "hooks" / "run") == 0o755
    assert not mode_of(folders["content"] / "cases" / "a.md") & 0o022


def test_a_library_file_can_always_be_read_by_its_owner(backup, folders, tmp_path):
    (tmp_path / "content/cases/a.md").chmod(0o400)
    write_backup(tmp_path / "c.tar.gz", gathered(tmp_path), "")
    unpack(tmp_path / "c.tar.gz", folders)
    assert mode_of(folders["content"] / "cases" / "a.md") == 0o600


def test_an_area_without_a_file_is_an_empty_folder(folders, tmp_path):
    (tmp_path / "instance").mkdir()
    (tmp_path / "content").mkdir()
    write_backup(tmp_path / "b.tar.gz", gathered(tmp_path), "")
    assert unpack(tmp_path / "b.tar.gz", folders).members == ()
    assert state_of(folders["instance"]) == state_of(folders["content"]) == {}


def test_records_that_say_they_are_whole_and_are_not_are_told(tmp_path, folders):
    """A manifest can be made to fit: the records themselves are asked too."""
    plant(tmp_path, {"instance/x": b"x", "content/a.md": b"a"})
    spoilt = b"SQLite format 3\0" + b"x" * 5_000
    plant(tmp_path, {"instance/x.bin": spoilt})
    write_backup(tmp_path / "b.tar.gz", gathered(tmp_path), "")
    renamed = [entry(info.name.replace("x.bin", "x.sqlite"), content.replace(b"x.bin", b"x.sqlite").replace(
        b'"migrations": {}', b'"migrations": {"instance/x.sqlite": []}')) for info, content in
        read_tar(tmp_path / "b.tar.gz")]
    with pytest.raises(StorageFailed, match=r"x\.sqlite is damaged"):
        unpack(write_tar(tmp_path / "c.tar.gz", renamed), folders)


def test_what_is_damaged_is_refused_before_permissions_are_given(backup, folders):
    backup.write_bytes(backup.read_bytes()[:-20])
    with pytest.raises(Unprocessable):
        unpack(backup, folders)
