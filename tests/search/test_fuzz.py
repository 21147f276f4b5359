"""No string a person, a robot or a fuzzer can type raises, or comes back as HTML of its own; none takes long (deep)."""

import random
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.errors import TooComplex
from kb.indexing import LiveIndex, OpenGeneration
from kb.search import Answer, SearchRequest
from tests.bench import results
from tests.bench.counts import HEADING, wanted
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex
from tests.search import fuzz_run, fuzzing
from tests.search.fuzz_run import Chunk, LongRun
from tests.search.fuzzing import ALPHABET, HOSTILE

CASES = {f"caz-{year}": case_markdown(title=f"Vin {year} la târg", years=[str(year)]) for year in range(2010, 2022)}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    folder = tmp_path_factory.mktemp("fuzzed")
    write_library(folder / "content", cases=CASES)
    reindex(folder)
    with live_index(folder) as opened:
        ask(opened, SearchRequest("vin"))  # opens its connections here, where they are closed
        yield opened


def ask(live: LiveIndex, request: SearchRequest) -> Answer:
    """One search, its answer looked through."""
    with live.reading() as generation:
        answer = generation.searcher.search(request)
    fuzzing.check(answer)
    return answer


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:40])
def test_a_hostile_string_is_a_search_like_any_other(live: LiveIndex, text: str) -> None:
    ask(live, SearchRequest(text))


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:40])
def test_a_hostile_value_of_a_filter_is_no_value(live: LiveIndex, text: str) -> None:
    answer = ask(live, SearchRequest(filters={"industry": (text,), "year": (text, text), text: ("wine",)}))
    assert answer.total == len(CASES)


@pytest.mark.parametrize("page", [-(10**18), -1, 0, 1, 2, 3, 100, 10**6, 10**18])
@pytest.mark.parametrize("text", ["", "vin", "vinuri", "-vin", "nimic"])
def test_any_page_is_a_page_perhaps_an_empty_one(live: LiveIndex, text: str, page: int) -> None:
    assert len(ask(live, SearchRequest(text, page=page)).hits) in ({0} if page not in (1, 2) else {0, 2, 10})


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text() | st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join))
def test_any_string_is_a_search(live: LiveIndex, text: str) -> None:
    ask(live, SearchRequest(text))


def test_random_requests_are_searches(live: LiveIndex) -> None:
    chance, known = random.Random(5), fuzzing.vocabulary()
    for _ in range(500):
        ask(live, fuzzing.random_request(chance, known))


# -- the long run, in small ---------------------------------------------------------------------------------------


class Broken:
    """An index that raises whatever is asked."""

    def reading(self) -> None:
        raise ValueError("it cannot be read")


def test_a_chunk_asks_the_same_strings_each_time_and_tells_what_they_did(
    live: LiveIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, again = (fuzz_run.ask_chunk(live, 7, 40) for _ in range(2))
    assert (first.number, first.asked, first.failures) == (7, 40, [])
    assert first.slowest_ms > 0
    broken = fuzz_run.ask_chunk(Broken(), 7, 40)  # type: ignore[arg-type]
    assert len(broken.failures) == 40
    assert "ValueError: 'it cannot be read'" in broken.failures[0]
    monkeypatch.setattr(fuzz_run, "MOST_MS", -1.0)
    texts = [fuzz_run.ask_chunk(live, number, 40).slow for number in (7, 7, 8)]
    assert len(texts[0]) == 40
    assert texts[0] == texts[1] != texts[2]
    assert again.failures == []


def test_an_answer_with_html_of_its_own_is_told(live: LiveIndex) -> None:
    answer = ask(live, SearchRequest("vin"))
    object.__setattr__(answer.hits[0], "snippet", "<b>vin</b>")
    with pytest.raises(AssertionError, match="vin"):
        fuzzing.check(answer)


@pytest.mark.slow
def test_a_long_run_in_processes_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    write_library(tmp_path / "content", cases=CASES)
    reindex(tmp_path)
    run = LongRun(tmp_path / "index", tmp_path / "kept", strings=90, chunk=30, processes=2)
    said: list[str] = []
    chunks = run.run(said.append)
    assert [(chunk.number, chunk.asked, chunk.failures) for chunk in chunks] == [(each, 30, []) for each in range(3)]
    assert said[0].startswith("0 of 3 chunks")
    assert [line.partition(":")[0] for line in said[1:]] == ["1/3", "2/3", "3/3"]
    (tmp_path / "kept/chunk-00001.json").unlink()
    said.clear()
    again = run.run(said.append)
    assert said[0].startswith("2 of 3 chunks")
    assert len(said) == 2
    assert [again[0], again[2]] == [chunks[0], chunks[2]]


class Slow:
    """An index whose searches are given up so many times."""

    def __init__(self, live: LiveIndex, times: int) -> None:
        self._live = live
        self.left = times

    def reading(self) -> AbstractContextManager[OpenGeneration]:
        self.left -= 1
        if self.left >= 0:
            raise TooComplex("this search takes too long")
        return self._live.reading()


@pytest.mark.parametrize(("times", "failed"), [(0, 0), (3, 0), (4, 1)])
def test_a_search_that_a_busy_machine_stalled_is_asked_again(live: LiveIndex, times: int, failed: int) -> None:
    chunk = fuzz_run.ask_chunk(Slow(live, times), 1, 1)  # type: ignore[arg-type]
    assert len(chunk.failures) == failed


def test_what_came_of_a_run_is_told_in_a_line() -> None:
    chunks = [Chunk(0, 100, 2.0, 4.0, 30.0, 88.8, "first"), Chunk(1, 100, 4.0, 6.0, 50.0, 99.9, "other", ["s"], ["f"])]
    line = fuzz_run.told(chunks, 10_000)
    assert line.startswith("- 20")
    assert "200 random and adversarial strings against 10,000 cases: 1 raised, 1 took over 1 s" in line
    assert "p50 / p99 5.0 / 40 ms, the slowest 100 ms; 38 a second in each process." in line


@pytest.mark.slow
def test_the_command_runs_to_its_end_keeps_its_line_and_does_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(results, "RESULTS", tmp_path / "RESULTS.md")
    (tmp_path / "RESULTS.md").write_text("# Results\n")
    (tmp_path / "kept/of other code").mkdir(parents=True)
    command = ["--strings", "40", "--cases", "12", "--processes", "1", "--kept", str(tmp_path / "kept")]
    assert fuzz_run.main([*command, "--save"]) == 0
    assert "40 random and adversarial strings against 12 cases: 0 raised, 0 took" in (
        tmp_path / "RESULTS.md").read_text()
    assert len(list((tmp_path / "kept").iterdir())) == 1
    assert fuzz_run.main(command) == 0
    assert "1 of 1 chunks of 40 strings were done before" in capfd.readouterr().out
    assert (tmp_path / "RESULTS.md").read_text().count("- 20") == 1


# -- the long run -------------------------------------------------------------------------------------------------


@pytest.mark.deep
@pytest.mark.timeout(0)
def test_a_million_random_strings_against_ten_thousand_cases_are_quick_searches(
    pytestconfig: pytest.Config, capfd: pytest.CaptureFixture[str]
) -> None:
    """An hour of work: what is done is kept in the cache of pytest, so that the next run of the same code goes on.

    Progress also stands in the file `progress` there.
    """
    assert pytestconfig.cache is not None
    run = fuzz_run.prepared(pytestconfig.cache.mkdir("fuzz"), fuzz_run.CASES)
    run = replace(run, strings=wanted(fuzz_run.STRINGS))

    def say(line: str) -> None:
        with (run.kept.parent / "progress").open("a") as file:
            file.write(f"{line}\n")
        with capfd.disabled():
            print(f"fuzz {line}", flush=True)

    chunks = run.run(say)
    line = fuzz_run.told(chunks, fuzz_run.CASES)
    say(line)
    assert [failure for chunk in chunks for failure in chunk.failures] == []
    assert [text for chunk in chunks for text in chunk.slow] == []
    if run.strings == fuzz_run.STRINGS:
        results.add_line(HEADING, line)
