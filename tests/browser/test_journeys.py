"""Longer ways through the site: misspelt words and filters, the keyboard alone, a change of language, a site away."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.library import GRAPES, GRAPES_TITLE
from tests.browser.visitor import PHONE, Visitor, choose, titles

pytestmark = pytest.mark.browser

MOST_TABS = 100


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until it has the focus, as somebody without a mouse does; everything on the way shows where one is."""
    wanted = page.locator(selector).first
    for _ in range(MOST_TABS):
        if wanted.evaluate("each => each === document.activeElement"):
            return
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.matches('body, :focus-visible')")
    raise AssertionError(f"{selector} is not reached by Tab")


@pytest.mark.parametrize("place", ["#t-platform", "#u-industry", "#f-platform-tv"])
def test_an_answer_that_comes_while_one_walks_on_keeps_the_focus(visitor: Visitor, place: str) -> None:
    page = visitor.open("/ro/search?q=vin")
    page.locator("#f-industry-wine").focus()
    with page.expect_response(re.compile("industry=wine")):
        page.keyboard.press("Space")
        page.locator(place).focus()
    expect(page.locator(".chip")).to_have_count(1)
    expect(page.locator(place)).to_be_focused()


@pytest.mark.parametrize(("lang", "typed", "told"), [
    ("ro", "strugurri facbook", "struguri facebook"), ("ru", "виногрод", "виноград"), ("en", "strugurri", "struguri"),
])
def test_a_case_is_found_by_misspelt_words_and_two_filters(
    visitor: Visitor, lang: str, typed: str, told: str
) -> None:
    page = visitor.open(f"/{lang}/")
    page.locator("#q").fill(typed)
    page.locator("#q").press("Enter")
    expect(page.locator(".notices")).to_contain_text(told)
    choose(page, "industry", "agriculture")
    choose(page, "platform", "facebook")
    expect(page.locator("#results .hit").first.get_by_role("link").first).to_have_attribute(
        "href", re.compile(rf"/{lang}/cases/{GRAPES}"))
    assert len(titles(page)) == 1


def test_the_language_changes_midway_and_the_work_goes_on(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin")
    choose(page, "industry", "tourism")
    page.get_by_role("banner").get_by_role("link", name="Русский").click()
    expect(page.locator("#count")).to_have_text("2 кейса")
    choose(page, "platform", "tv")
    expect(page).to_have_url("/ru/search?q=vin&industry=tourism&platform=tv")
    page.locator("#results .hit h2 a").first.click()
    expect(page).to_have_url(re.compile("/ru/cases/campania-2"))
    page.get_by_role("banner").get_by_role("link", name="English").click()
    expect(page).to_have_url(re.compile("/en/cases/campania-2"))
    page.go_back()
    page.go_back()
    expect(page).to_have_url("/ru/search?q=vin&industry=tourism&platform=tv")
    expect(page.locator("#count")).to_have_text("1 кейс")


def test_the_keyboard_alone_finds_a_case_and_narrows_on_a_wide_screen(visitor: Visitor) -> None:
    page = visitor.open("/ro/search")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    tab_to(page, "#q")
    page.keyboard.type("vin")
    expect(page.locator("#count")).to_have_text("22 de cazuri")
    tab_to(page, "#f-industry-wine")
    page.keyboard.press("Space")
    expect(page).to_have_url("/ro/search?q=vin&industry=wine")
    tab_to(page, "#m-industry > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#f-industry-tourism")
    page.keyboard.press("Space")
    expect(page).to_have_url("/ro/search?q=vin&industry=tourism&industry=wine")
    tab_to(page, "#results .hit h2 a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/ro/cases/"))


def test_the_keyboard_alone_takes_a_suggestion(visitor: Visitor) -> None:
    page = visitor.open("/ro/")
    tab_to(page, "#q")
    page.keyboard.type("struguri")
    expect(page.locator("#suggestions a, #suggestions [role=option]").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(GRAPES_TITLE)


def test_the_keyboard_alone_uses_the_filters_in_their_dialog(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin", viewport=PHONE["viewport"])
    tab_to(page, "[data-filters]")
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    tab_to(page, "#f-industry-wine")
    page.keyboard.press("Space")
    expect(page).to_have_url("/ro/search?q=vin&industry=wine")
    expect(page.locator("#f-industry-wine")).to_be_focused()
    tab_to(page, "#filters footer [data-show]")
    expect(dialog.locator("footer [data-show]")).to_have_text(re.compile(r"^Arată \d+"))
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("[data-filters]")).to_be_focused()
    expect(page).to_have_url("/ro/search?q=vin&industry=wine")


def test_words_typed_while_the_site_is_away_are_answered_when_it_is_back(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=struguri", expect_failures=True)
    page.context.set_offline(True)
    page.locator("#q").fill("vin")
    trouble = page.get_by_role("alert")
    expect(trouble).to_be_visible()
    assert titles(page) == [GRAPES_TITLE]
    expect(page.locator("#q")).to_have_value("vin")
    expect(page.locator("#q")).to_be_focused()
    page.context.set_offline(False)
    trouble.get_by_role("button").click()
    expect(page.locator("#count")).to_have_text("22 de cazuri")
    expect(trouble).to_be_hidden()


def test_two_cases_are_compared_from_the_page_of_one_and_go_to_paper(visitor: Visitor) -> None:
    page = visitor.open("/ro/cases/campania-3")
    page.locator(".similar").get_by_role("link", name="Compară cu acest caz").first.click()
    expect(page).to_have_url(re.compile(r"/ro/compare\?case=campania-3&case="))
    expect(page.locator(".compared li")).to_have_count(2)
    page.emulate_media(media="print")
    expect(page.locator(".beside")).to_be_visible()
    expect(page.locator(".adding")).to_be_hidden()
    assert page.pdf()[:4] == b"%PDF"


def test_a_search_without_a_case_leads_to_the_market_and_to_questions(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=odnoklassniki+nimicnicie", java_script_enabled=False)
    page.locator(".elsewhere").get_by_role("link").first.click()
    expect(page.locator("figure:target")).to_contain_text("cel puțin 1\u00a0000\u00a0000")
    page.goto("/ru/search?q=zzz+eveniment")
    page.locator(".elsewhere").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Cum aducem oameni la un eveniment nou?")
