"""What was typed is marked in names; everything else is escaped."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import words
from kb.search.suggest.marking import mark


@pytest.mark.parametrize(("name", "typed", "html"), [
    ("Vinăria Purcari", "vin", "<mark>Vin</mark>ăria Purcari"),
    ("Vinăria Purcari", "pur vi", "<mark>Vi</mark>năria <mark>Pur</mark>cari"),
    ("Ștefan Vodă", "stef", "<mark>Ștef</mark>an Vodă"),
    ("Facebook", "book", "Face<mark>book</mark>"),
    ("Vadim Cușnir", "кушнир", "Vadim <mark>Cușnir</mark>"),
    ("Вадим Кушнир", "cusnir", "Вадим <mark>Кушнир</mark>"),
    ("Lumânări", "luma", "<mark>Lumâ</mark>nări"),
    ("Facebook-ul nostru", "face", "<mark>Facebook-ul</mark> nostru"),
    ("<b>Vin</b> & fum", "vin", "&lt;b&gt;<mark>Vin</mark>&lt;/b&gt; &amp; fum"),
    ("Vin vinovat", "vin vinova", "<mark>Vin</mark> <mark>vinova</mark>t"),
])
def test_beginnings_insides_and_sounds_are_marked(name, typed, html):
    assert mark(name, words(typed), heard=True) == (html, True)


@pytest.mark.parametrize(("name", "typed"), [
    ("Vin", "facebook"), ("Vin roșu", "vin alb"), ("", "vin"), ("!!!", "vin"), ("Cafea", "ea"),
])
def test_a_name_that_has_not_all_says_so(name, typed):
    assert not mark(name, words(typed))[1]


def test_a_word_that_only_sounds_so_is_marked_in_names_alone():
    assert mark("Vadim Cușnir", ["кушнир"]) == ("Vadim Cușnir", False)


@given(st.text(max_size=60), st.text(max_size=20))
def test_nothing_but_marks_is_html_and_no_letter_is_lost(name, typed):
    html, _ = mark(name, words(typed), heard=True)
    assert unescape(re.sub(r"</?mark>", "", html)) == name
    assert html.count("<mark>") == html.count("</mark>")
    assert "<" not in re.sub(r"</?mark>", "", html)
