"""Lists one can narrow, and the menu of a phone."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import PHONE, Visitor

pytestmark = pytest.mark.browser


def shown(page: Page) -> list[str]:
    """The lines that can be seen."""
    return [each.inner_text() for each in page.locator(".entries a").all() if each.is_visible()]


@pytest.mark.parametrize(("typed", "names"), [
    ("crudu", ["Diana Crudu"]), ("круду", ["Diana Crudu"]), ("CRUDU diana", ["Diana Crudu"]),
    ("ana aescu", ["Ana Aescu"]), ("numarul 11", ["Ion Numărul 11"]),
])
def test_a_list_is_narrowed_by_any_spelling_without_marks(visitor: Visitor, typed: str, names: list[str]) -> None:
    page = visitor.open("/ro/people")
    page.get_by_role("searchbox", name="Restrânge lista oamenilor").fill(typed)
    expect(page.locator(".entries li:visible")).to_have_count(len(names))
    assert shown(page) == names
    expect(page.locator(".initial:visible")).to_have_count(1)


def test_a_list_without_anything_that_fits_says_so_and_comes_back(visitor: Visitor) -> None:
    page = visitor.open("/en/people")
    nobody = page.get_by_text("Nothing in this list has these letters.")
    expect(nobody).to_be_hidden()
    field = page.get_by_role("searchbox", name="Narrow the list of people")
    everybody = len(shown(page))
    field.fill("zzz")
    expect(nobody).to_be_visible()
    assert shown(page) == []
    field.fill("")
    expect(nobody).to_be_hidden()
    assert len(shown(page)) == everybody > 20


def test_without_scripts_a_list_is_whole_and_has_no_field_that_does_nothing(visitor: Visitor) -> None:
    page = visitor.open("/ro/people", java_script_enabled=False)
    expect(page.locator(".within")).to_be_hidden()
    expect(page.locator(".nobody")).to_be_hidden()
    page.get_by_role("navigation", name="Litere").get_by_role("link", name="C", exact=True).click()
    expect(page).to_have_url(re.compile("#letter-"))
    expect(page.get_by_role("link", name="Diana Crudu")).to_be_in_viewport()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_of_a_phone_opens_with_and_without_scripts(visitor: Visitor, scripts: bool) -> None:
    page = visitor.open("/ro/", **PHONE, java_script_enabled=scripts)
    menu = page.get_by_role("navigation", name="Meniu")
    expect(menu).to_be_hidden()
    page.locator(".menu summary").tap()
    expect(menu).to_be_visible()
    menu.get_by_role("link", name="Afaceri").tap()
    expect(page).to_have_url(re.compile("/ro/businesses$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Afaceri")


@pytest.mark.parametrize("width", [320, 390, 700])
def test_the_header_of_a_phone_takes_one_row(visitor: Visitor, width: int) -> None:
    page = visitor.open("/ru/people", **{**PHONE, "viewport": {"width": width, "height": 700}})
    header = page.locator(".top").bounding_box()
    assert header is not None
    assert header["height"] < 80
    expect(page.get_by_role("link", name="English")).to_be_visible()


@pytest.mark.parametrize("path", ["businesses", "people", "industries", "platforms"])
def test_the_lines_of_a_list_take_the_width_of_a_phone(visitor: Visitor, path: str) -> None:
    page = visitor.open(f"/ro/{path}", **PHONE)
    line = page.locator(".entries li").first.bounding_box()
    assert line is not None
    assert line["width"] > 250
    assert line["height"] < 160


def test_on_a_wide_screen_the_parts_stand_in_a_row_and_there_is_no_menu(visitor: Visitor) -> None:
    page = visitor.open("/ro/people")
    expect(page.locator(".menu")).to_be_hidden()
    main = page.get_by_role("navigation", name="Principal")
    assert main.get_by_role("link").all_inner_texts()[:3] == ["Cazuri", "Afaceri", "Oameni"]
    expect(main.get_by_role("link", name="Oameni")).to_have_attribute("aria-current", "page")


def test_the_dots_are_explained_below_the_figures(visitor: Visitor) -> None:
    page = visitor.open("/ro/cases/campania-3", java_script_enabled=False)
    legend = page.locator(".legend")
    expect(legend.locator("dl")).to_be_hidden()
    legend.locator("summary").click()
    expect(legend.locator("dt")).to_have_count(5)
    filled = [row.locator("circle.on").count() for row in legend.locator("dt").all()]
    assert filled == sorted(filled)


def test_paper_gets_the_addresses_of_sources_and_no_navigation(visitor: Visitor) -> None:
    page = visitor.open("/ro/people/diana-crudu")
    page.emulate_media(media="print")
    for part in (".nav", ".tools", ".foot", ".crumbs", ".amend"):
        expect(page.locator(part).first).to_be_hidden()
    told = page.locator(".sources a").first.evaluate("(link) => getComputedStyle(link, '::after').content")
    assert "publika.md/struguri" in told
    expect(page.locator(".cite")).to_be_visible()
