"""Hostile files among good ones: indexed in bounded time and memory, told clearly, and the good ones found."""

import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from kb.indexing import LiveIndex, ReindexReport
from kb.model import MESSAGES
from tests.builders import case_markdown
from tests.indexes import live_index, reindex, search, slugs
from tests.ingest.hostile import Hostile, write_hostile_library

pytestmark = pytest.mark.slow

GOOD = [f"bun-{number:02}" for number in range(20)]


class Outcome(NamedTuple):
    """The folder after it was indexed, what was told, and what that cost."""

    folder: Path
    files: list[Hostile]
    report: ReindexReport
    seconds: float
    grown_megabytes: float
    live: LiveIndex


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    folder = tmp_path_factory.mktemp("hostile")
    files = write_hostile_library(folder / "content")
    for number, slug in enumerate(GOOD):
        text = case_markdown(title=f"Zmeura numărul {number}", years=[str(2000 + number)])
        (folder / "content/cases" / f"{slug}.md").write_text(text, encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    report = reindex(folder)
    seconds = time.monotonic() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    with live_index(folder) as live:
        search(live, "zmeura")  # opens its connections here, where they are closed
        yield Outcome(folder, files, report, seconds, grown, live)


def test_time_and_memory_are_bounded(outcome: Outcome) -> None:
    assert outcome.seconds < 90
    assert outcome.grown_megabytes < 250


def test_the_good_cases_are_found_and_nothing_that_has_an_error(outcome: Outcome) -> None:
    found = [slug for page in (1, 2, 3) for slug in slugs(search(outcome.live, "zmeura", page=page))]
    assert sorted(found) == GOOD
    broken = {problem.path for problem in outcome.report.problems if problem.is_error}
    everything = [slug for page in range(1, 30) for slug in slugs(search(outcome.live, page=page))]
    assert len(everything) == len(set(everything)) == outcome.report.cases >= len(GOOD)
    assert broken.isdisjoint(f"cases/{slug}.md" for slug in everything)


def test_each_hostile_file_is_told_of_with_its_problem(outcome: Outcome) -> None:
    told: dict[str, set[str]] = {}
    for problem in outcome.report.problems:
        told.setdefault(problem.path, set()).add(problem.code)
    for file in outcome.files:
        assert file.code is None or file.code in told.get(file.path, set()), file.path


def test_every_problem_is_a_clear_sentence_in_the_order_of_files(outcome: Outcome) -> None:
    problems = outcome.report.problems
    assert [problem.path for problem in problems] == sorted(problem.path for problem in problems)
    assert all(problem.code in MESSAGES and str(problem).isprintable() for problem in problems)


def test_script_in_fields_and_bodies_is_only_words(outcome: Outcome) -> None:
    for text in ("script", "alert", "onerror"):
        for hit in search(outcome.live, text).hits:
            for html in (hit.title_html, hit.snippet):
                assert "<" not in html.replace("<mark>", "").replace("</mark>", "")


def test_a_second_reindex_finds_nothing_to_do_and_tells_the_same(outcome: Outcome) -> None:
    again = reindex(outcome.folder, "changed")
    assert (again.action, again.problems) == ("nothing", outcome.report.problems)
