"""The main job: type words, narrow by industry and platform, read the case; every state has an address."""

import re

import pytest
from playwright.sync_api import Route, expect

from tests.browser.library import GRAPES, GRAPES_TITLE
from tests.browser.visitor import Visitor, choose, titles

pytestmark = pytest.mark.browser

NARROWED = "/ro/search?q=vin&industry=tourism&platform=tv"
ONE = ["Campania de vin numărul 2"]


def test_a_case_is_found_by_words_and_two_facets(visitor: Visitor) -> None:
    page = visitor.open("/ro/")
    page.get_by_role("combobox", name="Caută în cazuri").fill("vin")
    page.keyboard.press("Enter")
    expect(page).to_have_url("/ro/search?q=vin")
    expect(page.locator("#count")).to_have_text("22 de cazuri")
    choose(page, "industry", "tourism")
    expect(page.locator("#count")).to_have_text("2 cazuri")
    choose(page, "platform", "tv")
    expect(page.locator("#count")).to_have_text("1 caz")
    expect(page).to_have_url(NARROWED)
    assert titles(page) == ONE


def test_what_is_ticked_before_the_scripts_have_come_counts(visitor: Visitor) -> None:
    page = visitor.open()
    held: list[Route] = []
    page.route("**/htmx.min.js*", lambda route: held.append(route))
    with page.expect_request("**/htmx.min.js*"):
        page.goto("/ro/search?q=vin", wait_until="commit")
    page.locator("#f-industry-wine").check()
    assert "industry" not in page.url
    for route in held:
        route.continue_()
    expect(page).to_have_url("/ro/search?q=vin&industry=wine")
    expect(page.locator(".chip")).to_have_count(1)


@pytest.mark.parametrize(("lang", "way"), [("ro", "Turism"), ("ru", "Туризм")])
def test_the_first_page_leads_into_an_industry(visitor: Visitor, lang: str, way: str) -> None:
    page = visitor.open(f"/{lang}/")
    page.locator(".ways").get_by_role("link", name=way).click()
    expect(page).to_have_url(f"/{lang}/search?industry=tourism")
    expect(page.locator(".chip")).to_have_text(re.compile(way))


def test_the_count_beside_a_value_is_what_choosing_it_yields(visitor: Visitor) -> None:
    page = visitor.open("/en/search?q=vin")
    told = page.locator("#facets label:has(#f-industry-wine) .n").inner_text()
    choose(page, "industry", "wine")
    expect(page.locator("#count")).to_have_text(f"{told} cases")


def test_chips_take_the_choices_away_one_by_one_and_all_at_once(visitor: Visitor) -> None:
    page = visitor.open(f"{NARROWED}&year=2002")
    expect(page.locator(".chip")).to_have_count(3)
    page.get_by_role("link", name="Televiziune").click()
    expect(page).to_have_url("/ro/search?q=vin&industry=tourism&year=2002")
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("#f-platform-tv")).not_to_be_checked()
    page.get_by_role("link", name="Șterge tot").click()
    expect(page).to_have_url("/ro/search?q=vin")
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator("#facets input:checked")).to_have_count(0)


def test_the_address_is_the_whole_state(visitor: Visitor) -> None:
    page = visitor.open(NARROWED)
    expect(page.get_by_role("combobox", name="Caută în cazuri")).to_have_value("vin")
    expect(page.locator("#f-industry-tourism")).to_be_checked()
    expect(page.locator("#f-platform-tv")).to_be_checked()
    expect(page.locator(".chip")).to_have_count(2)
    assert titles(page) == ONE


def test_back_and_forward_go_through_the_choices(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=vin")
    choose(page, "industry", "tourism")
    choose(page, "platform", "tv")
    page.go_back()
    expect(page).to_have_url("/ro/search?q=vin&industry=tourism")
    expect(page.locator("#f-industry-tourism")).to_be_checked()
    expect(page.locator("#f-platform-tv")).not_to_be_checked()
    expect(page.locator("#count")).to_have_text("2 cazuri")
    page.go_back()
    expect(page.locator("#count")).to_have_text("22 de cazuri")
    expect(page.locator("#facets input:checked")).to_have_count(0)
    page.go_forward()
    expect(page.locator("#count")).to_have_text("2 cazuri")
    page.go_forward()
    expect(page.locator("#count")).to_have_text("1 caz")
    expect(page).to_have_url(NARROWED)
    expect(page.locator("#f-platform-tv")).to_be_checked()
    assert titles(page) == ONE


def test_pages_turn_with_an_address_each_and_back_again(visitor: Visitor) -> None:
    page = visitor.open("/en/search?q=vin")
    first = titles(page)
    page.get_by_role("link", name="Next").click()
    expect(page).to_have_url("/en/search?q=vin&page=2")
    expect(page.locator(".pager [aria-current]")).to_have_text(re.compile("2$"))
    assert set(titles(page)).isdisjoint(first)
    assert page.locator("#results ol.hits").get_attribute("start") == "11"
    page.go_back()
    expect(page).to_have_url("/en/search?q=vin")
    expect(page.locator(".pager [aria-current]")).to_have_text(re.compile("1$"))
    assert titles(page) == first


def test_a_filter_starts_again_from_the_first_page_and_keeps_the_order(visitor: Visitor) -> None:
    page = visitor.open("/en/search?q=vin&sort=newest&page=2")
    choose(page, "industry", "wine")
    expect(page).to_have_url("/en/search?q=vin&industry=wine&sort=newest")


def test_a_hit_opens_the_case_at_the_section_that_was_found(visitor: Visitor) -> None:
    page = visitor.open("/ro/search?q=cumparat+struguri", viewport={"width": 1000, "height": 420})
    page.get_by_role("link", name=GRAPES_TITLE, exact=True).click()
    expect(page).to_have_url(re.compile(rf"/ro/cases/{GRAPES}#s-results$"))
    expect(page.locator("#s-results")).to_be_in_viewport()
    expect(page.get_by_role("heading", level=1)).not_to_be_in_viewport()


def test_a_case_leads_on_to_others_of_its_platform(visitor: Visitor) -> None:
    page = visitor.open(f"/ro/cases/{GRAPES}")
    page.get_by_role("complementary").get_by_role("link", name="Televiziune").click()
    expect(page).to_have_url("/ro/platforms/tv")
    expect(page.get_by_role("heading", level=1)).to_have_text("Televiziune")


@pytest.mark.parametrize("path", ["search?q=vin&industry=tourism&sort=newest", f"cases/{GRAPES}"])
def test_the_language_switch_keeps_page_query_and_filters(visitor: Visitor, path: str) -> None:
    page = visitor.open(f"/ro/{path}")
    for code, name in (("ru", "Русский"), ("en", "English"), ("ro", "Română")):
        page.get_by_role("banner").get_by_role("link", name=name).click()
        expect(page).to_have_url(f"/{code}/{path}")
        expect(page.locator("html")).to_have_attribute("lang", code)


def test_the_language_switch_knows_what_was_chosen_since(visitor: Visitor) -> None:
    page = visitor.open("/ro/search")
    page.get_by_role("combobox", name="Caută în cazuri").fill("vin")
    expect(page).to_have_url("/ro/search?q=vin")
    choose(page, "industry", "tourism")
    page.get_by_role("link", name="Русский").click()
    expect(page).to_have_url("/ru/search?q=vin&industry=tourism")
    expect(page.locator("#count")).to_have_text("2 кейса")


def test_a_case_is_read_in_its_own_version_where_there_is_one(visitor: Visitor) -> None:
    page = visitor.open(f"/ru/cases/{GRAPES}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Виноград вместо цветов")
    page.get_by_role("complementary").get_by_role("link", name="Română").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GRAPES_TITLE)
    expect(page.get_by_role("heading", level=1)).to_have_attribute("lang", "ro")
