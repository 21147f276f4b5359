"""The JSON door."""

import pytest

from kb.search import SearchRequest
from kb.search.serialise import as_json
from tests.web.fake_services import answer_of


def test_a_search_is_the_one_serialised_answer(client):
    request = SearchRequest("cazul", {"platform": ("tv",)}, page=2, lang="en")
    answer = client.get("/api/v1/search?q=cazul&platform=tv&page=2&lang=en").json
    assert answer == as_json(answer_of(request))


@pytest.mark.parametrize(("query", "lang"), [("", "ro"), ("lang=ru", "ru"), ("lang=fr", "ro"), ("lang=", "ro")])
def test_labels_are_in_the_language_asked_for_whoever_asks(client, query, lang):
    answer = client.get(f"/api/v1/search?{query}", headers={"Accept-Language": "en", "Cookie": "lang=en"}).json
    assert answer["lang"] == lang


def test_letters_are_sent_as_they_are(client):
    assert "Agricultură" in client.get("/api/v1/facets").text


def test_facets_come_with_their_counts_and_without_hits(client):
    answer = client.get("/api/v1/facets?q=cazul&industry=wine&lang=en").json
    assert set(answer) == {"query", "lang", "total", "facets"}
    assert answer["facets"]["industry"] == [
        {"value": "agriculture", "label": "Agriculture", "count": 24, "selected": False},
        {"value": "wine", "label": "Wine", "count": 11, "selected": True},
    ]


def test_a_case_comes_with_all_its_facts(client):
    case = client.get("/api/v1/cases/struguri-in-loc-de-flori?lang=ru").json
    assert case["url"] == "/ru/cases/struguri-in-loc-de-flori"
    assert (case["lang"], case["versions"], case["years"]) == ("ro", ["ro", "ru"], [2019])
    assert case["businesses"] == [{"slug": "tineri-fermieri", "name": "Tineri fermieri"}]
    assert case["specialists"][0] == {"slug": "diana-crudu", "name": "Diana Crudu", "role": "business_owner",
                                      "did": "a filmat apelul"}
    assert case["industries"] == [{"value": "agriculture", "label": "Сельское хозяйство"}]
    assert case["period"] == {"from": "2019-02", "to": "2019-03-24"}
    assert case["budget"]["currency"] == "MDL"
    assert (case["results"][0]["value"], case["results"][1]["text"]) == (60, "argint")
    assert case["sources"][0]["publisher"] == "Publika.md"
    assert [text["title"] for text in case["texts"]] == ["Struguri în loc de flori", "Виноград вместо цветов"]
    assert case["texts"][0]["html"].startswith("<h2")


def test_a_bare_case_says_what_it_lacks(client):
    case = client.get("/api/v1/cases/vin-la-pahar").json
    assert (case["period"], case["budget"], case["results"], case["specialists"]) == (None, None, [], [])
    assert case["businesses"] == [{"slug": "bar-vechi", "name": "bar-vechi"}]


def test_the_api_is_not_for_crawlers(client):
    assert client.get("/api/v1/search").headers["X-Robots-Tag"] == "noindex"
    assert "Disallow: /api/" in client.get("/robots.txt").text


def test_no_cookie_is_set_for_programs(client):
    for address in ("/api/v1/search?lang=ru", "/ru/search.json", "/healthz"):
        assert "Set-Cookie" not in client.get(address).headers
