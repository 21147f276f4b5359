"""Medians written out: numbers, names, links, and what a careful reader should know."""

import pytest

from kb.i18n import LANGUAGES
from kb.insights import Measure, summaries
from kb.web.present.medians import measure_text, present_medians, present_summary, unit_label
from kb.web.present.place import read_measure
from tests.insights.stated import STRENGTHS, many, stated
from tests.web.figure_readers import reader


def view_of(figures, lang="en", own=None):
    [summary] = summaries(figures, STRENGTHS)
    return present_summary(summary, reader(lang), own)


def test_the_numbers_of_a_group():
    view = view_of(many(1000, 2000, 3000))
    assert (view.n, view.smallest, view.low, view.median, view.high, view.largest) == (
        3, "1,000", "1,500", "2,000", "2,500", "3,000")
    assert view.box is not None


def test_too_few_cases_have_no_numbers_and_nothing_to_remark():
    view = view_of(many(1, 2, qualifier="about"))
    assert (view.n, view.median, view.box, list(view.remarks)) == (2, "", None, [])


@pytest.mark.parametrize(("changes", "name"), [
    ({}, "Reach"), ({"unit": "mdl"}, "Reach, lei"), ({"base": "reach"}, "Reach, of reach"),
    ({"metric": "rank", "unit": "place"}, "Place"), ({"unit": "mdl", "base": "reach"}, "Reach, lei, of reach"),
])
def test_a_group_is_named_by_what_makes_its_figures_comparable(changes, name):
    assert view_of(many(1, 2, 3, **changes)).name == name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_links_lead_to_figures_to_placing_and_to_proposing(lang):
    view = view_of(many(1, 2, 3, unit="mdl", base="reach"), lang)
    assert view.url == f"/{lang}/insights?metric=reach"
    assert view.place_url == f"/{lang}/insights/place?measure=reach%2Cmdl%2Creach"
    assert view.wanted_url == f"/{lang}/wanted/propose?metric=reach"


def test_medians_among_some_cases_lead_to_the_figures_of_those():
    [summary] = summaries(many(1, 2, 3), STRENGTHS)
    [view] = present_medians([summary], reader("en"), [("industry", "wine")])
    assert view.url == "/en/insights?metric=reach&industry=wine"


REMARKS = [
    ({}, []),
    ({"qualifier": "at_least"}, ["3 figures are “at least”: the real ones may be higher."]),
    ({"qualifier": "at_most"}, ["3 figures are “at most”: the real ones may be lower."]),
    ({"qualifier": "about"}, ["3 figures are approximate."]),
    ({"value_to": 9}, ["3 figures are ranges and stand at their middles."]),
    ({"unit": "place"}, ["These are places: the smaller the number, the better."]),
    ({"unit": "place", "qualifier": "about"},
     ["3 figures are approximate.", "These are places: the smaller the number, the better."]),
]


@pytest.mark.parametrize(("changes", "remarks"), REMARKS)
def test_bounds_roundings_and_ranges_are_told(changes, remarks):
    assert list(view_of(many(1, 2, 3, **changes)).remarks) == remarks


@pytest.mark.parametrize(("lang", "one", "two"), [
    ("ro", "O cifră este aproximativă.", "2 cifre sunt aproximative."),
    ("ru", "1 число приблизительное.", "2 числа приблизительные."),
    ("en", "1 figure is approximate.", "2 figures are approximate."),
])
def test_remarks_count_as_the_language_does(lang, one, two):
    figures = many(1, 2, 3)
    assert list(view_of([*figures, stated("x", 4, qualifier="about")], lang).remarks) == [one]
    about = [stated(slug, 4, qualifier="about") for slug in "xy"]
    assert list(view_of([*figures, *about], lang).remarks) == [two]


def test_an_own_value_is_marked_in_the_box():
    assert view_of(many(1, 2, 3)).box.own is None
    assert view_of(many(1, 2, 3), own=2).box.own == "50.00%"


@pytest.mark.parametrize(("measure", "text"), [
    (Measure("reach", "count"), "reach,count"), (Measure("reach", "percent", "followers"), "reach,percent,followers"),
])
def test_a_measure_travels_as_a_parameter(measure, text):
    assert measure_text(measure) == text
    assert read_measure(text) == measure


@pytest.mark.parametrize(("text", "measure"), [
    ("", Measure("", "")), ("reach", Measure("reach", "")), (" reach , count ", Measure("reach", "count")),
    ("a,b,c,d", Measure("a", "b", "c,d")), (",,", Measure("", "", "")),
])
def test_any_text_is_some_measure(text, measure):
    assert read_measure(text) == measure


@pytest.mark.parametrize(("unit", "label"), [("count", ""), ("place", ""), ("mdl", "lei"), ("unheard", "unheard")])
def test_a_unit_is_said_where_it_needs_a_word(unit, label):
    assert unit_label(Measure("reach", unit), reader("en")) == label
