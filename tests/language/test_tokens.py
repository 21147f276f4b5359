"""Words with their places: what is one word, what is several, and that offsets point into the text as given."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language.tokens import MAX_WORD, SIGNS, Token, fold_word, tokenise, words

CUT = [
    ("", []),
    (" \n\t—!?… ", []),
    ("Struguri vânduți", ["struguri", "vanduti"]),
    ("vin,bere;must/suc", ["vin", "bere", "must", "suc"]),
    # side by side: a query for them is a phrase
    ("e-mail", ["e", "mail"]),
    ("l'oreal L’Oréal", ["l", "oreal", "l", "oreal"]),
    ("H&M", ["h", "m"]),
    ("point.md", ["point", "md"]),
    ("999.md", ["999", "md"]),
    ("într-o", ["intr", "o"]),
    ("snake_case", ["snake", "case"]),
    # tags and names
    ("#hashtag", ["hashtag"]),
    ("#vin_de_moldova", ["vin", "de", "moldova"]),
    ("@purcari.winery", ["purcari", "winery"]),
    # letters with signs
    ("C++", ["c++"]),
    ("(C++, C#)", ["c++", "c#"]),
    ("c#.", ["c#"]),
    ("G+ vs. Facebook", ["g+", "vs", "facebook"]),
    ("C++11", ["c", "11"]),
    ("a+b", ["a", "b"]),
    ("Disney+", ["disney"]),
    ("18+", ["18"]),
    ("c+++", ["c"]),
    # per cent
    ("50%", ["50", "%"]),
    ("50 %", ["50", "%"]),
    ("12,5%", ["12", "5", "%"]),
    # thousands
    ("1200", ["1200"]),
    ("1.200", ["1200"]),
    ("1,200", ["1200"]),
    ("1 200", ["1200"]),
    ("1\u00a0200", ["1200"]),
    ("1\u202f200\u202f000", ["1200000"]),
    ("1.200.000 lei", ["1200000", "lei"]),
    ("200 000,50", ["200000", "50"]),
    ("1.200 300", ["1200", "300"]),
    # numbers that are not parted thousands
    ("2,5 milioane", ["2", "5", "milioane"]),
    ("0.125", ["0", "125"]),
    ("24.03.2019", ["24", "03", "2019"]),
    ("în 2019 500 de oameni", ["in", "2019", "500", "de", "oameni"]),
    ("10:00 200", ["10", "00", "200"]),
    ("1.2000", ["1", "2000"]),
    ("1 200kg", ["1", "200kg"]),
    ("B2B 4G covid19", ["b2b", "4g", "covid19"]),
    # articles hung on with a hyphen
    ("Facebook-ul", ["facebook"]),
    ("IMM-urilor IMM-uri", ["imm", "imm"]),
    ("BRAND-UL", ["brand"]),
    ("site-ului, brand‑urile", ["site", "brand"]),
    ("x-ul-ul", ["x", "ul"]),
    ("vinde-le", ["vinde", "le"]),
    ("coca-cola", ["coca", "cola"]),
    ("auto-ulei", ["auto", "ulei"]),
    # marks and invisible signs do not part words
    ("cafe\u0301", ["cafe"]),
    ("s\u0326i t\u0326ara\u0306", ["si", "tara"]),
    ("Кри\u0301кова", ["крикова"]),
    ("cam\u00adpa\u200bnie", ["campanie"]),
    ("1\ufe0f\u20e3", ["1"]),
    # other scripts and signs
    ("вино и сыр", ["вино", "и", "сыр"]),
    ("日本語 text", ["日本語", "text"]),
    ("🍇vin🍷", ["vin"]),
    ("\x00vin\x00bun\u202e", ["vin", "bun"]),
]


@pytest.mark.parametrize(("text", "expected"), CUT)
def test_a_text_is_cut_into_folded_words(text, expected):
    assert words(text) == expected
    assert [token.folded for token in tokenise(text)] == expected


@pytest.mark.parametrize("text", [text for text, _ in CUT])
def test_decomposed_text_has_the_same_words(text):
    assert words(unicodedata.normalize("NFD", text)) == words(text)


def test_offsets_point_into_the_text_as_given():
    text = unicodedata.normalize("NFD", "Școala vânduse 1 200 de kg.")
    school, sold, number, *_ = tokenise(text)
    assert unicodedata.normalize("NFC", text[school.start : school.end]) == "Școala"
    assert unicodedata.normalize("NFC", text[sold.start : sold.end]) == "vânduse"
    assert text[number.start : number.end] == number.surface == "1 200"


def test_a_token_knows_its_surface_form_and_place():
    assert tokenise("un  Facebook-ul") == [Token("un", "un", 0, 2), Token("Facebook-ul", "facebook", 4, 15)]


def test_a_word_longer_than_any_word_is_cut():
    assert words("x" * (MAX_WORD + 50)) == ["x" * MAX_WORD]
    assert tokenise("x" * 500)[0].end == 500


def test_a_pile_of_marks_is_one_cheap_word():
    pile = "a" + "\u0301\u0327" * 100_000
    assert words(pile) == ["a"]


@given(st.text())
def test_surfaces_stand_in_the_text_in_order_without_overlap(text):
    end = 0
    for token in tokenise(text):
        assert token.start >= end
        assert text[token.start : token.end] == token.surface
        assert token.surface
        end = token.end


@given(st.text())
def test_every_letter_and_digit_belongs_to_a_token(text):
    outside = list(text)
    for token in tokenise(text):
        outside[token.start : token.end] = " " * (token.end - token.start)
    assert not any(char.isalnum() for char in outside)


@given(st.text())
def test_a_folded_word_cut_again_is_itself(text):
    for word in words(text):
        assert words(word) == [word]


def test_every_character_of_the_lower_planes_cut_again_is_itself():
    lone = {char: words(char) for char in map(chr, range(0x3000)) if char.isalnum()}
    assert all(len(found) == 1 for found in lone.values())
    assert [char for char, [found] in lone.items() if words(found) != [found]] == []


@given(st.text())
def test_folded_words_hold_no_ascii_signs_but_the_declared_ones(text):
    for word in words(text):
        assert word
        assert all(char.isalnum() or char in SIGNS for char in word if char.isascii())
        assert len(word) <= MAX_WORD


@given(st.text(), st.text())
def test_words_of_two_lines_are_the_words_of_each(one, other):
    assert words(f"{one}\n{other}") == words(one) + words(other)


def test_folding_of_words_is_remembered():
    fold_word("strugurilor")
    hits = fold_word.cache_info().hits
    fold_word("strugurilor")
    assert fold_word.cache_info().hits == hits + 1
    assert fold_word.cache_info().maxsize is not None
