"""Events, books, questions, briefs, the handbook and letters to the editors, as people and their devices get them."""

import pytest
from playwright.sync_api import Page, expect

from kb.i18n import LANGUAGES
from tests.browser.reading_room import QUESTION
from tests.browser.test_accessibility import faults
from tests.browser.visitor import PHONE, Visitor
from tests.browser.watch import scrolls_sideways

pytestmark = pytest.mark.browser

NARROW = {**PHONE, "viewport": {"width": 320, "height": 640}}
PATHS = [
    "events", "events/targul-2099", "books/arta-vanzarii", f"questions/{QUESTION}", "wanted/un-caz", "help/figures",
    "report",
]
RARER_PATHS = [
    "events/targul-2019", "books", "questions?objective=sales", "wanted", "wanted/propose?q=vin", "help", "about",
    "privacy", "help/writing", "report/sent?about=/ro/events",
]


def test_axe_finds_nothing_in_a_refused_letter_and_in_an_open_filter(visitor: Visitor) -> None:
    page = visitor.open("/ro/report", java_script_enabled=True, expect_failures=True)
    page.locator("form.letter").evaluate("form => form.noValidate = true")
    page.get_by_role("button", name="Trimiteți redactorilor").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []
    page.goto("/ro/questions")
    page.locator(".pick summary").first.click()
    assert faults(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_scrolls_sideways_on_the_narrowest_phone(visitor: Visitor, lang: str) -> None:
    page = visitor.open(**NARROW)
    for path in [*PATHS, *RARER_PATHS]:
        page.goto(f"/{lang}/{path}")
        assert not scrolls_sideways(page), path


def test_whom_to_ask_about_filling_an_event_is_found_on_a_phone_in_four_page_loads(visitor: Visitor) -> None:
    page = visitor.open(**PHONE)
    loads: list[str] = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.goto("/ro/")
    page.locator(".menu summary").tap()
    page.get_by_role("navigation", name="Meniu").get_by_role("link", name="Întrebări").tap()
    page.get_by_role("link", name="Cum aducem oameni la un eveniment nou?").tap()
    page.get_by_role("link", name="Pe cine puteți întreba").tap()
    page.locator(".people").get_by_role("link", name="Diana Crudu").tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Diana Crudu")
    assert len(loads) == 4


def test_questions_are_narrowed_and_widened_without_scripts(visitor: Visitor) -> None:
    page = visitor.open("/ro/questions", java_script_enabled=False)
    page.locator(".pick summary").first.click()
    page.locator(".pick").first.get_by_role("link").first.click()
    expect(page).to_have_url("/ro/questions?objective=sales")
    expect(page.locator(".briefs li")).to_have_count(1)
    page.get_by_role("link", name="Șterge tot").click()
    expect(page).to_have_url("/ro/questions")


def test_a_calendar_file_of_a_coming_event_is_downloaded(visitor: Visitor) -> None:
    page = visitor.open("/ro/events/targul-2099")
    with page.expect_download() as started:
        page.get_by_role("link", name="Adăugați în calendar").click()
    text = started.value.path().read_text(encoding="utf-8")
    assert text.startswith("BEGIN:VCALENDAR")
    assert "DTSTART;VALUE=DATE:20990305" in text


def write(page: Page, text: str) -> None:
    page.get_by_label("Ce este greșit sau ce ați răspunde?").fill(text)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_error_is_reported_from_the_page_it_is_on(visitor: Visitor, scripts: bool) -> None:
    page = visitor.open("/ro/events/targul-2099", java_script_enabled=scripts)
    page.get_by_role("main").get_by_role("link", name="Semnalați o greșeală sau răspundeți").click()
    expect(page.get_by_role("main").get_by_role("link", name="Târgul de struguri")).to_be_visible()
    write(page, "Târgul a durat două zile.")
    page.get_by_role("button", name="Trimiteți redactorilor").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vă mulțumim")
    page.get_by_role("link", name="Înapoi la pagină").click()
    expect(page).to_have_url("/ro/events/targul-2099")


def test_a_refused_letter_keeps_every_word_and_says_what_to_mend(visitor: Visitor) -> None:
    page = visitor.open("/ro/report", expect_failures=True)
    write(page, "Prima frază.\n  A doua, mai la dreapta.")
    page.get_by_label("E-mail").fill("ana@fara-punct")
    page.get_by_role("button", name="Trimiteți redactorilor").click()
    expect(page.get_by_role("alert")).to_contain_text("Mesajul încă nu a plecat")
    expect(page.get_by_label("Ce este greșit")).to_have_value("Prima frază.\n  A doua, mai la dreapta.")
    expect(page.get_by_label("E-mail")).to_have_value("ana@fara-punct")
    page.get_by_role("alert").get_by_role("link").click()
    page.get_by_label("E-mail").fill("ana@example.md")
    page.get_by_role("button", name="Trimiteți redactorilor").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vă mulțumim")


def test_the_trap_is_reached_neither_by_eye_nor_by_keyboard(visitor: Visitor) -> None:
    page = visitor.open("/ro/report")
    expect(page.locator(".trap")).not_to_be_in_viewport()
    page.get_by_label("E-mail").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Trimiteți redactorilor")).to_be_focused()
