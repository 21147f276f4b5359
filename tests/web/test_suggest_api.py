"""Suggestions for programs and for the box: one documented shape, in the language asked for, safe for any text."""

import pytest

from kb.search.suggest import KINDS, Suggestion

FOUND = (
    Suggestion("industry", "wine", "Vin", "ro", "<mark>Vin</mark>", 17),
    Suggestion("platform", "tv", "TV &amp; radio", "ro", "TV &amp; radio", 1),
    Suggestion("business", "purcari", "Vinăria Purcari", "ro", "<mark>Vin</mark>ăria Purcari", 5),
    Suggestion("person", "diana-crudu", "Диана Круду", "ru", "Диана Круду", 0),
    Suggestion("question", "cum", "Cum?", "ro", "Cum?", 2),
    Suggestion("case", "struguri", "Struguri", "ro", "Struguri", 1),
)


@pytest.fixture(autouse=True)
def suggested(services):
    services.suggested = FOUND


def test_a_suggestion_has_the_documented_keys(client):
    answer = client.get("/api/v1/suggest?q=vin&lang=en").json
    assert list(answer) == ["query", "suggestions"]
    assert answer["query"] == "vin"
    assert answer["suggestions"][0] == {
        "kind": "industry", "label": "Vin", "label_lang": "ro", "html": "<mark>Vin</mark>",
        "url": "/en/industries/wine", "count": 17, "about": "industry · 17 cases",
    }


def test_each_kind_leads_to_its_page(client):
    assert [each["url"] for each in client.get("/api/v1/suggest?q=vin&lang=ru").json["suggestions"]] == [
        "/ru/industries/wine", "/ru/platforms/tv", "/ru/businesses/purcari", "/ru/people/diana-crudu",
        "/ru/questions/cum", "/ru/cases/struguri",
    ]


@pytest.mark.parametrize(("lang", "said"), [
    ("ro", ["industrie · 17 cazuri", "platformă · 1 caz", "afacere · 5 cazuri", "persoană", "întrebare · 2 cazuri",
            "caz"]),
    ("ru", ["отрасль · 17 кейсов", "площадка · 1 кейс", "компания · 5 кейсов", "человек", "вопрос · 2 кейса", "кейс"]),
    ("en", ["industry · 17 cases", "platform · 1 case", "business · 5 cases", "person", "question · 2 cases", "case"]),
])
def test_what_it_is_said_in_the_language_asked_for(client, lang, said):
    answer = client.get(f"/api/v1/suggest?q=vin&lang={lang}", headers={"Accept-Language": "en", "Cookie": "lang=en"})
    assert [each["about"] for each in answer.json["suggestions"]] == said


@pytest.mark.parametrize(("query", "asked"), [
    ("q=vin", ("vin", "ro", KINDS)), ("q=vin&lang=ru&kind=case&kind=person", ("vin", "ru", ("case", "person"))),
    ("", ("", "ro", KINDS)), ("q=a&q=b&lang=xx", ("a", "ro", KINDS)),
    ("q=vin&kind=nothing", ("vin", "ro", ("nothing",))),
])
def test_what_is_asked_is_handed_on(client, services, query, asked):
    assert client.get(f"/api/v1/suggest?{query}").status_code == 200
    assert services.asked == [("suggest", *asked)]


@pytest.mark.parametrize("text", ["", " ", "\0", "🍇", "' OR 1=1", "<script>", "%", "a" * 3_000, "\u202e"])
def test_any_text_is_answered(client, text):
    answer = client.get("/api/v1/suggest", query_string={"q": text})
    assert answer.status_code == 200
    assert answer.json["query"] == text[:100]


def test_nothing_typed_suggests_nothing(client):
    assert client.get("/api/v1/suggest").json == {"query": "", "suggestions": []}


def test_an_answer_is_kept_as_long_as_it_is_right_and_not_for_crawlers(client):
    answer = client.get("/api/v1/suggest?q=vin")
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert client.get("/api/v1/suggest?q=vin", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_box_can_ask_for_suggestions_on_every_page_that_has_one(client):
    for address, with_cases in (("/ro/", True), ("/ro/nothing", True), ("/ro/search", False)):
        page = client.get(address).text
        assert 'id="suggestions" role="listbox" aria-label="Sugestii" data-from="/api/v1/suggest"' in page
        assert ("kind=industry" not in page) == with_cases
        assert "suggest.js" in page


def test_without_scripts_the_box_claims_no_list(client):
    page = client.get("/ro/search").text
    assert "combobox" not in page
    assert "aria-expanded" not in page
