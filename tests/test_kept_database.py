"""Records that outlive anything: whole or not at all, one after the other, after any crash."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from kb import database as database_module
from kb.accounts import ACCOUNT_MIGRATIONS
from kb.database import KeptDatabase
from kb.errors import Busy, StorageFailed
from kb.journal import AUDIT_MIGRATIONS, AuditLog
from tests.bench.counts import kept_count, wanted

THINGS = Migrations("things")
ROOT = Path(__file__).resolve().parent.parent


@THINGS()
def m001_things(database):
    database.execute("CREATE TABLE things (name TEXT NOT NULL UNIQUE) STRICT")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "instance" / "accounts.sqlite"


@pytest.fixture
def kept(path):
    return KeptDatabase(path, (THINGS,))


def add(kept, name):
    with kept.writing() as rows:
        rows.execute("INSERT INTO things VALUES (?)", (name,))


def names(kept):
    with kept.reading() as rows:
        return [row["name"] for row in rows.execute("SELECT name FROM things ORDER BY rowid")]


def test_making_it_opens_nothing(kept, path):
    assert not path.parent.exists()


def test_the_first_question_makes_the_file_for_its_owner_alone(kept, path):
    assert names(kept) == []
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_journal_that_is_rolled_back_and_a_full_sync(kept):
    with kept.writing() as rows:
        pragmas = [rows.execute(f"PRAGMA {name}").fetchone()[0] for name in (
            "journal_mode", "synchronous", "foreign_keys", "busy_timeout")]
    assert pragmas == ["truncate", 2, 1, 5_000]


def test_who_reads_cannot_write(kept):
    with pytest.raises(StorageFailed), kept.reading() as rows:
        rows.execute("INSERT INTO things VALUES ('a')")
    assert names(kept) == []


def test_what_was_written_is_there(kept, path):
    add(kept, "a")
    add(kept, "b")
    assert names(kept) == names(KeptDatabase(path, (THINGS,))) == ["a", "b"]


def test_what_raises_leaves_nothing(kept):
    with pytest.raises(ZeroDivisionError), kept.writing() as rows:
        rows.execute("INSERT INTO things VALUES ('a')")
        raise ZeroDivisionError
    assert names(kept) == []
    add(kept, "b")
    assert names(kept) == ["b"]


def test_a_broken_rule_is_the_callers_to_answer(kept):
    add(kept, "a")
    with pytest.raises(sqlite3.IntegrityError):
        add(kept, "a")
    assert names(kept) == ["a"]


def test_a_mistake_in_a_question_is_told_as_ours(kept):
    with pytest.raises(StorageFailed, match=r"accounts\.sqlite"), kept.reading() as rows:
        rows.execute("SELECT nothing FROM nowhere")


def test_another_writer_is_waited_for_and_then_told(kept, path, monkeypatch):
    add(kept, "a")
    monkeypatch.setattr(database_module, "BUSY_MS", 10)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Busy, match="try again"):
            add(kept, "b")
        assert names(kept) == ["a"]
        other.execute("ROLLBACK")
    add(kept, "b")
    assert names(kept) == ["a", "b"]


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + b"x" * 5_000])
def test_a_damaged_file_is_told_and_left_as_it_is(kept, path, content):
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(StorageFailed):
        names(kept)
    assert path.read_bytes() == content


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageFailed):
        names(KeptDatabase(tmp_path / "file" / "instance" / "accounts.sqlite", (THINGS,)))


def test_a_full_disk_is_told_and_loses_nothing(kept):
    add(kept, "a")
    with pytest.raises(StorageFailed, match="full"), kept.writing() as rows:
        rows.execute("PRAGMA max_page_count = 1")
        for number in range(2_000):
            rows.execute("INSERT INTO things VALUES (?)", (f"{number}" * 50,))
    assert names(kept) == ["a"]
    add(kept, "b")


def test_a_later_version_brings_its_tables_and_keeps_what_is_there(kept, path):
    add(kept, "a")
    later = Migrations("things")
    later._migrations = [*THINGS._migrations]

    @later()
    def m002_colour(database):
        database.execute("ALTER TABLE things ADD COLUMN colour TEXT NOT NULL DEFAULT 'red'")

    newer = KeptDatabase(path, (later,))
    with newer.reading() as rows:
        assert [tuple(row) for row in rows.execute("SELECT * FROM things")] == [("a", "red")]


def test_a_migration_that_fails_leaves_the_old_tables(kept, path):
    add(kept, "a")
    broken = Migrations("more")

    @broken()
    def m001_broken(database):
        database.execute("CREATE TABLE more (name TEXT)")
        database.execute("CREATE TABLE things (name TEXT)")

    with pytest.raises(StorageFailed):
        names(KeptDatabase(path, (THINGS, broken)))
    assert names(kept) == ["a"]
    with kept.reading() as rows:
        assert rows.execute("SELECT count(*) FROM sqlite_master WHERE name = 'more'").fetchone()[0] == 0


def test_several_threads_begin_at_once_and_write_one_after_the_other(kept):
    start = threading.Barrier(8)

    def work(number):
        start.wait()
        for step in range(5):
            add(kept, f"{number}-{step}")

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(names(kept)) == 40


WRITER = """
import sys
from pathlib import Path
from datetime import UTC, datetime
from kb.accounts import ACCOUNT_MIGRATIONS
from kb.database import KeptDatabase
from kb.journal import AUDIT_MIGRATIONS, record
kept = KeptDatabase(Path(sys.argv[1]), (AUDIT_MIGRATIONS, ACCOUNT_MIGRATIONS))
for number in range(int(sys.argv[2])):
    with kept.writing() as rows:
        rows.execute("INSERT INTO attempts VALUES (?, ?)", (sys.argv[3], number))
        record(rows, sys.argv[3], "thing.make", f"thing:{number}", before={}, after={}, now=datetime.now(UTC))
    print(number, flush=True)
"""


def writer(path, count, name):
    return subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(count), name], cwd=ROOT, text=True,
                            stdout=subprocess.PIPE, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)})


@pytest.mark.slow
def test_several_processes_begin_at_once_and_leave_one_whole_chain(path):
    processes = [writer(path, 25, f"p{number}") for number in range(4)]
    for process in processes:
        assert len(process.communicate()[0].split()) == 25
        assert process.returncode == 0
    kept = KeptDatabase(path, (AUDIT_MIGRATIONS, ACCOUNT_MIGRATIONS))
    state = AuditLog(kept).verify()
    assert (state.is_whole, state.lines) == (True, 100)


def kill_while_writing(path, lines):
    """Let a process write, kill it once so many lines are acknowledged, and answer the last one it told of."""
    process = writer(path, 100_000, "victim")
    told = -1
    for line in process.stdout:
        told = int(line)
        if told >= lines:
            break
    process.send_signal(signal.SIGKILL)
    rest = process.communicate()[0].split()
    return int(rest[-1]) if rest else told


def check_after_kill(path, told):
    """Every acknowledged line is there, its change with it, and none is half there."""
    kept = KeptDatabase(path, (AUDIT_MIGRATIONS, ACCOUNT_MIGRATIONS))
    state = AuditLog(kept).verify()
    with kept.writing() as rows:
        done = rows.execute("SELECT count(*) FROM attempts").fetchone()[0]
        sound = rows.execute("PRAGMA integrity_check").fetchone()[0]
    assert state.is_whole
    assert done == state.lines >= told + 1
    assert sound == "ok"


@pytest.mark.slow
@pytest.mark.parametrize("lines", [0, 1, 7, 30])
def test_a_killed_writer_leaves_all_it_acknowledged_and_nothing_half(path, lines):
    check_after_kill(path, kill_while_writing(path, lines))


@pytest.mark.deep
@pytest.mark.timeout(900)
def test_a_hundred_killed_writers_lose_nothing(tmp_path):
    with kept_count(100, "processes killed with kill -9 while they wrote records, every acknowledged line there"):
        for number in range(wanted(100)):
            path = tmp_path / str(number) / "accounts.sqlite"
            check_after_kill(path, kill_while_writing(path, number % 40))


CUT_OFF = """
import os, signal, sys
from pathlib import Path
from kb.database import KeptDatabase
with KeptDatabase(Path(sys.argv[1]), ()).writing() as rows:
    rows.execute("PRAGMA cache_size = 1")
    for number in range(3_000):
        rows.execute("INSERT INTO things VALUES (?)", (f"{number}" * 20,))
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_transaction_that_was_cut_off_in_the_middle_is_taken_back(path):
    """The journal of a killed process lies beside the file: whoever opens it next takes the half step back."""
    add(KeptDatabase(path, (THINGS,)), "a")
    killed = subprocess.run([sys.executable, "-c", CUT_OFF, str(path)], cwd=ROOT, check=False,
                            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)})
    assert killed.returncode == -signal.SIGKILL
    assert path.with_name("accounts.sqlite-journal").stat().st_size > 0
    assert names(KeptDatabase(path, (THINGS,))) == ["a"]
