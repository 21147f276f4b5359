"""While one types: answers come by themselves, history stays clean, and nothing typed is ever lost or overtaken."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.visitor import Visitor, choose, titles

pytestmark = pytest.mark.browser

# What the page asks while somebody types, as against the whole page.
ANSWERS = re.compile(r"/search\?.*q=")
# Milliseconds: how long the page waits after a letter, and after an answer before it says the count.
DEBOUNCE = 200
PAUSE = 600


def box_of(page: Page) -> Locator:
    return page.locator("#q")


def open_with_stopped_clock(visitor: Visitor, path: str) -> Page:
    """Time passes only when the test says so: a slow machine types as fast as any."""
    page = visitor.open()
    page.clock.install(time=0)
    page.goto(path)
    page.clock.pause_at(3_600_000)
    return page


def caret(page: Page) -> int:
    return page.evaluate("document.querySelector('#q').selectionStart")


def test_answers_come_while_typing_and_the_box_keeps_focus_and_caret(visitor: Visitor) -> None:
    page = visitor.open("/ro/search")
    box_of(page).press_sequentially("numaul 7")
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    page.keyboard.type("r")
    expect(page).to_have_url("/ro/search?q=numarul+7")
    expect(page.locator("#results .hit h2").first).to_have_text("Campania de vin numărul 7")
    expect(box_of(page)).to_be_focused()
    assert caret(page) == 5
    page.keyboard.type("!")
    expect(box_of(page)).to_have_value("numar!ul 7")


def test_typing_replaces_history_and_a_choice_adds_to_it(visitor: Visitor) -> None:
    page = visitor.open("/ro/")
    page.goto("/ro/search")
    length = page.evaluate("history.length")
    for text in ("vin", "vin numarul"):
        box_of(page).fill(text)
        expect(page).to_have_url("/ro/search?q=" + text.replace(" ", "+"))
    assert page.evaluate("history.length") == length
    choose(page, "industry", "tourism")
    assert page.evaluate("history.length") == length + 1
    page.go_back()
    expect(page.locator("#f-industry-tourism")).not_to_be_checked()
    expect(box_of(page)).to_have_value("vin numarul")
    page.go_back()
    expect(page).to_have_url("/ro/")


def test_one_request_is_enough_for_a_word_typed_at_once(visitor: Visitor) -> None:
    page = open_with_stopped_clock(visitor, "/ro/search")
    box_of(page).press_sequentially("strugur")
    page.clock.run_for(DEBOUNCE - 10)
    box_of(page).press_sequentially("i")
    page.clock.run_for(DEBOUNCE - 10)
    assert [url for url in visitor.requested(page) if ANSWERS.search(url)] == []
    page.clock.run_for(20)
    expect(page.locator("#count")).to_have_text("1 caz")
    assert [url for url in visitor.requested(page) if ANSWERS.search(url)] == [
        f"{page.url.partition('?')[0]}?q=struguri"]


def test_an_older_request_is_cancelled_and_its_answer_overwrites_nothing(visitor: Visitor) -> None:
    page = visitor.open("/ro/search", expect_failures=True)
    held: list[Route] = []
    page.route(lambda url: url.endswith("q=vin"), lambda route: held.append(route))
    with page.expect_event("requestfailed", lambda request: request.url.endswith("q=vin")):
        with page.expect_request(lambda request: request.url.endswith("q=vin")):
            box_of(page).fill("vin")
        box_of(page).fill("struguri")
    expect(page.locator("#count")).to_have_text("1 caz")
    assert len(held) == 1
    assert page.url.endswith("q=struguri")
    expect(page.locator("#trouble")).to_be_hidden()


def test_the_count_is_said_once_after_a_pause(visitor: Visitor) -> None:
    page = open_with_stopped_clock(visitor, "/ro/search")
    said = page.get_by_role("status")
    for text, found in (("struguri", "1 caz"), ("vin", "22 de cazuri")):
        box_of(page).fill(text)
        page.clock.run_for(DEBOUNCE + 10)
        expect(page.locator("#count")).to_have_text(found)
        page.clock.run_for(PAUSE // 2)
        expect(said).to_have_text("")
    page.clock.run_for(PAUSE)
    expect(said).to_have_text("22 de cazuri")


@pytest.mark.parametrize(("lang", "status", "says"), [
    ("ro", 500, "Căutarea nu a răspuns"), ("ru", 429, "много"), ("en", 429, "Too many searches"),
])
def test_a_failure_keeps_the_old_results_and_offers_to_try_again(
    visitor: Visitor, lang: str, status: int, says: str
) -> None:
    page = visitor.open(f"/{lang}/search?q=struguri", expect_failures=True)
    page.route(ANSWERS, lambda route: route.fulfill(status=status, body="no"))
    box_of(page).fill("vin")
    trouble = page.get_by_role("alert")
    expect(trouble).to_contain_text(says)
    assert len(titles(page)) == 1
    expect(box_of(page)).to_have_value("vin")
    page.unroute(ANSWERS)
    trouble.get_by_role("button").click()
    expect(page.locator("#results .hit")).to_have_count(10)
    expect(trouble).to_be_hidden()


def test_a_slash_goes_to_the_box_and_escape_clears_it(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin")
    expect(box_of(page)).not_to_be_focused()
    page.keyboard.press("/")
    expect(box_of(page)).to_be_focused()
    page.keyboard.type("1/2")
    expect(box_of(page)).to_have_value("1/2")
    page.keyboard.press("Escape")
    expect(box_of(page)).to_have_value("")
    expect(page).to_have_url("/ro/search")
    expect(page.locator("#count")).to_have_text("23 de cazuri")
    expect(box_of(page)).to_be_focused()


def test_a_slash_works_from_a_ticked_filter_and_can_be_turned_off(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin")
    page.locator("#f-industry-wine").focus()
    page.keyboard.press("/")
    expect(box_of(page)).to_be_focused()
    page.evaluate("document.documentElement.dataset.slash = 'off'; document.activeElement.blur()")
    page.keyboard.press("/")
    expect(box_of(page)).not_to_be_focused()


def test_the_keyboard_alone_narrows_and_removes(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Sari la conținut")).to_be_focused()
    page.locator("#f-industry-wine").focus()
    page.keyboard.press("Space")
    expect(page).to_have_url("/ro/search?q=vin&industry=wine")
    expect(page.locator("#f-industry-wine")).to_be_focused()
    page.locator(".chip").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/ro/search?q=vin")
    expect(page.locator("#count")).to_be_focused()


def test_a_long_list_is_shown_in_part_and_narrowed_by_typing(visitor: Visitor) -> None:
    page = visitor.open("/ro/search")
    facet = page.locator(".facet:has(#d-business)")
    facet.locator("#d-business > summary").click()
    expect(facet.get_by_role("checkbox").locator("visible=true")).to_have_count(8)
    expect(facet.get_by_role("searchbox")).to_be_hidden()
    facet.locator("#m-business > summary").click()
    expect(facet.get_by_role("checkbox").locator("visible=true")).to_have_count(13)
    facet.get_by_role("searchbox").fill("vodă ASOCIATIA")
    expect(facet.get_by_role("checkbox").locator("visible=true")).to_have_count(1)
    facet.get_by_role("checkbox").locator("visible=true").check()
    expect(page).to_have_url("/ro/search?business=firma-1")
    expect(facet.get_by_role("searchbox")).to_have_value("vodă ASOCIATIA")
    expect(facet.get_by_role("checkbox").locator("visible=true")).to_have_count(1)
