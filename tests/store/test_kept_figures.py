"""Figures are kept in small rows, come back whole, and follow their cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import CaseStudy, CaseText, Result, Source, figures_of
from kb.model.text import Body
from kb.store.figures import figures_row, kept_figures
from tests.builders import RESULT, case_markdown
from tests.catalogues import SMALL, reading, write_catalogue, writing

RU = """---
title: Виноград
summary: Продажа.
lang: ru
result_labels: {1: продано}
---

## Контекст

А.

## Что сделали

Б.

## Результаты

В.
"""
FILES = {
    **SMALL,
    "cases/struguri.md": case_markdown(years=["2019"], results=[RESULT, {**RESULT, "value": "7", "kind": "context"}]),
    "cases/cafea.md": case_markdown(title="Cafea", years=["2021"], results=[{**RESULT, "before": "3"}]),
    "cases/fara.md": case_markdown(title="Fără cifre", results=[]),
}


@pytest.fixture
def path(tmp_path):
    write_catalogue(tmp_path / "catalogue.sqlite", FILES)
    return tmp_path / "catalogue.sqlite"


def test_figures_of_all_cases_come_with_the_newest_case_first(path):
    with reading(path) as catalogue:
        found = catalogue.figures()
    assert [(figure.case.slug, figure.place, figure.result.value) for figure in found] == [
        ("cafea", 1, 60), ("struguri", 1, 60), ("struguri", 2, 7),
    ]


def test_a_figure_comes_back_as_its_case_states_it(path):
    with reading(path) as catalogue:
        for slug in ("struguri", "cafea"):
            case = catalogue.case(slug)
            assert case is not None
            assert [each for each in catalogue.figures() if each.case.slug == slug] == list(figures_of(case))


def test_figures_change_with_their_case(path):
    write_catalogue(path, {"cases/cafea.md": case_markdown(title="Cafea", results=[])})
    with reading(path) as catalogue:
        assert {figure.case.slug for figure in catalogue.figures()} == {"struguri"}


def test_figures_go_with_their_case(path):
    with writing(path) as writer:
        writer.remove_files(["cases/cafea.md"])
    write_catalogue(path, {})
    with reading(path) as catalogue:
        assert {figure.case.slug for figure in catalogue.figures()} == {"struguri"}


def test_a_case_without_figures_has_no_row():
    assert figures_row(1, case_of([])) is None


def case_of(results):
    return CaseStudy(
        slug="a", texts=(CaseText("ro", "A", "Un caz.", Body(), labels={1: "x"}),), businesses=("b",),
        industries=("wine",), platforms=("tv",), objectives=(), years=(2019, 2020),
        sources=(Source("https://a.md", "A", "ro", title="T"), Source("https://b.md", "B", "ru")),
        results=tuple(results),
    )


numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False)
any_results = st.lists(st.builds(
    Result, metric=st.text(max_size=9), label=st.text(max_size=9), unit=st.text(max_size=9),
    evidence=st.text(max_size=9), source=st.integers(-1, 3), value=numbers, value_to=numbers,
    text=st.none() | st.text(max_size=9),
    qualifier=st.sampled_from(["exactly", "about"]), before=numbers, base=st.none() | st.text(max_size=9),
    platform=st.none() | st.text(max_size=9), kind=st.sampled_from(["outcome", "context"]), note=st.text(max_size=9),
), max_size=5)


@given(any_results)
def test_any_results_come_back_as_they_were(results):
    case = case_of(results)
    row = figures_row(1, case)
    kept = kept_figures([(row["facts"], row["results"])]) if row else ()
    assert kept == figures_of(case)
