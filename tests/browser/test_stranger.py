"""Six questions of somebody who never saw the site, on a phone, over the real library, in five page loads each."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import PHONE, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("real library")]

MOST_LOADS = 5
GRAPES = "Struguri în loc de flori: 60 de tone vândute în câteva ore"


class Stranger:
    """A new reader with a phone, who begins at the first page; `loads` are the pages it took."""

    def __init__(self, page: Page, loads: list[str]) -> None:
        self.page = page
        self.loads = loads

    def ask(self, text: str) -> None:
        """Type into the box of the first page and send it."""
        self.page.locator("#q").fill(text)
        self.page.locator("#q").press("Enter")
        expect(self.page).to_have_url(re.compile("/search"))

    def tap(self, role: str, name: str) -> None:
        """Tap what is on a page that has come as a whole: before its scripts, a filter is a link to the foot of it."""
        thing = self.page.get_by_role("main").get_by_role(role, name=name).first
        thing.wait_for()
        self.page.wait_for_load_state()
        thing.tap()


@pytest.fixture
def stranger(browser: Browser, real_server: str) -> Iterator[Stranger]:
    """Somebody on the first page; a page that complains, or more than five of them, fail the test."""
    visitor = Visitor(browser, real_server)
    page = visitor.open(**PHONE)
    loads: list[str] = []
    page.on("domcontentloaded", lambda loaded: loads.append(loaded.url))
    page.goto("/ro/")
    yield Stranger(page, loads)
    assert len(loads) <= MOST_LOADS, loads
    assert visitor.leave() == []


def narrow_wine_to_facebook(stranger: Stranger) -> None:
    stranger.tap("link", "Vin")
    stranger.tap("link", "Filtre")
    filters = stranger.page.get_by_role("dialog")
    filters.locator("#f-platform-facebook").tap()
    filters.get_by_role("button", name=re.compile("^Arată")).tap()


def test_which_wine_campaigns_used_facebook(stranger: Stranger) -> None:
    narrow_wine_to_facebook(stranger)
    page = stranger.page
    expect(page.locator(".chip")).to_have_text([re.compile("Vin"), re.compile("Facebook")])
    expect(page.locator("#results")).to_contain_text("Purcari cu #vindinmoldova")
    for meta in page.locator("#results .hit .meta").all():
        expect(meta).to_contain_text("Vin")
        expect(meta).to_contain_text(re.compile(r"Facebook|încă \d"))
    assert len(stranger.loads) == 2


def test_who_did_them(stranger: Stranger) -> None:
    narrow_wine_to_facebook(stranger)
    who = stranger.page.locator(".did-this")
    who.locator("summary").tap()
    names = who.get_by_role("link").all_inner_texts()
    assert len(names) >= 3
    who.get_by_role("link", name=names[0]).tap()
    expect(stranger.page.get_by_role("heading", level=1)).to_contain_text(names[0])
    assert len(stranger.loads) == 3


def test_what_came_of_the_grapes_campaign_and_how_we_know(stranger: Stranger) -> None:
    stranger.ask("struguri")
    stranger.tap("link", GRAPES)
    page = stranger.page
    figure = page.locator(".strip .figure").first
    expect(figure).to_contain_text("60\u00a0t")
    expect(figure).to_contain_text("Relatat în presă")
    row = page.locator(".results tr", has_text="60\u00a0t").first
    expect(row.get_by_role("link", name="Publika.md")).to_be_visible()
    row.get_by_role("link", name="Publika.md").tap()
    expect(page.locator("#source-1, li:target").first).to_be_in_viewport()
    assert len(stranger.loads) == 3


def test_how_many_people_used_odnoklassniki_in_moldova_in_2016(stranger: Stranger) -> None:
    stranger.ask("Odnoklassniki 2016")
    figure = stranger.page.locator(".elsewhere")
    expect(figure).to_contain_text("cel puțin 1\u00a0000\u00a0000 2016")
    figure.get_by_role("link", name="Odnoklassniki").tap()
    told = stranger.page.locator("figure:target")
    expect(told).to_contain_text("cel puțin 1\u00a0000\u00a0000")
    expect(told.get_by_role("link").first).to_be_visible()
    assert len(stranger.loads) == 3


def test_the_same_figure_is_found_by_way_of_the_menu(stranger: Stranger) -> None:
    page = stranger.page
    page.locator(".menu summary").tap()
    page.get_by_role("navigation", name="Meniu").get_by_role("link", name="Piața").tap()
    page.get_by_role("searchbox").fill("odnoklassniki 2016")
    page.get_by_role("button", name="Arată", exact=True).tap()
    expect(page.locator(".market li")).to_have_count(1)
    expect(page.locator(".market li")).to_contain_text("cel puțin 1\u00a0000\u00a0000")
    assert len(stranger.loads) == 3


def test_how_two_similar_cases_differ(stranger: Stranger) -> None:
    stranger.ask("struguri")
    stranger.tap("link", GRAPES)
    stranger.tap("link", "Compară cu acest caz")
    page = stranger.page
    expect(page.get_by_role("heading", name="Prin ce diferă")).to_be_visible()
    expect(page.locator(".compared li")).to_have_count(2)
    expect(page.locator(".compared")).to_contain_text(GRAPES)
    row = page.locator(".beside tr", has=page.get_by_role("rowheader", name=re.compile("^Afacere")))
    assert len({cell.inner_text() for cell in row.locator("td").all()}) == 2
    assert len(stranger.loads) == 4


def test_whom_to_ask_about_filling_an_event(stranger: Stranger) -> None:
    stranger.ask("cum umplem un eveniment")
    stranger.page.locator(".elsewhere").get_by_role("link", name="Cum aducem oameni la un eveniment nou?").tap()
    stranger.tap("link", "Pe cine puteți întreba")
    people = stranger.page.locator(".people")
    expect(people.get_by_role("link", name="Nata Albot")).to_be_in_viewport()
    people.get_by_role("link", name="Vadim Cușnir").tap()
    expect(stranger.page.get_by_role("heading", level=1)).to_contain_text("Vadim Cușnir")
    assert len(stranger.loads) == 4
