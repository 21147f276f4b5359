"""Events, books, questions, briefs and the handbook as pages: what stands on them, and where they lead."""

import re
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from kb.i18n import LANGUAGES
from tests.web.fake_pages import CLOSED, OPEN
from tests.web.fake_services import FakeServices
from tests.web.page_outline import read_page


def hrefs(page):
    return set(re.findall(r'href="([^"]*)"', page))


def main_of(page):
    [main] = read_page(page)[0].all("main")
    return main.text


@pytest.fixture
def at(app):
    """A browser at a time."""
    def at(*time):
        app.extensions["kb.clock"] = lambda: datetime(*time, tzinfo=UTC)
        return app.test_client()
    yield at
    app.extensions["kb.clock"] = lambda: datetime.now(UTC)


def test_an_event_moves_from_upcoming_to_past_with_the_clock(at):
    before, after = (at(2027, month, 1).get("/ro/events").text for month in (3, 4))
    assert "/ro/events/targul-2027.ics" in hrefs(before)
    assert "/ro/events.ics" in hrefs(before)
    assert "/ro/events/targul-2027.ics" not in hrefs(after)
    assert "Deocamdată nu este anunțat niciun eveniment." in main_of(after)
    assert "2027" in [heading.text for heading in read_page(after)[0].all("h2")]


@pytest.mark.parametrize("address", ["/ro/events.ics", "/ro/events/targul-2027.ics"])
def test_the_calendar_file_of_a_coming_event_is_read_back(at, address):
    answer = at(2027, 1, 1).get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    [event] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == ("Târgul de struguri", "Chișinău")
    assert event.decoded("DTSTART").isoformat() == "2027-03-05"
    assert event.decoded("DTEND").isoformat() == "2027-03-08"
    assert event["URL"] == "http://localhost/ro/events/targul-2027"


def test_a_calendar_file_is_in_the_language_of_its_address(at):
    [event] = Calendar.from_ical(at(2027, 1, 1).get("/ru/events.ics").data).walk("VEVENT")
    assert event["SUMMARY"] == "Ярмарка винограда"


def test_what_is_over_has_no_calendar_file_and_the_calendar_is_empty(at):
    browser = at(2028, 1, 1)
    assert browser.get("/ro/events/targul-2027.ics").status_code == 404
    assert browser.get("/ro/events/targul-2019.ics").status_code == 404
    assert list(Calendar.from_ical(browser.get("/ro/events.ics").data).walk("VEVENT")) == []


@pytest.mark.parametrize(("old", "new"), [
    ("/ro/events/targul-vechi", "/ro/events/targul-2027"),
    ("/ru/events/targul-vechi.ics", "/ru/events/targul-2027.ics"),
    ("/en/help/about", "/en/about"),
    ("/ro/help/privacy", "/ro/privacy"),
])
def test_an_old_address_leads_to_the_new_one_for_good(client, old, new):
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, new)


@pytest.mark.parametrize("noun", ["events", "books", "questions", "wanted", "help"])
@pytest.mark.parametrize("slug", ["nimic", "..", "%00", "diana-crudu", "x" * 300])
def test_what_is_not_there_is_said(client, noun, slug):
    assert client.get(f"/ro/{noun}/{slug}").status_code in (404, 308)


@pytest.mark.parametrize(("path", "links"), [
    ("events/targul-2027", ["people/diana-crudu", "cases/struguri-in-loc-de-flori", "businesses/tineri-fermieri"]),
    ("books/arta-vanzarii", ["people/diana-crudu", "cases/vin-la-pahar", "books/alta-carte", "books"]),
    ("questions/cum-vindem", [
        "people/diana-crudu", "cases/vin-la-pahar", "cases/struguri-in-loc-de-flori", "questions"]),
    ("wanted/un-caz", ["help/writing", "search?q=vin+la+tv", "report?about=%2Fro%2Fwanted%2Fun-caz", "wanted"]),
    ("wanted/alt-caz", ["cases/vin-la-pahar"]),
    ("wanted", ["wanted/propose", "wanted/un-caz", "wanted/alt-caz"]),
    ("books", ["people/diana-crudu", "books/arta-vanzarii"]),
    ("questions", ["questions/cum-vindem", "questions?objective=sales"]),
    ("about", ["help/figures", "cases/vin-la-pahar", "about", "privacy", "help/writing"]),
    ("help/figures", ["about", "help/figures", "cases/vin-la-pahar"]),
    ("help", ["about", "privacy", "help/searching", "help/review"]),
])
def test_related_things_are_one_click_apart(client, path, links):
    found = {link.partition("#")[0] for link in hrefs(client.get(f"/ro/{path}").text)}
    assert {f"/ro/{link}" for link in links} <= {link.replace("&amp;", "&") for link in found}


@pytest.mark.parametrize("path", ["about", "privacy", "help/figures"])
def test_a_page_of_the_handbook_has_no_address_that_depends_on_where_it_stands(client, path):
    assert not [link for link in hrefs(client.get(f"/ro/{path}").text) if link.startswith("..")]


def test_a_book_shows_its_original_title_only_where_it_is_another_one(client):
    assert "Titlul original" in client.get("/ro/books/arta-vanzarii").text
    assert "Original title" not in client.get("/en/books/arta-vanzarii").text


def test_who_has_no_page_is_not_named(client):
    for path in ("events/targul-2027", "books/arta-vanzarii", "books"):
        page = client.get(f"/ro/{path}").text
        assert "fara-pagina" not in page
        assert "plecat" not in page


def test_a_text_in_another_language_is_marked_and_said(client):
    page = client.get("/en/events/targul-2027").text
    assert '<h1 lang="ro">Târgul de struguri</h1>' in page
    assert "There is no version in your language yet" in page
    assert "There is no version" not in client.get("/en/books/arta-vanzarii").text


def test_open_briefs_ask_and_answered_ones_lead_to_the_answer(client):
    assert "Știți acest caz?" in client.get(f"/ro/wanted/{OPEN.slug}").text
    answered = client.get(f"/ro/wanted/{CLOSED.slug}").text
    assert "Știți acest caz?" not in answered
    assert "Vin la pahar" in answered


@pytest.mark.parametrize(("path", "said"), [
    ("events", "Deocamdată nu este anunțat niciun eveniment."), ("books", "Lista de lecturi este deocamdată goală."),
    ("questions", "Nicio întrebare nu se potrivește"), ("wanted", "Acum nu se caută nimic."), ("help", "Ajutor"),
])
def test_an_empty_list_says_so(client, services, monkeypatch, path, said):
    monkeypatch.setattr(FakeServices, "pages", lambda self, kind: ())
    assert said in main_of(client.get(f"/ro/{path}").text)


def test_the_form_for_a_missing_case_says_what_led_to_it(client):
    page = client.get("/ro/wanted/propose?q=vin+la+doză&metric=units_sold").text
    assert "„vin la doză”" in main_of(page)
    assert "unități vândute" in main_of(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_shared_link_tells_what_the_page_is(client, lang):
    paths = ("events", "events/targul-2027", "books", "questions", "questions/cum-vindem", "wanted", "help", "about")
    for path in paths:
        page = client.get(f"/{lang}/{path}").text
        assert f'<link rel="canonical" href="http://localhost/{lang}/{path}">' in page
        assert re.search(r'<meta property="og:description" content="[^"]{5,}">', page)


def test_a_narrowed_list_is_not_for_search_engines(client):
    assert "noindex" in client.get("/ro/questions?objective=sales").text
    assert "noindex" not in client.get("/ro/questions").text


@pytest.mark.parametrize("query", [
    "objective=" + "x" * 3_000, "objective=&industry=", "x=1", "industry=%00", "platform=<b>",
])
def test_any_choice_is_answered(client, query):
    answer = client.get(f"/ro/questions?{query}")
    assert answer.status_code == 200
    assert "<b>" not in answer.text
