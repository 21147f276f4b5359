"""With scripts off: the same search by links, forms and buttons."""

import pytest
from playwright.sync_api import expect

from tests.browser.library import GRAPES_TITLE
from tests.browser.visitor import PHONE, Visitor, titles

pytestmark = pytest.mark.browser

PLAIN = {"java_script_enabled": False}


def test_a_case_is_found_by_words_and_two_facets(visitor: Visitor) -> None:
    page = visitor.open("/ro/", **PLAIN)
    page.get_by_role("searchbox", name="Caută în cazuri").fill("vin")
    page.get_by_role("button", name="Caută").click()
    expect(page).to_have_url("/ro/search?q=vin")
    page.locator("#m-industry > summary").click()
    page.locator("#f-industry-tourism").check()
    page.get_by_role("button", name="Aplică filtrele").click()
    expect(page).to_have_url("/ro/search?q=vin&industry=tourism")
    page.locator("#f-platform-tv").check()
    page.get_by_role("button", name="Aplică filtrele").click()
    expect(page).to_have_url("/ro/search?q=vin&industry=tourism&platform=tv")
    assert titles(page) == ["Campania de vin numărul 2"]


def test_choices_are_taken_away_and_the_order_is_kept(visitor: Visitor) -> None:
    page = visitor.open("/ru/search?q=vin&industry=tourism&sort=newest", **PLAIN)
    page.locator(".chip").click()
    expect(page).to_have_url("/ru/search?q=vin&sort=newest")
    page.get_by_role("searchbox").fill("struguri")
    page.get_by_role("button", name="Найти").click()
    expect(page).to_have_url("/ru/search?q=struguri&sort=newest")


def test_pages_and_cases_open_by_links(visitor: Visitor) -> None:
    page = visitor.open("/en/search?q=vin", **PLAIN)
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url("/en/search?q=vin&page=2")
    page.goto("/en/search?q=struguri")
    page.get_by_role("link", name=GRAPES_TITLE, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GRAPES_TITLE)


def test_on_a_phone_the_filters_stand_under_the_results(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin", **PLAIN, **PHONE)
    page.get_by_role("link", name="Filtre").tap()
    expect(page.locator("#facets")).to_be_in_viewport()
    page.locator("#f-platform-tv").check()
    page.get_by_role("button", name="Aplică filtrele").tap()
    expect(page).to_have_url("/ro/search?q=vin&platform=tv")


def test_nothing_is_offered_that_needs_scripts(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin", **PLAIN)
    expect(page.locator(".theme")).to_be_hidden()
    expect(page.locator("kbd")).to_be_hidden()
    page.locator("#d-business > summary").click()
    page.locator("#m-business > summary").click()
    expect(page.locator("#w-business")).to_be_hidden()
