"""The values a page offers: the fullest, in a fixed order, and always those that are chosen."""

from collections.abc import Iterable
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from kb.search import FACETS, FacetValue, SearchRequest
from kb.search.facets import FacetIndex, build_bitmaps
from kb.search.labels import FacetLabels
from kb.search.offered import OfferedValues
from kb.search.results import MOST_VALUES

FIRMS = MOST_VALUES + 50


class Labels:
    """Every value is called by its name in capitals."""

    def label(self, facet: str, value: str, lang: str) -> str:
        return f"{value.upper()} {lang}"


def offered_over(cases: dict[int, dict[str, list[str]]]) -> OfferedValues:
    facets = FacetIndex((facet, value, cases) for (facet, value), cases in build_bitmaps(cases.items()).items())
    return OfferedValues(facets, cast("FacetLabels", Labels()), len(cases))


def firm(number: int) -> str:
    return f"firma-{number:03}"


# Firm 0 has one case, firm 1 two and so on by threes; every case has a year.
LIBRARY = {
    number: {"business": [firm(each) for each in range(FIRMS) if number % 3 <= each % 3], "year": [str(2000 + number)]}
    for number in range(6)
}


def asked(found: Iterable[int] = LIBRARY, **request: object) -> tuple[FacetValue, ...]:
    made = SearchRequest(**request)  # type: ignore[arg-type]
    chosen = {facet: values for facet, values in made.filters.items() if values}
    return offered_over(LIBRARY).of(BitMap(found), chosen, made)["business"]


def test_the_fullest_are_offered_then_in_the_order_of_their_labels() -> None:
    values = asked()
    assert len(values) == MOST_VALUES
    assert [(value.value, value.count) for value in values[:2]] == [(firm(2), 6), (firm(5), 6)]
    assert values[0].label == "FIRMA-002 ro"
    assert [(-value.count, value.value) for value in values] == sorted((-each.count, each.value) for each in values)
    assert values == asked(every_value=True)[:MOST_VALUES]


def test_whoever_wants_every_value_gets_them_all() -> None:
    assert {value.value for value in asked(every_value=True)} == {firm(number) for number in range(FIRMS)}


@pytest.mark.parametrize(("chosen", "count"), [(firm(0), 2), (firm(FIRMS - 1), 2)])
def test_what_is_chosen_is_offered_in_its_place_however_few_cases_have_it(chosen: str, count: int) -> None:
    values = asked(filters={"business": (chosen,)})
    [value] = [each for each in values if each.selected]
    assert (value.value, value.count) == (chosen, count)
    assert [(-each.count, each.value) for each in values] == sorted((-each.count, each.value) for each in values)
    assert len(values) in (MOST_VALUES, MOST_VALUES + 1)


def test_a_chosen_value_that_no_case_has_stands_last_with_nothing() -> None:
    assert asked(filters={"business": ("nimeni", "nimeni")})[-1] == FacetValue("nimeni", "NIMENI ro", 0, True)


def test_years_stand_from_the_latest_however_full() -> None:
    years = offered_over(LIBRARY).of(BitMap([1, 4, 5]), {}, SearchRequest("x"))["year"]
    assert [(year.value, year.count) for year in years] == [("2005", 1), ("2004", 1), ("2001", 1)]


def test_what_all_cases_have_is_kept_for_each_language_and_for_both_lengths() -> None:
    offered, everything = offered_over(LIBRARY), BitMap(LIBRARY)
    first = offered.of(everything, {}, SearchRequest())
    assert offered.of(everything, {}, SearchRequest("-nimic")) is first
    assert offered.of(everything, {}, SearchRequest(lang="ru"))["business"][0].label == "FIRMA-002 ru"
    assert len(offered.of(everything, {}, SearchRequest(every_value=True))["business"]) == FIRMS
    assert offered.of(BitMap([1]), {}, SearchRequest()) is not first
    one = {"business": (firm(0),)}
    assert offered.of(everything, one, SearchRequest(filters=one)) is not first


values_of_cases = st.dictionaries(st.integers(0, 40), st.sets(st.sampled_from("abcdefgh")), max_size=30)


@given(values_of_cases, st.sets(st.integers(0, 40)), st.sets(st.sampled_from("abcxyz")), st.integers(1, 9))
def test_few_of_many_are_the_first_of_all_and_those_chosen(
    cases: dict[int, set[str]], found: set[int], chosen: set[str], most: int
) -> None:
    library = {number: {"business": sorted(values)} for number, values in cases.items()}
    narrowed = {"business": tuple(sorted(chosen))} if chosen else {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kb.search.offered.MOST_VALUES", most)
        offered = offered_over(library)
        few, every = (
            offered.of(BitMap(found & cases.keys()), narrowed, SearchRequest("x", narrowed, every_value=whole))
            for whole in (False, True)
        )
    assert tuple(few) == tuple(every) == FACETS
    counted = [value for value in every["business"] if value.count]
    kept = {value.value for value in counted[:most]} | chosen
    assert few["business"] == tuple(value for value in every["business"] if value.value in kept)
