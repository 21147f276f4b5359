"""axe finds nothing on any page, in any language, in either theme.

Every page in one language and a part in the others each time; all of them in all on both screens in `make deep`.
"""

from typing import cast

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from werkzeug.routing import Rule

from kb.i18n import LANGUAGES
from kb.services import Services
from kb.settings import Settings
from kb.web import create_app
from tests.browser.library import GRAPES
from tests.browser.reading_room import QUESTION
from tests.browser.visitor import PHONE, Visitor
from tests.web.fake_services import FakeServices

pytestmark = pytest.mark.browser

# Everything axe knows, and the size of targets, which it only looks at when asked.
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# The other theme is the same page in other colours.
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
# Every type of public page, and the states of one that look different; of those with a slug the fullest and the barest.
PATHS = [
    "", "search", "search?q=vin&industry=wine&platform=tv", "search?q=zzzqqq&industry=wine",
    "search?q=odnoklassniki+z", "search?q=vin&page=9", "nothing-here", f"cases/{GRAPES}", "cases/campania-3",
    f"cases/{GRAPES}/cite", "businesses", "businesses/firma-1", "people", "people/diana-crudu", "people/lista-a",
    "industries", "industries/wine", "platforms", "platforms/facebook", "events", "events/targul-2099",
    "events/targul-2019", "books", "books/arta-vanzarii", "questions", "questions?objective=sales",
    f"questions/{QUESTION}", "wanted", "wanted/un-caz", "wanted/propose?q=vin", "insights",
    "insights?metric=revenue", "insights?industry=wine&context=1", "insights?metric=units_sold",
    "insights/place?measure=revenue,mdl&value=5000", "insights/place?measure=revenue,mdl&value=x", "market",
    "market?q=nimic", "market/retele", "compare?case=", "compare?case=campania-3",
    "compare?case=campania-3&case=campania-6&case=campania-9", "about", "privacy", "help", "help/figures",
    "report", "report/sent?about=/ro/events", "account/sign-in",
]


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


def pages(lang: str, every: int = 1, first: int = 0) -> list[str]:
    return [f"/{lang}/{path}" for path in PATHS[first::every]]


@pytest.mark.parametrize(("lang", "every", "first", "options"), [
    ("ro", 4, 0, {}), ("ro", 4, 1, {}), ("ro", 4, 2, {}), ("ro", 4, 3, {}),
    ("ru", 8, 0, {}), ("en", 8, 3, {}), ("ru", 8, 5, PHONE), ("en", 8, 6, PHONE),
])
def test_nothing_is_found_on_any_page(
    visitor: Visitor, lang: str, every: int, first: int, options: dict[str, object]
) -> None:
    page = visitor.open(expect_failures=True, **options)
    assert faults_on(page, pages(lang, every, first)) == []


@pytest.mark.deep
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("options", [{}, PHONE], ids=["wide", "phone"])
def test_nothing_is_found_in_any_language_on_any_screen(
    visitor: Visitor, lang: str, options: dict[str, object]
) -> None:
    page = visitor.open(expect_failures=True, **options)
    assert faults_on(page, pages(lang)) == []


def test_the_table_names_every_type_of_public_page() -> None:
    app = create_app(Settings(log_level="critical"), cast(Services, FakeServices()))
    adapter = app.url_map.bind("localhost")
    named = {adapter.match(f"/ro/{path}".partition("?")[0])[0] for path in PATHS if path != "nothing-here"}
    shown = {rule.endpoint for rule in app.url_map.iter_rules() if is_public_page(rule)}
    assert shown - named == set()


def is_public_page(rule: Rule) -> bool:
    """Pages for people: not files for programs, nor what is only for those with an account."""
    start, _, path = rule.rule.partition("/<language:lang>/")
    is_page = start == "" and path != "" and "." not in path and "GET" in (rule.methods or ())
    return is_page and not path.startswith(("account", "write", "review", "admin")) and rule.endpoint != "compare.add"


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
