"""Counting beside answering: batches, threads, a full line, a file that is locked, read-only, full or damaged."""

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from kb import database as database_room
from kb.database import KeptDatabase
from kb.journal import SEARCH_MIGRATIONS, Opened, SearchCounter, Searched, SearchFilter, SearchLog

NOW = datetime(2026, 11, 22, 23, 59, tzinfo=UTC)
VIN = Searched("ro", "vin", 3)
NEVER = 3_600.0


@pytest.fixture
def file(tmp_path):
    return tmp_path / "instance" / "searches.sqlite"


@pytest.fixture
def log(file):
    return SearchLog(KeptDatabase(file, (SEARCH_MIGRATIONS,)))


@pytest.fixture
def make(log):
    """Counters that write only when told to, stopped at the end."""
    made = []

    def make(find=lambda: log, *, keep_days=365, clock=lambda: NOW, every_s=NEVER, most=5_000):
        made.append(SearchCounter(find, keep_days, clock, every_s=every_s, most=most))
        return made[-1]
    yield make
    for counter in made:
        counter.close()


def searches(log):
    return log.sums(SearchFilter()).searches


def test_what_was_counted_is_written_when_it_is_flushed_and_only_once(make, log):
    counter = make()
    counter.count(VIN)
    counter.count(Opened("ro", "vin"))
    assert searches(log) == 0
    counter.flush()
    counter.flush()
    [count] = log.counts("top", SearchFilter())
    assert (count.query, count.searches, count.total, count.opened) == ("vin", 1, 3, 1)


def test_counting_opens_no_file(make, file):
    make().count(VIN)
    assert not file.parent.exists()


def test_a_thread_writes_without_being_told(make, log):
    counter = make(every_s=0.01)
    counter.count(VIN)
    ends = time.monotonic() + 30
    while not searches(log) and time.monotonic() < ends:
        time.sleep(0.01)
    assert searches(log) == 1


def test_closing_writes_what_waits_and_ends_the_thread(make, log):
    counter = make()
    counter.count(VIN)
    counter.close()
    assert searches(log) == 1
    assert [thread for thread in threading.enumerate() if thread.name == "searches"] == []


def test_closing_what_never_counted_does_nothing(make, file):
    make().close()
    assert not file.parent.exists()


def test_no_search_of_many_threads_is_lost_or_counted_twice(make, log):
    counter = make(every_s=0.001, most=100_000)

    def search():
        for _ in range(500):
            counter.count(VIN)
    threads = [threading.Thread(target=search) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counter.close()
    assert searches(log) == 4_000


def test_two_processes_may_count_into_one_file(make, file):
    counters = [make(lambda: SearchLog(KeptDatabase(file, (SEARCH_MIGRATIONS,)))) for _ in range(2)]
    for counter in counters:
        for _ in range(10):
            counter.count(VIN)
    for counter in counters:
        counter.flush()
    assert searches(SearchLog(KeptDatabase(file, (SEARCH_MIGRATIONS,)))) == 20


def test_more_than_fits_is_lost_the_oldest_first(make, log):
    counter = make(most=3)
    for number in range(5):
        counter.count(Searched("ro", f"vin {number}", 1))
    counter.flush()
    assert sorted(each.query for each in log.counts("top", SearchFilter())) == ["vin 2", "vin 3", "vin 4"]


def test_the_day_is_that_of_the_search_not_of_the_writing(make, log):
    times = [NOW]
    counter = make(clock=lambda: times[0])
    counter.count(VIN)
    times[0] = NOW + timedelta(hours=1)
    counter.count(VIN)
    counter.flush()
    assert [each.day for each in log.days(SearchFilter())] == ["2026-11-23", "2026-11-22"]


def test_old_days_are_forgotten_once_a_day_also_when_nobody_searches(make, log):
    times = [NOW]
    counter = make(clock=lambda: times[0], keep_days=2)
    log.add([(NOW.date() - timedelta(days=back), VIN) for back in range(5)])
    counter.flush()
    assert [each.day for each in log.days(SearchFilter())] == ["2026-11-22", "2026-11-21", "2026-11-20"]
    times[0] = NOW + timedelta(days=1)
    counter.flush()
    assert [each.day for each in log.days(SearchFilter())] == ["2026-11-22", "2026-11-21"]


def locked(file, log):
    """Somebody else holds the file for long."""
    other = KeptDatabase(file, (SEARCH_MIGRATIONS,)).writing()
    other.__enter__()
    return lambda: other.__exit__(None, None, None)


def read_only(file, log):
    """As a file system that is mounted read-only: nothing can be written, whoever asks."""
    real = SearchLog.add

    def refuse(self, events):
        with self._database.reading() as database:
            database.execute("PRAGMA query_only = ON")
            database.execute("DELETE FROM searches")
    SearchLog.add = refuse
    return lambda: setattr(SearchLog, "add", real)


def full(file, log):
    """No page more fits into the file."""
    real = SearchLog.add

    def fill(self, events):
        with self._database.writing() as database:
            pages = database.execute("PRAGMA page_count").fetchone()[0]
            database.execute(f"PRAGMA max_page_count = {pages}")
            database.execute("CREATE TABLE more (text TEXT)")
            database.execute("INSERT INTO more VALUES (zeroblob(1000000))")
    SearchLog.add = fill
    return lambda: setattr(SearchLog, "add", real)


def damaged(file, log):
    """The file is something else."""
    content = file.read_bytes()
    file.write_bytes(b"no database" * 1_000)
    return lambda: file.write_bytes(content)


def in_the_way(file, log):
    """A folder stands where the file should be."""
    content = file.read_bytes()
    file.unlink()
    file.mkdir()

    def mend():
        file.rmdir()
        file.write_bytes(content)
    return mend


@pytest.mark.parametrize("spoil", [locked, read_only, full, damaged, in_the_way])
def test_a_file_that_cannot_be_written_disturbs_nobody_and_what_waits_is_written_later(
        make, log, file, spoil, monkeypatch):
    monkeypatch.setattr(database_room, "BUSY_MS", 30)
    counter = make()
    counter.count(VIN)
    counter.flush()
    mend = spoil(file, log)
    try:
        counter.count(VIN)
        began = time.monotonic()
        for _ in range(1_000):
            counter.count(VIN)
        assert time.monotonic() - began < 30  # never by the time that a lock is waited for, a thousand times
        counter.flush()
        counter.flush()
    finally:
        mend()
    assert searches(log) == 1
    counter.flush()
    assert searches(log) == 1_002


def test_what_never_can_be_written_is_let_go_of_and_the_rest_goes_on(make, log):
    counter = make()
    counter.count(Searched("ro", None, 3))
    counter.flush()
    counter.count(VIN)
    counter.flush()
    assert searches(log) == 1


def test_a_failure_is_told_once_without_what_was_searched(make, log, monkeypatch):
    told = []
    monkeypatch.setattr("kb.journal.counting._LOGGER.warning", lambda event, **more: told.append((event, more)))
    counter = make(lambda: 1 / 0)
    for _ in range(3):
        counter.count(Searched("ro", "cuvinte", 3))
        counter.flush()
    assert len(told) == 1
    assert "cuvinte" not in str(told)


def test_no_thread_to_be_had_is_no_trouble(make, log, monkeypatch):
    counter = make()

    def refuse(self):
        raise RuntimeError("can't start new thread")
    monkeypatch.setattr(threading.Thread, "start", refuse)
    counter.count(VIN)
    monkeypatch.undo()
    counter.flush()
    assert searches(log) == 1
