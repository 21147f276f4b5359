"""Suggestions: by keyboard and by mouse, never in the way, never late, and nothing lost without scripts."""

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.library import GRAPES, GRAPES_TITLE
from tests.browser.test_accessibility import faults
from tests.browser.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser

ASKED = "**/api/v1/suggest?*"
LATE = {"kind": "case", "label": "Late", "label_lang": "ro", "html": "Late", "url": "/", "count": 1, "about": ""}


def box_of(page: Page) -> Locator:
    return page.locator("#q")


def list_of(page: Page) -> Locator:
    return page.locator("#suggestions")


def options(page: Page) -> Locator:
    return page.locator("#suggestions [role=option]")


def typed(visitor: Visitor, text: str, path: str = "/ro/", **more: object) -> Page:
    """A page on which somebody has typed and sees suggestions."""
    page = visitor.open(path, **more)
    box_of(page).press_sequentially(text)
    expect(list_of(page)).to_be_visible()
    return page


def active(page: Page) -> str:
    """The text of the option that the box points at, empty without one."""
    return page.evaluate("""() => {
      const id = document.querySelector("#q").getAttribute("aria-activedescendant");
      return id ? document.getElementById(id).querySelector("span").textContent : "";
    }""")


@pytest.mark.parametrize("path", ["/ro/", "/ro/search", "/ro/nothing-here"])
def test_the_box_is_a_combobox_that_says_what_it_controls_and_whether_that_is_open(visitor: Visitor, path: str) -> None:
    page = visitor.open(path, expect_failures=True)
    box = page.get_by_role("combobox", name="Caută în cazuri")
    expect(box).to_have_attribute("aria-autocomplete", "list")
    expect(box).to_have_attribute("aria-controls", "suggestions")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("agric")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="Sugestii")).to_be_visible()
    expect(page.get_by_role("option", name="Agricultură industrie")).to_be_visible()


def test_arrows_walk_through_the_list_and_round_and_the_box_keeps_focus_and_text(visitor: Visitor) -> None:
    page = typed(visitor, "firma")
    names = options(page).locator("span").all_inner_texts()
    assert len(names) > 2
    for name in (*names, names[0]):
        page.keyboard.press("ArrowDown")
        assert active(page) == name
        expect(page.locator("#suggestions [aria-selected=true] > span")).to_have_text(name)
    page.keyboard.press("ArrowUp")
    assert active(page) == names[-1]
    expect(box_of(page)).to_be_focused()
    expect(box_of(page)).to_have_value("firma")


def test_nothing_is_chosen_before_an_arrow_and_enter_then_searches(visitor: Visitor) -> None:
    page = typed(visitor, "strugur")
    assert active(page) == ""
    page.keyboard.press("Enter")
    expect(page).to_have_url("/ro/search?q=strugur")


def test_enter_opens_the_chosen_suggestion(visitor: Visitor) -> None:
    page = typed(visitor, "strugur")
    page.keyboard.press("ArrowDown")
    assert active(page) == GRAPES_TITLE
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"/ro/cases/{GRAPES}")


@pytest.mark.parametrize(("key", "caret"), [("Home", 0), ("End", 5)])
def test_home_and_end_go_back_to_the_text(visitor: Visitor, key: str, caret: int) -> None:
    page = typed(visitor, "firma")
    page.keyboard.press("ArrowDown")
    page.keyboard.press(key)
    assert active(page) == ""
    assert page.evaluate("document.querySelector('#q').selectionStart") == caret
    expect(list_of(page)).to_be_visible()


def test_escape_closes_the_list_first_and_then_clears_the_box(visitor: Visitor) -> None:
    page = typed(visitor, "firma", "/ro/search")
    page.keyboard.press("Escape")
    expect(list_of(page)).to_be_hidden()
    expect(box_of(page)).to_have_value("firma")
    expect(box_of(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    expect(list_of(page)).to_be_visible()
    assert active(page) != ""
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(box_of(page)).to_have_value("")
    expect(box_of(page)).to_be_focused()


def test_a_click_opens_a_suggestion_and_a_press_takes_no_focus(visitor: Visitor) -> None:
    page = typed(visitor, "strugur")
    option = options(page).first
    option.hover()
    page.mouse.down()
    expect(box_of(page)).to_be_focused()
    expect(list_of(page)).to_be_visible()
    page.mouse.up()
    expect(page).to_have_url(f"/ro/cases/{GRAPES}")


def test_leaving_the_box_closes_the_list(visitor: Visitor) -> None:
    page = typed(visitor, "firma")
    page.keyboard.press("Tab")
    expect(list_of(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Caută")).to_be_focused()


def test_emptying_the_box_closes_the_list_and_one_letter_opens_none(visitor: Visitor) -> None:
    page = typed(visitor, "fi")
    page.keyboard.press("Backspace")
    expect(list_of(page)).to_be_hidden()
    expect(box_of(page)).to_have_attribute("aria-expanded", "false")


def test_what_fits_nothing_closes_the_list(visitor: Visitor) -> None:
    page = typed(visitor, "fir")
    page.keyboard.type("qqqqqqq")
    expect(list_of(page)).to_be_hidden()


def test_a_late_answer_is_ignored(visitor: Visitor) -> None:
    page = visitor.open("/ro/", expect_failures=True)
    held: list[Route] = []
    page.route("**/api/v1/suggest?q=fir&*", lambda route: held.append(route))
    with page.expect_request("**/api/v1/suggest?q=fir&*"):
        box_of(page).press_sequentially("fir")
    box_of(page).fill("strugur")
    expect(options(page)).to_have_count(1)
    for route in held:
        route.fulfill(json={"query": "fir", "suggestions": [LATE]})
    page.keyboard.press("ArrowDown")
    assert active(page) == GRAPES_TITLE
    assert len(held) == 1


def test_an_answer_for_who_has_left_the_box_opens_nothing(visitor: Visitor) -> None:
    page = visitor.open("/ro/", expect_failures=True)
    held: list[Route] = []
    page.route(ASKED, lambda route: held.append(route))
    with page.expect_request(ASKED):
        box_of(page).press_sequentially("fir")
    page.keyboard.press("Tab")
    for route in held:
        route.abort()
    expect(list_of(page)).to_be_hidden()


def test_a_failure_is_silent_and_the_search_still_works(visitor: Visitor) -> None:
    page = visitor.open("/ro/", expect_failures=True)
    page.route(ASKED, lambda route: route.fulfill(status=500, body="no"))
    with page.expect_response(ASKED):
        box_of(page).press_sequentially("strugur")
    expect(list_of(page)).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page).to_have_url("/ro/search?q=strugur")


def test_the_same_text_is_asked_for_once(visitor: Visitor) -> None:
    page = typed(visitor, "firma")
    page.keyboard.press("Backspace")
    page.keyboard.type("a")
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    expect(list_of(page)).to_be_visible()
    asked = [url for url in visitor.requested(page) if "/suggest?q=firma&" in url]
    assert len(asked) == 1


def test_over_live_results_a_row_names_pages_and_covers_no_result(visitor: Visitor) -> None:
    page = typed(visitor, "vin", "/ro/search")
    expect(page).to_have_url("/ro/search?q=vin")
    expect(page.locator("#count")).to_have_text("22 de cazuri")
    row, results = list_of(page).bounding_box(), page.locator("#results").bounding_box()
    assert row and results
    assert row["y"] + row["height"] <= results["y"]
    assert not re.search(r"\bcaz$", " ".join(options(page).locator("small").all_inner_texts()))
    page.keyboard.press("ArrowDown")
    first = active(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowLeft")
    assert active(page) == first
    page.keyboard.press("Enter")
    expect(page).not_to_have_url(re.compile("/search"))


def test_on_a_phone_a_tap_opens_a_suggestion(visitor: Visitor) -> None:
    page = typed(visitor, "strugur", **PHONE)
    box = options(page).first.bounding_box()
    assert box and box["height"] >= 44
    options(page).first.tap()
    expect(page).to_have_url(f"/ro/cases/{GRAPES}")


@pytest.mark.parametrize(("lang", "text", "says"), [
    ("ro", "виноград", "Struguri în loc de flori (Виноград вместо цветов)"),
    ("ru", "strugur", "Виноград вместо цветов (Struguri în loc de flori)"), ("en", "strguri", GRAPES_TITLE),
])
def test_any_language_and_a_slip_find_it_and_the_list_says_what_matched(
    visitor: Visitor, lang: str, text: str, says: str
) -> None:
    page = typed(visitor, text, f"/{lang}/")
    expect(options(page).locator("span").first).to_have_text(says)


@pytest.mark.parametrize("path", ["/ro/", "/ru/search"])
@pytest.mark.parametrize("device", [{}, PHONE], ids=["wide", "phone"])
def test_axe_finds_nothing_while_the_list_is_open(visitor: Visitor, path: str, device: dict[str, object]) -> None:
    page = typed(visitor, "firma", path, **device)
    page.keyboard.press("ArrowDown")
    assert active(page) != ""
    assert faults(page) == []


def test_without_scripts_the_box_is_a_plain_search_field(visitor: Visitor) -> None:
    page = visitor.open("/ro/", java_script_enabled=False)
    box = page.get_by_role("searchbox", name="Caută în cazuri")
    box.press_sequentially("strugur")
    expect(list_of(page)).to_be_hidden()
    box.press("Enter")
    expect(page).to_have_url("/ro/search?q=strugur")


def test_similar_cases_and_the_people_who_did_it_lead_on(visitor: Visitor) -> None:
    page = visitor.open("/ro/cases/campania-12")
    similar = page.get_by_role("region", name="Cazuri asemănătoare")
    expect(similar.locator(".why").first).to_contain_text("aceeași")
    page.goto("/ro/search?industry=wine&platform=tv")
    page.locator("details.did-this > summary").click()
    names = page.locator("details.did-this .people a").all_inner_texts()
    assert names == sorted(names)
    page.locator("details.did-this .people a").first.click()
    expect(page).to_have_url(re.compile("/ro/people/om-"))
