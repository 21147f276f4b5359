"""E-mail addresses in one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.accounts.email_address import normal_email
from kb.errors import Unprocessable


@pytest.mark.parametrize(("typed", "kept"), [
    ("ana@example.md", "ana@example.md"),
    ("  ANA@Example.MD \n", "ana@example.md"),
    ("ana.popescu+culise@mail.example.md", "ana.popescu+culise@mail.example.md"),
    ("ana＠example.md", "ana@example.md"),
    ("ana@пример.испытание", "ana@xn--e1afmkfd.xn--80akhbyknj4f"),
    ("ana@xn--e1afmkfd.xn--80akhbyknj4f", "ana@xn--e1afmkfd.xn--80akhbyknj4f"),
    ("o'neil@example.md", "o'neil@example.md"),
    ("ștefan@example.md", "ștefan@example.md"),
])
def test_one_address_has_one_form(typed, kept):
    assert normal_email(typed) == kept


@pytest.mark.parametrize("typed", [
    "", "@", "ana", "ana@", "@example.md", "ana@example", "ana@@example.md", "ana@exa mple.md", "a na@example.md",
    "ana@example..md", ".ana@example.md", "ana.@example.md", "a..na@example.md", "<ana@example.md>",
    "ana@example.md, ion@example.md", "ana@-example.md", "ana@example.md\nBcc: x@example.md", "ana\0@example.md",
    "a" * 65 + "@example.md", "ana@" + "a" * 64 + ".md", "ana@" + "a." * 130 + "md", "ana@[127.0.0.1]", "ana@127.0.0.1",
    "\u202eana@", "ana@example.md>",
])
def test_what_is_no_address_is_refused_with_an_example(typed):
    with pytest.raises(Unprocessable, match=r"ana@example\.md") as caught:
        normal_email(typed)
    assert caught.value.field == "email"


@given(st.text(max_size=400))
def test_any_text_gives_an_address_without_line_ends_or_is_refused(text):
    try:
        address = normal_email(text)
    except Unprocessable:
        return
    assert normal_email(address) == address
    assert not set(address) & set(" \r\n\t\0<>,;")
    assert len(address) <= 254


@given(st.from_regex(r"[a-z][a-z0-9]{0,20}@[a-z][a-z0-9]{0,20}\.(md|ro|com)", fullmatch=True), st.booleans())
def test_case_and_blanks_around_do_not_matter(address, is_upper):
    assert normal_email(f" {address.upper() if is_upper else address}\t") == address
