"""Every case of the real library has its page in every language, in every version it is written in."""

import re

import pytest

from kb import paths
from kb import services as wiring
from kb.settings import Settings
from kb.web import create_app

SLUGS = sorted({path.name.split(".")[0] for path in (paths.content() / "cases").glob("*.md")})
LANGS = ("ro", "ru", "en")


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    services = wiring.build(Settings(index=tmp_path_factory.mktemp("index"), log_level="error"))
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    client.get("/ro/search?q=vin")  # opens what is kept open for all tests
    yield client
    services.close()


@pytest.mark.parametrize("slug", SLUGS)
def test_a_case_has_its_page_in_every_language(client, slug):
    for lang in LANGS:
        answer = client.get(f"/{lang}/cases/{slug}")
        assert answer.status_code == 200
        assert f'<html lang="{lang}"' in answer.text


@pytest.mark.parametrize("lang", LANGS)
def test_every_hit_of_a_search_leads_to_a_page_in_the_readers_language_where_there_is_one(client, lang):
    for query in ("diaspora", "вино", "wine", "struguri"):
        links = re.findall(rf'href="(/{lang}/cases/[^"#]+)', client.get(f"/{lang}/search?q={query}").text)
        assert links
        assert [link for link in links if "version=" in link] == []


def test_a_version_chosen_on_purpose_is_not_said_to_be_all_there_is(client):
    page = client.get("/ro/cases/struguri-in-loc-de-flori?version=ru").text
    assert 'class="note"' not in page
    assert 'lang="ru"' in page


KINDS = {"businesses": "businesses", "people": "specialists"}


@pytest.mark.parametrize("noun", KINDS)
def test_every_business_and_person_has_a_page_with_their_cases(client, noun):
    """Each in one of the languages, in turn: that all three answer is seen over a small library."""
    slugs = sorted(path.stem for path in (paths.content() / KINDS[noun]).glob("*.md"))
    assert len(slugs) > 100
    for number, slug in enumerate(slugs):
        answer = client.get(f"/{LANGS[number % 3]}/{noun}/{slug}")
        assert answer.status_code == 200, slug
        assert 'class="hit"' in answer.text, slug


@pytest.mark.parametrize("noun", ["industries", "platforms"])
def test_every_industry_and_platform_has_a_sentence_of_its_own_and_cases_in_every_language(client, noun):
    for lang in LANGS:
        links = re.findall(rf'href="(/{lang}/{noun}/[a-z_]+)"', client.get(f"/{lang}/{noun}").text)
        assert len(links) == len(set(links)) > 20
        for link in links:
            page = client.get(link).text
            assert re.search(r'<p class="lede">\w', page), link
            assert 'class="hit"' in page, link


@pytest.mark.parametrize("noun", ["businesses", "people"])
def test_the_lists_are_whole_and_every_letter_stands_once(client, noun):
    for lang in LANGS:
        page = client.get(f"/{lang}/{noun}").text
        assert page.count("<li data-also") + page.count("<li><a href=\"/" + f"{lang}/{noun}/") > 100
        letters = re.findall(r'<a href="#letter-\d+">(.)</a>', page)
        assert len(letters) == len(set(letters)) > 15


def test_nobody_is_in_latin_letters_in_the_russian_list_of_people(client):
    names = re.findall(r'<a href="/ru/people/[a-z0-9-]+">(.*?)</a>', client.get("/ru/people").text)
    assert len(names) > 100
    assert [name for name in names if re.search("[A-Za-z]{2}", re.sub("</?b>", "", name))] == []
