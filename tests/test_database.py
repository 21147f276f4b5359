"""Opening SQLite files, and writing small files so that a crash leaves the old or the new one."""

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from kb.database import ReadOnlyDatabase, building, make_durable, translated, write_atomically
from kb.errors import IndexUnavailable, StorageFailed


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    path = tmp_path / "a file.sqlite"
    with building(path) as database:
        database.table("words").insert_all([{"word": "vin"}, {"word": "вино"}])
    return path


def count(database: ReadOnlyDatabase) -> int:
    return int(database.connection.execute("SELECT count(*) FROM words").fetchone()[0])


def test_what_was_built_is_read(stored: Path) -> None:
    database = ReadOnlyDatabase(stored)
    assert count(database) == 2
    database.close()


def test_a_live_file_cannot_be_written_through_its_reader(stored: Path) -> None:
    database = ReadOnlyDatabase(stored)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        database.connection.execute("DELETE FROM words")
    database.close()


def test_a_thread_keeps_one_connection_and_shares_it_with_no_other(stored: Path) -> None:
    database = ReadOnlyDatabase(stored)
    seen = [database.connection, database.connection]
    other = threading.Thread(target=lambda: seen.append(database.connection))
    other.start()
    other.join()
    assert seen[0] is seen[1] and seen[2] is not seen[0]
    database.close()


def test_close_closes_the_connections_of_all_threads(stored: Path) -> None:
    database = ReadOnlyDatabase(stored)
    opened: list[sqlite3.Connection] = [database.connection]
    other = threading.Thread(target=lambda: opened.append(database.connection))
    other.start()
    other.join()
    database.close()
    database.close()
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_a_reader_that_was_let_go_of_says_so(stored: Path) -> None:
    database = ReadOnlyDatabase(stored)
    database.close()
    with pytest.raises(IndexUnavailable, match="replaced"):
        _ = database.connection


def test_a_missing_file_is_an_unavailable_index(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable, match="cannot be opened"):
        _ = ReadOnlyDatabase(tmp_path / "none.sqlite").connection


def test_what_fails_while_building_is_rolled_back_and_raised(stored: Path) -> None:
    with pytest.raises(KeyError), building(stored) as database, database.atomic():
        database.table("words").insert({"word": "lost"})
        raise KeyError("the author's mistake")
    database_again = ReadOnlyDatabase(stored)
    assert count(database_again) == 2
    database_again.close()


FAULTS = [sqlite3.OperationalError("database or disk is full"), OSError(5, "Input/output error")]


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_of_the_disk_become_storage_failed_with_the_file_and_the_reason(fault: Exception) -> None:
    message = r"x\.sqlite cannot be written: .*(full|Input)"
    with pytest.raises(StorageFailed, match=message), translated(Path("x.sqlite")):
        raise fault


def test_an_atomic_write_replaces_the_whole_content_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "CURRENT"
    write_atomically(path, b"one, longer")
    write_atomically(path, b"two")
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["CURRENT"]


def test_an_atomic_write_that_fails_leaves_the_old_content_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "CURRENT"
    write_atomically(path, b"one")

    def broken(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(StorageFailed, match="No space left"):
        write_atomically(path, b"two")
    assert path.read_bytes() == b"one"
    assert os.listdir(tmp_path) == ["CURRENT"]


def test_making_durable_reaches_every_file_and_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "file").write_text("x")
    synced: list[str] = []
    real = os.fsync

    def note(descriptor: int) -> None:
        synced.append(os.readlink(f"/proc/self/fd/{descriptor}"))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", note)
    make_durable(tmp_path)
    assert {Path(name).name for name in synced} >= {"file", "inner", tmp_path.name}
