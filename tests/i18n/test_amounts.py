"""Numbers as people type them in each language, and large ones written short."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, number, parse_number, short_number

EVERYWHERE = [
    ("0", 0), ("7", 7), ("1500", 1500), ("1 500", 1500), ("1\u00a0500", 1500), ("1\u202f500", 1500), ("12 %", 12),
    ("12%", 12), ("-3", -3), ("\u22123", -3), ("+3", 3), ("0,125", 0.125), ("0.125", 0.125), ("2,5", 2.5), ("2.5", 2.5),
    ("1.000.000", 1_000_000), ("1,000,000", 1_000_000), ("1.000,5", 1000.5), ("1,000.5", 1000.5), ("1 000,5", 1000.5),
    ("5.", 5), ("  42  ", 42), ("1'000", 1000),
]
BY_LANGUAGE = [("1.000", 1000, 1), ("1,000", 1, 1000), ("12.345", 12345, 12.345), ("1.0000", 1, 1)]
NONE = [
    "", " ", "abc", "1e5", "--1", "1-2", "1,2,3", "1.0.0,5", ".5", "5 lei", "½", "１２", "1.000.5", "12,34.56.7", "nan",
    "inf", "%", "0x10", "1_000",
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("typed", "value"), EVERYWHERE)
def test_what_can_mean_one_thing_is_read_alike_in_every_language(lang, typed, value):
    assert parse_number(typed, lang) == value


@pytest.mark.parametrize(("typed", "continental", "english"), BY_LANGUAGE)
def test_what_can_mean_two_things_is_read_as_the_language_writes(typed, continental, english):
    assert [parse_number(typed, lang) for lang in ("ro", "ru", "en")] == [continental, continental, english]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("typed", NONE)
def test_what_is_no_number_is_none(lang, typed):
    assert parse_number(typed, lang) is None


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_is_a_number_or_none(text, lang):
    found = parse_number(text, lang)
    assert found is None or found == found  # not a NaN


@given(st.integers(-10**12, 10**12), st.integers(0, 99), st.sampled_from(LANGUAGES))
def test_a_number_as_we_write_it_is_read_back(whole, hundredths, lang):
    value = whole + hundredths / 100
    assert parse_number(number(value, lang), lang) == pytest.approx(value, abs=1e-4)


SHORT = [
    (0, "0", "0", "0"), (950, "950", "950", "950"), (100_000, "100\u00a0000", "100\u00a0000", "100,000"),
    (1_000_000, "1\u00a0mil.", "1\u00a0млн", "1M"), (1_500_000, "1,5\u00a0mil.", "1,5\u00a0млн", "1.5M"),
    (2_000_000_000, "2\u00a0mld.", "2\u00a0млрд", "2B"),
]


@pytest.mark.parametrize(("value", "ro", "ru", "en"), SHORT)
def test_large_numbers_are_short_on_an_axis(value, ro, ru, en):
    assert [short_number(value, lang) for lang in ("ro", "ru", "en")] == [ro, ru, en]
