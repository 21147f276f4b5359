"""Putting a folder in place: the old state is moved aside as a whole or entry by entry, and comes back on demand."""

from pathlib import Path

import pytest

from kb.backup import Placing, is_occupied, placing
from kb.errors import StorageFailed
from tests.backup.trees import plant, state_of

NEW, OLD = {"a.md": b"new", "deep/b.md": b"new"}, {"a.md": b"old", "other/c.md": b"old"}


@pytest.fixture
def content(tmp_path):
    return plant(tmp_path / "content", OLD)


def staged(folder, others=(), files=NEW):
    place = Placing(folder, others, "T1")
    plant(place.staging, files)
    return place


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_folder_changes_its_name_as_a_whole(content, tmp_path):
    place = staged(content)
    assert place.is_whole
    aside = place.put()
    assert aside == tmp_path / "content.before-restore-T1"
    assert state_of(content) == state_of(plant(tmp_path / "expected", NEW))
    assert (aside / "a.md").read_bytes() == b"old"
    assert names(tmp_path) == ["content", "content.before-restore-T1", "expected"]


@pytest.mark.parametrize("is_there", [False, True])
def test_where_nothing_was_nothing_is_moved_aside(tmp_path, is_there):
    if is_there:
        (tmp_path / "content").mkdir()
    assert staged(tmp_path / "content").put() is None
    assert names(tmp_path) == ["content"]
    assert (tmp_path / "content" / "a.md").read_bytes() == b"new"


def test_a_folder_whose_parents_are_gone_is_made(tmp_path):
    staged(tmp_path / "srv" / "culise" / "content").put()
    assert (tmp_path / "srv" / "culise" / "content" / "deep" / "b.md").read_bytes() == b"new"


def test_another_kept_folder_inside_stays_where_it_is(tmp_path):
    folder = plant(tmp_path / "data", {"secret_key": b"old", "content/a.md": b"stays", "index/x": b"stays"})
    place = staged(folder, [folder / "content", folder / "index"], {"secret_key": b"new"})
    assert not place.is_whole
    aside = place.put()
    assert (folder / "secret_key").read_bytes() == b"new"
    assert (folder / "content" / "a.md").read_bytes() == b"stays"
    assert state_of(aside) == {"secret_key": b"old"}
    assert names(folder) == [".before-restore-T1", "content", "index", "secret_key"]


def test_another_kept_folder_that_is_not_there_is_in_nobodys_way(content):
    assert Placing(content, [content / "backups"], "T1").is_whole


def test_a_volume_keeps_its_name_and_changes_what_is_in_it(content, monkeypatch, tmp_path):
    monkeypatch.setattr(Path, "is_mount", lambda path: path == content)
    place = staged(content)
    aside = place.put()
    assert aside == content / ".before-restore-T1"
    assert names(content) == [".before-restore-T1", "a.md", "deep"]
    assert (aside / "other" / "c.md").read_bytes() == b"old"
    assert names(tmp_path) == ["content"]


def test_a_folder_that_is_mounted_from_the_same_disk_is_known_by_the_list_of_mounts(content, monkeypatch, tmp_path):
    mounts = tmp_path / "mountinfo"
    folder = plant(tmp_path / "with space", OLD)
    mounts.write_text(f"36 35 98:0 /a {str(folder).replace(' ', chr(92) + '040')} rw - ext4 /dev/sda1 rw\n")
    monkeypatch.setattr(placing, "_MOUNTS", mounts)
    assert not Placing(folder, (), "T1").is_whole
    assert Placing(content, (), "T1").is_whole


def test_a_parent_that_cannot_be_written_leaves_the_name(content, monkeypatch):
    monkeypatch.setattr(placing.os, "access", lambda path, how: path != content.parent)
    assert not Placing(content, (), "T1").is_whole


def test_a_second_restore_leaves_what_the_first_put_aside(content, monkeypatch):
    monkeypatch.setattr(Path, "is_mount", lambda path: path == content)
    staged(content).put()
    second = Placing(content, (), "T2")
    plant(second.staging, {"a.md": b"newer"})
    assert state_of(second.put()) == {"a.md": b"new", "deep": None, "deep/b.md": b"new"}
    assert names(content) == [".before-restore-T1", ".before-restore-T2", "a.md"]


def test_a_link_is_followed_to_the_folder_it_means(content, tmp_path):
    (tmp_path / "link").symlink_to(content)
    staged(tmp_path / "link").put()
    assert (tmp_path / "link").is_symlink()
    assert (content / "a.md").read_bytes() == b"new"


@pytest.mark.parametrize("is_mount", [False, True])
def test_all_of_it_can_be_taken_back(content, monkeypatch, is_mount, tmp_path):
    monkeypatch.setattr(Path, "is_mount", lambda path: is_mount and path == content)
    before = state_of(content)
    place = staged(content)
    place.put()
    place.undo()
    found = state_of(content)
    assert {name: found.get(name) for name in before} == before
    assert not place.aside.exists()


@pytest.mark.parametrize("steps", range(5))
def test_wherever_it_fails_the_old_state_comes_back(content, monkeypatch, steps):
    """Of a volume: two entries go aside and two come in, so there are four places to fail at, and none at the last."""
    monkeypatch.setattr(Path, "is_mount", lambda path: path == content)
    before, rename, done = state_of(content), Path.rename, []

    def failing(self, target):
        if len(done) == steps:
            raise OSError(30, "Read-only file system")
        done.append(target)
        return rename(self, target)

    place = staged(content)
    monkeypatch.setattr(Path, "rename", failing)
    if steps == 4:
        place.put()
        assert (content / "a.md").read_bytes() == b"new"
        return
    with pytest.raises(StorageFailed, match="Read-only"):
        place.put()
    monkeypatch.setattr(Path, "rename", rename)
    place.undo()
    found = state_of(content)
    assert {name: found[name] for name in before} == before
    assert all(name in before or name.startswith(".restoring-") for name in found)


@pytest.mark.parametrize(("files", "expected"), [
    ({}, False), ({"a": b""}, True), ({"inner/x": b""}, False), ({"inner/x": b"", "b": b""}, True),
    ({".before-restore-T1/a": b""}, False), ({".restoring-T1/a": b""}, False), ({".git/HEAD": b""}, True),
])
def test_what_makes_a_folder_occupied(tmp_path, files, expected):
    folder = tmp_path / "folder"
    folder.mkdir()
    assert is_occupied(plant(folder, files), [folder / "inner"]) is expected


def test_a_folder_that_is_not_there_is_not_occupied(tmp_path):
    assert not is_occupied(tmp_path / "nowhere")
