"""Trees made into others: any form of the words, exclusions in all forms, and what a query looks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.query import (
    AllOf,
    AnyOf,
    Channel,
    Not,
    Phrase,
    Prefix,
    Word,
    exclude_forms,
    map_words,
    parse,
    respelt,
    terms,
    to_stems,
)


def s(text):
    return Word(text, Channel.STEM)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("strugurilor", s("strug")),
        ("struguri vânduți", AllOf((s("strug"), s("vand")))),
        ("винодельни", s("винодельн")),
        ('"struguri vânduți"', Phrase(("struguri", "vanduti"))),
        ("e-mail", Phrase(("e", "mail"))),
        ("strug*", Prefix("strug")),
        ("2019", s("2019")),
        ("c++", s("c++")),
        ("vinul OR berea", AnyOf((s("vin"), s("ber")))),
        ("struguri -vinului", AllOf((s("strug"), Not(s("vin"))))),
        ("-vinului", Not(s("vin"))),
        # forms of one word become one word
        ("vin vinul vinuri", s("vin")),
        ("vin OR vinuri", s("vin")),
        ("bere vin OR vinuri", AllOf((s("ber"), s("vin")))),
    ],
)
def test_words_become_stems_and_quoted_words_and_prefixes_stay(text, expected):
    assert to_stems(parse(text).words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("struguri", Word("struguri")),
        ("struguri -vinului", AllOf((Word("struguri"), Not(s("vin"))))),
        ("-vinului -berea", Not(AnyOf((s("vin"), s("ber"))))),
        ("(a -vinului) OR c", AnyOf((AllOf((Word("a"), Not(s("vin")))), Word("c")))),
        ('a -"vinului roșu"', AllOf((Word("a"), Not(Phrase(("vinului", "rosu")))))),
    ],
)
def test_exclusions_cover_every_form_and_the_rest_stays_exact(text, expected):
    assert exclude_forms(parse(text).words) == expected


def test_a_word_can_become_one_of_several():
    def widened(word):
        return AnyOf((word, Word("VIN"))) if word.text == "vin" else word

    tree = map_words(parse("vin -bere vin*").words, widened)
    assert tree == AllOf((AnyOf((Word("vin"), Word("VIN"))), Prefix("vin"), Not(Word("bere"))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("-vin", []),
        ("vin -bere", [Word("vin")]),
        ('a (b OR "c d") x -(y z)', [Word("a"), Word("b"), Phrase(("c", "d")), Word("x")]),
        ("vin* must", [Prefix("vin"), Word("must")]),
    ],
)
def test_terms_are_what_is_looked_for_in_order(text, expected):
    assert list(terms(parse(text).words)) == expected


@given(st.text(alphabet='vin ulreaOR-()"*'))
def test_stems_of_stems_are_asked_for_once(text):
    words = parse(text).words
    if words:
        assert to_stems(to_stems(words)) == to_stems(words)
        assert exclude_forms(exclude_forms(words)) == exclude_forms(words)


RESPELT = [
    ("vni", "vin"), ("vni bun", "vin bun"), ('"un vni bun"', '"un vin bun"'), ("bere OR vni", "bere OR vin"),
    ("bun -vni", "bun -vni"), ("vni*", "vni*"), ("bere", "bere"), ("(vni OR bere) bun", "vin OR bere bun"),
]


@pytest.mark.parametrize(("text", "expected"), RESPELT)
def test_words_are_written_otherwise_where_they_are_wanted(text, expected):
    assert respelt(parse(text).words, {"vni": "vin"}) == parse(expected).words
