"""What a visit costs and whom it talks to: little, and nobody but the site itself."""

import re

import pytest
from playwright.sync_api import Page, Response, expect

from kb.i18n import LANGUAGES
from tests.browser.library import GRAPES
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.browser

# What was promised is 150,000; the rest is room for a library that grows, and with it its filters.
MOST_BYTES = 140_000
# Nobody writes a second stylesheet, or a second script, without thinking of those who wait for it.
MOST_FILES = 12
PATHS = ["", "search", "search?q=vin&industry=wine", "search?q=zzzqqq", f"cases/{GRAPES}", "nothing-here"]


def visit(page: Page, path: str) -> int:
    """How many bytes came over the wire, headers included, until nothing more was asked for."""
    received: list[float] = []
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    wire.detach()
    return int(sum(received))


@pytest.mark.xdist_group("real library")
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("search", ["search", "search?q=vin"])
def test_a_first_visit_to_the_search_page_of_the_real_library_is_light(
    reader_of_all: Visitor, lang: str, search: str
) -> None:
    page = reader_of_all.open()
    weight = visit(page, f"/{lang}/{search}")
    assert 20_000 < weight <= MOST_BYTES
    assert len(reader_of_all.requested(page)) <= MOST_FILES


def test_what_is_sent_is_packed_as_tightly_as_the_browser_can_unpack(visitor: Visitor) -> None:
    page = visitor.open()
    encodings: dict[str, str] = {}
    page.on("response", lambda answer: encodings.update({answer.url: answer.headers.get("content-encoding", "")}))
    page.goto("/ro/search?q=vin", wait_until="networkidle")
    packed = {re.sub(r".*/|[?].*", "", url): encoding for url, encoding in encodings.items() if encoding}
    assert set(packed.values()) == {"br"}
    assert {"search", "site.css", "site.js", "suggest.js", "htmx.min.js"} <= set(packed)


def test_a_second_visit_brings_hardly_more_than_a_check(visitor: Visitor) -> None:
    page = visitor.open()
    visit(page, "/ro/search?q=vin")
    assert visit(page, "/ro/search?q=vin") < 3_000


@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_are_silent_and_ask_nobody_else(visitor: Visitor, lang: str) -> None:
    page = visitor.open(expect_failures=True)
    statuses: dict[str, int] = {}

    def remember(response: Response) -> None:
        statuses[response.url] = response.status

    page.on("response", remember)
    for path in PATHS:
        page.goto(f"/{lang}/{path}")
    refused = [url for url, status in statuses.items() if status >= 400]
    assert [re.sub(r".*/", "", url) for url in refused] == ["nothing-here"]


def test_each_file_is_loaded_once_and_every_font_that_is_announced_is_used(visitor: Visitor) -> None:
    page = visitor.open()
    page.goto("/ro/search?q=vin", wait_until="networkidle")
    requested = visitor.requested(page)
    assert len(requested) == len(set(requested))
    announced = page.locator("link[rel=preload]").evaluate_all("(links) => links.map((link) => link.href)")
    used = page.evaluate("""async () => {
      await document.fonts.ready;
      return [...document.fonts].filter((font) => font.status === "loaded").map((font) => font.family);
    }""")
    assert announced
    assert len(used) >= len(announced)


def test_a_policy_forbids_what_the_pages_do_not_need(visitor: Visitor) -> None:
    page = visitor.open("/ro/", expect_failures=True)
    blocked = page.evaluate("""async () => {
      const violated = new Promise((resolve) => addEventListener("securitypolicyviolation", resolve, { once: true }));
      document.body.append(Object.assign(document.createElement("script"), { textContent: "window.intruder = 1" }));
      return [(await violated).effectiveDirective, window.intruder === undefined];
    }""")
    assert blocked == ["script-src-elem", True]
    assert [complaint for complaint in visitor.leave() if "Content Security Policy" in complaint]


def test_text_is_set_in_our_own_letters(visitor: Visitor) -> None:
    page = visitor.open(f"/ro/cases/{GRAPES}")
    expect(page.locator("h1")).to_have_css("font-family", re.compile("^Literata"))
    for font, letters in (("600 20px Literata", "ăâîșț"), ("400 16px Onest", "ăâîșț")):
        assert page.evaluate("([font, letters]) => document.fonts.check(font, letters)", [font, letters])
