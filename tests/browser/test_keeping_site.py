"""Keeping the site in a real browser: progress that moves, pages under axe and on a phone, what counts as a search."""

import json
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from kb import services as wiring
from kb.accounts import Actor, Role
from kb.i18n import LANGUAGES
from kb.journal import Searched, SearchFilter
from kb.services import Services
from kb.settings import Settings
from tests.browser.library import write_browsed_library
from tests.browser.server import serve
from tests.browser.test_accessibility import faults
from tests.browser.visitor import PHONE, Visitor, choose
from tests.web.keeping_site import held

pytestmark = pytest.mark.browser

PAGES = ["admin", "admin/index", "admin/doctor", "admin/searches", "admin/searches?list=nothing"]
PLAIN = {"java_script_enabled": False}
RUNNING = {"phase": "indexing", "done": 1, "total": 4, "rate": 1.0, "process": 1,
           "began": "2026-11-22T10:00:00+00:00", "mode": "full"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Services]]:
    """The address of a site, and its services from outside, as a command has them."""
    folder = tmp_path_factory.mktemp("kept")
    content = write_browsed_library(folder / "content")
    with serve(content, folder) as address:
        made = wiring.build(Settings(content=content, index=folder / "index", instance=folder / "instance"))
        made.search_log.add([(made.clock().date(), each) for each in (
            Searched("ro", "cuvinte-foarte-lungi-fără-niciun-loc-de-despărțire-într-o-căutare-de-pe-telefon", 0),
            Searched("ru", "вино", 3), Searched("en", "wnie", 3, reason="typo"))])
        yield address, made
        made.close()


@pytest.fixture
def visitors(browser: Browser, site: tuple[str, Services]) -> Iterator[Visitor]:
    visitor = Visitor(browser, site[0])
    yield visitor
    assert visitor.leave() == []


@pytest.fixture(scope="module")
def session(site: tuple[str, Services]) -> str:
    accounts = site[1].accounts
    token = accounts.invite(Actor.CONSOLE, "vera@example.md", Role.ADMIN, "ro")
    return accounts.accept(token, "Vera", "o vaca verde pe deal", "ro", "Firefox · Linux")


@pytest.fixture
def enter(visitors: Visitor, site: tuple[str, Services], session: str) -> Callable[..., Page]:
    """Open a page as an admin."""
    def enter(path: str, **options: object) -> Page:
        page = visitors.open(**options)
        page.context.add_cookies([{"name": "session", "value": session, "url": site[0]}])
        page.goto(path)
        return page
    return enter


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_on_any_page(enter: Callable[..., Page], lang: str) -> None:
    page = enter(f"/{lang}/admin")
    found = []
    for path in PAGES:
        page.goto(f"/{lang}/{path}")
        page.evaluate("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")
        found += faults(page)
    assert found == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_page_is_wider_than_a_phone(enter: Callable[..., Page], lang: str) -> None:
    page = enter(f"/{lang}/admin", **PHONE)
    for path in PAGES:
        page.goto(f"/{lang}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, path


@pytest.mark.parametrize("options", [{}, PLAIN])
def test_progress_moves_by_itself_and_the_page_says_how_it_ended(
        enter: Callable[..., Page], site: tuple[str, Services], options: dict[str, bool]) -> None:
    index = site[1].settings.index_folder
    before = (index / "progress.json").read_text("ascii")
    with held(index):
        (index / "progress.json").write_text(json.dumps(RUNNING), "ascii")
        page = enter("/ro/admin/index", **options)
        expect(page.locator(".work .figures")).to_contain_text("1 din 4")
        assert options or faults(page) == []
        (index / "progress.json").write_text(json.dumps(RUNNING | {"done": 3}), "ascii")
        expect(page.locator(".work .figures")).to_contain_text("3 din 4")
        page.reload()
        expect(page.locator(".work .figures")).to_contain_text("3 din 4")
    expect(page.locator("#work-state")).to_have_text("Ultima reindexare a fost întreruptă.")
    assert options or faults(page) == []
    (index / "progress.json").write_text(before, "ascii")


@pytest.mark.parametrize("options", [{}, PLAIN])
def test_a_reindex_is_ordered_and_followed_to_its_end(
        enter: Callable[..., Page], site: tuple[str, Services], options: dict[str, bool]) -> None:
    page = enter("/ro/admin/index", **options)
    page.get_by_role("button", name="Indexați totul din nou").click()
    expect(page.locator("#work-state")).to_have_text("Indexul a fost construit din nou.")
    expect(page.get_by_role("button", name="Indexați totul din nou")).to_be_visible()
    assert site[1].history()[0].mode == "full"


def settled(page: Page) -> list[str]:
    """The words of which the page said that they stand."""
    return page.evaluate("window.told")


def listen(page: Page) -> None:
    page.evaluate("""() => {
      window.told = [];
      const real = window.fetch;
      window.fetch = (address, options) => {
        if (options?.headers?.["X-Settled"]) window.told.push(new URL(address).searchParams.get("q"));
        return real(address, options);
      };
    }""")


def open_with_stopped_clock(visitors: Visitor, path: str) -> Page:
    page = visitors.open()
    page.clock.install(time=0)
    page.goto(path)
    page.clock.pause_at(3_600_000)
    listen(page)
    return page


def type_words(page: Page, words: str) -> None:
    """Type, and wait for the answer."""
    page.locator("#q").fill(words)
    page.clock.run_for(250)
    expect(page).to_have_url(re.compile(r"q=" + re.escape(words.replace(" ", "+"))))
    expect(page.locator("#results.htmx-request")).to_have_count(0)
    page.clock.run_for(100)


def test_words_are_told_once_when_they_stand_and_never_while_they_are_typed(visitors: Visitor) -> None:
    page = open_with_stopped_clock(visitors, "/ro/search")
    for words in ("vi", "vin", "vin numarul"):
        type_words(page, words)
        page.clock.run_for(1_000)
    assert settled(page) == []
    page.clock.run_for(2_000)
    assert settled(page) == ["vin numarul"]
    page.clock.run_for(20_000)
    assert settled(page) == ["vin numarul"]


def test_what_was_loaded_with_its_words_is_not_told_again(visitors: Visitor) -> None:
    page = open_with_stopped_clock(visitors, "/ro/search?q=vin")
    choose(page, "industry", "tourism")
    page.clock.run_for(10_000)
    assert settled(page) == []


def test_who_asks_not_to_be_tracked_is_not_told_of(visitors: Visitor) -> None:
    page = open_with_stopped_clock(visitors, "/ro/search")
    page.evaluate("Object.defineProperty(navigator, 'doNotTrack', { value: '1' })")
    type_words(page, "vin")
    page.clock.run_for(10_000)
    assert settled(page) == []


def test_a_search_and_the_case_that_was_opened_from_it_are_counted(
        visitors: Visitor, site: tuple[str, Services]) -> None:
    page = visitors.open("/ro/search")
    page.locator("#q").fill("strugurii")
    expect(page).to_have_url(re.compile("q=strugurii"))
    page.locator("#results .hit h2 a").first.click()
    expect(page).to_have_url(re.compile("/ro/cases/"))
    counts = {}
    for _ in range(100):
        counts = {each.query: each for each in site[1].search_log.counts("top", SearchFilter())}
        if "strugurii" in counts and counts["strugurii"].opened:
            break
        page.wait_for_timeout(200)
    assert (counts["strugurii"].searches, counts["strugurii"].opened) == (1, 1)
    assert "strug" not in counts
