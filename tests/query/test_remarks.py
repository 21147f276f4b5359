"""What is said about a query besides its words: what was ignored and why, hints, and the text shown back."""

import pytest

from kb.query import Hint, Reason, Word, parse, terms

A, B, C, D = map(Word, "abcd")


@pytest.mark.parametrize(
    ("text", "ignored"),
    [
        ("struguri", []),
        ("a OR b -c industry:wine", []),
        ("vi*", [(Reason.SHORT_PREFIX, "vi*")]),
        ("e-mail*", [(Reason.PREFIX_OF_SEVERAL, "e-mail*")]),
        ("*", []),
        ("culoare:roșu vin", [(Reason.UNKNOWN_FIELD, "culoare:roșu")]),
        ("https://point.md", []),
        ("Purcari: povestea", []),
        ("industry: wine", [(Reason.EMPTY_VALUE, "industry:")]),
        ('industry:""', [(Reason.EMPTY_VALUE, "industry:")]),
        ("x a OR -b", [(Reason.EXCLUSION_IN_OR, "a OR -b")]),
        ("vin OR industry:wine", [(Reason.FIELD_IN_OR, "vin OR industry:wine")]),
        ("platform:tv OR industry:wine", [(Reason.FIELD_IN_OR, "platform:tv OR industry:wine")]),
        ("(industry:wine a) OR b", [(Reason.FIELD_IN_OR, "(industry:wine a) OR b")]),
        ("industry:wine OR industry:beer", []),
        ("-(industry:wine a)", [(Reason.FIELD_IN_OR, "industry:wine a")]),
        ("-(industry:wine)", []),
        ("((((((((( a )))))))))", [(Reason.TOO_DEEP, "(")]),
        ("a b c d e f g h i j k l m n o p q r", [(Reason.TOO_MANY_TERMS, "q"), (Reason.TOO_MANY_TERMS, "r")]),
        ("a b c d e f g h i j k l m n o has:x,y", [(Reason.TOO_MANY_TERMS, "has:x,y")]),
        ("a b c d e f g h i j k l m n o p has:x", [(Reason.TOO_MANY_TERMS, "has:x")]),
        ("(a OR industry:wine", [(Reason.FIELD_IN_OR, "a OR industry:wine")]),
        ("-(a industry:wine", [(Reason.FIELD_IN_OR, "a industry:wine")]),
        ("(a (industry:wine b)|c", [(Reason.FIELD_IN_OR, "(industry:wine b)|c")]),
        ("vin " * 64 + "must", [(Reason.TOO_MANY_TERMS, "vin"), (Reason.TOO_LONG, "vin must")]),
    ],
)
def test_what_is_ignored_is_said_with_its_reason(text, ignored):
    assert [(each.reason, each.text) for each in parse(text).ignored] == ignored


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("", Hint.EMPTY),
        (" \x00 ", Hint.EMPTY),
        ("🍇 --- ()", Hint.NOTHING_TO_SEARCH),
        ("OR", Hint.NOTHING_TO_SEARCH),
        ("-vin", Hint.ONLY_EXCLUSIONS),
        ("-industry:wine", Hint.ONLY_EXCLUSIONS),
        ("-vin industry:wine", None),
        ("industry:wine", None),
        ("vin", None),
    ],
)
def test_a_query_that_says_little_gives_a_hint(text, hint):
    assert parse(text).hint == hint


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Vin \t roșu ", "Vin roșu"),
        ("s\u0326i", "și"),
        ("„Vin”", "„Vin”"),
        ("a\x00b\u202ec\ud800", "a b c"),
        ("x" * 300, "x" * 256),
        ("vin " + "x" * 300, "vin"),
    ],
)
def test_the_text_is_shown_back_clean(typed, shown):
    assert parse(typed).text == shown


def test_a_query_is_cut_between_words():
    text = "struguri " * 28 + "vânduți"
    query = parse(text)
    assert len(text) > 256
    assert query.words == Word("struguri")
    assert (Reason.TOO_LONG, "vânduți") in [(each.reason, each.text) for each in query.ignored]


def test_what_stands_in_parentheses_too_deep_is_still_searched():
    query = parse("(a OR (b " * 5 + "c" + "))" * 5 + " d")
    assert query.words is not None
    assert D in query.words.nodes
    assert list(terms(query.words)) == [*[A, B] * 4, A, C, D]
    assert [each.reason for each in query.ignored] == [Reason.TOO_DEEP]


def test_reasons_and_hints_are_message_ids():
    assert all(each.replace("_", "").isalpha() and each.islower() for each in [*Reason, *Hint])
