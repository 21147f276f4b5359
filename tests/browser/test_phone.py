"""On a phone: filters in a sheet of their own, nothing to scroll sideways, targets for fingers."""

import pytest
from playwright.sync_api import Page, expect

from kb.i18n import LANGUAGES
from tests.browser.library import GRAPES
from tests.browser.visitor import PHONE, Visitor
from tests.browser.watch import scrolls_sideways

pytestmark = pytest.mark.browser

NARROW = {**PHONE, "viewport": {"width": 320, "height": 640}}
PATHS = [
    "", "search", "search?q=vin&industry=wine&platform=tv&business=firma-1", "search?q=zzzqqq&industry=wine",
    f"cases/{GRAPES}", "cases/campania-1", "nothing-here", "businesses", "businesses/firma-1", "people",
    "people/diana-crudu",
    "industries", "industries/wine", "platforms/facebook",
]
# Smaller than this is hard to hit with a finger (WCAG 2.2, 2.5.8).
SMALLEST_TARGET = 24


def open_filters(page: Page) -> None:
    page.get_by_role("link", name="Filtre").tap()
    expect(page.get_by_role("dialog", name="Filtre")).to_be_visible()


def test_filters_are_chosen_in_a_dialog_that_says_what_it_would_show(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin", **PHONE)
    expect(page.locator("#facets")).to_be_hidden()
    open_filters(page)
    dialog = page.get_by_role("dialog", name="Filtre")
    expect(dialog.get_by_role("button", name="Arată 22 de cazuri")).to_be_visible()
    dialog.locator("#m-industry > summary").tap()
    dialog.locator("#f-industry-tourism").tap()
    expect(dialog.get_by_role("button", name="Arată 2 cazuri")).to_be_visible()
    dialog.locator("#f-platform-tv").tap()
    dialog.get_by_role("button", name="Arată 1 caz").tap()
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page).to_have_url("/ro/search?q=vin&industry=tourism&platform=tv")
    expect(page.locator("#results .hit")).to_have_count(1)
    expect(page.get_by_role("link", name="Filtre · 2")).to_be_focused()


def test_the_dialog_clears_and_closes_by_button_escape_and_a_tap_beside_it(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin&industry=wine", **{**PHONE, "viewport": {"width": 700, "height": 800}})
    dialog = page.get_by_role("dialog")
    open_filters(page)
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    open_filters(page)
    dialog.get_by_role("button", name="Închide").tap()
    expect(dialog).to_be_hidden()
    open_filters(page)
    page.touchscreen.tap(20, 400)
    expect(dialog).to_be_hidden()
    open_filters(page)
    dialog.get_by_role("link", name="Șterge tot").tap()
    expect(page).to_have_url("/ro/search?q=vin")
    expect(page.locator("#count")).to_have_text("22 de cazuri")


def test_the_page_behind_an_open_dialog_cannot_be_reached(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin", **PHONE)
    open_filters(page)
    for _ in range(4):
        page.keyboard.press("Shift+Tab")
        assert page.evaluate("!!document.activeElement.closest('#filters') || document.activeElement === document.body")


def test_turning_a_phone_into_a_wide_screen_puts_the_filters_back(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin", **PHONE)
    open_filters(page)
    page.set_viewport_size({"width": 1200, "height": 800})
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.locator(".columns > #facets")).to_be_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_scrolls_sideways_at_320_pixels(visitor: Visitor, lang: str) -> None:
    page = visitor.open(expect_failures=True, **NARROW)
    for path in PATHS:
        page.goto(f"/{lang}/{path}")
        assert scrolls_sideways(page) == [], path


def test_nothing_scrolls_sideways_in_the_open_dialog(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin&business=firma-1", **NARROW)
    open_filters(page)
    assert page.evaluate("(body => body.scrollWidth - body.clientWidth)(document.querySelector('#filters .body'))") == 0


def test_everything_is_large_enough_for_a_finger(visitor: Visitor) -> None:
    page = visitor.open(expect_failures=True, **PHONE)
    for path in PATHS:
        page.goto(f"/ro/{path}")
        assert _too_small(page) == [], path


def _too_small(page: Page) -> list[str]:
    """Links inside a sentence are left out, as the rule allows; labels count for their boxes."""
    return page.evaluate(
        """(least) => [...document.querySelectorAll("a, button, summary, input, label")]
          .filter((each) => !each.closest("p, dd, td, .sources, .careful") && !each.closest(".vh, .skip")
                  && !(each.matches("input") && each.labels?.length) && !each.closest("h2, h3"))
          .map((each) => [each.getBoundingClientRect(), each])
          .filter(([box]) => box.width && (box.height < least || box.width < least))
          .map(([box, each]) => `${Math.round(box.width)}x${Math.round(box.height)} ${each.outerHTML.slice(0, 90)}`)""",
        SMALLEST_TARGET)
