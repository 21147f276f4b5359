"""The order of alphabets."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, collation_key, initial

ORDERS = [
    ("ro", ["ac", "az", "ăla", "âna", "ba"]),
    ("ro", ["Ion", "Iz", "Înainte", "Jora"]),
    ("ro", ["sus", "szabo", "șarpe", "tabel", "tzara", "țară", "ud"]),
    ("ro", ["Chișinău", "Chizlea"]),
    ("ro", ["Bălți", "Bender", "Beșalma"]),
    ("ro", ["vin", "Вино"]),
    ("ru", ["ель", "ещё", "ёлка", "жук"]),
    ("ru", ["Вино", "vin"]),
    ("ru", ["и", "й", "к"]),
    ("en", ["cafe", "café au lait", "caffeine"]),
    ("en", ["naive", "naïve", "navel"]),
    ("ro", ["2 mere", "3 pere", "mere"]),
    ("ro", ["a b", "ab"]),
]


@pytest.mark.parametrize(("lang", "order"), ORDERS)
def test_lists_are_in_the_order_of_the_alphabet(lang, order):
    shuffled = list(order)
    random.Random(7).shuffle(shuffled)
    assert sorted(shuffled, key=lambda text: collation_key(text, lang)) == order


def test_case_and_punctuation_decide_only_between_equals():
    assert sorted(["b", "«a»", "A", "a"], key=lambda text: collation_key(text, "ro")) == ["A", "a", "«a»", "b"]


def test_letters_with_a_cedilla_stand_with_those_with_a_comma():
    cedilla, comma = collation_key("ţară", "ro"), collation_key("țară", "ro")
    assert cedilla[0] == comma[0]


def test_decomposed_letters_stand_with_composed_ones():
    assert collation_key("a\u0306la", "ro")[0] == collation_key("ăla", "ro")[0]


@given(st.lists(st.text(), max_size=8), st.sampled_from(LANGUAGES))
def test_any_texts_can_be_sorted_and_only_equal_ones_share_a_key(texts, lang):
    ordered = sorted(texts, key=lambda text: collation_key(text, lang))
    assert sorted(ordered) == sorted(texts)
    assert len({collation_key(text, lang) for text in texts}) == len(set(texts))


INITIALS = [
    ("ro", "Șarpe", "Ș"), ("ro", "şarpe", "Ș"), ("ro", "înainte", "Î"), ("ro", "Élite", "E"),
    ("ro", "„Hai la vin”", "H"),
    ("ro", "2 mere", "#"), ("ro", "Вино", "В"), ("ru", "ёлка", "Ё"), ("ru", "Wine", "W"), ("en", "Țară", "T"),
    ("en", "  #vin", "V"), ("en", "Ωmega", "#"), ("en", "", "#"), ("en", "…", "#"),
]


@pytest.mark.parametrize(("lang", "text", "letter"), INITIALS)
def test_a_text_stands_under_its_first_letter_as_the_alphabet_counts_letters(lang, text, letter):
    assert initial(text, lang) == letter


@given(st.lists(st.text("aăâbiîsșştțzАЯёе2„ -", max_size=5), max_size=12), st.sampled_from(LANGUAGES))
def test_a_sorted_list_has_every_letter_once(texts, lang):
    """Blanks stand before letters in the order and are no letter, so texts that begin with one are left out."""
    told = [text for text in texts if not text.startswith((" ", "„", "-"))]
    told.sort(key=lambda text: collation_key(text, lang))
    letters = [letter for letter, _ in itertools.groupby(told, key=lambda text: initial(text, lang))]
    assert len(letters) == len(set(letters))
