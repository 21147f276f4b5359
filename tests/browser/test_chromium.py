"""The browser that the other tests of this folder rely on starts, runs scripts and keeps tests apart."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def test_a_script_runs_in_the_page(page: Page) -> None:
    page.set_content("<p>unu</p><script>document.querySelector('p').textContent += ' doi'</script>")
    assert page.text_content("p") == "unu doi"


@pytest.mark.parametrize("visit", [1, 2])
def test_no_cookie_survives_from_one_test_to_the_next(page: Page, visit: int) -> None:
    context = page.context
    assert context.cookies() == []
    context.add_cookies([{"name": "seen", "value": str(visit), "url": "http://127.0.0.1/"}])


def test_the_page_speaks_romanian_first_and_keeps_local_time(page: Page) -> None:
    assert page.evaluate("navigator.language") == "ro-RO"
    assert page.evaluate("Intl.DateTimeFormat().resolvedOptions().timeZone") == "Europe/Chisinau"
