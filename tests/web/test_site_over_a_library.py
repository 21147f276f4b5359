"""The site over a real index of a small library: from file to page."""

import pytest

from kb import services as wiring
from kb.settings import Settings
from kb.web import create_app
from tests.builders import CASE_BODY, case_markdown, page, write_library

RUSSIAN = page({"title": "Виноград вместо цветов", "lang": "ru", "summary": "Фермеры продали виноград."},
               "## Контекст\n\nУрожай.\n\n## Что сделали\n\nВидео.\n\n## Результаты\n\nПродали.\n")
WINE = case_markdown(title="Vin la pahar", summary="Un bar deschis în centru.", industries=["wine"],
                     platforms=["instagram"], years=["2021"], aliases=["vin-vechi"],
                     body=CASE_BODY.replace("strugurii", "vinul"))


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    content = write_library(folder / "content", cases={
        "struguri-in-loc-de-flori": case_markdown(), "struguri-in-loc-de-flori.ru": RUSSIAN, "vin-la-pahar": WINE})
    services = wiring.build(Settings(content=content, index=folder / "index", log_level="error"))
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    client.get("/ro/search?q=struguri")  # opens what is kept open for all tests
    yield client
    services.close()


def test_the_site_is_ready(client):
    assert client.get("/readyz").json["cases"] == 2


@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
@pytest.mark.parametrize("path", [
    "", "search", "search?q=struguri", "cases/struguri-in-loc-de-flori", "cases/vin-la-pahar",
])
def test_every_page_is_there_in_every_language(client, lang, path):
    assert client.get(f"/{lang}/{path}").status_code == 200


@pytest.mark.parametrize(("query", "slugs"), [
    ("q=struguri", ["struguri-in-loc-de-flori"]),
    ("q=STRUGURII", ["struguri-in-loc-de-flori"]),
    ("q=виноград", ["struguri-in-loc-de-flori"]),
    ("industry=wine", ["vin-la-pahar"]),
    ("platform=instagram&platform=facebook", ["struguri-in-loc-de-flori", "vin-la-pahar"]),
    ("industry=wine&platform=facebook", []),
    ("industry=unheard", []),
    ("year=2021", ["vin-la-pahar"]),
])
def test_searches_find_what_they_should(client, query, slugs):
    answer = client.get(f"/api/v1/search?{query}").json
    if query != "industry=unheard":
        assert sorted(hit["slug"] for hit in answer["hits"]) == slugs
        assert answer["total"] == len(slugs)
    assert client.get(f"/ro/search?{query}").status_code == 200


def test_what_is_asked_of_a_filter_is_escaped_among_its_values(client):
    answer = client.get("/ro/search", query_string={"industry": '<b>"x'}).text
    assert '<b>"x' not in answer
    assert 'value="&lt;b&gt;&#34;x" checked><span>&lt;b&gt;&#34;x</span>' in answer


def test_a_value_that_does_not_exist_is_shown_as_a_chip_and_changes_nothing_else(client):
    answer = client.get("/api/v1/search?industry=unheard").json
    assert answer["total"] == 2
    assert {"value": "unheard", "label": "unheard", "count": 0, "selected": True} in answer["facets"]["industry"]
    assert "unheard (0)" in client.get("/ro/search?industry=unheard").text


def test_counts_are_what_one_click_yields(client):
    facets = client.get("/api/v1/facets?q=apel").json["facets"]
    counted = 0
    for facet, values in facets.items():
        for value in values:
            clicked = client.get(f"/api/v1/search?q=apel&{facet}={value['value']}").json
            assert clicked["total"] == value["count"]
            counted += 1
    assert counted > 8


def test_a_hit_leads_to_its_passage(client):
    page = client.get("/ro/search?q=apel").text
    assert 'href="/ro/cases/struguri-in-loc-de-flori#' in page
    assert "<mark>" in page


def test_a_russian_reader_gets_the_russian_version(client):
    page = client.get("/ru/cases/struguri-in-loc-de-flori").text
    assert "<h1>Виноград вместо цветов</h1>" in page


def test_an_old_address_leads_to_the_new_one(client):
    assert client.get("/ro/cases/vin-vechi").headers["Location"] == "/ro/cases/vin-la-pahar"


def test_the_source_is_the_file(client):
    assert client.get("/ro/cases/vin-la-pahar.md").text == WINE
    assert client.get("/ro/cases/struguri-in-loc-de-flori.md?version=ru").text == RUSSIAN


@pytest.mark.parametrize("query", [
    "industry:wine", "-struguri", '"', "((((", "a OR", "vi*", "NEAR(a b)", "industry:", "\U0001f347", "a" * 5_000, "*",
    "year:2019..2021", "<script>", "';--", "%", "\\", "AND", "struguri AND NOT", "colour:red", "' OR 1=1",
])
def test_no_text_a_person_can_type_fails(client, query):
    for address in ("/ro/search", "/ru/search.json", "/api/v1/search"):
        assert client.get(address, query_string={"q": query}).status_code == 200


@pytest.mark.parametrize("path", ["/ro/search", "/ro/", "/api/v1/search", "/ro/cases/vin-la-pahar"])
def test_a_kept_page_is_fresh_until_the_next_reindex_and_stale_after_it(tmp_path, path):
    content = write_library(tmp_path / "content", cases={"vin-la-pahar": WINE})
    services = wiring.build(Settings(content=content, index=tmp_path / "index", log_level="error"))
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
    (content / "cases/vin-la-pahar.md").write_text(WINE.replace("Vin la pahar", "Alt titlu"), encoding="utf-8")
    services.reindex("changed")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 200
    services.close()


def test_the_file_of_a_case_that_credits_somebody_who_withdrew_is_not_shown(tmp_path):
    content = write_library(tmp_path / "content", cases={"vin-la-pahar": WINE})
    services = wiring.build(Settings(content=content, index=tmp_path / "index", log_level="error"))
    services.reindex("full")
    client = create_app(services.settings, services).test_client()
    assert client.get("/ro/cases/vin-la-pahar.md").status_code == 200
    person = content / "specialists/diana-crudu.md"
    person.write_text(person.read_text(encoding="utf-8").replace("lang:", "withdrawn: true\nlang:"), encoding="utf-8")
    services.reindex("changed")
    assert client.get("/ro/cases/vin-la-pahar.md").status_code == 404
    assert "Crudu" not in client.get("/ro/cases/vin-la-pahar").text
    services.close()
