"""The results page as a browser and as htmx get it."""

import re

import pytest

from kb.i18n import LANGUAGES
from kb.search import SearchRequest
from tests.web.fake_services import answer_of

HTMX = {"HX-Request": "true"}


def asked_of(services):
    return [request for kind, request in services.asked if kind == "search"]


def test_the_parameters_are_the_search(client, services):
    client.get("/ru/search?q=cazul&industry=wine&industry=agriculture&platform=tv&sort=evidence&literal=1&x=y")
    assert asked_of(services) == [SearchRequest(
        "cazul", {"industry": ("agriculture", "wine"), "platform": ("tv",)}, "evidence", 1, True, "ru")]


def test_htmx_gets_the_part_and_a_browser_the_page(client):
    page = client.get("/ro/search?q=cazul").text
    part = client.get("/ro/search?q=cazul", headers=HTMX).text
    assert page.lstrip().startswith("<!doctype html>")
    assert "<html" not in part
    assert "<title>" in part
    assert part.count('<article class="hit">') == page.count('<article class="hit">') == 10


def test_htmx_gets_the_whole_page_when_it_restores_history(client):
    page = client.get("/ro/search", headers=HTMX | {"HX-History-Restore-Request": "true"}).text
    assert "<html" in page


@pytest.mark.parametrize(("trigger", "header"), [("search", "HX-Replace-Url"), ("facets", "HX-Push-Url")])
def test_the_address_bar_gets_the_canonical_address(client, trigger, header):
    response = client.get("/ro/search?sort=&q=+cazul+&industry=&page=1", headers=HTMX | {"HX-Trigger": trigger})
    assert response.headers[header] == "/ro/search?q=cazul"


@pytest.mark.parametrize("headers", [{}, {"HX-Trigger": "search"}, HTMX, HTMX | {"HX-Trigger": "other"}])
def test_other_answers_leave_the_address_alone(client, headers):
    response = client.get("/ro/search?q=", headers=headers)
    assert not {"HX-Replace-Url", "HX-Push-Url"} & set(response.headers.keys())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_are_not_for_crawlers_but_their_links_are(client, lang):
    assert client.get(f"/{lang}/search").headers["X-Robots-Tag"] == "noindex, follow"


def test_what_was_typed_stands_in_the_box_unharmed(client):
    page = client.get("/ro/search", query_string={"q": '"><script>alert(1)</script>'}).text
    assert "<script>alert" not in page
    assert 'value="&#34;&gt;&lt;script&gt;' in page


def test_languages_keep_the_search(client):
    page = client.get("/ro/search?q=cazul&industry=wine&page=2").text
    assert 'href="/ru/search?q=cazul&amp;industry=wine&amp;page=2"' in page


def test_an_empty_search_says_what_to_drop(client):
    page = client.get("/ro/search?q=cazul&industry=wine&year=1999").text
    assert 'href="/ro/search?q=cazul&amp;industry=wine"' in page
    assert "11 cazuri" in page
    assert '<article class="hit">' not in page


def test_a_plain_form_reaches_the_same_search(client, services):
    """Without scripts: the box and the ticked filters are one form."""
    page = client.get("/ro/search?q=cazul&platform=tv").text
    form = re.search(r'<form[^>]*id="search"[^>]*>', page)[0]
    assert 'method="get"' in form
    assert 'action="/ro/search"' in form
    assert re.search(r'<input[^>]*name="q"[^>]*value="cazul"', page)
    assert re.search(r'<input type="checkbox" form="search"[^>]*name="platform" value="tv" checked>', page)


def test_no_element_has_the_id_of_another(client):
    for address in ("/ro/search?q=cazul&platform=tv", "/ro/", "/ro/cases/struguri-in-loc-de-flori"):
        ids = re.findall(r'\bid="([^"]+)"', client.get(address).text)
        assert len(ids) == len(set(ids))


@pytest.mark.parametrize(("total", "text"), [(1, "1 caz"), (2, "2 cazuri"), (20, "20 de cazuri"), (35, "35 de cazuri")])
def test_the_number_of_results_is_a_heading_in_good_romanian(client, services, total, text):
    services.answer = lambda request: answer_of(request, answer_of(SearchRequest()).hits, total=total, pages=1)
    assert re.search(rf'<h1 id="count"[^>]*>{text}</h1>', client.get("/ro/search").text)


def test_json_is_the_same_search(client):
    answer = client.get("/ru/search.json?q=cazul&industry=wine").json
    assert (answer["query"], answer["lang"], answer["total"]) == ("cazul", "ru", 11)
    assert answer == client.get("/api/v1/search?q=cazul&industry=wine&lang=ru").json


@pytest.mark.parametrize(("address", "label", "link", "told"), [
    ("/ro/search?q=odnoklassniki+2016", "Pe lângă cazuri", "/ro/market/retele#", "cel puțin 1"),
    ("/ru/search?q=продать", "Кроме кейсов", "/ru/questions/cum-vindem", "Как продать?"),
])
def test_a_search_without_a_case_leads_to_the_rest_of_the_library(client, address, label, link, told):
    page = client.get(address).text
    part = re.search(r'<section class="elsewhere".*?</section>', page, re.DOTALL)[0]
    assert label in part
    assert f'href="{link}' in part
    assert told in part
    fragment = client.get(address, headers={"HX-Request": "true"}).text
    assert 'class="elsewhere"' in fragment


@pytest.mark.parametrize("query", ["q=cazul", "q=zzzqqq", "industry=unheard&platform=tv"])
def test_where_cases_answer_or_nothing_does_nobody_is_led_away(client, query):
    assert "elsewhere" not in client.get(f"/ro/search?{query}").text
