"""A figure knows its case, its place, its source, and how other languages word it."""

from dataclasses import replace

import pytest

from kb.model import CaseStudy, CaseText, Result, Source, figures_of
from kb.model.text import Body

SOURCES = (Source("https://a.md", "A", "ro"), Source("https://b.md", "B", "ru"))
CASE = CaseStudy(
    slug="struguri",
    texts=(
        CaseText("ro", "Struguri", "Vândut.", Body()),
        CaseText("ru", "Виноград", "Продан.", Body(), labels={1: "продано"}, texts={2: "серебро"}, notes={1: "о"}),
    ),
    businesses=("fermieri",), industries=("agriculture",), platforms=("tv",), objectives=("sales",), years=(2019,),
    sources=SOURCES,
    results=(
        Result("units_sold", "vândut", "tonne", "press", 2, value=60),
        Result("award", "premiu", "", "press", 1, text="argint"),
        Result("reach", "atinși", "count", "press", 9, value=1),
    ),
)


def test_figures_keep_their_order_and_their_sources():
    assert [(figure.place, figure.result.metric, figure.source) for figure in figures_of(CASE)] == [
        (1, "units_sold", SOURCES[1]), (2, "award", SOURCES[0]),
    ]


def test_words_of_other_languages_go_with_their_figure():
    first, second = figures_of(CASE)
    assert (first.labels, first.texts, first.notes) == ({"ru": "продано"}, {}, {"ru": "о"})
    assert (second.labels, second.texts, second.notes) == ({}, {"ru": "серебро"}, {})


def test_the_facts_of_the_case_are_shared():
    first, second = figures_of(CASE)
    assert first.case is second.case
    assert (first.case.lang, dict(first.case.titles)) == ("ro", {"ro": "Struguri", "ru": "Виноград"})


@pytest.mark.parametrize(("facet", "values"), [
    ("industry", ("agriculture",)), ("platform", ("tv",)), ("objective", ("sales",)), ("year", ()), ("", ()),
])
def test_facets_of_the_case(facet, values):
    assert figures_of(CASE)[0].case.values(facet) == values


def test_a_case_without_results_has_no_figures():
    assert figures_of(replace(CASE, results=())) == ()
