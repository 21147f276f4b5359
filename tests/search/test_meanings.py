"""Widening by the glossary: each concept may be met by any way of saying it; the rest of the query stays."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import Glossary, stem
from kb.query import AllOf, AnyOf, Channel, Node, Not, Phrase, Prefix, Word, parse, terms
from kb.search.meanings import MOST_ALTERNATIVES, Meanings, Widened

GLOSSARY = Glossary([
    {"ro": ["struguri"], "ru": ["виноград"]},
    {"ro": ["rețele sociale"], "ru": ["соцсети"], "en": ["social networks"]},
    {"ro": ["ziua vinului"], "ru": ["день вина"]},
])


def widen(node: Node, glossary: Glossary) -> Widened | None:
    return Meanings(glossary).widen(node)


def stemmed(*words: str) -> Node:
    stems = tuple(map(stem, words))
    return Word(stems[0], Channel.STEM) if len(stems) == 1 else Phrase(stems, Channel.STEM)


GRAPES = AnyOf((stemmed("struguri"), stemmed("виноград")))
NETWORKS = AnyOf((
    AllOf((stemmed("retele"), stemmed("sociale"))), stemmed("retele", "sociale"), stemmed("соцсети"),
    stemmed("social", "networks"),
))

WIDENED = [
    ("struguri", GRAPES),
    ("strugurii piata", AllOf((GRAPES, stemmed("piata")))),
    ("rețele sociale struguri", AllOf((NETWORKS, GRAPES))),
    ("struguri -piata", AllOf((GRAPES, Not(stemmed("piata"))))),
    ("struguri pia*", AllOf((GRAPES, Prefix("pia")))),
    ("piata OR struguri", AnyOf((stemmed("piata"), *GRAPES.nodes))),
    ("de la struguri", GRAPES),
]


@pytest.mark.parametrize(("text", "expected"), WIDENED, ids=[text for text, _ in WIDENED])
def test_a_query_is_widened(text: str, expected: Node) -> None:
    words = parse(text).words
    assert words is not None
    widened = widen(words, GLOSSARY)
    assert widened is not None
    assert widened.node == expected


def test_a_quoted_phrase_that_is_an_entry_is_widened_too() -> None:
    words = parse('"rețele sociale"').words
    assert words is not None
    widened = widen(words, GLOSSARY)
    assert widened is not None
    assert stemmed("соцсети") in widened.node.nodes


@pytest.mark.parametrize("text", ["piata", "-struguri", "stru*", '"struguri piata"', "sociale rețele"])
def test_a_query_without_a_known_meaning_is_not_widened(text: str) -> None:
    words = parse(text).words
    assert words is not None
    assert widen(words, GLOSSARY) is None


def test_what_was_searched_in_place_of_what_is_told() -> None:
    words = parse("strugurii și соцсети").words
    assert words is not None
    widened = widen(words, GLOSSARY)
    assert widened is not None
    assert widened.meant == (("strugurii", "виноград"), ("соцсети", "rețele sociale, social networks"))


def test_another_form_of_the_typed_word_is_not_told_as_another_word() -> None:
    glossary = Glossary([{"ro": ["maraton"], "ru": ["марафон"], "en": ["Marathon"]}])
    words = parse("maratonul").words
    assert words is not None
    widened = widen(words, glossary)
    assert widened is not None
    assert widened.meant == (("maratonul", "марафон, Marathon"),)


APART = Glossary([
    {"ro": ["cursă caritabilă"], "en": ["charity run"]}, {"ro": ["caritate"], "en": ["charity"]},
    {"ro": ["alergare"], "en": ["run"]},
])


def test_words_that_mean_something_together_are_also_met_each_in_its_own_way() -> None:
    words = parse("charity run").words
    assert words is not None
    widened = widen(words, APART)
    assert widened is not None
    charity, run = (AnyOf((stemmed(one), stemmed(two))) for one, two in (("charity", "caritate"), ("run", "alergare")))
    together = stemmed("cursa", "caritabila"), stemmed("charity", "run")
    assert widened.node == AnyOf((AllOf((charity, run)), *together))
    assert widened.single == AllOf(tuple(AnyOf((*each.nodes, *together)) for each in (charity, run)))


def test_each_word_for_itself_is_the_whole_where_no_two_mean_something_together() -> None:
    words = parse("caritate vin").words
    assert words is not None
    widened = widen(words, APART)
    assert widened is not None
    assert widened.single == widened.node


def count(node: Node) -> int:
    return sum(map(count, node.nodes)) if isinstance(node, AllOf | AnyOf) else 1


some_words = st.sampled_from(["struguri", "vin", "соцсети", "ziua", "vinului", "rețele", "sociale"])


@given(st.lists(some_words, min_size=1, max_size=16))
def test_however_wide_the_glossary_the_question_stays_small(typed: list[str]) -> None:
    wide = Glossary([{"ro": ["struguri", *(f"cuvant{number}" for number in range(100))]}, {"ro": ["vin", "vinuri"]}])
    words = parse(" ".join(typed)).words
    assert words is not None
    widened = widen(words, wide)
    if widened:
        assert count(widened.node) <= 2 * MOST_ALTERNATIVES + len(typed)


MANY = Glossary([{
    "ro": ["struguri", "poamă", "boabe"], "ru": ["виноград", "гроздь", "лоза"], "en": ["grapes", "grape", "bunch"],
}])


def alternatives(text: str, meanings: Meanings) -> set[str]:
    words = parse(text).words
    assert words is not None
    widened = meanings.widen(words)
    assert widened is not None
    return {term.text for term in terms(widened.node) if isinstance(term, Word)}


def test_ways_of_saying_it_that_stand_in_no_text_are_not_looked_for() -> None:
    there = {stem("struguri"), stem("гроздь")}
    meanings = Meanings(MANY, lambda stems: there & set(stems))
    assert alternatives("struguri", meanings) == there


def test_what_was_typed_is_looked_for_even_if_it_stands_in_no_text() -> None:
    meanings = Meanings(MANY, lambda stems: {stem("гроздь")} & set(stems))
    assert alternatives("grapes", meanings) == {stem("grapes"), stem("гроздь")}


def test_what_stands_in_a_library_is_asked_once_for_each_meaning() -> None:
    asked: list[frozenset[str]] = []

    def there(stems: Iterable[str]) -> set[str]:
        asked.append(frozenset(stems))
        return set(asked[-1])

    meanings = Meanings(MANY, there)
    for text in ("struguri", "виноград", "grapes struguri"):
        alternatives(text, meanings)
    assert len(asked) == 1


def test_words_with_digits_are_no_words_of_the_library_and_are_always_looked_for() -> None:
    meanings = Meanings(Glossary([{"ro": ["între firme"], "en": ["b2b"]}]), lambda _: set())
    assert alternatives("b2b", meanings) == {"b2b"}


def test_every_language_gets_a_turn_however_many_words_are_typed() -> None:
    typed = [f"cuvant{number}" for number in range(15)]
    found = alternatives(" ".join(["struguri", *typed]), Meanings(MANY))
    assert {stem("struguri"), stem("виноград"), stem("grapes")} <= found


def test_words_that_tell_nothing_take_no_room_from_the_others() -> None:
    short, long = (alternatives(text, Meanings(MANY)) for text in ("struguri", "cum de la care struguri sunt"))
    assert short == long


@pytest.mark.parametrize("text", ["vând pe comandă", "vând într-un vin"])
def test_a_word_that_tells_nothing_is_no_part_of_its_own(text: str) -> None:
    glossary = Glossary([{"ro": ["pe comandă"], "en": ["made to order"]}, {"ro": ["vin"], "en": ["wine"]}])
    words = parse(text).words
    assert words is not None
    widened = widen(words, glossary)
    assert widened is not None
    assert isinstance(widened.single, AllOf)
    assert len(widened.single.nodes) == 2
    assert stem("pe") not in {term.text for term in terms(widened.single) if isinstance(term, Word)}


STOP = Glossary([{"ro": ["primit"], "en": ["getting", "get"]}, {"ro": ["vin"], "en": ["wine"]}])


def test_a_word_that_tells_nothing_is_not_widened_beside_others() -> None:
    words = parse("getting wine").words
    assert words is not None
    widened = widen(words, STOP)
    assert widened is not None
    assert widened.meant == (("wine", "vin"),)
    assert widened.node == widened.single == AnyOf((stemmed("wine"), stemmed("vin")))


def test_a_word_that_tells_nothing_is_widened_when_it_is_all_there_is() -> None:
    assert alternatives("getting", Meanings(STOP)) == {stem("getting"), stem("get"), stem("primit")}
