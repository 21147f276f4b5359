"""Opens pages of the site, each in a profile of its own, and remembers what they complained of."""

import re
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.browser.watch import Watch

PATIENCE = 15_000  # milliseconds for a page to do what is expected; only a failing test waits that long
WIDE = {"locale": "ro-RO", "viewport": {"width": 1360, "height": 900}, "reduced_motion": "reduce"}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
expect.set_options(timeout=PATIENCE)


class Visitor:
    """Somebody with a browser; `address` is where the site is."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self._address = address
        self._visits: dict[Page, Watch] = {}

    def open(self, path: str = "", *, expect_failures: bool = False, **options: Any) -> Page:
        """A new profile's first page, at `path` if one is given; failures that a test asks for are no complaint."""
        context = self._browser.new_context(base_url=self._address, **{**WIDE, **options})
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        self._visits[page] = Watch(context, self._address, expect_failures)
        if path:
            page.goto(path)
        return page

    def requested(self, page: Page) -> list[str]:
        """Every address the page asked for."""
        return self._visits[page].requested

    def leave(self) -> list[str]:
        """Close everything; the complaints of all pages since the last time."""
        visits, self._visits = self._visits, {}
        for page in visits:
            page.context.close()
        return [complaint for watch in visits.values() for complaint in watch.complaints]


def choose(page: Page, facet: str, value: str) -> None:
    """Tick a facet value, wherever in its list it stands, and wait for the answer."""
    box = page.locator(f"#f-{facet}-{value}")
    if not box.is_visible():
        page.locator(f"#m-{facet} > summary").click()
    box.check()
    expect(page).to_have_url(re.compile(rf"[?&]{facet}=(?:[^#]*&{facet}=)?{value}\b"))


def titles(page: Page) -> list[str]:
    """The titles of the hits, in order."""
    return page.locator("#results .hit h2").all_inner_texts()
