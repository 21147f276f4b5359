"""Facets: OR inside one, AND across, each counted without its own selection, a count is what one click yields."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from kb.search.facets import FacetIndex, build_bitmaps, change_bitmaps
from kb.search.results import FACETS

CASES = [
    (1, {"industry": ["wine"], "platform": ["facebook", "tv"], "year": ["2013"]}),
    (2, {"industry": ["wine", "tourism"], "platform": ["facebook"], "year": ["2014", "2015"]}),
    (3, {"industry": ["agriculture"], "platform": ["tv"], "year": ["2014"]}),
    (4, {"industry": ["tourism"], "platform": [], "year": ["2020"]}),
]


def stored(cases: list[tuple[int, dict[str, list[str]]]]) -> list[tuple[str, str, bytes]]:
    return [(facet, value, kept) for (facet, value), kept in build_bitmaps(cases).items()]


def index_of(cases: list[tuple[int, dict[str, list[str]]]]) -> FacetIndex:
    return FacetIndex(stored(cases))


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


ABOVE = {"platform": {"facebook": "social_media", "social_media": "online", "tv": "press"}}


def test_a_value_holds_the_cases_of_those_under_it_however_deep() -> None:
    index = FacetIndex(stored(CASES), ABOVE)
    facebook = BitMap([1, 2])
    assert [index.cases("platform", [value]) for value in ("facebook", "social_media", "online")] == [facebook] * 3
    assert index.cases("platform", ["press"]) == index.cases("platform", ["tv"]) == BitMap([1, 3])
    assert index.counts(ALL, {})["platform"] == {"facebook": 2, "social_media": 2, "online": 2, "tv": 2, "press": 2}


def test_a_case_filed_under_a_value_and_one_below_it_counts_once() -> None:
    index = FacetIndex(stored([(1, {"platform": ["facebook", "social_media"]})]), ABOVE)
    assert index.counts(BitMap([1]), {})["platform"] == {"facebook": 1, "social_media": 1, "online": 1}
    assert index.counts(BitMap([1, 5, 6, 7, 8, 9]), {})["platform"] == {"facebook": 1, "social_media": 1, "online": 1}


def test_values_that_stand_above_each_other_in_a_circle_hold_the_same_cases() -> None:
    above = {"wine": "tourism", "tourism": "wine", "agriculture": "agriculture"}
    index = FacetIndex(stored(CASES), {"industry": above})
    assert index.cases("industry", ["wine"]) == index.cases("industry", ["tourism"]) == BitMap([1, 2, 4])
    assert index.cases("industry", ["agriculture"]) == BitMap([3])


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


cases_by_number = st.dictionaries(st.integers(1, 9), facet_choice, max_size=9)


@given(cases_by_number, cases_by_number, st.sets(st.integers(1, 9)))
def test_changed_bitmaps_are_those_that_building_all_anew_gives(
    before: dict[int, dict[str, list[str]]], after: dict[int, dict[str, list[str]]], touched: set[int]
) -> None:
    now = {number: facets for number, facets in before.items() if number not in touched}
    now |= {number: facets for number, facets in after.items() if number in touched}
    kept = build_bitmaps(before.items())
    changed = change_bitmaps(
        lambda keys: {key: kept[key] for key in keys if key in kept},
        [(number, before[number]) for number in touched & before.keys()],
        [(number, after[number]) for number in touched & after.keys()],
    )
    result = {key: cases for key, cases in {**kept, **changed}.items() if cases is not None}
    sets = [{key: set(BitMap.deserialize(cases)) for key, cases in each.items()}
            for each in (result, build_bitmaps(now.items()))]
    assert sets[0] == sets[1]


def test_many_values_are_counted_the_same_by_case_as_by_value() -> None:
    index = index_of([(number, {"business": [f"b-{number % 60}", "toate"]}) for number in range(1, 301)])
    few, many = BitMap(range(1, 11)), BitMap(range(1, 301))
    assert index.counts(few, {})["business"] == {"toate": 10, **{f"b-{number}": 1 for number in range(1, 11)}}
    assert index.counts(many, {})["business"] == {"toate": 300, **{f"b-{number}": 5 for number in range(60)}}
