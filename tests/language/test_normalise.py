"""Folding: which spellings are one word, which are not, and that folding is stable."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import fold, nfc

FOLDED = [
    ("", ""),
    ("Struguri", "struguri"),
    ("STRUGURII", "strugurii"),
    ("vânzări", "vanzari"),
    ("VÂNZĂRI", "vanzari"),
    # comma below, cedilla, and plain letters are one spelling
    ("știință și țară", "stiinta si tara"),
    ("ştiinţă şi ţară", "stiinta si tara"),
    ("ȘTIINȚĂ ȘI ȚARĂ", "stiinta si tara"),
    ("ŞTIINŢĂ ŞI ŢARĂ", "stiinta si tara"),
    # î inside a word is the old spelling of â
    ("cînd", "cand"),
    ("când", "cand"),
    ("CÎND", "cand"),
    ("pămîntul", "pamantul"),
    ("pământul", "pamantul"),
    ("romînesc", "romanesc"),
    ("cîștig, cîștigător", "castig, castigator"),
    ("vînzare la tîrg", "vanzare la targ"),
    ("pîine", "paine"),
    ("hotărîre", "hotarare"),
    # but not at the start, after a vowel, at the end, or after a prefix
    ("început", "inceput"),
    ("înainte", "inainte"),
    ("reînnoi", "reinnoi"),
    ("neîntrerupt", "neintrerupt"),
    ("bineînțeles", "bineinteles"),
    ("coborî", "cobori"),
    ("hotărî", "hotari"),
    ("subînțeles", "subinteles"),
    ("dezîntorc", "dezintorc"),
    ("superîncărcat", "superincarcat"),
    ("într-însul", "intr-insul"),
    # towns: â, î and plain letters are one spelling
    ("Hîncești Hâncești Hincesti Hancesti", "hincesti hincesti hincesti hincesti"),
    ("Rîbnița, Râbnița, Ribnita", "ribnita, ribnita, ribnita"),
    ("Rîșcani / RÂȘCANI", "riscani / riscani"),
    ("Sîngerei Sângerei", "singerei singerei"),
    ("Ceadîr-Lunga Ceadâr-Lunga", "ceadir-lunga ceadir-lunga"),
    ("sângerare, râs, hâncu", "sangerare, ras, hancu"),
    # Russian
    ("Ёлка", "елка"),
    ("Мёд", "мед"),
    ("йогурт", "йогурт"),
    ("ЙОГУРТ", "йогурт"),
    ("Кри\u0301кова", "крикова"),
    ("за\u0301мок", "замок"),
    ("зе\u0300мли", "земли"),
    ("Україна", "україна"),
    # other alphabets of the neighbourhood and of brands
    ("L'Oréal", "l'oreal"),
    ("Çadır-Lunga", "cadir-lunga"),
    ("İstanbul", "istanbul"),
    ("Łódź", "lodz"),
    ("Đorđe", "dorde"),
    ("smørrebrød", "smorrebrod"),
    ("Ångström", "angstrom"),
    # invisible signs inside words
    ("cam\u00adpa\u200bnie\ufeff", "campanie"),
    # what is not Latin or Cyrillic keeps its marks
    ("Ῥόδος", "ῥόδος"),
    ("日本語", "日本語"),
    ("50 % — “da”", "50 % — “da”"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_a_text_folds_to_what_the_index_compares(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize("text", [text for text, _ in FOLDED])
def test_decomposed_text_folds_like_composed_text(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("йод", "иод"), ("vin", "vina"), ("саи", "сай"), ("її", "іі"), ("ß", "ss")],
)
def test_letters_of_their_own_stay_apart(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet="îâășțşţİıßйёеэ\u0301\u0302\u0306\u0308\u0327\u0326\u200b\u00adabdnsz -"))
def test_folding_romanian_and_marks_in_any_order_is_stable(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert fold(unicodedata.normalize("NFD", text)) == folded


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzăâîșțéöüABCÎÂȘȚ", min_size=1))
def test_a_latin_word_folds_to_plain_letters_of_the_same_number(word):
    folded = fold(word)
    assert folded.isascii()
    assert folded.isalpha()
    assert len(folded) == len(word)


@given(st.text(alphabet="abcîâășțéöüabcйёжщыїъ -1"))
def test_case_does_not_matter_to_latin_and_cyrillic(text):
    assert fold(text.upper()) == fold(text)


@given(st.text())
def test_composing_is_what_unicode_says(text):
    assert nfc(text) == unicodedata.normalize("NFC", text)
    assert nfc(nfc(text)) == nfc(text)


plain_words = st.text(st.sampled_from("abîînmzșțăâşţéĂÂȘŢÉхёЁйЙ09 "), max_size=30)


@given(plain_words)
def test_the_quick_way_of_folding_gives_what_the_general_way_gives(text: str) -> None:
    # A soft hyphen prints nothing and folds to nothing, but takes a text out of the quick way.
    assert fold(text) == fold(text + "\u00ad")
