"""Medians over everything and within industries, platforms and objectives; never over fewer than three cases."""

import pytest

from kb.insights import Measure, by_facet, ranked, summaries
from tests.insights.stated import STRENGTHS, many, stated

WINE, RETAIL = {"industries": ("wine",)}, {"industries": ("retail",)}


def one(figures):
    [summary] = summaries(figures, STRENGTHS)
    return summary


@pytest.mark.parametrize(("values", "median"), [
    ((1, 2), None), ((1, 2, 3), 2), ((1, 2, 3, 100), 2.5), ((5, 5, 5), 5),
])
def test_a_median_takes_three_cases(values, median):
    summary = one(many(*values))
    assert summary.n == len(values)
    assert (summary.quartiles.median if summary.quartiles else None) == median


def test_three_figures_of_one_case_are_one_case():
    summary = one([stated("a", value, place=place) for place, value in enumerate((1, 2, 3), 1)])
    assert (summary.n, summary.quartiles, summary.numbers) == (1, None, (1,))


def test_measures_come_with_most_cases_first_and_are_never_mixed():
    figures = [*many(1, 2, metric="revenue"), *many(1, 2, 3), *many(4, 5, unit="percent")]
    found = summaries(figures, STRENGTHS)
    assert [(summary.measure, summary.n) for summary in found] == [
        (Measure("reach", "count"), 3), (Measure("reach", "percent"), 2), (Measure("revenue", "count"), 2),
    ]


def test_nothing_has_no_summary():
    assert summaries([], STRENGTHS) == ()
    assert summaries(many(1, 2, 3, kind="context"), STRENGTHS) == ()


def test_bounds_are_counted_so_that_they_can_be_told():
    summary = one([*many(1, 2, qualifier="at_least"), stated("x", 3, qualifier="at_most"), stated("y", 4)])
    assert [summary.qualified(name) for name in ("at_least", "at_most", "about", "exactly")] == [2, 1, 0, 1]


def test_within_a_facet_only_values_with_three_cases_are_told():
    figures = [*many(1, 2, 3, **WINE), stated("x", 10, **RETAIL), stated("y", 20, **RETAIL)]
    [(value, part)] = by_facet(one(figures), "industry")
    assert (value, part.n, part.quartiles.median) == ("wine", 3, 2)


def test_a_case_counts_under_each_of_its_values():
    both = {"industries": ("wine", "retail")}
    figures = [*many(1, 2, 3, **both), stated("x", 10, **WINE), stated("y", 20)]
    assert [(value, part.n) for value, part in by_facet(one(figures), "industry")] == [("wine", 4), ("retail", 3)]


def test_a_value_all_cases_have_says_nothing_new():
    assert by_facet(one(many(1, 2, 3, **WINE)), "industry") == ()


@pytest.mark.parametrize("facet", ["industry", "platform", "objective", "business", ""])
def test_facets_without_values_have_no_parts(facet):
    assert by_facet(one(many(1, 2, 3, 4)), facet) == ()


@pytest.mark.parametrize(("facet", "name"), [
    ("industry", "industries"), ("platform", "platforms"), ("objective", "objectives"),
])
def test_each_facet_looks_at_its_own_values(facet, name):
    figures = [*many(1, 2, 3, **{name: ("x",)}), stated("z", 4)]
    assert [value for value, _ in by_facet(one(figures), facet)] == ["x"]


@pytest.mark.parametrize(("direction", "order"), [
    ("up", [9, 5, 1]), ("neutral", [9, 5, 1]), ("down", [1, 5, 9]),
])
def test_figures_are_ranked_by_the_direction_of_their_metric(direction, order):
    figures = many(5, 9, 1)
    found = ranked(figures, summaries(figures, STRENGTHS), direction)
    assert [figure.result.value for figure in found] == order


def test_ranking_keeps_measures_apart_and_puts_what_has_no_number_last():
    words = stated("w", None, text="multe")
    figures = [words, stated("p", 99, unit="percent"), *many(5, 9, 1), stated("c", 1000, kind="context")]
    found = ranked(figures, summaries(figures, STRENGTHS), "up")
    assert [figure.result.value for figure in found] == [9, 5, 1, 99, None, 1000]
