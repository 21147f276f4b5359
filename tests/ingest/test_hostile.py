"""A folder of hostile files: a list of clear problems, in bounded time and memory, and the good files served."""

import resource
import time
from pathlib import Path
from typing import NamedTuple

import pytest

from kb.ingest import check_library, read_library
from kb.model import MESSAGES, Library, Problems
from kb.sandbox import Workers
from tests.builders import case_markdown, specialist_markdown, write_library
from tests.ingest.hostile import Hostile, hostile_files, write_hostile_library
from tests.ingest.test_rendering import offences

pytestmark = pytest.mark.slow

# What only an editor's check says, and what is said of a whole library: tried below, on folders of their own.
ELSEWHERE = {"withdrawn_named", "missing_vocabulary"}


class Outcome(NamedTuple):
    """What became of the folder, and what that cost."""

    folder: Path
    files: list[Hostile]
    library: Library
    problems: Problems
    seconds: float
    grown_megabytes: float


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, workers: Workers) -> Outcome:
    folder = tmp_path_factory.mktemp("hostile") / "content"
    files = write_hostile_library(folder)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    library, problems = read_library(folder, workers)
    seconds = time.monotonic() - started
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return Outcome(folder, files, library, problems, seconds, grown)


def test_there_are_two_hundred_of_them(outcome: Outcome) -> None:
    assert len(outcome.files) >= 200
    assert len({file.path for file in outcome.files}) == len(outcome.files)


def test_time_and_memory_are_bounded(outcome: Outcome) -> None:
    assert outcome.seconds < 60
    assert outcome.grown_megabytes < 200


@pytest.mark.parametrize("file", hostile_files(), ids=lambda file: file.path)
def test_each_ends_in_its_problem(outcome: Outcome, file: Hostile) -> None:
    codes = {problem.code for problem in outcome.problems if problem.path == file.path}
    assert codes == set() if file.code is None else file.code in codes


def test_so_does_what_only_a_file_system_can_do(outcome: Outcome) -> None:
    traps = [file for file in outcome.files if "rap" in file.path]
    assert len(traps) > 8
    for file in traps:
        codes = {problem.code for problem in outcome.problems if problem.path == file.path}
        assert codes == (set() if file.code is None else {file.code})


def test_the_good_files_are_served(outcome: Outcome) -> None:
    harmless = {
        file.path.removeprefix("cases/").removesuffix(".md") for file in outcome.files
        if file.code is None and "rap" not in file.path
    }
    assert harmless | {"struguri-in-loc-de-flori"} <= set(outcome.library.cases)
    assert set(outcome.library.businesses) == {"tineri-fermieri"}
    assert outcome.library.cases["struguri-in-loc-de-flori"].langs == ("ro",)
    assert "wine" in outcome.library.vocabulary("industries")
    assert len(outcome.library.vocabularies) == 9


def test_what_has_an_error_is_never_served(outcome: Outcome) -> None:
    broken = {problem.path for problem in outcome.problems if problem.is_error}
    assert broken.isdisjoint(f"cases/{slug}.md" for slug in outcome.library.cases)


def test_nothing_served_holds_more_than_allowed_html(outcome: Outcome) -> None:
    for case in outcome.library.cases.values():
        for text in case.texts:
            assert offences(text.body.html) == []


def test_every_problem_can_be_shown(outcome: Outcome) -> None:
    for problem in outcome.problems:
        assert str(problem).encode()
        assert "%(" not in problem.message
        assert len(problem.message) < 500
        assert problem.line >= 1
    assert list(outcome.problems) == sorted(
        outcome.problems, key=lambda one: (one.path, one.line, one.field, one.code))


def test_no_file_floods_the_list(outcome: Outcome) -> None:
    counts: dict[str, int] = {}
    for problem in outcome.problems:
        counts[problem.path] = counts.get(problem.path, 0) + 1
    assert max(counts.values()) <= 110


def test_every_problem_that_can_be_told_is_told_here(outcome: Outcome, tmp_path: Path, workers: Workers) -> None:
    told = {problem.code for problem in outcome.problems}
    assert told >= set(MESSAGES) - ELSEWHERE
    write_library(tmp_path, specialists={"diana-crudu": specialist_markdown(withdrawn="true")}, cases={
        "caz": case_markdown(title="Apelul Dianei", summary="Diana Crudu a filmat un apel."),
    })
    (tmp_path / "vocabulary" / "places.yaml").unlink()
    assert {problem.code for problem in check_library(tmp_path, workers)} == ELSEWHERE
