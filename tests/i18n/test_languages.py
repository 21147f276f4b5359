"""Which language a reader gets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb import model
from kb.i18n import DEFAULT, LANGUAGES, OWN_NAMES, negotiate

CHOICES = [
    # cookie, Accept-Language, the language
    (None, None, "ro"),
    (None, "", "ro"),
    ("ru", None, "ru"),
    ("ru", "en,ro;q=0.9", "ru"),
    ("fr", "en", "en"),
    ("", "en", "en"),
    ("RU", "en", "en"),
    (None, "ru", "ru"),
    (None, "ru-MD", "ru"),
    (None, "RU-md,en;q=0.8", "ru"),
    (None, "en-GB,en;q=0.9,ru;q=0.8", "en"),
    (None, "en;q=0.5,ru;q=0.8", "ru"),
    (None, "fr,de;q=0.9", "ro"),
    (None, "fr,de;q=0.9,en;q=0.1", "en"),
    (None, "ru;q=0,en;q=0.1", "en"),
    (None, "ru;q=0", "ro"),
    (None, "mo-MD,ru;q=0.9", "ro"),
    (None, "ro-MD,ru;q=0.9", "ro"),
    (None, "*", "ro"),
    (None, "en,ru", "en"),
    (None, "ru , en", "ru"),
    (None, "ru ; q = 0.7 , en ; q = 0.9", "en"),
    (None, "ru;q=nonsense,en", "en"),
    (None, "ru;q=2,en", "en"),
    (None, ";;;,,,en", "en"),
    (None, "x" * 5_000 + ",en", "ro"),
]


@pytest.mark.parametrize(("cookie", "header", "expected"), CHOICES)
def test_the_cookie_decides_then_the_browser_then_romanian(cookie, header, expected):
    assert negotiate(cookie, header) == expected


@given(st.none() | st.text(), st.none() | st.text())
def test_any_cookie_and_header_give_a_language(cookie, header):
    assert negotiate(cookie, header) in LANGUAGES


@given(st.lists(st.sampled_from(["ro", "ru", "en", "fr", "*", "q=1", ";", "mo", "-MD", "0.5"]), max_size=12))
def test_headers_made_of_real_pieces_give_a_language(pieces):
    assert negotiate(None, ",".join(pieces)) in LANGUAGES


def test_the_interface_has_the_languages_of_the_library():
    assert LANGUAGES == model.LANGUAGES


def test_each_language_is_named_in_itself():
    assert OWN_NAMES == {"ro": "Română", "ru": "Русский", "en": "English"}
    assert DEFAULT in LANGUAGES
