"""Hits and figures as lists show them."""

import dataclasses

import pytest

from kb.i18n import translator
from kb.search import SearchRequest
from kb.web.present.search import present_search
from kb.web.reader import Reader
from tests.web.fake_services import HITS, FakeServices, answer_of, make_hit


def page_of(request, **changes):
    reader = Reader(translator(request.lang), FakeServices().vocabulary)
    return present_search(answer_of(request, **changes), reader, lambda _: 0)


WHY = {
    "ro": {"exact": "cuvintele dumneavoastră", None: None, "form": "altă formă a cuvântului",
           "glossary": "același sens, prin glosar",
           "rescued": "scriere corectată", "perhaps": "doar o parte din cuvinte"},
    "en": {"exact": "your words", None: None, "form": "another form of the word",
           "glossary": "same meaning, by the glossary",
           "rescued": "corrected spelling", "perhaps": "only some of the words"},
}


LABELS_OF_WHY = [(lang, *row) for lang, table in WHY.items() for row in table.items()]


@pytest.mark.parametrize(("versions", "shown"), [
    (("ru", "ro"), ["ro", "ru"]), (("en",), ["en"]), (("en", "ru", "ro"), ["ro", "ru", "en"]),
])
def test_versions_stand_in_the_order_of_the_switch_whichever_is_the_main_one(versions, shown):
    [view] = page_of(SearchRequest(), hits=(make_hit(1, versions=versions),)).hits
    assert view.versions == shown


@pytest.mark.parametrize(("value", "is_words"), [(60.0, False), (0.0, False), (None, True)])
def test_a_figure_says_whether_words_stand_for_it(value, is_words):
    figure = dataclasses.replace(make_hit().figure, value=value, text="" if value is not None else "sute de mii")
    [view] = page_of(SearchRequest(), hits=(make_hit(1, figure=figure),)).hits
    assert view.figure.is_words is is_words


@pytest.mark.parametrize(("lang", "why", "label"), LABELS_OF_WHY)
def test_each_hit_of_a_search_for_words_says_why_it_is_there(lang, why, label):
    page = page_of(SearchRequest("cazul", lang=lang), hits=(make_hit(1, why=why),))
    [view] = [*page.hits, *page.perhaps]
    assert view.why == label


@pytest.mark.parametrize(("changes", "url"), [
    ({}, "/ro/cases/case-1#rezultate"),
    ({"section": None}, "/ro/cases/case-1"),
    ({"snippet_lang": "ru"}, "/ro/cases/case-1#rezultate"),
    ({"snippet_lang": "ru", "section": None}, "/ro/cases/case-1"),
])
def test_a_hit_opens_in_the_readers_language_at_the_passage_it_shows(changes, url):
    [view] = page_of(SearchRequest(), hits=(make_hit(1, **changes),)).hits
    assert view.url == url


FIGURES = [
    # value, value_to, text, unit, qualifier -> number, qualifier in Romanian
    (60, None, "", "tonne", "about", "60 t", "circa"),
    (1234.5, None, "", "tonne", "exactly", "1\u00a0234,5 t", ""),
    (10, 20, "", "tonne", "at_least", "10–20 t", "cel puțin"),
    (7, None, "", "unheard", "at_most", "7", "cel mult"),
    (None, None, "argint", "tonne", "unheard", "argint", ""),
    (0, None, "", "view", "exactly", "0", ""),
]


@pytest.mark.parametrize(("value", "value_to", "text", "unit", "qualifier", "number", "word"), FIGURES)
def test_a_figure_is_written_out_as_stated(value, value_to, text, unit, qualifier, number, word):
    figure = dataclasses.replace(
        HITS[0].figure, value=value, value_to=value_to, text=text, unit=unit, qualifier=qualifier)
    [view] = page_of(SearchRequest(), hits=(make_hit(1, figure=figure),)).hits
    assert (view.figure.number, view.figure.qualifier) == (number, word)
    assert (view.figure.evidence, view.figure.strength, view.figure.sources) == ("presă", 2, 4)


def test_a_hit_without_a_figure_has_none():
    [view] = page_of(SearchRequest(), hits=(make_hit(1, figure=None),)).hits
    assert view.figure is None


@pytest.mark.parametrize(("period", "years", "text"), [
    (("2019-02", "2019-03-24"), (2019,), "februarie – 24 martie 2019"),
    (("2019-03", None), (2019,), "martie 2019"),
    (None, (2019,), "2019"),
    (None, (2020, 2018, 2019), "2018–2020"),
    (None, (2016, 2018), "2016, 2018"),
    (None, (), ""),
])
def test_a_hit_says_when_it_happened(period, years, text):
    [view] = page_of(SearchRequest(), hits=(make_hit(1, period=period, years=years),)).hits
    assert view.period == text
