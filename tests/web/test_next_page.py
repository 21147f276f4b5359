"""Where one goes on to after signing in."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.web.next_page import own_path

HOME = "/ro/account/"


@pytest.mark.parametrize("address", [
    "/", "/ro/", "/ro/search?q=vin&page=2", "/ru/cases/x#y", "/ro/search?q=https://example.md",
    "/ro/search?q=%2F%2Fevil", "/ro/поиск",
])
def test_a_path_of_this_site_is_gone_to(address):
    assert own_path(address, HOME) == address


@pytest.mark.parametrize("address", [
    "", "ro/", "//evil.example", "///evil.example", "https://evil.example", "http:evil", "javascript:alert(1)",
    "\\\\evil.example", "/\\evil.example", "/\t/evil.example", "\t//evil.example", "/\n/evil.example",
    " //evil.example", "/ro/\r\nSet-Cookie: x=y", "data:text/html,x", "/" + "a" * 3_000, "//[broken", "/\u202e",
    "\x00/", "?next=//evil",
])
def test_anything_else_leads_home(address):
    assert own_path(address, HOME) == HOME


@given(st.text(max_size=60))
@example("/" + "/evil")
def test_no_text_leads_off_the_site(text):
    found = own_path(text, HOME)
    assert found.startswith("/")
    assert not found.startswith(("//", "/\\"))
    assert not set(found) & set("\\\t\r\n")
