"""The watch over connections sees what is left open, and only that."""

import inspect
import sqlite3
import threading
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests.leaks import Watch

REAL = inspect.unwrap(sqlite3.connect)


@pytest.fixture
def database() -> SimpleNamespace:
    """A stand-in for the sqlite3 module, so that the watch under test is not the one over this test."""
    return SimpleNamespace(connect=REAL)


@pytest.fixture
def watch(database: SimpleNamespace) -> Iterator[Watch]:
    watch = Watch()
    undo = watch.start(database)
    yield watch
    undo()


def test_a_leak_is_reported_with_its_line(watch: Watch, database: SimpleNamespace) -> None:
    since = watch.mark()
    connection = database.connect(":memory:")
    (left,) = watch.left_open(since)
    connection.close()
    assert "test_leaks.py" in left.where
    assert 'database.connect(":memory:")' in left.where


def test_a_closed_connection_is_not_reported(watch: Watch, database: SimpleNamespace) -> None:
    since = watch.mark()
    database.connect(":memory:").close()
    assert watch.left_open(since) == []


def test_closing_twice_is_allowed(watch: Watch, database: SimpleNamespace) -> None:
    connection = database.connect(":memory:")
    connection.close()
    connection.close()
    assert watch.left_open(0) == []


def test_the_end_of_a_with_block_is_not_a_close(watch: Watch, database: SimpleNamespace) -> None:
    with database.connect(":memory:") as connection:
        connection.execute("select 1")
    assert len(watch.left_open(0)) == 1
    connection.close()


def test_what_was_opened_before_the_mark_is_somebody_elses(watch: Watch, database: SimpleNamespace) -> None:
    earlier = database.connect(":memory:")
    assert watch.left_open(watch.mark()) == []
    earlier.close()


def test_a_reported_leak_is_reported_once(watch: Watch, database: SimpleNamespace) -> None:
    connection = database.connect(":memory:")
    watch.forgive(watch.left_open(0))
    assert watch.left_open(0) == []
    connection.close()


def test_a_leak_in_a_thread_is_reported(watch: Watch, database: SimpleNamespace) -> None:
    opened = _in_thread(database)
    assert len(watch.left_open(0, grace=0.05)) == 1
    opened.close()


def test_a_thread_that_closes_in_time_is_forgiven(watch: Watch, database: SimpleNamespace) -> None:
    opened = _in_thread(database)
    timer = threading.Timer(0.05, opened.close)
    timer.start()
    assert watch.left_open(0, grace=10) == []
    timer.join()


def test_other_threads_can_be_left_out(watch: Watch, database: SimpleNamespace) -> None:
    opened = _in_thread(database)
    assert watch.left_open(0, own_thread_only=True) == []
    opened.close()


def test_a_connection_class_of_ones_own_is_kept(watch: Watch, database: SimpleNamespace) -> None:
    class Own(sqlite3.Connection):
        pass

    connection = database.connect(":memory:", factory=Own)
    assert isinstance(connection, Own)
    assert len(watch.left_open(0)) == 1
    connection.close()
    assert watch.left_open(0) == []


def test_options_reach_sqlite(watch: Watch, database: SimpleNamespace) -> None:
    connection = database.connect("file::memory:", uri=True, isolation_level=None)
    assert connection.isolation_level is None
    connection.close()


def test_the_watch_ends_when_undone() -> None:
    module = SimpleNamespace(connect=REAL)
    undo = Watch().start(module)
    undo()
    assert module.connect is REAL


def test_every_test_is_under_watch() -> None:
    connection = sqlite3.connect(":memory:")
    assert type(connection).__name__ == "Watched"
    connection.close()


def _in_thread(database: SimpleNamespace) -> sqlite3.Connection:
    opened: list[sqlite3.Connection] = []

    def open_one() -> None:
        opened.append(database.connect(":memory:", check_same_thread=False))

    thread = threading.Thread(target=open_one)
    thread.start()
    thread.join()
    return opened[0]
