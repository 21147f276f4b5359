"""The first page, and which one a reader is led to."""

import pytest

from kb.i18n import LANGUAGES
from kb.search import SearchRequest
from tests.web.fake_services import answer_of


@pytest.mark.parametrize(("cookie", "header", "lang"), [
    (None, None, "ro"), (None, "ru", "ru"), (None, "en-GB,en;q=0.9", "en"), ("en", "ru", "en"), ("xx", "ru", "ru"),
    (None, "fr", "ro"),
])
def test_the_bare_address_leads_to_the_readers_language(client, cookie, header, lang):
    if cookie:
        client.set_cookie("lang", cookie)
    response = client.get("/", headers={"Accept-Language": header} if header else {})
    assert (response.status_code, response.headers["Location"]) == (302, f"/{lang}/")
    assert {"Cookie", "Accept-Language"} <= set(response.vary)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_page_invites_to_search_and_to_browse(client, services, lang):
    page = client.get(f"/{lang}/").text
    assert f'action="/{lang}/search"' in page
    assert f'href="/{lang}/search?industry=wine"' in page
    assert f'href="/{lang}/search?platform=tv"' in page
    assert f'href="/{lang}/cases/case-1#rezultate"' in page
    assert ("search", SearchRequest(lang=lang)) in services.asked
    assert ("newest", lang, 6) in services.asked


def test_the_number_of_cases_is_said_in_words(client):
    assert "35 de studii de caz" in client.get("/ro/").text


def test_the_library_may_be_empty(client, services):
    services.answer = lambda request: answer_of(request, ())
    assert client.get("/ro/").status_code == 200
