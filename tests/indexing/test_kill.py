"""kill -9 at random moments of a reindex, under constant searches: no search fails, thins out, or sees a mixture."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.indexing import Generations, LiveIndex, Reindex
from kb.search import SearchRequest
from tests.bench.counts import kept_count, wanted
from tests.generator import generate_library

CASES = 60


@pytest.fixture
def library(tmp_path: Path) -> Path:
    generate_library(tmp_path / "content", CASES, seed=7)
    Reindex(tmp_path / "content", tmp_path / "index", "sqlite_fts").run()
    return tmp_path


class Searches:
    """Searches without a pause in a thread of its own; keeps every distinct answer and every failure."""

    def __init__(self, index: Path) -> None:
        self._index = index
        self._stop = threading.Event()
        self.answers: dict[tuple[int, int, tuple[str, ...]], int] = {}
        self.failures: list[str] = []
        self.count = 0

    @contextmanager
    def running(self) -> Iterator["Searches"]:
        thread = threading.Thread(target=self._search)
        thread.start()
        try:
            yield self
        finally:
            self._stop.set()
            thread.join()

    def _search(self) -> None:
        live = LiveIndex(self._index, "sqlite_fts")
        while not self._stop.is_set():
            try:
                with live.reading() as generation:
                    everything = generation.searcher.search(SearchRequest())
                    words = generation.searcher.search(SearchRequest("campanie"))
                answer = (everything.total, words.total, tuple(hit.slug for hit in words.hits))
                self.answers[answer] = self.answers.get(answer, 0) + 1
            except Exception as error:  # whatever it is, it is what this test is about
                self.failures.append(repr(error))
            self.count += 1
        live.close()


def start_reindex(library: Path) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "KB_CONTENT": str(library / "content"), "KB_INDEX": str(library / "index"),
                   "KB_INSTANCE": str(library / "instance")}
    return subprocess.Popen(
        [sys.executable, "-m", "kb", "reindex"], env=environment, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )


def kill_reindexes(library: Path, times: int, seed: int) -> Searches:
    """Start and kill reindexes under constant searches; now and then one may finish."""
    chance = random.Random(seed)
    with Searches(library / "index").running() as searches:
        for _ in range(times):
            process = start_reindex(library)
            time.sleep(chance.uniform(0.2, 2.5))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    return searches


def check_survivors(library: Path, searches: Searches) -> None:
    assert searches.failures == []
    assert len(searches.answers) == 1, "a search saw fewer cases, or a mixture"
    assert next(iter(searches.answers))[0] == CASES
    report = Reindex(library / "content", library / "index", "sqlite_fts").run("full")
    assert (report.action, report.cases) == ("built", CASES)
    folder = library / "index" / "generations"
    assert not [name for name in os.listdir(folder) if name.startswith(".building")], "leftovers were cleared away"
    assert len(os.listdir(folder)) <= 3


@pytest.mark.slow
def test_killed_reindexes_never_disturb_a_search(library: Path) -> None:
    searches = kill_reindexes(library, times=4, seed=1)
    assert searches.count > 20
    check_survivors(library, searches)


@pytest.mark.deep
def test_fifty_killed_reindexes_never_disturb_a_search(library: Path) -> None:
    with kept_count(50, "reindexes killed with kill -9 at random moments, under searches that all saw the same cases"):
        searches = kill_reindexes(library, wanted(50), seed=2)
        assert searches.count > 20 * wanted(50)
        check_survivors(library, searches)


@pytest.mark.slow
def test_workers_of_a_killed_reindex_end_by_themselves(library: Path) -> None:
    process = start_reindex(library)
    time.sleep(1.2)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    ends = time.monotonic() + 20
    while _members(process.pid) and time.monotonic() < ends:
        time.sleep(0.1)
    assert _members(process.pid) == []


def _members(session: int) -> list[int]:
    """The processes of a session that still live (not zombies waiting for their parent)."""
    found = []
    for entry in os.scandir("/proc"):
        if entry.name.isdecimal():
            try:
                fields = (Path(entry.path) / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == session and fields[0] != "Z":
                found.append(int(entry.name))
    return found


@pytest.mark.slow
def test_of_two_reindexes_at_once_one_works_and_the_other_says_so(library: Path) -> None:
    with Generations(library / "index").builder_lock():
        process = subprocess.run(
            [sys.executable, "-m", "kb", "reindex"],
            env={**os.environ, "KB_CONTENT": str(library / "content"), "KB_INDEX": str(library / "index"),
                 "KB_INSTANCE": str(library / "instance")},
            capture_output=True, text=True, timeout=60, check=False,
        )
    assert process.returncode == 1
    assert "another process" in process.stderr
    assert "Traceback" not in process.stderr
