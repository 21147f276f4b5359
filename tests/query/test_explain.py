"""The way back: canonical text and a plain outline."""

import json

import pytest

from kb.query import Query, outline, parse, to_stems


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("", ""),
        ("  Struguri   VÂNDUȚI ", "struguri vanduti"),
        ("e-mail", '"e mail"'),
        ("„Vin roșu”", '"vin rosu"'),
        ("a | b ИЛИ c", "a OR b OR c"),
        ("(a SAU b) c", "a OR b c"),
        ("c (a OR b)", "c a OR b"),
        ("(a b)|c", "(a b) OR c"),
        ("-a b", "b -a"),
        ("-(a OR b) c", "c -a -b"),
        ("-(a b) c", "c -(a b)"),
        ("-a -b", "-a -b"),
        ("-(a b) -c", "-(a b) -c"),
        ("1 200", "1200"),
        ('1 "200"', '1 "200"'),
        ('"1, 200"', '"1, 200"'),
        ("7 200*", "7 200*"),
        ("an:2018..2020 vin industrie:Wine,bere", "vin year:2018..2020 industry:wine,bere"),
        ('business:"Purcari S.A."', 'business:"purcari s.a."'),
        ("-loc:balti vin", "vin -place:balti"),
        ("a AND b", "a b"),
        ("vin* 50%", 'vin* "50 %"'),
    ],
)
def test_a_query_is_written_in_one_form(text, canonical):
    query = parse(text)
    assert str(query) == canonical
    assert str(parse(canonical)) == canonical


def test_an_empty_query_is_written_as_nothing():
    assert str(Query()) == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("vin", {"exact": "vin"}),
        ("vin*", {"prefix": "vin"}),
        ('"vin roșu"', {"exact": ["vin", "rosu"]}),
        ("a OR b -c", {"all": [{"any": [{"exact": "a"}, {"exact": "b"}]}, {"not": {"exact": "c"}}]}),
    ],
)
def test_a_tree_is_outlined_in_plain_values(text, expected):
    plain = outline(parse(text).words)
    assert plain == expected
    assert json.loads(json.dumps(plain)) == plain


def test_an_outline_tells_stems_from_words():
    assert outline(to_stems(parse("vinuri").words)) == {"stem": "vin"}
