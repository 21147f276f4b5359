"""Whatever is asked of a made-up library: counts are what clicks yield, pages hold every case once, filters hold."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.indexing import LiveIndex
from kb.ingest import read_library
from kb.model import Library
from kb.search import FACETS, SORTS, Answer, SearchRequest
from kb.store import facet_values
from tests import words as field
from tests.generator import generate_library
from tests.indexes import live_index, reindex

CASES = 45
Selection = Mapping[str, tuple[str, ...]]
PATIENT = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


class Made(NamedTuple):
    """A made-up library with the facet values of each case, computed without an index."""

    live: LiveIndex
    values: Mapping[str, Mapping[str, tuple[str, ...]]]

    def search(self, request: SearchRequest) -> Answer:
        with self.live.reading() as generation:
            return generation.searcher.search(request)

    def every(self, facet: str) -> list[str]:
        return sorted({value for facets in self.values.values() for value in facets[facet]})

    def pages(self, request: SearchRequest) -> list[str]:
        """The slugs of all pages, read until one is empty."""
        slugs: list[str] = []
        for page in range(1, 100):
            hits = self.search(replace(request, page=page)).hits
            if not hits:
                return slugs
            slugs += [hit.slug for hit in hits]
        raise AssertionError("pages without end")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    folder = tmp_path_factory.mktemp("made")
    generate_library(folder / "content", CASES, seed=3)
    reindex(folder)
    library, problems = read_library(folder / "content")
    assert problems == ()
    with live_index(folder) as live:
        opened = Made(live, _values(library))
        opened.search(SearchRequest("campanie"))  # opens its connections here, where they are closed
        yield opened


def _values(library: Library) -> dict[str, dict[str, tuple[str, ...]]]:
    return {slug: facet_values(case, library) for slug, case in library.cases.items()}


STEMS = [stem for lang in ("ro", "ru", "en") for stem in field.STEMS[lang].split()[:25]]
FREQUENT = [word for lang in ("ro", "ru", "en") for word in field.FREQUENT[lang].split()[:6]]
terms = st.sampled_from(STEMS + FREQUENT)
typed = st.lists(
    st.one_of(
        terms, terms, terms.map(lambda term: f"-{term}"), terms.map(lambda term: f"OR {term}"),
        terms.filter(lambda term: len(term) > 2).map(lambda term: f"{term}*"),
        st.sampled_from(["year:2015..2022", "-industry:wine", "platform:facebook,tv", "industry:nope", '"a', "(", "-"]),
    ),
    max_size=4,
).map(" ".join)


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, int, str, str]:
    """A text, a seed for choices (the library is not known yet), an order and a language."""
    sort, lang = draw(st.sampled_from(["", *SORTS])), draw(st.sampled_from(["ro", "ru"]))
    return draw(typed), draw(st.integers(0, 10**6)), sort, lang


def choose(made: Made, seed: int) -> dict[str, tuple[str, ...]]:
    """Values of up to three facets; one in ten does not exist."""
    chance = random.Random(seed)
    facets = chance.sample(FACETS, k=chance.choice([0, 0, 1, 1, 2, 3]))
    chosen = {}
    for facet in facets:
        values = chance.sample(made.every(facet), k=min(len(made.every(facet)), chance.choice([1, 1, 2, 3])))
        chosen[facet] = tuple(values) if chance.random() < 0.9 else (*values, "no-such-value")
    return chosen


def fits(values: Mapping[str, tuple[str, ...]], chosen: Selection) -> bool:
    known = {facet: set(wanted) - {"no-such-value"} for facet, wanted in chosen.items()}
    return all(not wanted or wanted & set(values[facet]) for facet, wanted in known.items())


@settings(max_examples=30, suppress_health_check=PATIENT)
@given(requests())
def test_the_total_is_the_number_of_cases_over_all_pages_and_none_comes_twice(
    made: Made, drawn: tuple[str, int, str, str]
) -> None:
    text, seed, sort, lang = drawn
    request = SearchRequest(text, choose(made, seed), sort, lang=lang)
    answer = made.search(request)
    slugs = made.pages(request)
    assert len(slugs) == len(set(slugs)) == answer.total + answer.perhaps_total
    assert answer.pages == -(-(answer.total + answer.perhaps_total) // 10)


@settings(max_examples=30, suppress_health_check=PATIENT)
@given(requests())
def test_every_hit_satisfies_every_filter(made: Made, drawn: tuple[str, int, str, str]) -> None:
    text, seed, sort, lang = drawn
    chosen = choose(made, seed)
    for slug in made.pages(SearchRequest(text, chosen, sort, lang=lang)):
        assert fits(made.values[slug], chosen)


@settings(max_examples=8, suppress_health_check=PATIENT)
@given(requests())
def test_each_count_is_the_total_of_one_click(made: Made, drawn: tuple[str, int, str, str]) -> None:
    text, seed, sort, lang = drawn
    chosen = choose(made, seed)
    answer = made.search(SearchRequest(text, chosen, sort, lang=lang))
    for facet in FACETS:
        counts = {value.value: value.count for value in answer.facets[facet] if value.value != "no-such-value"}
        unshown = [value for value in made.every(facet) if value not in counts]
        for value in [*counts, *unshown[:2]]:
            clicked = made.search(SearchRequest(text, {**chosen, facet: (value,)}, sort, lang=lang))
            assert counts.get(value, 0) == clicked.total, (facet, value)


@settings(max_examples=30, suppress_health_check=PATIENT)
@given(st.integers(0, 10**6))
def test_without_words_a_choice_leaves_exactly_the_cases_that_fit_it(made: Made, seed: int) -> None:
    chosen = choose(made, seed)
    expected = {slug for slug, values in made.values.items() if fits(values, chosen)}
    assert set(made.pages(SearchRequest(filters=chosen))) == expected


@settings(max_examples=20, suppress_health_check=PATIENT)
@given(requests(), st.sampled_from(SORTS))
def test_the_order_changes_no_case_no_count_and_no_reason(
    made: Made, drawn: tuple[str, int, str, str], sort: str
) -> None:
    text, seed, other, lang = drawn
    first = SearchRequest(text, choose(made, seed), sort, lang=lang)
    second = SearchRequest(text, choose(made, seed), other, lang=lang)
    assert sorted(made.pages(first)) == sorted(made.pages(second))
    assert made.search(first).facets == made.search(second).facets


@settings(max_examples=20, suppress_health_check=PATIENT)
@given(terms, terms)
def test_a_word_and_its_exclusion_part_the_library_in_two(made: Made, word: str, other: str) -> None:
    # By its forms, that is: the glossary widens what is wanted, not what is left out.
    wanted = made.pages(SearchRequest(word, literal=True))
    unwanted = made.pages(SearchRequest(f"-{word}"))
    assert sorted(wanted + unwanted) == sorted(made.values)
    without = made.pages(SearchRequest(f"{word} -{other}", literal=True))
    assert set(without).isdisjoint(made.pages(SearchRequest(other, literal=True)))


def test_the_made_up_library_is_searched_at_all(made: Made) -> None:
    found = [made.search(SearchRequest(stem)).total for stem in STEMS]
    assert sum(1 for total in found if total) > len(STEMS) / 3
    assert made.search(SearchRequest()).total == len(made.values) == CASES


def test_the_library_of_the_same_seed_is_answered_the_same_again(made: Made, tmp_path: Path) -> None:
    generate_library(tmp_path / "content", CASES, seed=3)
    reindex(tmp_path)
    with live_index(tmp_path) as live:
        again = Made(live, made.values)
        for stem in STEMS[:8]:
            assert again.pages(SearchRequest(stem)) == made.pages(SearchRequest(stem))
