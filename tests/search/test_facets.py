"""Facets: OR inside one, AND across, each counted without its own selection, a count is what one click yields."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from kb.search.facets import FacetIndex, build_bitmaps
from kb.search.results import FACETS

CASES = [
    (1, {"industry": ["wine"], "platform": ["facebook", "tv"], "year": ["2013"]}),
    (2, {"industry": ["wine", "tourism"], "platform": ["facebook"], "year": ["2014", "2015"]}),
    (3, {"industry": ["agriculture"], "platform": ["tv"], "year": ["2014"]}),
    (4, {"industry": ["tourism"], "platform": [], "year": ["2020"]}),
]


def index_of(cases: list[tuple[int, dict[str, list[str]]]]) -> FacetIndex:
    return FacetIndex((facet, value, kept) for (facet, value), kept in build_bitmaps(cases).items())


INDEX = index_of(CASES)
ALL = BitMap([1, 2, 3, 4])


def test_values_inside_a_facet_are_or() -> None:
    assert INDEX.narrow(ALL, {"industry": ["wine", "agriculture"]}) == BitMap([1, 2, 3])


def test_facets_are_and() -> None:
    assert INDEX.narrow(ALL, {"industry": ["wine"], "platform": ["tv"]}) == BitMap([1])


def test_an_empty_choice_narrows_nothing_and_an_unheld_value_leaves_nothing() -> None:
    assert INDEX.narrow(ALL, {"industry": []}) == ALL
    assert INDEX.narrow(ALL, {"industry": ["nowhere"]}) == BitMap()


def test_a_facet_is_counted_without_its_own_selection() -> None:
    counts = INDEX.counts(ALL, {"industry": ["wine"]})
    assert counts["industry"] == {"wine": 2, "tourism": 2, "agriculture": 1}
    assert counts["platform"] == {"facebook": 2, "tv": 1}


def test_every_facet_is_counted_and_zeros_are_left_out() -> None:
    counts = INDEX.counts(BitMap([4]), {})
    assert set(counts) == set(FACETS)
    assert counts["industry"] == {"tourism": 1}
    assert counts["platform"] == {}


VALUES = {facet: [f"{facet}-{number}" for number in range(4)] for facet in ("industry", "platform", "year")}
facet_choice = st.fixed_dictionaries(
    {facet: st.lists(st.sampled_from(values), unique=True, max_size=3) for facet, values in VALUES.items()}
)


@given(st.lists(facet_choice, max_size=12), facet_choice, st.sets(st.integers(1, 12)))
def test_a_count_is_what_a_click_yields(
    cases: list[dict[str, list[str]]], chosen: dict[str, list[str]], found: set[int]
) -> None:
    index = index_of(list(enumerate(cases, 1)))
    pool = BitMap(found) & BitMap(range(1, len(cases) + 1))
    counts = index.counts(pool, chosen)
    for facet, values in VALUES.items():
        for value in values:
            # One click on a value that is not chosen, in a facet where nothing else is: the value alone.
            clicked = index.narrow(pool, {**chosen, facet: [value]})
            assert counts[facet].get(value, 0) == len(clicked)
            others = [other for other in VALUES if other != facet and chosen[other]]
            fitting = {
                number for number in pool
                if value in cases[number - 1][facet]
                and all(set(chosen[other]) & set(cases[number - 1][other]) for other in others)
            }
            assert set(clicked) == fitting
