"""Widening by the glossary: each concept may be met by any way of saying it; the rest of the query stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import Glossary, stem
from kb.query import AllOf, AnyOf, Channel, Node, Not, Phrase, Prefix, Word, parse
from kb.search.meanings import MOST_ALTERNATIVES, widen

GLOSSARY = Glossary([
    {"ro": ["struguri"], "ru": ["виноград"]},
    {"ro": ["rețele sociale"], "ru": ["соцсети"], "en": ["social networks"]},
    {"ro": ["ziua vinului"], "ru": ["день вина"]},
])


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
