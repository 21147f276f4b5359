"""Other forms of a word, found among the words of the library."""

import pytest

from kb.evaluation.inflections import other_forms

KNOWN = frozenset({
    "strugurii", "strugurilor", "struguri", "strugure", "lumânări", "lumânare", "lumânărilor", "campanie", "campania",
    "campaniei", "casa", "casei", "магазин", "магазина", "магазинах", "молдавский", "молдавских", "красный", "красных",
    "run", "runs", "company", "companies", "invited", "invite",
})


@pytest.mark.parametrize(("word", "lang", "expected"), [
    ("strugurii", "ro", ["strugure", "struguri", "strugurilor"]),
    ("lumânare", "ro", ["lumânări", "lumânărilor"]),
    ("lumânări", "ro", ["lumânare", "lumânărilor"]),
    ("campanie", "ro", ["campania", "campaniei"]),
    ("магазин", "ru", ["магазина", "магазинах"]),
    ("красный", "ru", ["красных"]),
    ("invite", "en", ["invited"]),
    ("company", "en", ["companies"]),
    ("run", "en", []),  # too short a root
    ("unheard", "en", []),
])
def test_forms_are_real_words_that_differ_in_a_known_ending(word: str, lang: str, expected: list[str]) -> None:
    assert other_forms(word, lang, KNOWN) == expected
