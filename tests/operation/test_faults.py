"""One fault after the other under constant searches: every search is answered in full, and nothing is lost."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb import services
from kb.journal import AuditLog
from kb.search import SearchRequest
from kb.services import Services
from tests.generator import generate_library
from tests.operation.faults import FAULTS, Site
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


def break_and_mend(folder: Path, patch: pytest.MonkeyPatch, times: int, seed: int) -> None:
    generate_library(folder / "content", CASES, seed=seed)
    made = services.build(settings_of(folder))
    made.reindex("full")
    written = {path: path.read_bytes() for path in (folder / "content").rglob("*.md")}
    site = Site(folder, made, random.Random(seed), patch)
    searching = Searching(services.build(settings_of(folder)))
    searching._made.search(SearchRequest())
    with searching.running():
        for number in range(times):
            fault = FAULTS[number % len(FAULTS)] if number < len(FAULTS) else site.chance.choice(FAULTS)
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


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_thirty_faults_disturb_no_search_and_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    break_and_mend(tmp_path, monkeypatch, times=30, seed=5)


@pytest.mark.deep
def test_five_hundred_faults_disturb_no_search_and_lose_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    break_and_mend(tmp_path, monkeypatch, times=500, seed=6)
