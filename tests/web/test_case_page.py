"""A case's page and its source."""

import re

import pytest

from kb.i18n import LANGUAGES

CASE = "/ro/cases/struguri-in-loc-de-flori"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_case_is_shown_with_its_facts_and_sources(client, lang):
    page = client.get(f"/{lang}/cases/struguri-in-loc-de-flori").text
    assert "Diana Crudu" in page
    assert "Tineri fermieri" in page
    assert 'href="https://publika.md/struguri"' in page
    assert 'href="https://example.md/?a=1&amp;b=&lt;2&gt;"' in page


def test_a_text_in_another_language_says_so_and_is_marked(client):
    page = client.get("/en/cases/struguri-in-loc-de-flori").text
    assert "There is no version in your language yet; this one is in Romanian." in page
    assert re.search(r'<h1 lang="ro">', page)


def test_a_text_in_the_readers_language_needs_no_mark(client):
    assert re.search(r"<h1>Виноград вместо цветов</h1>", client.get("/ru/cases/struguri-in-loc-de-flori").text)


def test_a_version_can_be_asked_for(client):
    page = client.get(f"{CASE}?version=ru").text
    assert "Виноград вместо цветов" in page
    assert f"{CASE}?version=ru" in re.search(r'rel="canonical" href="([^"]+)"', page)[1]


@pytest.mark.parametrize("version", ["en", "fr", "", "<x>"])
def test_a_version_that_is_not_there_opens_the_usual_one(client, version):
    page = client.get(CASE, query_string={"version": version}).text
    assert "<h1>Struguri în loc de flori</h1>" in page
    assert re.search(r'rel="canonical" href="([^"]+)"', page)[1].endswith(CASE)


def test_an_old_slug_leads_to_the_new_one_for_good(client):
    response = client.get("/ru/cases/struguri-vechi?version=ro")
    assert response.status_code == 301
    assert response.headers["Location"] == "/ru/cases/struguri-in-loc-de-flori?version=ro"


def test_a_text_is_escaped_and_the_rendered_body_is_not(client):
    page = client.get(CASE).text
    assert "Fermierii au vândut &lt;struguri&gt; &amp; mere." in page
    assert '<h2 id="contextul">Contextul</h2>' in page


def test_the_case_page_asks_no_search_engine(client, services):
    client.get(CASE)
    assert {asked[0] for asked in services.asked} == {"case"}


@pytest.mark.parametrize(("address", "text", "lang"), [
    (f"{CASE}.md", "title: Struguri", "ro"), (f"{CASE}.md?version=ru", "title: Виноград", "ru"),
    (f"{CASE}.md?version=ro", "title: Struguri", "ro"), (f"{CASE}.md?version=xx", "title: Struguri", "ro"),
    ("/ru/cases/struguri-in-loc-de-flori.md", "title: Struguri", "ro"),
])
def test_the_source_of_each_version_can_be_had(client, address, text, lang):
    response = client.get(address)
    assert text in response.text
    assert response.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert response.headers["Content-Language"] == lang


def test_a_version_that_was_never_written_has_no_source(client):
    assert client.get(f"{CASE}.md?version=en").status_code == 404


def test_the_reader_is_in_the_cases(client):
    assert re.search(r'<a href="/ro/search" aria-current="page">', client.get(CASE).text)
