"""The file: whole or not there, read to its last byte, and nothing in it leads out of the folders."""

import errno
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest

from kb.backup import read_backup, write_backup
from kb.backup.contents import MANIFEST_NAME
from kb.errors import KbError, NotFound, StorageFailed, Unprocessable
from tests.backup.trees import entry, gathered, mode_of, plant, read_tar, write_tar

ROOT = Path(__file__).resolve().parents[2]
MADE = "2026-11-22T10:00:00+00:00"


@pytest.fixture
def folder(tmp_path):
    plant(tmp_path, {"instance/secret_key": b"s" * 64, "instance/uploads/a.png": bytes(range(256)) * 40,
                     "content/cases/a.md": "Struguri în loc de flori".encode() * 50})
    with closing(sqlite3.connect(tmp_path / "instance" / "accounts.sqlite")) as records, records:
        records.execute("CREATE TABLE people (name TEXT)")
        records.executemany("INSERT INTO people VALUES (?)", [(f"ana {number}",) for number in range(500)])
    return tmp_path


@pytest.fixture
def backup(folder):
    write_backup(folder / "b.tar.gz", gathered(folder), MADE)
    return folder / "b.tar.gz"


def unpacked(file, folder):
    """Read a backup into a folder."""
    return read_backup(file, lambda name: folder / name)


def test_what_was_written_comes_back(folder, backup, tmp_path):
    manifest = unpacked(backup, tmp_path / "out")
    for name in ("instance/secret_key", "instance/uploads/a.png", "content/cases/a.md"):
        assert (tmp_path / "out" / name).read_bytes() == (folder / name).read_bytes()
    assert manifest.made == MADE
    assert len(manifest.members) == 4
    with closing(sqlite3.connect(tmp_path / "out" / "instance" / "accounts.sqlite")) as records:
        assert records.execute("SELECT count(*) FROM people").fetchone() == (500,)


def test_it_is_its_owners_alone_and_nothing_lies_beside_it(folder, backup):
    assert mode_of(backup) == 0o600
    assert sorted(path.name for path in folder.iterdir()) == ["b.tar.gz", "content", "instance"]


def test_any_tar_program_opens_it(backup):
    with tarfile.open(backup) as tar:
        assert "content/cases/a.md" in tar.getnames()


def test_a_name_that_is_no_text_is_kept(folder, tmp_path):
    name = os.fsdecode(b"caf\xe9.md")
    plant(folder, {f"content/{name}": b"x"})
    write_backup(folder / "c.tar.gz", gathered(folder), MADE)
    unpacked(folder / "c.tar.gz", tmp_path / "out")
    assert (tmp_path / "out" / "content" / name).read_bytes() == b"x"


def test_a_file_that_is_gone_by_the_time_is_no_failure(folder):
    look = gathered(folder)

    def look_and_lose():
        found = look()
        (folder / "content/cases/a.md").unlink(missing_ok=True)
        return found

    manifest = write_backup(folder / "c.tar.gz", look_and_lose, MADE)
    assert "content/cases/a.md" not in {member.name for member in manifest.members}


def test_an_upload_that_came_while_records_were_copied_is_there(folder):
    look, calls = gathered(folder), []

    def look_and_add():
        calls.append(1)
        found = look()
        plant(folder, {f"instance/uploads/late{len(calls)}.png": b"late"})
        return found

    manifest = write_backup(folder / "c.tar.gz", look_and_add, MADE)
    assert "instance/uploads/late1.png" in {member.name for member in manifest.members}


def test_damaged_records_make_no_backup(folder):
    (folder / "instance" / "reports.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 5_000)
    with pytest.raises(StorageFailed, match=r"reports\.sqlite"):
        write_backup(folder / "b.tar.gz", gathered(folder), MADE)
    assert sorted(path.name for path in folder.iterdir()) == ["content", "instance"]


def test_records_whose_pages_are_spoilt_make_no_backup(folder):
    path = folder / "instance" / "accounts.sqlite"
    content = bytearray(path.read_bytes())
    content[4096:4096 + 900] = b"\x07" * 900
    path.write_bytes(content)
    with pytest.raises(StorageFailed, match=r"accounts\.sqlite"):
        write_backup(folder / "b.tar.gz", gathered(folder), MADE)


def test_a_file_that_cannot_be_read_makes_no_backup(folder, monkeypatch):
    def fail(path):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(StorageFailed, match="Input/output"):
        write_backup(folder / "b.tar.gz", gathered(folder), MADE)
    assert sorted(path.name for path in folder.iterdir()) == ["content", "instance"]


# A process of its own: the limit would hold for the tests too.
LIMITED = """
import resource, sys
from pathlib import Path
from kb.backup import write_backup
from kb.errors import StorageFailed
from tests.backup.trees import gathered
folder = Path(sys.argv[1])
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), int(sys.argv[2])))
try:
    write_backup(folder / "b.tar.gz", gathered(folder), "")
except StorageFailed as error:
    print(error)
"""


def run(script, *arguments):
    return subprocess.run([sys.executable, "-c", script, *map(str, arguments)], cwd=ROOT, check=False, text=True,
                          capture_output=True, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)})


@pytest.mark.parametrize("limit", [0, 600, 9_000])
def test_a_full_disk_is_told_and_leaves_nothing(folder, limit):
    done = run(LIMITED, folder, limit)
    assert (done.returncode, done.stderr) == (0, "")
    assert "cannot be" in done.stdout
    assert sorted(path.name for path in folder.iterdir()) == ["content", "instance"]


KILLED = """
import os, signal, sys
from pathlib import Path
from kb.backup import archive
from tests.backup.trees import gathered
folder = Path(sys.argv[1])
calls, add = [], archive._add
def add_and_die(tar, name, content):
    calls.append(name)
    if len(calls) > int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    add(tar, name, content)
archive._add = add_and_die
archive.write_backup(folder / "b.tar.gz", gathered(folder), "")
"""


@pytest.mark.parametrize("members", [0, 2, 4])
def test_a_killed_backup_bears_no_backups_name_and_is_cleared_away_by_the_next(folder, members):
    assert run(KILLED, folder, members).returncode == -signal.SIGKILL
    left = [path.name for path in folder.iterdir() if path.name not in ("content", "instance")]
    assert [name[:11] for name in left] == [".kb-backup-"]
    write_backup(folder / "b.tar.gz", gathered(folder), MADE)
    assert sorted(path.name for path in folder.iterdir()) == ["b.tar.gz", "content", "instance"]


def test_what_another_backup_is_writing_at_the_moment_is_left_alone(folder):
    look = gathered(folder)
    inner = []

    def look_and_write():
        if not inner:
            inner.append(1)
            write_backup(folder / "inner.tar.gz", look, MADE)
        return look()

    write_backup(folder / "outer.tar.gz", look_and_write, MADE)
    assert read_backup(folder / "outer.tar.gz").members == read_backup(folder / "inner.tar.gz").members


def test_a_backup_that_is_not_there_is_named(tmp_path):
    with pytest.raises(NotFound, match=r"none\.tar\.gz"):
        read_backup(tmp_path / "none.tar.gz")


@pytest.mark.parametrize("content", [b"", b"no archive", b"\x1f\x8b\x08\x00", b"PK\x03\x04" + b"x" * 100])
def test_what_is_no_backup_is_told(tmp_path, content):
    (tmp_path / "b.tar.gz").write_bytes(content)
    with pytest.raises(Unprocessable, match="cannot be used"):
        read_backup(tmp_path / "b.tar.gz")


def test_wherever_it_was_cut_off_it_is_refused(backup):
    whole = backup.read_bytes()
    for length in sorted({*range(0, len(whole), max(1, len(whole) // 60)), len(whole) - 1, len(whole) - 8}):
        backup.write_bytes(whole[:length])
        with pytest.raises(Unprocessable):
            read_backup(backup)


def test_whichever_byte_is_changed_it_is_refused(backup):
    """But for the ten of gzip's own header, which say nothing about what is inside."""
    whole = backup.read_bytes()
    for place in range(10, len(whole), max(1, len(whole) // 80)):
        backup.write_bytes(whole[:place] + bytes([whole[place] ^ 0x20]) + whole[place + 1:])
        with pytest.raises(Unprocessable):
            read_backup(backup)


def test_more_behind_the_end_is_refused(backup):
    backup.write_bytes(backup.read_bytes() + b"more")
    with pytest.raises(Unprocessable):
        read_backup(backup)


def manipulated(backup, change):
    """The same archive with its list of members changed."""
    return write_tar(backup.with_name("changed.tar.gz"), change(read_tar(backup)))


def without(name):
    return lambda members: [each for each in members if each[0].name != name]


def with_first(*more):
    return lambda members: [*more, *members]


@pytest.mark.parametrize("change", [
    without(MANIFEST_NAME),
    without("content/cases/a.md"),
    with_first(entry("content/extra.md", b"more")),
    with_first(entry("content/cases/a.md", b"other")),
    lambda members: [entry(info.name, b"x") if info.name == "instance/secret_key" else (info, content)
                     for info, content in members],
    lambda members: [*members, entry("content/late.md", b"x")],
    lambda members: [*members, members[-1]],
    with_first(entry("../../outside.md", b"x")),
    with_first(entry("/outside.md", b"x")),
    with_first(entry("content/../../outside.md", b"x")),
    with_first(entry("elsewhere/a", b"x")),
    with_first(entry("content/link", kind=tarfile.SYMTYPE, link="/etc")),
    with_first(entry("content/link", kind=tarfile.LNKTYPE, link="instance/secret_key")),
    with_first(entry("content/folder", kind=tarfile.DIRTYPE)),
    with_first(entry("content/pipe", kind=tarfile.FIFOTYPE)),
    with_first(entry("content/device", kind=tarfile.CHRTYPE)),
])
def test_what_somebody_put_together_is_refused_and_leads_nowhere(backup, tmp_path, change):
    with pytest.raises(Unprocessable):
        unpacked(manipulated(backup, change), tmp_path / "deep" / "out")
    assert not (tmp_path / "outside.md").exists()
    assert not (tmp_path / "deep" / "outside.md").exists()


def test_a_file_where_a_folder_is_to_be_is_told(backup, tmp_path):
    changed = manipulated(backup, with_first(entry("content/cases", b"x")))
    with pytest.raises(KbError):
        unpacked(changed, tmp_path / "out")


def test_the_same_members_written_again_are_the_same_backup(backup):
    assert read_backup(manipulated(backup, list)) == read_backup(backup)


def test_a_disk_that_is_full_while_unpacking_is_ours_to_tell_not_the_backups_fault(backup, tmp_path):
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, limits[1]))
    try:
        with pytest.raises(StorageFailed, match="cannot be written"):
            unpacked(backup, tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
