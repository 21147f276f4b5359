"""The words by which a case is remembered."""

import random

import pytest

from kb.evaluation.telling import Wording, folded_words, is_cyrillic, looks_romanian, title_words
from kb.model import Body, CaseStudy, CaseText, Section


def case(slug: str, title: str, summary: str = "", body: str = "", lang: str = "ro") -> CaseStudy:
    text = CaseText(lang, title, summary, Body(sections=(Section("context", "c", "Contextul", body),)))
    return CaseStudy(slug, (text,), (), (), (), (), (), ())


CASES = [
    case("a", "Struguri în loc de flori", "Fermierii vând la târg, pentru campanie.", "Depozitul frigorific era plin."),
    case("b", "Mere pentru campanie", "Fermierii din nord."),
    case("c", "Pere pentru campanie", "Fermierii din sud."),
    case("d", "Prune pentru campanie", "Vândute în oraș."),
]


def test_telling_words_are_long_rare_and_those_of_the_title_first() -> None:
    wording = Wording.of(CASES)
    assert wording.telling(CASES[0].texts[0]) == ["struguri", "flori", "vând", "târg"]


def test_a_word_of_the_body_counts_as_the_librarys_but_is_not_remembered() -> None:
    wording = Wording.of(CASES)
    assert wording.spread["frigorific"] == 1
    assert "frigorific" in wording.forms["ro"]
    assert "frigorific" not in wording.telling(CASES[0].texts[0])


@pytest.mark.parametrize("seed", range(8))
def test_remembered_words_stand_in_the_order_of_the_text_and_hold_the_wanted_one(seed: int) -> None:
    words = Wording.of(CASES).remembered(CASES[0].texts[0], 2, random.Random(seed), lambda word: "â" in word)
    assert words in (["struguri", "vând"], ["flori", "vând"], ["vând", "târg"])


def test_nothing_is_remembered_where_there_is_too_little() -> None:
    wording = Wording.of(CASES)
    assert wording.remembered(CASES[0].texts[0], 5, random.Random(1)) == []
    assert wording.remembered(CASES[0].texts[0], 2, random.Random(1), lambda word: word == "x") == []
    among = wording.remembered(CASES[0].texts[0], 2, random.Random(1), among=lambda word: word in {"flori", "târg"})
    assert among == ["flori", "târg"]


def test_title_words_and_all_words_of_a_version() -> None:
    assert title_words(CASES[0].texts[0]) == ["struguri", "flori"]
    assert {"struguri", "frigorific", "targ", "de"} <= folded_words(CASES[0].texts[0])


@pytest.mark.parametrize(("word", "cyrillic", "romanian"), [
    ("вино", True, False), ("ёлка", True, False), ("wine", False, False), ("struguri", False, True),
    ("flavours", False, True), ("coffee", False, False), ("chei", False, True), ("christmas", False, False),
    ("vлад", False, True),
])
def test_scripts_and_english_names_are_told_apart_by_letters(word: str, cyrillic: bool, romanian: bool) -> None:
    assert (is_cyrillic(word), looks_romanian(word)) == (cyrillic, romanian)
