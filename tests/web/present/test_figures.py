"""A stated figure in each language: its words, how it is qualified, what it was before."""

from dataclasses import replace

import pytest

from kb.i18n import LANGUAGES
from kb.model import CaseFacts
from kb.web.present.figures import case_link, computed, is_rank, present_figure_list, present_stated
from tests.insights.stated import stated
from tests.web.figure_readers import reader

FIGURE = replace(
    stated("struguri", 60, label="oameni atinși", note="după fermieri", qualifier="about", platform="tv", base="reach"),
    case=CaseFacts("struguri", {"ro": "Struguri", "ru": "Виноград"}, years=(2018, 2019, 2020)),
    labels={"ru": "охвачено людей"}, notes={"ru": "по словам фермеров"},
)


@pytest.mark.parametrize(("lang", "label", "label_lang", "note", "note_lang"), [
    ("ro", "oameni atinși", "ro", "după fermieri", "ro"),
    ("ru", "охвачено людей", "ru", "по словам фермеров", "ru"),
    ("en", "oameni atinși", "ro", "după fermieri", "ro"),
])
def test_words_are_the_readers_where_there_are_any_and_marked_where_not(lang, label, label_lang, note, note_lang):
    view = present_stated(FIGURE, reader(lang))
    assert (view.label, view.label_lang, view.note, view.note_lang) == (label, label_lang, note, note_lang)


@pytest.mark.parametrize(("lang", "title", "title_lang"), [
    ("ro", "Struguri", "ro"), ("ru", "Виноград", "ru"), ("en", "Struguri", "ro"),
])
def test_the_case_is_named_in_the_readers_language_or_its_own(lang, title, title_lang):
    link = case_link(FIGURE, reader(lang))
    assert (link.title, link.lang, link.url, link.years) == (title, title_lang, f"/{lang}/cases/struguri", "2018–2020")


@pytest.mark.parametrize(("lang", "expected"), [
    ("ro", ("Acoperire", "Câți oameni.", "circa", "din acoperire", "Televiziune", "Presă")),
    ("ru", ("Охват", "Сколько людей.", "около", "от охвата", "Телевидение", "Пресса")),
    ("en", ("Reach", "How many people.", "about", "of reach", "TV", "Press")),
])
def test_everything_around_a_figure_is_translated(lang, expected):
    view = present_stated(FIGURE, reader(lang))
    assert (view.metric, view.definition, view.qualifier, view.base, view.platform, view.evidence) == expected
    assert view.strength == 2


def test_the_source_goes_with_the_figure():
    view = present_stated(FIGURE, reader("ro"))
    assert (view.source, view.source_url, view.source_lang) == ("A", "https://a.md", "ro")


@pytest.mark.parametrize(("changes", "number"), [
    ({"value": 1000}, "1\u00a0000"), ({"value": 10, "value_to": 11}, "10–11"),
    ({"value": None, "text": "argint"}, "argint"),
    ({"value": 2, "unit": "mdl"}, "2 lei"), ({"value": 135_000, "unit": "mdl"}, "135\u00a0000 de lei"),
    ({"value": 3, "unit": "place"}, "locul 3"),
])
def test_a_figure_is_written_with_its_unit(changes, number):
    changes = dict(changes)
    assert present_stated(stated("a", changes.pop("value"), **changes), reader("ro")).number == number


@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_and_after_are_two_bars(lang):
    view = present_stated(stated("a", 47, before=8), reader(lang))
    assert view.change is not None
    assert [bar.number for bar in view.change.bars] == ["8", "47"]
    assert view.before == "8"


@pytest.mark.parametrize("changes", [{"before": None}, {"value": None, "before": 3, "text": "mai mult"}])
def test_without_both_numbers_there_is_no_change_to_draw(changes):
    changes = dict(changes)
    assert present_stated(stated("a", changes.pop("value", 1), **changes), reader("ro")).change is None


def test_context_is_told_apart():
    assert present_stated(stated("a", 1, kind="context"), reader("ro")).is_context
    assert not present_stated(stated("a", 1), reader("ro")).is_context


def test_what_no_median_counts_is_told():
    views = present_figure_list([stated("a", 1), stated("a", 2, place=2)], reader("ro"), {("a", 2)})
    assert [view.is_passed_over for view in views] == [False, True]


COMPUTED = [
    (2.5, "count", "2,5"), (72_751.5, "count", "72\u00a0752"), (99.999, "count", "100"), (1 / 3, "count", "0,33"),
    (28_552.25, "mdl", "28\u00a0552 de lei"), (1.75, "place", "1,75"), (3.0, "place", "3"),
    (-150.4, "count", "\u2212150"),
]


@pytest.mark.parametrize(("value", "unit", "text"), COMPUTED)
def test_a_computed_number_says_no_more_than_was_measured(value, unit, text):
    assert computed(value, unit, reader("ro")) == text


@pytest.mark.parametrize(("unit", "expected"), [("place", True), ("count", False), ("mdl", False), ("", False)])
def test_only_places_are_ranks(unit, expected):
    assert is_rank(unit, reader("ro")) is expected
