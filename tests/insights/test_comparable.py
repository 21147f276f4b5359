"""Only outcomes with a number, of one metric, unit and base, one a case, are set side by side."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.insights import Measure, groups, measure_of, number_of
from tests.insights.stated import STRENGTHS, stated

NUMBERS = [
    ({}, 60),
    ({"qualifier": "about"}, 60),
    ({"qualifier": "at_least"}, 60),
    ({"qualifier": "at_most"}, 60),
    ({"value_to": 100}, 80),
    ({"value_to": 61}, 60.5),
    ({"before": 10}, 60),
    ({"kind": "context"}, None),
    ({"kind": "context", "value_to": 100}, None),
    ({"value": None, "text": "argint"}, None),
    ({"value": 0}, 0),
    ({"value": -5, "value_to": 5}, 0),
]


@pytest.mark.parametrize(("changes", "number"), NUMBERS)
def test_the_number_a_result_stands_at(changes, number):
    changes = {"value": 60, **changes}
    assert number_of(stated("a", changes.pop("value"), **changes).result) == number


DIFFERENT = [
    ("metric", {"metric": "revenue"}), ("unit", {"unit": "percent"}), ("base", {"base": "followers"}),
]


@pytest.mark.parametrize(("what", "changes"), DIFFERENT)
def test_another_metric_unit_or_base_is_another_group(what, changes):
    found = groups([stated("a", 1), stated("b", 2, **changes)], STRENGTHS)
    assert [[figure.case.slug for figure in group] for group in found.values()] == [["a"], ["b"]]


@pytest.mark.parametrize("changes", [
    {"platform": "tv"}, {"evidence": "audited"}, {"label": "altceva"}, {"qualifier": "about"}, {"note": "x"},
    {"industries": ("wine",)}, {"value_to": 9},
])
def test_nothing_else_parts_figures(changes):
    assert len(groups([stated("a", 1), stated("b", 2, **changes)], STRENGTHS)) == 1


def test_a_base_that_is_not_stated_is_a_base_of_its_own():
    assert measure_of(stated("a", 1).result) == Measure("reach", "count", "")
    assert measure_of(stated("a", 1, base="reach").result) == Measure("reach", "count", "reach")


ONE_A_CASE = [
    ("the first of equally supported ones", [(5, "press"), (9, "press")], 5),
    ("the best supported one", [(5, "self_declared"), (9, "press")], 9),
    ("the first, when it is the best supported", [(5, "audited"), (9, "press")], 5),
    ("the first of the best supported ones", [(1, "press"), (5, "audited"), (9, "audited")], 5),
    ("evidence nobody knows supports least", [(5, "rumour"), (9, "self_declared")], 9),
]


@pytest.mark.parametrize(("claim", "results", "counted"), ONE_A_CASE)
def test_one_figure_a_case_counts(claim, results, counted):
    figures = [stated("a", value, place=place, evidence=kind) for place, (value, kind) in enumerate(results, 1)]
    for order in (figures, figures[::-1]):
        [[figure]] = groups(order, STRENGTHS).values()
        assert figure.result.value == counted


def test_a_context_figure_never_stands_for_its_case():
    figures = [stated("a", 5, kind="context", evidence="audited"), stated("a", 9, place=2)]
    [[figure]] = groups(figures, STRENGTHS).values()
    assert figure.result.value == 9


results = st.builds(
    stated, st.sampled_from("abcde"), st.one_of(st.none(), st.integers(0, 99)), place=st.integers(1, 5),
    metric=st.sampled_from(["reach", "revenue"]), unit=st.sampled_from(["count", "percent"]),
    base=st.sampled_from([None, "reach"]), kind=st.sampled_from(["outcome", "context"]),
    evidence=st.sampled_from(["self_declared", "press", "audited", "rumour"]),
)


@given(st.lists(results, max_size=30))
def test_whatever_the_figures_a_group_is_of_one_measure_and_has_each_case_once(figures):
    for measure, group in groups(figures, STRENGTHS).items():
        assert {measure_of(figure.result) for figure in group} == {measure}
        assert len({figure.case.slug for figure in group}) == len(group)
        assert all(number_of(figure.result) is not None for figure in group)


@given(st.lists(results, max_size=30))
def test_no_comparable_case_is_lost(figures):
    expected = {
        (measure_of(figure.result), figure.case.slug) for figure in figures if number_of(figure.result) is not None
    }
    found = groups(figures, STRENGTHS)
    assert {(measure, figure.case.slug) for measure, group in found.items() for figure in group} == expected
