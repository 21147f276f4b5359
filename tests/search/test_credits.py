"""Who did something: everybody credited in the cases that fit, nobody else, and in no order of merit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.credits import Credited, Credits, credited
from kb.search.facets import FacetIndex, build_bitmaps

FACETS = FacetIndex((facet, value, kept) for (facet, value), kept in build_bitmaps([
    (1, {"industry": ["wine"], "platform": ["facebook", "tv"], "objective": ["sales"]}),
    (2, {"industry": ["wine"], "platform": ["facebook"], "objective": ["launch"]}),
    (3, {"industry": ["tourism"], "platform": ["tv"], "objective": ["sales"]}),
]).items())
CREDITS = [
    (1, "diana", "owner"), (1, "ana", "designer"), (2, "diana", "owner"), (2, "diana", "marketer"), (3, "ion", "pr"),
]


@pytest.mark.parametrize(("chosen", "people"), [
    ({"industry": ["wine"]}, [("ana", 1), ("diana", 2)]),
    ({"industry": ["wine"], "objective": ["launch"]}, [("diana", 1)]),
    ({"platform": ["tv"]}, [("ana", 1), ("diana", 1), ("ion", 1)]),
    ({"platform": ["tv"], "industry": ["tourism", "wine"]}, [("ana", 1), ("diana", 1), ("ion", 1)]),
    ({"industry": ["nowhere"]}, []),
    ({}, [("ana", 1), ("diana", 2), ("ion", 1)]),
])
def test_people_are_those_of_the_cases_that_fit_with_their_number(chosen, people):
    assert [(each.slug, each.cases) for each in credited(CREDITS, FACETS, chosen)] == people


def test_roles_are_those_in_the_cases_that_fit_each_once():
    assert credited(CREDITS, FACETS, {"objective": ["launch"]}) == [Credited("diana", ("owner", "marketer"), 1)]
    assert credited(CREDITS, FACETS, {"objective": ["sales"]})[1] == Credited("diana", ("owner",), 1)


def test_without_credits_nobody_did_it():
    assert credited([], FACETS, {"industry": ["wine"]}) == []


@given(st.lists(st.tuples(st.integers(1, 3), st.sampled_from("abc"), st.sampled_from("xy"))))
def test_the_order_tells_nothing_and_a_case_counts_once(credits):
    people = credited(credits, FACETS, {"industry": ["wine"]})
    assert [each.slug for each in people] == sorted({person for case, person, _ in credits if case < 3})
    for each in people:
        assert each.cases == len({case for case, person, _ in credits if person == each.slug and case < 3})


def kept(places, asked):
    def places_in(lang):
        asked.append(lang)
        return places[lang]
    return Credits(CREDITS, FACETS, places_in)


def test_people_stand_in_the_order_of_their_names_in_the_language_asked_for():
    people = kept({"ro": {"diana": 0, "ion": 1, "ana": 2}, "ru": {"ana": 0, "diana": 1, "ion": 2}}, [])
    assert [each.slug for each in people.of({"platform": ["tv"]}, "ro")] == ["diana", "ion", "ana"]
    assert [each.slug for each in people.of({"platform": ["tv"]}, "ru")] == ["ana", "diana", "ion"]


def test_whoever_has_no_place_stands_at_the_end():
    people = kept({"ro": {"ion": 0}}, []).of({"platform": ["tv"]}, "ro")
    assert [each.slug for each in people] == ["ion", "ana", "diana"]


def test_the_same_question_is_answered_from_memory_however_it_is_put():
    asked = []
    people = kept({"ro": {}, "en": {}}, asked)
    first = people.of({"platform": ["tv"], "industry": ["wine"]}, "ro")
    assert people.of({"industry": ("wine",), "platform": ("tv",)}, "ro") is first
    assert people.of({"platform": ["tv"], "industry": ["tourism"]}, "ro") is not first
    assert asked == ["ro"], "names are put in order once a language"
