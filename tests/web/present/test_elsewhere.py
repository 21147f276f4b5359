"""What a search without a case is led to: market figures and questions that share its words."""

import pytest

from kb.model import MarketFigures, PageText, Point, Question, Series
from kb.web.present.elsewhere import present_elsewhere
from tests.web.figure_readers import reader


def series(name, *years):
    points = tuple(Point(year=year, value=float(year), source="https://panel.md/1") for year in years)
    return Series({"ro": name, "ru": name.replace("după", "по данным")}, points)


def question(slug, **titles):
    return Question(slug, tuple(PageText(lang, title, "", {}) for lang, title in titles.items()))


MARKET = (MarketFigures("retele", {"ro": "Utilizatori de rețele"}, "count", {"ro": "Numărați."}, (
    series("Odnoklassniki, după panel", 2014, 2016), series("Facebook, după panel", 2016),
    series("Facebook, după agenție", 2015), series("Facebook, după presă", 2017), series("Facebook pe telefon", 2018),
)),)
QUESTIONS = (
    question("oameni", ro="Cum aducem oameni la un eveniment nou?", ru="Как привести людей на новое событие?"),
    question("presa", ro="Cum ajungem în presă fără reclamă plătită?"),
)


def found(text, lang="ro"):
    elsewhere = present_elsewhere(text, MARKET, QUESTIONS, reader(lang))
    return elsewhere and [each.name for each in elsewhere.series] + [each.title for each in elsewhere.questions]


@pytest.mark.parametrize(("text", "names"), [
    ("Odnoklassniki", ["Odnoklassniki, după panel"]),
    ("câți oameni pe odnoklassniki", ["Odnoklassniki, după panel", "Cum aducem oameni la un eveniment nou?"]),
    ("одноклассники", ["Odnoklassniki, după panel"]),
    ("evenimentele noastre", ["Cum aducem oameni la un eveniment nou?"]),
    ("новые события", ["Cum aducem oameni la un eveniment nou?"]),
    ("reclame în presa locală", ["Facebook, după presă", "Cum ajungem în presă fără reclamă plătită?"]),
])
def test_words_in_any_form_language_and_script_lead_there(text, names):
    assert found(text) == names


@pytest.mark.parametrize("text", ["", "   ", "cum la un", "zzzqqq", "2016", "!?", "struguri"])
def test_stop_words_years_alone_and_words_of_no_name_lead_nowhere(text):
    assert found(text) is None


def test_what_shares_most_words_stands_alone():
    assert found("facebook agenție") == ["Facebook, după agenție"]
    assert found("facebook 2015") == ["Facebook, după agenție"]


def test_three_are_enough():
    assert found("facebook") == ["Facebook, după panel", "Facebook, după agenție", "Facebook, după presă"]


@pytest.mark.parametrize(("text", "time"), [
    ("odnoklassniki", "2016"), ("odnoklassniki 2014", "2014"), ("odnoklassniki 1999", "2016"),
])
def test_a_series_shows_the_year_that_was_asked_for_else_its_newest(text, time):
    [line] = present_elsewhere(text, MARKET, (), reader("ro")).series
    assert (line.time, line.url) == (time, "/ro/market/retele#line-0")


@pytest.mark.parametrize(("text", "meanings", "titles"), [
    ("how to fill an event", (), None),
    ("how to fill an event", ("eveniment, мероприятие",), ["Cum aducem oameni la un eveniment nou?"]),
    ("free press", ("presă", "печать"), ["Cum ajungem în presă fără reclamă plătită?"]),
    ("users of facebook", ("oameni",), ["Cum aducem oameni la un eveniment nou?"]),
])
def test_a_question_is_met_by_other_words_for_what_was_typed(text, meanings, titles):
    elsewhere = present_elsewhere(text, (), QUESTIONS, reader("ro"), meanings)
    assert (elsewhere and [each.title for each in elsewhere.questions]) == titles


def test_other_words_lead_to_no_market_figure():
    assert present_elsewhere("abc", MARKET, (), reader("ro"), ("facebook",)) is None


def test_a_question_is_told_in_the_language_of_the_reader_where_it_can():
    [told] = present_elsewhere("eveniment", (), QUESTIONS, reader("ru")).questions
    assert (told.title, told.lang, told.url) == (
        "Как привести людей на новое событие?", "ru", "/ru/questions/oameni")
    [told] = present_elsewhere("presă", (), QUESTIONS, reader("en")).questions
    assert (told.lang, told.url) == ("ro", "/en/questions/presa")
