"""Briefs for cases that are missing: open and answered, and what leads on from each."""

from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, translator
from kb.model import Body, PageText, Wanted
from kb.web.present.wanted import present_wanted, present_wanted_list
from kb.web.reader import Reader
from tests.web.fake_cases import CASE, PLAIN_CASE, VOCABULARIES
from tests.web.fake_pages import CLOSED, OPEN


def reader(lang="ro"):
    return Reader(translator(lang), VOCABULARIES.__getitem__)


def brief(name, slug="x", **changes):
    return Wanted(slug, (PageText("ro", name, Body(), f"Despre {name}."),), **changes)


def test_open_briefs_and_answered_ones_stand_apart():
    found = present_wanted_list([OPEN, CLOSED], reader())
    assert [line.name for line in found.open] == ["Un caz"]
    assert [line.name for line in found.closed] == ["Alt caz"]


@pytest.mark.parametrize(("names", "order"), [
    (["Țuică", "Sare", "Șah", "Tort"], ["Sare", "Șah", "Tort", "Țuică"]), (["b", "A", "a"], ["A", "a", "b"]),
    (["Îndrăgit", "Izvor", "Înalt"], ["Izvor", "Înalt", "Îndrăgit"]),
])
def test_they_stand_in_the_order_of_the_alphabet(names, order):
    found = present_wanted_list([brief(name, str(place)) for place, name in enumerate(names)], reader())
    assert [line.name for line in found.open] == order


@given(st.lists(st.tuples(st.text(min_size=1, max_size=8), st.booleans()), max_size=6))
def test_every_brief_is_in_one_of_the_two_lists(briefs):
    held = [brief(name, f"b-{place}", closed_by="vin-la-pahar" if is_closed else None)
            for place, (name, is_closed) in enumerate(briefs)]
    found = present_wanted_list(held, reader())
    urls = [line.url for line in (*found.open, *found.closed)]
    assert sorted(urls) == sorted(f"/ro/wanted/b-{place}" for place in range(len(briefs)))
    assert len(found.closed) == sum(is_closed for _, is_closed in briefs)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("origin", ["editor", "empty_search", "thin_insight"])
def test_where_a_brief_comes_from_is_told_in_every_language(origin, lang):
    told = {each: present_wanted(brief("X", origin=each), None, reader(lang)).origin
            for each in ("editor", "empty_search", "thin_insight")}
    assert len(set(told.values())) == 3
    assert told[origin] == present_wanted_list([brief("X", origin=origin)], reader(lang)).open[0].origin


def test_what_there_is_of_it_today_is_one_search_away():
    page = present_wanted(OPEN, None, reader("en"))
    assert page.search.label == "vin la tv"
    assert parse_qs(urlsplit(page.search.url).query) == {"q": ["vin la tv"]}
    assert present_wanted(replace(OPEN, query=""), None, reader()).search is None


def test_its_topics_lead_to_what_there_is_and_empty_ones_are_left_out():
    page = present_wanted(OPEN, None, reader("en"))
    assert [(label, [(link.label, link.url) for link in links]) for label, links in page.topics] == [
        ("Industry", [("Wine", "/en/search?industry=wine")]), ("Platforms", [("Television", "/en/search?platform=tv")])]
    assert present_wanted(CLOSED, PLAIN_CASE, reader()).topics == []


@pytest.mark.parametrize(("lang", "title", "own"), [
    ("ro", "Struguri în loc de flori", "ro"), ("ru", "Виноград вместо цветов", "ru"),
    ("en", "Struguri în loc de flori", "ro"),
])
def test_the_case_that_answers_it_is_named_in_the_readers_language_where_it_has_one(lang, title, own):
    page = present_wanted(replace(CLOSED, closed_by=CASE.slug), CASE, reader(lang))
    assert (page.answer.label, page.answer_lang) == (title, own)
    assert page.answer.url == f"/{lang}/cases/{CASE.slug}"


def test_an_answer_that_is_not_in_the_library_any_more_leads_nowhere():
    page = present_wanted(CLOSED, None, reader("ru"))
    assert (page.answer, page.answer_lang) == (None, "ru")
