"""The glossary: the longest run of words that has a meaning, in any form, and every way to say it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import Glossary, words

GROUPS = [
    {"ro": ["struguri"], "ru": ["виноград"], "en": ["grapes", "grape"]},
    {"ro": ["cafenea", "local de cafea"], "ru": ["кофейня"], "en": ["coffee shop", "cafe"]},
    {"ro": ["cafea"], "ru": ["кофе"], "en": ["coffee"]},
    {"ro": ["București"], "ru": ["Бухарест"], "en": ["Bucharest"]},
    {"ro": ["Bucuria"], "ru": ["Букурия"]},
    {"ro": ["rețele sociale"], "ru": ["соцсети", "социальные сети"], "en": ["social networks"]},
]
GLOSSARY = Glossary(GROUPS)

MEANT = [
    ("struguri", 1, ("struguri", "виноград", "grapes")),
    ("strugurilor", 1, ("struguri", "виноград", "grapes")),
    ("винограда", 1, ("struguri", "виноград", "grapes")),
    ("coffee shop", 2, ("cafenea", "кофейня", "coffee shop")),
    ("coffee market", 1, ("cafea", "кофе", "coffee")),
    ("cafea", 1, ("cafea", "кофе", "coffee")),
    ("социальных сетей", 2, ("rețele sociale", "соцсети", "social networks")),
    ("bucuresti", 1, ("București", "Бухарест", "Bucharest")),
    ("bucuria", 1, ("Bucuria", "Букурия")),
]


@pytest.mark.parametrize(("typed", "size", "names"), MEANT, ids=[typed for typed, _, _ in MEANT])
def test_the_longest_beginning_that_has_a_meaning_is_found(typed: str, size: int, names: tuple[str, ...]) -> None:
    meaning = GLOSSARY.meaning(words(typed))
    assert meaning is not None
    assert (meaning.size, meaning.names) == (size, names)


@pytest.mark.parametrize("typed", ["", "nimic", "shop coffee", "local", "сети социальные"])
def test_what_is_not_in_it_has_no_meaning(typed: str) -> None:
    assert GLOSSARY.meaning(words(typed)) is None


def test_a_meaning_gives_every_way_to_say_it_folded() -> None:
    meaning = GLOSSARY.meaning(["cafenea"])
    assert meaning is not None
    assert set(meaning.phrases) == {("cafenea",), ("local", "de", "cafea"), ("кофейня",), ("coffee", "shop"), ("cafe",)}


def test_languages_take_turns_so_that_the_first_ways_are_of_all_of_them() -> None:
    glossary = Glossary([{"ro": ["unu", "doi", "trei"], "ru": ["один раз", "дважды"], "en": ["once"]}])
    meaning = glossary.meaning(["doi"])
    assert meaning is not None
    assert meaning.phrases == (("unu",), ("один", "раз"), ("once",), ("doi",), ("дважды",), ("trei",))


def test_groups_take_turns_too() -> None:
    glossary = Glossary([{"ro": ["targ", "piata"]}, {"ro": ["targ", "balci"], "en": ["fair"]}])
    meaning = glossary.meaning(["targ"])
    assert meaning is not None
    assert meaning.phrases == (("targ",), ("piata",), ("fair",), ("balci",))


def test_a_word_of_two_groups_means_both() -> None:
    glossary = Glossary([{"ro": ["targ"], "ru": ["ярмарка"]}, {"ro": ["Targ"], "en": ["fair"]}])
    meaning = glossary.meaning(["targ"])
    assert meaning is not None
    assert set(meaning.phrases) == {("targ",), ("ярмарка",), ("fair",)}


def test_an_empty_glossary_knows_nothing() -> None:
    assert Glossary([]).meaning(["vin"]) is None
    assert Glossary([{"ro": []}, {"ru": ["!!!"]}]).meaning(["vin"]) is None


entries = st.lists(st.text(max_size=12), max_size=3)


@given(st.lists(st.dictionaries(st.sampled_from(["ro", "ru", "en"]), entries), max_size=5))
def test_every_entry_of_any_glossary_means_its_group(groups: list[dict[str, list[str]]]) -> None:
    glossary = Glossary(groups)
    for group in groups:
        for said in group.values():
            for entry in said:
                folded = words(entry)
                meaning = glossary.meaning(folded)
                if folded:
                    assert meaning is not None
                    assert tuple(folded) in meaning.phrases


@pytest.mark.parametrize(("word", "known"), [
    ("struguri", True), ("strugurilor", True), ("виноградом", True), ("sociale", True), ("flori", False), ("", False),
])
def test_a_word_is_known_in_any_form_and_as_a_part_of_a_phrase(word: str, known: bool) -> None:
    glossary = Glossary([{"ro": ["struguri"], "ru": ["виноград"]}, {"ro": ["rețele sociale"], "en": ["networks"]}])
    assert glossary.knows(word) is known


def test_the_words_of_a_glossary_are_those_of_its_entries_folded() -> None:
    glossary = Glossary([{"ro": ["Rețele sociale"], "ru": ["СМИ"]}, {"ro": ["50 %"]}])
    assert glossary.single_words() == {"retele", "sociale", "сми", "50", "%"}
    assert Glossary([]).single_words() == frozenset()
