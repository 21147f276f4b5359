"""Cases side by side: shared facts, own facts, figures that may be compared and those that stand alone."""

from dataclasses import replace

import pytest

from kb.insights import MOST_CASES, Measure, compare
from kb.model import CaseStudy, CaseText, Credit, Result, Source
from kb.model.text import Body
from tests.insights.stated import STRENGTHS

CASE = CaseStudy(
    slug="a", texts=(CaseText("ro", "A", "Un caz.", Body()),), businesses=("unu",), industries=("wine",),
    platforms=("facebook", "tv"), objectives=("sales",), years=(2019,), sources=(Source("https://a.md", "A", "ro"),),
)


def case(slug, **changes):
    return replace(CASE, slug=slug, **changes)


def result(value, **changes):
    fields = {"metric": "reach", "label": "x", "unit": "count", "evidence": "press", "source": 1, "value": value}
    return Result(**{**fields, **changes})


def trait(comparison, name):
    return next(each for each in comparison.traits if each.name == name)


def test_what_all_have_is_shared_and_the_rest_is_each_ones_own():
    found = trait(compare([case("a"), case("b", platforms=("tv", "radio"))], STRENGTHS), "platforms")
    assert (found.shared, found.own, found.differs) == (("tv",), (("facebook",), ("radio",)), True)


def test_equal_facts_do_not_differ():
    found = compare([case("a"), case("b")], STRENGTHS)
    assert {each.name for each in found.traits} == {"businesses", "industries", "platforms", "objectives"}
    assert not any(each.differs for each in found.traits)


def test_what_no_case_has_is_left_out():
    assert "places" not in {each.name for each in compare([case("a"), case("b")], STRENGTHS).traits}


def test_shared_by_some_of_three_is_not_shared_by_all():
    cases = [case("a"), case("b"), case("c", platforms=("facebook",))]
    found = trait(compare(cases, STRENGTHS), "platforms")
    assert (found.shared, found.own) == (("facebook",), (("tv",), ("tv",), ()))


def test_roles_are_compared_not_people():
    credits = (Credit("ana", "designer"), Credit("ion", "designer"))
    found = trait(compare([case("a", specialists=credits), case("b", specialists=credits[:1])], STRENGTHS), "roles")
    assert (found.shared, found.differs) == (("designer",), False)


def test_figures_of_one_measure_stand_together_and_the_others_alone():
    cases = [case("a", results=(result(1), result(5, metric="revenue"))), case("b", results=(result(2),))]
    found = compare(cases, STRENGTHS)
    [shared] = found.measures
    assert shared.measure == Measure("reach", "count")
    assert [figure.result.value for figure in shared.figures] == [1, 2]
    assert [[figure.result.value for figure in figures] for figures in found.others] == [[5], []]


@pytest.mark.parametrize("changes", [
    {"unit": "percent"}, {"base": "followers"}, {"metric": "revenue"}, {"kind": "context"},
    {"value": None, "text": "x"},
])
def test_unlike_figures_are_never_set_side_by_side(changes):
    value = changes.pop("value", 2)
    cases = [case("a", results=(result(1),)), case("b", results=(result(value, **changes),))]
    assert compare(cases, STRENGTHS).measures == ()


def test_a_second_figure_of_a_kind_stands_alone():
    cases = [case("a", results=(result(1), result(9))), case("b", results=(result(2),))]
    found = compare(cases, STRENGTHS)
    assert [figure.result.value for figure in found.others[0]] == [9]


def test_a_case_without_the_figure_keeps_its_place():
    cases = [case("a", results=(result(1),)), case("b"), case("c", results=(result(3),))]
    [shared] = compare(cases, STRENGTHS).measures
    assert [figure.result.value if figure else None for figure in shared.figures] == [1, None, 3]


def test_context_is_shown_nowhere_in_a_comparison():
    cases = [case("a", results=(result(1, kind="context"),)), case("b")]
    assert compare(cases, STRENGTHS).others == ((), ())


@pytest.mark.parametrize("count", range(MOST_CASES + 1))
def test_any_number_of_cases_can_be_compared(count):
    cases = [case(f"c-{number}", results=(result(number),)) for number in range(count)]
    found = compare(cases, STRENGTHS)
    assert len(found.others) == count
    assert len(found.measures) == (count >= 2)
