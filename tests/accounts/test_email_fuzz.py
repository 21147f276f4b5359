"""Whatever is typed as an e-mail address is refused, or is one that mail and database can carry and reads the same."""

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.accounts.email_address import normal_email
from kb.errors import Unprocessable

LOCAL = st.text(st.sampled_from("ab.+-_'1Aș@ \n\u200b\ud800\u202e<>,;:\""), max_size=12)
DOMAIN = st.text(st.sampled_from("ab.-1Aș\u3002 \u00df"), max_size=12)


@given(st.builds(lambda local, domain: f"{local}@{domain}.md", LOCAL, DOMAIN) | st.text(max_size=30))
@hypothesis_settings(max_examples=500)
def test_what_is_taken_is_one_line_that_can_be_seen_and_sent(text):
    try:
        address = normal_email(text)
    except Unprocessable as error:
        assert error.field == "email"  # noqa: PT017 - what is refused is refused at its field
        return
    assert normal_email(address) == address
    assert address.isprintable()
    assert address.count("@") == 1
    assert address.encode("utf-8")
    assert address.rpartition("@")[2].isascii()


@pytest.mark.parametrize("text", [
    "\ud800@example.md", "a\u200bb@example.md", "a\u202e@example.md", "a\0@example.md", "ana@exam\u200bple.md."])
def test_what_cannot_be_seen_is_in_no_address(text):
    """Two addresses that look the same would be two people, and half a character cannot be kept."""
    with pytest.raises(Unprocessable):
        normal_email(text)
