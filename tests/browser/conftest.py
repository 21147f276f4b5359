"""A real Chromium and a real server for the tests of this folder: one of each a session, one fresh profile a test."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.contributors import Site, site_with_accounts
from tests.browser.find_chromium import Finder, NoBrowser
from tests.browser.library import write_browsed_library
from tests.browser.server import ROOT, serve
from tests.browser.visitor import PATIENCE, Visitor

# Nothing but the pages under test may use the network, and a machine without a screen or sound card must do.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    "--in-process-gpu",  # there is none: a process less to start and to talk to
    "--disable-quic",
)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium to start; a machine without one fails here, with a sentence that says what to do."""
    try:
        return Finder(os.environ).find()
    except NoBrowser as error:
        pytest.fail(f"{error}; `make browser` gets one", pytrace=False)


@pytest.fixture(scope="session")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """One headless Chromium for the whole session."""
    # Chromium refuses to sandbox itself as root; it only ever opens pages of the tests.
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a profile of its own: no cookies, no storage, no cache from another test."""
    context = browser.new_context(locale="ro-RO", timezone_id="Europe/Chisinau")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `kb serve` over the library of these tests; each worker has its own."""
    folder = tmp_path_factory.mktemp("served")
    with serve(write_browsed_library(folder / "content"), folder) as address:
        yield address


@pytest.fixture(scope="session")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of `kb serve` over the library of the checkout."""
    with serve(ROOT / "content", tmp_path_factory.mktemp("served-real")) as address:
        yield address


@pytest.fixture
def reader_of_all(browser: Browser, real_server: str) -> Iterator[Visitor]:
    """Somebody with a browser before the real library; a page that complains fails its test."""
    visitor = Visitor(browser, real_server)
    yield visitor
    assert visitor.leave() == []


@pytest.fixture
def visitor(browser: Browser, live_server: str) -> Iterator[Visitor]:
    """Somebody with a browser; a page that complains fails its test."""
    visitor = Visitor(browser, live_server)
    yield visitor
    assert visitor.leave() == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site where people have accounts; the tests of a module change it."""
    with site_with_accounts(tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture
def people(browser: Browser, site: Site) -> Iterator[Visitor]:
    """People who come to that site; a page that complains fails its test."""
    visitor = Visitor(browser, site.address)
    yield visitor
    assert visitor.leave() == []
