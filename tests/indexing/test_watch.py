"""Following the library: what changes is taken up, what fails is told once and tried again."""

import threading
from collections.abc import Callable
from pathlib import Path
from queue import Queue

import pytest

from kb.errors import Busy, Refused, StorageFailed
from kb.indexing import ReindexReport, follow
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex, search

WAIT_S = 30
News = ReindexReport | Exception


class Following:
    """`follow` in a thread of its own, with what it tells."""

    def __init__(self, content: Path, sync: Callable[[], ReindexReport]) -> None:
        self.told: Queue[News] = Queue()
        self.stop = threading.Event()
        self.ended: Exception | None = None
        self.thread = threading.Thread(target=self._run, args=(content, sync))

    def _run(self, content: Path, sync: Callable[[], ReindexReport]) -> None:
        try:
            follow(content, sync, self.stop, self.told.put)
        except Exception as error:
            self.ended = error

    def __enter__(self) -> "Following":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join(WAIT_S)
        assert not self.thread.is_alive()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_library(tmp_path / "content", cases={"unu": case_markdown(title="Vin")})
    return tmp_path


def add_case(folder: Path, slug: str) -> None:
    (folder / f"content/cases/{slug}.md").write_text(case_markdown(title="Vin"), encoding="utf-8")


def done(action: str = "synced") -> ReindexReport:
    return ReindexReport(action, "g1", 1, 0, (), 0.1)


@pytest.mark.slow
def test_a_file_that_is_written_is_found(folder: Path) -> None:
    with Following(folder / "content", lambda: reindex(folder, "if_needed")) as following, live_index(folder) as live:
        first = following.told.get(timeout=WAIT_S)
        assert isinstance(first, ReindexReport)
        assert first.action == "built"
        add_case(folder, "doi")
        second = following.told.get(timeout=WAIT_S)
        assert isinstance(second, ReindexReport)
        assert (second.action, second.added) == ("synced", 1)
        assert search(live, "vin").total == 2


def test_nothing_is_told_when_there_was_nothing_to_do(folder: Path) -> None:
    synced = threading.Event()

    def sync() -> ReindexReport:
        synced.set()
        return done("nothing")

    with Following(folder / "content", sync) as following:
        assert synced.wait(WAIT_S)
    assert following.told.empty()


@pytest.mark.parametrize("error", [StorageFailed("full"), Busy("busy")])
def test_what_failed_is_tried_again_and_told_once(folder: Path, error: Exception) -> None:
    tries = iter([error, error, error])

    def sync() -> ReindexReport:
        if failure := next(tries, None):
            raise failure
        return done()

    with Following(folder / "content", sync) as following:
        told = [following.told.get(timeout=WAIT_S)]
        if not isinstance(error, Busy):
            told.append(following.told.get(timeout=WAIT_S))
    assert told == ([done()] if isinstance(error, Busy) else [error, done()])


def test_what_was_refused_waits_for_a_change(folder: Path) -> None:
    tries = iter([Refused("empty")])

    def sync() -> ReindexReport:
        if failure := next(tries, None):
            raise failure
        return done()

    with Following(folder / "content", sync) as following:
        assert isinstance(following.told.get(timeout=WAIT_S), Refused)
        add_case(folder, "doi")
        assert following.told.get(timeout=WAIT_S) == done()


def test_a_library_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    following = Following(tmp_path / "nowhere", lambda: done("nothing"))
    following.thread.start()
    following.thread.join(WAIT_S)
    assert isinstance(following.ended, StorageFailed)
