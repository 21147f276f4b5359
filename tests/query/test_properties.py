"""What holds for every string: a query, that writes back to itself, within its limits and in bounded time."""

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.query import (
    MAX_DEPTH,
    MAX_LENGTH,
    MAX_TERMS,
    AllOf,
    AnyOf,
    Node,
    Not,
    Phrase,
    Prefix,
    Query,
    Word,
    outline,
    parse,
    terms,
    to_stems,
)

PIECES = [
    *"'\"()-*:|,;.+#%_ \t\x00\u200f\u202e\u0301😀🍇„”«»",
    " ",
    " ",
    "vin",
    "Vânzări",
    "вино",
    "e-mail",
    "C++",
    "1 200",
    "200",
    "300",
    "7",
    "vi*",
    "vin*",
    " OR ",
    " SAU ",
    " ИЛИ ",
    " AND ",
    " -",
    " -(",
    "industry:",
    "отрасль:",
    "year:2018..2020",
    "an:..2019",
    "год:2018..",
    "year:2000",
    "wine,tourism",
    'business:"Purcari, S.A."',
    "foo:bar",
    "İ",
    "ß",
    "ǆ",
    "\u0958",
    "\ud800",
]
ADVERSARIAL = st.lists(st.sampled_from(PIECES), max_size=120).map("".join)
ANY_TEXT = st.one_of(st.text(), ADVERSARIAL)


def same(one: Query, other: Query) -> bool:
    return (one.words, one.filters, one.excluded) == (other.words, other.filters, other.excluded)


def nodes_of(node: Node | None) -> list[Node]:
    match node:
        case None:
            return []
        case AllOf(nodes) | AnyOf(nodes):
            return [node, *(each for part in nodes for each in nodes_of(part))]
        case Not(inner):
            return [node, *nodes_of(inner)]
    return [node]


def misplaced(node: Node | None, root: bool = True) -> list[Node]:
    """Nodes that break the promises of kb.query.nodes."""
    match node:
        case AllOf(nodes):
            wrong = [] if len(nodes) > 1 and not all(isinstance(part, Not) for part in nodes) else [node]
            wrong += [part for part in nodes if isinstance(part, AllOf)]
            inner = [part.node if isinstance(part, Not) else part for part in nodes]
        case AnyOf(nodes):
            wrong = [] if len(nodes) > 1 else [node]
            wrong += [part for part in nodes if isinstance(part, AnyOf | Not)]
            inner = list(nodes)
        case Not(negative):
            wrong = [] if root and not isinstance(negative, Not) else [node]
            inner = [negative]
        case _:
            return []
    return wrong + [each for part in inner for each in misplaced(part, root=False)]


@given(ANY_TEXT)
@example("(" * 300)
@example('"' * 255)
@example("-" * 300 + "a")
@example("a|" * 128)
@example("a-" * 128)
@example("an:2018.. " * 30)
@example("ß" * 256)
@example("1 " + "200 " * 15)
@example("-(" * 20 + "a" + ")" * 20)
@example("((((((((-a -b)))))))) OR c")
def test_every_string_gives_a_query_that_writes_back_to_itself(text):
    query = parse(text)
    again = parse(str(query))
    assert same(again, query)
    assert str(again) == str(query)


@given(ANY_TEXT)
def test_limits_hold_for_every_string(text):
    query = parse(text)
    assert len(query.text) <= MAX_LENGTH
    assert len(str(query)) <= MAX_LENGTH
    found = [node for node in nodes_of(query.words) if isinstance(node, Word | Phrase | Prefix)]
    assert len(found) <= MAX_TERMS
    depth = deepest = 0
    for char in str(query):
        depth += (char == "(") - (char == ")")
        deepest = max(deepest, depth)
    assert deepest <= MAX_DEPTH


@given(ANY_TEXT)
def test_exclusions_stand_only_where_an_engine_can_answer_them(text):
    words = parse(text).words
    assert misplaced(words) == []
    assert words is None or misplaced(to_stems(words)) == []


@given(ANY_TEXT)
def test_a_query_is_printable_and_can_be_stored(text):
    query = parse(text)
    json.dumps([query.text, outline(query.words), dict(query.filters), str(query)], ensure_ascii=False).encode()
    assert "\x00" not in query.text
    assert not any(char in query.text for char in "\n\t\u202e\u200f")


@given(ANY_TEXT)
def test_what_is_looked_for_is_folded_words(text):
    for term in terms(parse(text).words):
        for word in term.words if isinstance(term, Phrase) else (term.text,):
            assert word
            assert not set(word) & set(' "()*:|\x00')


@given(ANY_TEXT)
def test_filters_name_facets_and_hold_values(text):
    query = parse(text)
    for facets in (query.filters, query.excluded):
        for field, values in facets.items():
            assert field.isascii()
            assert values
            assert all(value and value == value.strip() == value.lower() for value in values)
            assert len(set(values)) == len(values)


@given(st.permutations(["vin", "-must", "industry:wine", "a OR b", "-year:2019", "(c d)"]))
def test_the_order_of_the_parts_changes_nothing_but_the_order(parts):
    query = parse(" ".join(parts))
    assert query.filters == {"industry": ("wine",)}
    assert query.excluded == {"year": ("2019",)}
    assert isinstance(query.words, AllOf)
    wanted = {Word("vin"), Not(Word("must")), AnyOf((Word("a"), Word("b"))), Word("c"), Word("d")}
    assert set(query.words.nodes) == wanted


@given(ANY_TEXT)
def test_remarks_quote_what_was_typed(text):
    query = parse(text)
    for remark in query.ignored:
        assert remark.text
        assert len(set(query.ignored)) == len(query.ignored)


@pytest.mark.parametrize(
    "piece",
    ["(", ")", '"', "-", "|", "a ", "a|", "-(", "a:", "an:1990.. ", "\u0301\u0327", "1 200 ", "*", "\x00", "ß", " "],
)
def test_ten_thousand_characters_take_no_longer_than_a_few(piece):
    text = "a" + piece * (10_000 // len(piece))
    started = time.perf_counter()
    parse(text)
    assert time.perf_counter() - started < 0.5
