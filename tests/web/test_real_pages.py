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
