"""Figures are read once a generation, summarised, narrowed, and follow a reindex."""

import pytest

from kb import services as wiring
from kb.errors import IndexUnavailable
from kb.insights import Chosen, Measure
from kb.settings import Settings
from tests.web import figures_library


def make(folder):
    return wiring.build(Settings(content=folder / "content", index=folder / "index", log_level="error", processes=1))


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    folder = tmp_path_factory.mktemp("figures")
    figures_library.write(folder / "content")
    made = make(folder)
    made.reindex("full")
    made.figures()  # opens its connection here, where it is closed
    yield made
    made.close()


def test_every_figure_is_there_and_read_once(live):
    assert len(live.figures()) == 8
    assert live.figures() is live.figures()
    assert live.summaries() is live.summaries()


def test_the_summary_counts_one_comparable_figure_a_case(live):
    summary = live.summaries()[0]
    assert (summary.measure, summary.n) == (Measure("reach", "count"), 4)
    assert sorted(summary.numbers) == [100, 200, 300, 9000]
    assert summary.quartiles.median == 250


def test_rates_on_different_bases_stay_apart(live):
    rates = [each for each in live.summaries() if each.measure.metric == "engagement_rate"]
    assert [(each.measure.base, each.n, each.quartiles) for each in rates] == [
        ("followers", 1, None), ("reach", 1, None),
    ]


CHOSEN = [
    (Chosen(industry="wine"), 5, 200), (Chosen(industry="retail"), 2, None), (Chosen(metric="reach"), 5, 250),
    (Chosen(metric="reach", context=True), 6, 250), (Chosen(evidence="audited"), 1, None), (Chosen(), 7, 250),
]


@pytest.mark.parametrize(("chosen", "count", "median"), CHOSEN)
def test_what_is_asked_for_is_summarised(live, chosen, count, median):
    figures, summaries = live.chosen_figures(chosen)
    assert len(figures) == count
    found = next(each for each in summaries if each.measure.metric == "reach")
    assert (found.quartiles.median if found.quartiles else None) == median


MEDIANS = [
    ("industry", "wine", 3), ("industry", "retail", None), ("platform", "tv", 3), ("platform", "facebook", None),
    ("objective", "sales", 3), ("industry", "nobody", None), ("nothing", "wine", None),
]


@pytest.mark.parametrize(("facet", "value", "cases"), MEDIANS)
def test_medians_of_a_facet_value_take_three_cases(live, facet, value, cases):
    assert [each.n for each in live.medians_for(facet, value)] == ([cases] if cases else [])


def test_cases_are_compared_with_the_evidence_of_the_library(live):
    cases = tuple(case for slug in ("unu", "doi") if (case := live.case(slug)))
    [shared] = live.compare(cases).measures
    assert [figure.result.value for figure in shared.figures] == [100, 300]


def test_a_reindex_is_seen_by_the_next_question(tmp_path):
    figures_library.write(tmp_path / "content")
    made = make(tmp_path)
    made.reindex("full")
    assert made.summaries()[0].n == 4
    (tmp_path / "content/cases/unu.md").unlink()
    made.reindex("changed")
    assert made.summaries()[0].n == 3
    assert {figure.case.slug for figure in made.figures()} == {"doi", "trei", "patru"}
    made.close()


@pytest.mark.parametrize("ask", [
    lambda made: made.figures(), lambda made: made.summaries(), lambda made: made.chosen_figures(Chosen()),
    lambda made: made.medians_for("industry", "wine"), lambda made: made.compare(()),
])
def test_without_an_index_that_is_said(tmp_path, ask):
    made = make(tmp_path)
    with pytest.raises(IndexUnavailable):
        ask(made)
