"""axe finds nothing on any page, in any language, in either theme."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from kb.i18n import LANGUAGES
from tests.browser.library import GRAPES
from tests.browser.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser

# Everything axe knows, and the size of targets, which it only looks at when asked.
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# The other theme is the same page in other colours.
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
PATHS = ["", "search?q=vin&industry=wine&platform=tv", f"cases/{GRAPES}", "nothing-here"]
RARER_PATHS = ["search", "search?q=zzzqqq&industry=wine", "search?q=zzzqqq", "cases/campania-3", "search?q=vin&page=9"]


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it stands, in both themes."""
    found = Axe().run(page, options=EVERYTHING).response["violations"]
    page.emulate_media(color_scheme="dark")
    found += page.evaluate("(options) => axe.run(options)", COLOURS)["violations"]
    page.emulate_media(color_scheme="light")
    return [f"{page.url} {fault['id']}: {node['html'][:150]}" for fault in found for node in fault["nodes"]]


def faults_on(page: Page, addresses: list[str]) -> list[str]:
    found = []
    for address in addresses:
        page.goto(address)
        found += faults(page)
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_found_on_any_page(visitor: Visitor, lang: str) -> None:
    page = visitor.open(expect_failures=True)
    assert faults_on(page, [f"/{lang}/{path}" for path in PATHS]) == []


def test_nothing_is_found_where_readers_come_seldom(visitor: Visitor) -> None:
    page = visitor.open(expect_failures=True)
    assert faults_on(page, [f"/ro/{path}" for path in RARER_PATHS]) == []


def test_nothing_is_found_in_the_filters_on_a_phone(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin&industry=wine", **PHONE)
    assert faults(page) == []
    page.get_by_role("link", name="Filtre").tap()
    page.locator("#d-business > summary").tap()
    page.locator("#m-business > summary").tap()
    expect(page.locator("#w-business")).to_be_visible()
    assert faults(page) == []


def test_nothing_is_found_after_answers_came_and_failed(visitor: Visitor) -> None:
    page = visitor.open("/ro/search", expect_failures=True)
    page.locator("#q").fill("vin")
    expect(page.locator("#count")).to_have_text("22 de cazuri")
    page.route("**/search?*", lambda route: route.abort())
    page.locator("#q").fill("vinul")
    expect(page.get_by_role("alert")).to_be_visible()
    assert faults(page) == []


def test_a_fault_would_be_found_in_either_theme(visitor: Visitor) -> None:
    page = visitor.open("/ro/")
    page.evaluate("""() => {
      const box = document.querySelector("#q");
      box.labels[0].remove();
      box.placeholder = "";
      document.querySelector("h1").style.color = "light-dark(#211b16, #222)";
    }""")
    found = " ".join(faults(page))
    assert " label: " in found
    assert " color-contrast: " in found
