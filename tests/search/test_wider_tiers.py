"""The wider tiers: what the glossary finds, and what has only a part of the words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.indexing import LiveIndex
from kb.search import SearchRequest
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex, search


def body(context: str) -> str:
    return f"## Contextul\n\n{context}\n\n## Ce s-a făcut\n\nUn apel.\n\n## Rezultate\n\nNu s-au publicat cifre.\n"


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    folder = tmp_path_factory.mktemp("library")
    write_library(folder / "content", cases={
        "festival": case_markdown(
            title="Un festival de vin", summary="Târgul de vin.", years=["2017"], industries=["wine"],
            body=body("Festivalul avea nevoie de bilete.")),
        "turnul": case_markdown(
            title="Vin și muzică", summary="Un concert.", years=["2017"], industries=["wine", "tourism"],
            body=body("O seară cu vin.")),
    })
    reindex(folder)
    with live_index(folder) as opened:
        search(opened, "vin")  # opens its connections here, where they are closed
        yield opened


def test_the_glossary_finds_what_is_said_otherwise_and_says_so(tmp_path: Path) -> None:
    glossary = "- ro: [struguri]\n  ru: [виноград]\n  en: [grapes]\n"
    cases = {"unu": case_markdown(), "doi": case_markdown(title="Mere", summary="Mere.", body=body("Mere la târg."))}
    write_library(tmp_path / "content", cases=cases, files={"glossary.yaml": glossary})
    reindex(tmp_path)
    with live_index(tmp_path) as live:
        answer = search(live, "grapes")
        assert [(hit.slug, hit.why) for hit in answer.hits] == [("unu", "glossary")]
        assert answer.glossary == (("grapes", "struguri, виноград"),)
        assert answer.hits[0].title_html.startswith("<mark>Struguri</mark>")
        with live.reading() as generation:
            literal = generation.searcher.search(SearchRequest("grapes", literal=True))
        assert (literal.total, literal.glossary) == (0, ())
        assert search(live, "struguri").glossary == ()


def test_cases_with_a_part_of_the_words_are_listed_after_the_others_and_counted_apart(live: LiveIndex) -> None:
    answer = search(live, "festival bilete elicopter")
    assert (answer.total, answer.perhaps_total) == (0, 1)
    assert [(hit.slug, hit.why) for hit in answer.hits] == [("festival", "perhaps")]
    assert answer.facets["industry"] == ()


def test_cases_with_more_of_the_words_rank_before_those_with_fewer(live: LiveIndex) -> None:
    found = [hit.slug for hit in search(live, "festivalul vin bilete muzica").hits]
    assert found[:2] == ["festival", "turnul"]


def test_words_that_stand_nowhere_do_not_count_against_a_case(live: LiveIndex) -> None:
    assert [hit.slug for hit in search(live, "festival elicopter submarin").hits] == ["festival"]


def test_a_single_unknown_word_has_no_perhaps(live: LiveIndex) -> None:
    assert search(live, "elicopter").perhaps_total == 0


def test_partial_matches_obey_filters_and_exclusions(live: LiveIndex) -> None:
    assert search(live, "festival elicopter", industry="tourism").perhaps_total == 0
    assert search(live, "festival elicopter -bilete").perhaps_total == 0
    assert search(live, "festival elicopter industry:tourism").perhaps_total == 0
