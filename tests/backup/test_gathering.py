"""What belongs into a backup, and what does not."""

import os

import pytest

from kb.backup import gather
from tests.backup.trees import plant


@pytest.fixture
def root(tmp_path):
    return plant(tmp_path / "root", {"b.md": b"b", "a/x.md": b"x", "a/y/z.md": b"z"})


def test_every_file_in_order(root):
    found = gather("content", root, ())
    assert found.files == {
        "content/b.md": root / "b.md", "content/a/x.md": root / "a/x.md", "content/a/y/z.md": root / "a/y/z.md"}
    assert (found.folders, found.left_out) == ([], [])


def test_a_folder_that_is_not_there_holds_nothing(tmp_path):
    with pytest.raises(FileNotFoundError):
        gather("content", tmp_path / "nowhere", ())


def test_empty_folders_are_kept_by_name(root):
    (root / "a" / "empty").mkdir()
    assert gather("content", root, ()).folders == ["content/a/empty"]


def test_an_empty_root_is_no_folder_in_itself(tmp_path):
    assert gather("content", tmp_path, ()).folders == []


def test_other_folders_are_passed_over(root):
    assert set(gather("content", root, [root / "a" / "y"]).files) == {"content/b.md", "content/a/x.md"}


@pytest.mark.parametrize("name", [
    "accounts.sqlite-journal", "accounts.sqlite-wal", "accounts.sqlite-shm", "publishing.lock", ".secret_key.ab12"])
def test_what_is_half_written_is_not_of_the_instance(root, name):
    plant(root, {name: b"half", f"uploads/{name}": b"half"})
    assert not any(name in found for found in gather("instance", root, ()).files)


def test_hidden_files_of_the_library_are_kept(root):
    plant(root, {".git/HEAD": b"ref"})
    (root / ".git" / "refs").mkdir()
    found = gather("content", root, ())
    assert "content/.git/HEAD" in found.files
    assert found.folders == ["content/.git/refs"]


@pytest.mark.parametrize("name", [
    ".before-restore-2026/a.md", ".restoring-2026/a.md", "content.before-restore-2026/a.md",
])
def test_what_a_restore_put_aside_is_not_kept_again(root, name):
    plant(root, {name: b"old"})
    assert len(gather("content", root, ()).files) == 3


def test_a_link_to_a_file_of_the_folder_is_kept_as_the_file(root):
    (root / "link.md").symlink_to(root / "b.md")
    assert "content/link.md" in gather("content", root, ()).files


def test_links_that_lead_elsewhere_are_left_out_and_told(root, tmp_path):
    plant(tmp_path, {"secret": b"s"})
    (root / "out.md").symlink_to(tmp_path / "secret")
    (root / "gone.md").symlink_to(root / "nothing")
    (root / "round.md").symlink_to(root / "round.md")
    (root / "folder").symlink_to(tmp_path)
    (root / "inside").symlink_to(root / "a")
    found = gather("content", root, ())
    assert sorted(found.left_out) == [
        "content/folder", "content/gone.md", "content/inside", "content/out.md", "content/round.md"]
    assert len(found.files) == 3


def test_what_is_no_file_is_left_out_and_told(root):
    os.mkfifo(root / "pipe")
    assert gather("content", root, ()).left_out == ["content/pipe"]
