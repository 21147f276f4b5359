"""What a message may hold: tidied, checked, and refused with the field that must be mended."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.errors import Unprocessable
from kb.submissions import LIMITS, Message
from kb.submissions.messages import checked

RIGHT = Message("report", "/ro/cases/struguri-in-loc-de-flori", "Au fost 70 de tone.", "Ana", "ana@example.md", "ro")


def test_a_right_message_stays_as_it_is():
    assert checked(RIGHT) == RIGHT


@pytest.mark.parametrize(("field", "value", "kept"), [
    ("text", "  Au fost 70.\r\nDe tone.\r", "Au fost 70.\nDe tone."),
    ("text", "Au\x00 fost\x1b[31m 70\u202e.", "Au fost[31m 70."),
    ("text", "a\tb", "a\tb"),
    ("name", " Ana ", "Ana"),
    ("name", "", ""),
    ("email", "", ""),
    ("about", "", ""),
    ("about", "/ro/search?q=vin%20bun", "/ro/search?q=vin%20bun"),
    ("kind", "wanted", "wanted"),
])
def test_blanks_and_what_cannot_be_seen_are_taken_out(field, value, kept):
    assert getattr(checked(replace(RIGHT, **{field: value})), field) == kept


@pytest.mark.parametrize(("field", "value"), [
    ("text", ""),
    ("text", " \n\t "),
    ("text", "\u202e\x00"),
    ("text", "x" * (LIMITS["text"] + 1)),
    ("name", "x" * (LIMITS["name"] + 1)),
    ("email", "ana"),
    ("email", "ana@"),
    ("email", "ana example.md"),
    ("email", "a@b.md, c@d.md"),
    ("email", "x" * 250 + "@example.md"),
    ("kind", "advert"),
    ("about", "https://evil.example/"),
    ("about", "//evil.example/"),
    ("about", "/\\evil.example"),
    ("about", "javascript:alert(1)"),
    ("about", "ro/cases/x"),
    ("about", "/ro/a b"),
    ("about", "/" + "x" * LIMITS["about"]),
])
def test_what_cannot_be_taken_names_the_field(field, value):
    with pytest.raises(Unprocessable) as caught:
        checked(replace(RIGHT, **{field: value}))
    assert caught.value.field == field


def test_the_longest_text_is_taken_whole():
    text = "ș" * LIMITS["text"]
    assert checked(replace(RIGHT, text=text)).text == text


@given(st.builds(Message, st.sampled_from(["report", "wanted"]), st.text(), st.text(), st.text(), st.text()))
def test_any_message_is_taken_tidy_or_refused(message):
    with suppress(Unprocessable):
        tidy = checked(message)
        assert checked(tidy) == tidy
        assert tidy.text == tidy.text.strip() != ""
        assert tidy.names_own_page or not tidy.about
        tidy.text.encode()


@given(st.text(max_size=40))
def test_an_own_address_never_leads_to_another_host(address):
    message = replace(RIGHT, about=address)
    if message.names_own_page:
        assert address.startswith("/")
        assert not address.startswith(("//", "/\\"))
        assert "\\" not in address
