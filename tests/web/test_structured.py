"""What search engines are told of a page, in the terms of schema.org."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.web.pages.reading import Link
from kb.web.structured import article, as_script, breadcrumbs, website
from tests.web.fake_cases import CASE, PLAIN_CASE

HOST = "https://culise.md"
ADDRESS = f"{HOST}/ro/cases/struguri-in-loc-de-flori"


def told(case=CASE, lang="ro", **changes):
    case = replace(case, **changes)
    return article(case, case.text(lang), ADDRESS, "Culise", ["Tineri fermieri"])


@pytest.mark.parametrize(("years", "coverage"), [
    ((2019,), "2019"), ((2016, 2018), "2016/2018"), ((2018, 2016, 2017), "2016/2018"),
])
def test_when_a_case_happened_is_a_year_or_a_span_of_iso_8601(years, coverage):
    assert told(years=years)["temporalCoverage"] == coverage


@pytest.mark.parametrize(("added", "keys"), [("2026-11-20", {"datePublished"}), (None, set()), ("", set())])
def test_a_day_is_told_only_when_it_is_known(added, keys):
    assert told(added=added).keys() & {"datePublished"} == keys


@pytest.mark.parametrize(("lang", "headline", "own"), [
    ("ro", "Struguri în loc de flori", "ro"), ("ru", "Виноград вместо цветов", "ru"),
    ("en", "Struguri în loc de flori", "ro"),
])
def test_an_article_is_in_the_language_of_its_text(lang, headline, own):
    found = told(lang=lang)
    assert (found["headline"], found["inLanguage"]) == (headline, own)


def test_every_source_is_a_citation_and_every_business_a_subject():
    found = told()
    assert found["citation"] == [source.url for source in CASE.sources]
    assert found["about"] == [{"@type": "Organization", "name": "Tineri fermieri"}]
    assert told(PLAIN_CASE)["citation"] == ["https://a.md"]


names = st.text(max_size=20)


@given(st.lists(names, max_size=4), names)
def test_the_way_to_a_page_counts_its_steps_and_ends_without_an_address(labels, last):
    links = [Link(label, f"/ro/{number}") for number, label in enumerate(labels)]
    steps = breadcrumbs(links, last, HOST)["itemListElement"]
    assert [step["position"] for step in steps] == list(range(1, len(labels) + 2))
    assert [step["name"] for step in steps] == [*labels, last]
    assert ["item" in step for step in steps] == [True] * len(labels) + [False]
    assert all(step["item"].startswith(f"{HOST}/ro/") for step in steps[:-1])


@given(names, names)
def test_all_of_it_can_stand_in_a_script_and_is_read_back(title, name):
    text = replace(CASE.texts[0], title=title)
    value = article(replace(CASE, texts=(text,)), text, ADDRESS, "Culise", [name])
    assert json.loads(as_script(value)) == {"@context": "https://schema.org", **value}


@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
def test_how_the_site_is_searched_has_one_place_for_the_words(lang):
    site = website("Culise", HOST, lang)
    action = site["potentialAction"]
    assert site["url"] == f"{HOST}/{lang}/"
    name = action["query-input"].rpartition("name=")[2]
    assert action["target"]["urlTemplate"] == f"{HOST}/{lang}/search?q={{{name}}}"
