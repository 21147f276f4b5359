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


def canonical(page):
    return re.search(r'rel="canonical" href="([^"]+)"', page)[1]


def test_a_version_can_be_asked_for(client):
    page = client.get(f"{CASE}?version=ru").text
    assert "Виноград вместо цветов" in page


@pytest.mark.parametrize(("address", "home"), [
    (CASE, CASE), (f"{CASE}?version=ro", CASE), (f"{CASE}?version=ru", CASE.replace("/ro/", "/ru/")),
    (CASE.replace("/ro/", "/en/"), CASE), (CASE.replace("/ro/", "/en/") + "?version=ru", CASE.replace("/ro/", "/ru/")),
])
def test_the_canonical_page_of_a_text_is_that_in_its_own_language(client, address, home):
    page = client.get(address).text
    assert canonical(page) == f"http://localhost{home}"
    assert f'"url":"http://localhost{home}"' in page.replace('": "', '":"')


@pytest.mark.parametrize("address", [CASE, f"{CASE}?version=ru", CASE.replace("/ro/", "/en/")])
def test_every_page_of_a_case_names_the_same_counterparts(client, address):
    found = dict(re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', client.get(address).text))
    assert found == {lang: f"http://localhost/{lang[:2]}/cases/struguri-in-loc-de-flori" for lang in ("ro", "ru")} | {
        "x-default": f"http://localhost{CASE}"}


def test_the_switch_of_languages_keeps_the_version_that_is_read(client):
    switch = re.findall(r'<li><a href="([^"]+)" lang="(\w\w)" hreflang', client.get(f"{CASE}?version=ru").text)
    assert switch == [(f"/{lang}/cases/struguri-in-loc-de-flori?version=ru", lang) for lang in LANGUAGES]


@pytest.mark.parametrize("version", ["en", "fr", "", "<x>"])
def test_a_version_that_is_not_there_opens_the_usual_one(client, version):
    page = client.get(CASE, query_string={"version": version}).text
    assert "<h1>Struguri în loc de flori</h1>" in page
    assert canonical(page).endswith(CASE)


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
