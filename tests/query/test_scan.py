"""Lexemes: every character is accounted for, and a place in the text belongs to each."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.query.query import Reason
from kb.query.scan import Kind, Lexeme, scan


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("", []),
        ("vin", [Kind.WORD]),
        ("vin*", [Kind.PREFIX]),
        ("-vin", [Kind.MINUS, Kind.WORD]),
        ("- vin", [Kind.WORD, Kind.WORD]),
        ("a-vin", [Kind.WORD]),
        ('"a"-vin', [Kind.WORD, Kind.WORD]),
        ("(-vin)", [Kind.OPEN, Kind.MINUS, Kind.WORD, Kind.CLOSE]),
        ("a|-b", [Kind.WORD, Kind.OR, Kind.MINUS, Kind.WORD]),
        ("industry:wine", [Kind.FIELD]),
        ("(industry:wine", [Kind.OPEN, Kind.FIELD]),
        ("|year:2019", [Kind.OR, Kind.FIELD]),
        ("-industry:wine", [Kind.MINUS, Kind.FIELD]),
        ("a-industry:wine", [Kind.WORD]),
        ('"x"industry:wine', [Kind.WORD, Kind.WORD]),
        ("x industry:wine", [Kind.WORD, Kind.FIELD]),
        ('industry:wine"x"', [Kind.FIELD, Kind.WORD]),
        ("industry:(wine", [Kind.WORD, Kind.OPEN, Kind.WORD]),
        ("colour:red", [Kind.WORD]),
        ("AND SAU", [Kind.OR]),
        ("-AND", [Kind.MINUS, Kind.WORD]),
        ('a"', [Kind.WORD]),
        ("1 200 lei", [Kind.WORD, Kind.WORD]),
        ("1 200*", [Kind.WORD, Kind.PREFIX]),
    ],
)
def test_a_text_has_these_lexemes(text, kinds):
    assert [lexeme.kind for lexeme in scan(text)] == kinds


def test_a_field_knows_its_facet_and_its_values_item_by_item():
    [field] = scan('an:2018..2020,"2022",')
    values = (("2018", "2019", "2020"), ("2022",))
    assert field == Lexeme(Kind.FIELD, 'an:2018..2020,"2022"', 0, field="year", values=values)


def test_a_lexeme_says_what_is_doubtful_about_it():
    assert [lexeme.doubt for lexeme in scan("vi* e-mail* foo:bar year: vin")] == [
        Reason.SHORT_PREFIX,
        Reason.PREFIX_OF_SEVERAL,
        Reason.UNKNOWN_FIELD,
        Reason.EMPTY_VALUE,
        None,
    ]


@given(st.text(alphabet='ab1 20:-()|"*,;ORyear.„”%+'))
def test_lexemes_stand_in_the_text_in_order_without_overlap(text):
    plain = text.replace("„", '"').replace("”", '"')
    end = 0
    for lexeme in scan(text):
        assert lexeme.start >= end
        assert lexeme.text
        end = lexeme.start + len(lexeme.text)
        assert plain[lexeme.start : end] == lexeme.text


@given(st.text())
def test_no_letter_is_lost_between_lexemes(text):
    left = list(text)
    for lexeme in scan(text):
        left[lexeme.start : lexeme.start + len(lexeme.text)] = " " * len(lexeme.text)
    lost = "".join(char if char.isalnum() else " " for char in left).split()
    assert set(lost) <= {"AND", "ȘI", "ŞI", "SI", "И"}
