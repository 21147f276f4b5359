"""Figures are chosen by family, metric, evidence and the facets of their case; context only when asked for."""

from dataclasses import fields

import pytest

from kb.insights import Chosen, choose, family_of
from kb.model import Metric, Term, Vocabulary
from tests.insights.stated import stated

METRICS = Vocabulary("metrics", {
    "reach": Metric("reach", {"ro": "Acoperire"}, family="audience"),
    "revenue": Metric("revenue", {"ro": "Venit"}, family="money"),
    "odd": Term("odd", {"ro": "Fără familie"}),
})
FIGURES = (
    stated("wine-tv", 1, industries=("wine",), platforms=("tv",)),
    stated("wine-fb", 2, industries=("wine",), platforms=("facebook",), evidence="audited"),
    stated("shop", 3, metric="revenue", industries=("retail",), objectives=("sales",)),
    stated("size", 4, kind="context", industries=("wine",)),
    stated("odd", 5, metric="odd"),
    stated("words", None, text="argint"),
)

CHOICES = [
    ({}, ["wine-tv", "wine-fb", "shop", "odd", "words"]),
    ({"context": True}, ["wine-tv", "wine-fb", "shop", "size", "odd", "words"]),
    ({"metric": "reach"}, ["wine-tv", "wine-fb", "words"]),
    ({"metric": "nothing"}, []),
    ({"family": "money"}, ["shop"]),
    ({"family": "audience"}, ["wine-tv", "wine-fb", "words"]),
    ({"evidence": "audited"}, ["wine-fb"]),
    ({"industry": "wine"}, ["wine-tv", "wine-fb"]),
    ({"industry": "wine", "context": True}, ["wine-tv", "wine-fb", "size"]),
    ({"platform": "tv"}, ["wine-tv"]),
    ({"objective": "sales"}, ["shop"]),
    ({"industry": "wine", "platform": "tv"}, ["wine-tv"]),
    ({"industry": "wine", "objective": "sales"}, []),
    ({"family": "money", "metric": "reach"}, []),
]


@pytest.mark.parametrize(("wanted", "slugs"), CHOICES)
def test_a_choice_narrows_by_everything_it_names(wanted, slugs):
    assert [figure.case.slug for figure in choose(FIGURES, Chosen(**wanted), METRICS)] == slugs


@pytest.mark.parametrize("name", [each.name for each in fields(Chosen)])
def test_everything_but_context_narrows(name):
    assert Chosen().with_value(name, "x").is_narrowed is (name != "context")


def test_with_value_changes_one_name():
    assert Chosen(metric="reach", industry="wine").with_value("metric", "") == Chosen(industry="wine")


def test_a_term_that_is_no_metric_has_no_family():
    assert family_of(METRICS) == {"reach": "audience", "revenue": "money"}
