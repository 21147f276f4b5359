"""Figures and comparisons in a real browser: added without scripts, read on a phone, printed, drawn in both themes."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser

NARROW = {"viewport": {"width": 320, "height": 640}}
DRAWN = ["insights", "insights?metric=revenue", "insights/place?measure=revenue,mdl&value=5000", "market/retele",
         "compare?case=campania-3&case=campania-6"]


def test_two_cases_are_compared_from_the_results_without_scripts(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin&year=2003", java_script_enabled=False)
    page.get_by_role("link", name="Compară Campania de vin numărul 3").click()
    expect(page).to_have_url("/ro/compare?case=campania-3")
    page.goto("/ro/search?q=vin&year=2006")
    page.get_by_role("link", name="Compară Campania de vin numărul 6").click()
    expect(page).to_have_url("/ro/compare?case=campania-3&case=campania-6")
    expect(page.get_by_role("heading", name="Prin ce diferă")).to_be_visible()


def test_how_two_cases_differ_can_be_seen_on_a_phone(visitor: Visitor) -> None:
    page = visitor.open("/ro/compare?case=campania-3&case=campania-6", **PHONE)
    row = page.locator(".beside tr", has=page.get_by_role("rowheader", name=re.compile("^Afacere")))
    first, second = (row.locator("td").nth(place).bounding_box() for place in (0, 1))
    assert first is not None
    assert second is not None
    assert first["y"] == second["y"]
    assert first["x"] < second["x"]
    assert second["x"] + second["width"] <= page.evaluate("innerWidth")


def test_a_case_is_found_added_and_taken_away_again(visitor: Visitor) -> None:
    page = visitor.open("/ro/compare?case=campania-3")
    adding = page.locator(".adding")
    adding.get_by_role("searchbox").fill("numărul 6")
    adding.get_by_role("button", name="Caută").click()
    page.get_by_role("link", name="Campania de vin numărul 6", exact=True).click()
    expect(page.locator(".compared li")).to_have_count(2)
    page.get_by_role("link", name="scoate Campania de vin numărul 3").click()
    expect(page).to_have_url("/ro/compare?case=campania-6")


def test_a_printed_comparison_has_its_table_and_no_forms(visitor: Visitor) -> None:
    page = visitor.open("/ro/compare?case=campania-3&case=campania-6")
    page.emulate_media(media="print")
    for selector in (".adding", ".top .nav", "p.no-print"):
        expect(page.locator(selector)).to_be_hidden()
    expect(page.get_by_role("link", name="scoate")).to_have_count(0)
    expect(page.locator(".beside")).to_be_visible()
    expect(page.locator("svg.chart").first).to_be_visible()


@pytest.mark.parametrize("path", DRAWN)
def test_nothing_sticks_out_on_the_narrowest_phone(visitor: Visitor, path: str) -> None:
    page = visitor.open(f"/ru/{path}", **NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert texts_outside(page) == []


def texts_outside(page: Page) -> list[str]:
    """Words of charts that stand beyond the edges of their drawing, but for a pixel of their halo."""
    found: list[str] = page.evaluate("""() => [...document.querySelectorAll("svg.chart text")].filter((text) => {
      const inner = text.getBoundingClientRect(), outer = text.closest("svg").getBoundingClientRect();
      return inner.left < outer.left - 3 || inner.right > outer.right + 3;
    }).map((text) => text.textContent)""")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_drawn_in_the_colours_of_the_theme(visitor: Visitor, scheme: str) -> None:
    page = visitor.open("/ro/market/retele", color_scheme=scheme)
    bar, paper = (page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{name}")
                  for selector, name in ((".chart .bar", "fill"), ("html", "backgroundColor")))
    assert bar == {"light": "rgb(122, 22, 49)", "dark": "rgb(240, 160, 176)"}[scheme]
    assert bar != paper


def test_the_numbers_of_a_chart_open_as_a_table(visitor: Visitor) -> None:
    page = visitor.open("/ro/market/retele")
    expect(page.locator("figure table").first).to_be_hidden()
    page.locator("figure summary").first.click()
    expect(page.locator("figure table").first).to_be_visible()


def test_how_many_used_a_network_is_found_on_a_phone_in_few_loads(visitor: Visitor) -> None:
    page = visitor.open("/ro/", **PHONE)
    loads = []
    page.on("load", lambda loaded: loads.append(loaded.url))
    page.locator("footer").get_by_role("link", name="Piața").tap()
    page.get_by_role("searchbox").fill("odnoklassniki 2016")
    page.get_by_role("button", name="Arată").tap()
    expect(page.locator(".market li")).to_have_count(1)
    expect(page.locator(".market li")).to_contain_text("cel puțin 1\u00a0000\u00a0000")
    page.locator(".market li a").tap()
    expect(page.locator("figure:target")).to_contain_text("cel puțin 1\u00a0000\u00a0000")
    expect(page.locator("figure:target").get_by_role("link", name="panel.md").first).to_be_visible()
    assert len(loads) <= 5


def test_a_result_is_placed_by_the_keyboard(visitor: Visitor) -> None:
    page = visitor.open("/ro/insights/place")
    page.get_by_label("Ce ați măsurat").select_option("revenue,mdl")
    page.get_by_label("Valoarea dumneavoastră").fill("1 000 000")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_contain_text("1\u00a0000\u00a0000")
    expect(page.locator("svg.chart .ring")).to_be_visible()
