"""Light and dark: the system's wish unless the reader has one, kept in a cookie that the server reads."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

PAPER = {"light": "rgb(251, 248, 242)", "dark": "rgb(23, 19, 16)"}
WISHES = [("light", "dark"), ("dark", "light")]


def cookie(page: Page) -> str | None:
    return next((each["value"] for each in page.context.cookies() if each["name"] == "theme"), None)


def expect_paper(page: Page, theme: str) -> None:
    expect(page.locator("html")).to_have_css("background-color", PAPER[theme])


@pytest.mark.parametrize("system", ["light", "dark"])
def test_the_system_decides_unless_the_reader_does(visitor: Visitor, system: str) -> None:
    page = visitor.open("/ro/", color_scheme=system)
    expect_paper(page, system)
    expect(page.get_by_role("radio", name="ca sistemul")).to_be_checked()
    assert cookie(page) is None


@pytest.mark.parametrize(("system", "wish"), WISHES)
def test_a_wish_is_kept_and_the_server_knows_it(visitor: Visitor, system: str, wish: str) -> None:
    page = visitor.open("/en/", color_scheme=system)
    page.get_by_role("radio", name=wish).check()
    expect_paper(page, wish)
    assert cookie(page) == wish
    answer = page.goto("/ru/search?q=vin")
    assert f'data-theme="{wish}"' in answer.text()
    expect_paper(page, wish)


def test_the_wish_can_be_given_up_again(visitor: Visitor) -> None:
    page = visitor.open("/en/", color_scheme="light")
    page.get_by_role("radio", name="dark").check()
    page.get_by_role("radio", name="as the system").check()
    expect_paper(page, "light")
    assert cookie(page) is None
    page.reload()
    expect_paper(page, "light")


def test_a_page_kept_by_the_browser_comes_in_the_colours_wished_since(visitor: Visitor) -> None:
    page = visitor.open("/en/search?q=vin", color_scheme="light")
    page.goto("/en/")
    page.get_by_role("radio", name="dark").check()
    page.goto("/en/search?q=vin")
    expect_paper(page, "dark")
