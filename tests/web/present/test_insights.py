"""The page of all figures: what its address says, its filters and chips, families, and pages of figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from kb.i18n import LANGUAGES
from kb.insights import Chosen, choose, place, summaries
from kb.web.present.insights import (
    PAGE_SIZE,
    chosen_pairs,
    last_page_of,
    present_insights,
    read_chosen,
    selects,
)
from kb.web.present.place import present_place, read_measure
from tests.insights.stated import STRENGTHS, many, stated
from tests.web.figure_readers import VOCABULARIES, reader

ADDRESSES = [
    ([], Chosen()),
    ([("metric", "reach")], Chosen(metric="reach")),
    ([("metric", " reach ")], Chosen(metric="reach")),
    ([("metric", "reach"), ("metric", "rank")], Chosen(metric="reach")),
    ([("context", "1"), ("industry", "wine")], Chosen(industry="wine", context=True)),
    ([("context", "yes")], Chosen()),
    ([("metric", "")], Chosen()),
    ([("unheard", "x"), ("page", "3")], Chosen()),
    ([("metric", "x" * 500)], Chosen(metric="x" * 120)),
]


@pytest.mark.parametrize(("pairs", "chosen"), ADDRESSES)
def test_what_an_address_asks_for(pairs, chosen):
    assert read_chosen(MultiDict(pairs)) == chosen


names = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(str.strip)


@given(st.builds(Chosen, *[names] * 6, st.booleans()))
def test_a_choice_is_read_back_from_its_address(chosen):
    assert read_chosen(MultiDict(chosen_pairs(chosen))) == chosen


def test_the_first_page_needs_no_parameter():
    assert chosen_pairs(Chosen(metric="reach"), 1) == [("metric", "reach")]
    assert chosen_pairs(Chosen(metric="reach"), 2) == [("metric", "reach"), ("page", "2")]


@pytest.mark.parametrize(("total", "last"), [(0, 1), (1, 1), (PAGE_SIZE, 1), (PAGE_SIZE + 1, 2), (10 * PAGE_SIZE, 10)])
def test_the_last_page(total, last):
    assert last_page_of(total) == last


def page_of(chosen, figures, number=1, lang="en"):
    found = choose(figures, chosen, VOCABULARIES["metrics"])
    return present_insights(chosen, found, summaries(found, STRENGTHS), number, reader(lang))


FIGURES = [
    *many(10, 20, 30, industries=("wine",)), stated("x", 5, industries=("arts",)),
    *many(1, 2, metric="rank", unit="place"), *many(4, metric="staff"), stated("w", None, text="argint"),
]


def test_the_overview_has_families_in_order_with_medians_and_thin_metrics():
    page = page_of(Chosen(), FIGURES)
    assert [(family.slug, [view.metric for view in family.medians], [thin.label for thin in family.thin])
            for family in page.families] == [
        ("audience", ["reach"], []), ("attention", [], ["Place"]), ("people", [], ["Staff"]),
    ]
    assert (page.metric, list(page.figures), page.clear_url, page.total) == (None, [], None, len(FIGURES))


def test_links_of_the_overview_keep_the_other_filters():
    [family] = page_of(Chosen(industry="wine"), FIGURES).families
    assert family.medians[0].url == "/en/insights?metric=reach&industry=wine"
    assert family.url == "/en/insights?family=audience&industry=wine"


def test_thin_metrics_say_how_many_cases_there_are():
    families = {family.slug: family for family in page_of(Chosen(), FIGURES).families}
    assert [thin.cases for thin in families["attention"].thin] == [2]


def test_a_metric_is_shown_with_its_direction_and_its_parts():
    page = page_of(Chosen(metric="reach"), FIGURES)
    assert page.metric is not None
    assert (page.metric.label, page.metric.definition, page.metric.direction) == (
        "Reach", "How many people.", "More is better.")
    [(view, [within])] = page.metric.summaries
    assert view.n == 4
    assert [(link.label, link.url, part.n) for link, part in within.medians] == [
        ("Wine", "/en/insights?metric=reach&industry=wine", 3)]
    assert list(page.families) == []


@pytest.mark.parametrize(("metric", "direction"), [
    ("reach", "More is better."), ("rank", "Less is better."),
    ("staff", "More is neither better nor worse: it depends on the case."), ("unheard", ""),
])
def test_every_direction_is_said_in_words(metric, direction):
    page = page_of(Chosen(metric=metric), FIGURES)
    assert page.metric is not None
    assert page.metric.direction == direction


def test_figures_come_in_pages():
    figures = [stated(f"case-{number}", number) for number in range(PAGE_SIZE + 5)]
    first, second = (page_of(Chosen(metric="reach"), figures, number) for number in (1, 2))
    assert (len(first.figures), len(second.figures)) == (PAGE_SIZE, 5)
    assert first.figures[0].number == str(PAGE_SIZE + 4)
    assert first.pager is not None
    assert first.pager.next == "/en/insights?metric=reach&page=2"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_choices_are_sorted_as_the_language_sorts(lang):
    labels = {select.name: [option.label for option in select.options] for select in selects(Chosen(), reader(lang))}
    assert labels["industry"] == {"ro": ["Artă", "Vin"], "ru": ["Вино", "Искусство"], "en": ["Arts", "Wine"]}[lang]
    assert set(labels) == {"family", "metric", "industry", "platform", "objective", "evidence"}


def test_what_is_chosen_is_selected():
    chosen = Chosen(metric="reach", evidence="press")
    selected = {
        select.name: [option.value for option in select.options if option.selected]
        for select in selects(chosen, reader("en"))
    }
    assert {name: values for name, values in selected.items() if values} == {"metric": ["reach"], "evidence": ["press"]}


def test_each_chip_leads_to_the_page_without_it():
    page = page_of(Chosen(family="audience", industry="wine", evidence="unheard", context=True), FIGURES)
    assert [(chip.label, chip.url) for chip in page.chips] == [
        ("Audience", "/en/insights?evidence=unheard&industry=wine&context=1"),
        ("unheard", "/en/insights?family=audience&industry=wine&context=1"),
        ("Wine", "/en/insights?family=audience&evidence=unheard&context=1"),
    ]


# -- placing a result --------------------------------------------------------------------------------------------------


def placed(text, typed, lang="en", direction="up"):
    found = summaries(FIGURES, STRENGTHS)
    measure = read_measure(text)
    summary = next((each for each in found if each.measure == measure), None)
    placing = place(float(typed), summary, direction) if summary and typed.isdecimal() else None
    return present_place(measure, typed, found, placing, reader(lang))


def test_what_can_be_placed_is_grouped_by_family():
    groups = placed("", "").groups
    assert [(group.label, [option.label for option in group.options]) for group in groups] == [
        ("Audience", ["Reach (4)"]), ("Attention", ["Place (2)"]), ("People and organisations", ["Staff (1)"]),
    ]


@pytest.mark.parametrize(("direction", "verdict"), [
    ("up", "in the best quarter of the comparable results"),
    ("down", "in the weakest quarter of the comparable results"),
    ("neutral", "in the highest quarter of the comparable figures"),
])
def test_a_high_value_is_good_bad_or_only_high(direction, verdict):
    assert placed("reach,count", "99", direction=direction).verdict == verdict


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_verdict_is_in_the_readers_language(lang):
    verdicts = {placed("reach,count", typed, lang).verdict for typed in ("1", "9", "17", "99")}
    assert len(verdicts) == 4
    assert all(any("а" <= letter <= "я" for letter in verdict) is (lang == "ru") for verdict in verdicts)


def test_a_value_without_a_group_is_not_judged():
    page = placed("rank,place", "2")
    assert (page.verdict, page.standing, len(page.nearest)) == ("", "", 2)
    assert page.summary is not None
    assert page.summary.box is None
