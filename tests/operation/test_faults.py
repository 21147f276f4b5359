"""One fault after the other under constant searches: every search is answered in full, and nothing is lost."""

import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb import services
from kb.journal import AuditLog
from kb.search import SearchRequest
from kb.services import Services
from tests.generator import generate_library
from tests.operation.faults import FAULTS, ROOT_FAULTS, Fault, Site, own_file_systems
from tests.services.publisher import settings_of

CASES = 40
# Readers of this size of site leave the machine time to do something else.
_PAUSE_S = 0.02


class Searching:
    """Searches without a pause; the generated cases must always be there, all of them."""

    def __init__(self, made: Services) -> None:
        self._made = made
        self._stop = threading.Event()
        self.count, self.failures = 0, Counter[str]()

    @contextmanager
    def running(self) -> Iterator[None]:
        thread = threading.Thread(target=self._search)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _search(self) -> None:
        while not self._stop.is_set():
            try:
                total = self._made.search(SearchRequest()).total
                if total < CASES:
                    self.failures[f"only {total} cases"] += 1
            except Exception as error:  # whatever it is, it is what this test is about
                self.failures[repr(error)] += 1
            self.count += 1
            time.sleep(_PAUSE_S)


Tell = Callable[[str, object], None]


def break_and_mend(folder: Path, patch: pytest.MonkeyPatch, tell: Tell, times: int, seed: int) -> None:
    """So many faults, all kinds of them first in turn; which kinds could not be put in is told."""
    with own_file_systems(folder / "content", folder / "index") as refused:
        tell("faults", f"{times} faults of {len(FAULTS) if refused else len(FAULTS + ROOT_FAULTS)} kinds")
        if refused:
            tell("faults", f"not run ({refused}): " + ", ".join(fault.__name__ for fault in ROOT_FAULTS))
        _break_and_mend(folder, patch, FAULTS if refused else FAULTS + ROOT_FAULTS, times, seed)


def _break_and_mend(
    folder: Path, patch: pytest.MonkeyPatch, faults: Sequence[Fault], times: int, seed: int
) -> None:
    generate_library(folder / "content", CASES, seed=seed)
    made = services.build(settings_of(folder))
    made.reindex("full")
    written = {path: path.read_bytes() for path in (folder / "content").rglob("*.md")}
    site = Site(folder, made, random.Random(seed), patch)
    searching = Searching(services.build(settings_of(folder)))
    searching._made.search(SearchRequest())
    with searching.running():
        for number in range(times):
            fault = faults[number] if number < len(faults) else site.chance.choice(faults)
            fault(site)
            mend(site)
            if number % 5 == 0:
                site.publish()
    assert searching.failures == Counter()
    assert searching.count > times
    searching._made.close()
    check(site, written)
    made.close()


def mend(site: Site) -> None:
    """What the next start of the site does by itself."""
    (site.folder / "content/cases/stricat.md").unlink(missing_ok=True)
    site.made.publish_approved()
    site.made.reindex("if_needed")


def check(site: Site, written: dict[Path, bytes]) -> None:
    assert {path: path.read_bytes() for path in written} == written, "a file of the library was changed"
    for path, text in site.published.items():
        assert (site.folder / "content" / path).read_text() == text
    assert site.made.submissions.outbox() == []
    assert AuditLog(site.made.database).verify().is_whole
    assert [found.code for found in site.made.examine() if found.severity == "error"] == []
    assert site.made.search(SearchRequest()).total == CASES + len(site.published) // 2


def test_where_nobody_may_mount_the_kinds_that_need_it_are_told_as_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.operation.faults.os.geteuid", lambda: 1000)
    with own_file_systems(tmp_path / "content", tmp_path / "index") as refused:
        assert refused == "only root can mount file systems"
    done: list[object] = []
    monkeypatch.setattr("tests.operation.test_faults._break_and_mend", lambda *given: done.extend(given[2]))
    told: list[object] = []
    break_and_mend(tmp_path / "again", monkeypatch, lambda name, value: told.append(value), times=3, seed=1)
    assert done == list(FAULTS)
    assert all(fault.__name__ in str(told[-1]) for fault in ROOT_FAULTS)
    assert str(told[-1]).startswith("not run (only root")


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_thirty_faults_disturb_no_search_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Tell
) -> None:
    break_and_mend(tmp_path, monkeypatch, record_property, times=30, seed=5)


@pytest.mark.deep
def test_five_hundred_faults_disturb_no_search_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Tell
) -> None:
    break_and_mend(tmp_path, monkeypatch, record_property, times=500, seed=6)
