"""Values are written as authors like to read them, and are read back as what they were."""

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kb.ingest.plain_yaml import MAX_DEPTH, parse_yaml
from kb.ingest.yaml_writing import as_plain, write_entry, write_item

# Which texts need no quotes, and how the others are quoted.
SCALARS = [
    ("Struguri în loc de flori", "Struguri în loc de flori"), ("2019", "2019"), ("2019-02-24", "2019-02-24"),
    ("60", "60"), ("4.2", "4.2"), ("-3", '"-3"'), ("+37", '"+37"'), ("1e5", "1e5"), ("yes", "yes"), ("no", "no"),
    ("true", "true"), ("null", '"null"'), ("Null", '"Null"'), ("NULL", '"NULL"'), ("nul", "nul"), ("~", '"~"'),
    ("", '""'), (" ", '" "'), (" a", '" a"'), ("a ", '"a "'), ("a  b", '"a  b"'), ("a: b", '"a: b"'),
    ("a:b", '"a:b"'), ("a #b", '"a #b"'), ("#a", '"#a"'), ("- a", '"- a"'), ("a - b", '"a - b"'), ("a-b", "a-b"),
    ("a, b", '"a, b"'), ("[a]", '"[a]"'), ("{a}", '"{a}"'), ("*a", '"*a"'), ("&a", '"&a"'), ("a & b", "a & b"),
    ("!a", '"!a"'), ("%a", '"%a"'), ("100%", "100%"), ("@a", '"@a"'), ("`a`", '"`a`"'), ("|", '"|"'), (">", '">"'),
    ("'a'", "\"'a'\""), ('"a"', '"\\"a\\""'), ("D'Amore", "D'Amore"), ("a\nb", '"a\\nb"'), ("a\tb", '"a\\tb"'),
    ("a\\b", '"a\\\\b"'), ("https://a.md/b", '"https://a.md/b"'), ("a.md/b", "a.md/b"), ("«Букурия»", '"«Букурия»"'),
    ("Чернильница", "Чернильница"), ("ana@a.md", '"ana@a.md"'), ("a?", '"a?"'), ("?", '"?"'), ("=", '"="'),
    ("🍇", '"🍇"'), ("5–10", "5–10"), ("a\u00a0b", '"a\u00a0b"'), ("a\x7fb", '"a\\u007Fb"'),
    ("a\u2028b", '"a\\u2028b"'),
]


@pytest.mark.parametrize(("text", "written"), SCALARS)
def test_a_text_has_quotes_only_where_it_needs_them(text, written):
    assert write_entry("k", text) == [f"k: {written}\n"]


@pytest.mark.parametrize(("text", "written"), SCALARS)
def test_it_is_written_alike_wherever_it_stands_and_read_back(text, written):
    """Inside [] and {} more signs mean something; what is plain is plain there too."""
    if "\x7f" in text or "\u2028" in text:
        return
    value = {"a": text, "b": [text, text], "c": {"d": text}, "e": [{"f": text}, [text]]}
    lines = "".join(line for name, one in value.items() for line in write_entry(name, one))
    assert lines.count(written) >= 6
    read = parse_yaml("x", lines)
    assert (read.problems, read.value) == ((), value)


@pytest.mark.parametrize(("value", "lines"), [
    ([], ["k: []\n"]), ({}, ["k: {}\n"]), (["a", "b"], ["k: [a, b]\n"]), ({"a": "1", "b": "2"}, ["k: {a: 1, b: 2}\n"]),
    ([{"a": "1"}, {"b": "2"}], ["k:\n", "  - {a: 1}\n", "  - {b: 2}\n"]),
    ([["a"], "b"], ["k:\n", "  - [a]\n", "  - b\n"]), ({"a": ["b", {"c": "d"}]}, ["k: {a: [b, {c: d}]}\n"]),
    ([None, "a"], ["k: [null, a]\n"]), (None, []),
])
def test_short_things_stand_in_one_line_and_lists_of_things_in_one_line_each(value, lines):
    assert write_entry("k", value) == lines


def test_indent_and_line_end_are_those_of_the_file():
    assert write_entry("k", [{"a": "1"}], indent="  ", newline="\r\n") == ["  k:\r\n", "    - {a: 1}\r\n"]
    assert write_item({"a": "1"}, indent="    ", newline="\r") == "    - {a: 1}\r"


@pytest.mark.parametrize(("value", "plain"), [
    (None, None), (True, "true"), (False, "false"), (1, "1"), (-3, "-3"), (1.5, "1.5"), (1000.0, "1000"),
    (1e15, "1000000000000000"), (0.1 + 0.2, "0.3"), (1e-9, "0"), ("a\r\nb\rc", "a\nb\nc"), ("e\u0301", "é"),
    ("a\ud800", "a\ufffd"), ((1, 2), ["1", "2"]),
    ({"a": None, "b": {"c": None}}, {"b": {}}), ([None], [None]), ({1: 2}, {"1": "2"}), ({"e\u0301": "x"}, {"é": "x"}),
])
def test_any_value_becomes_what_reading_it_back_would_give(value, plain):
    assert as_plain(value) == plain


texts = st.text(max_size=20)
keys = texts.filter(lambda key: key != "<<")
deep = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8)


def depth(value):
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, inner), default=0) if isinstance(value, dict | list) else 0


@settings(max_examples=150)
@given(deep)
@example(["-", "- ", ": ", "? ", "", "~", "null"])
@example({"": "", "null": "a", "a: b": "c", "# a": "#"})
def test_whatever_can_be_written_is_read_back_the_same(value):
    """But for what no file may hold: that is told when it is read, and the door of forms refuses it."""
    plain = as_plain(value)
    read = parse_yaml("x", "".join(write_entry("k", plain)))
    if {problem.code for problem in read.problems} - {"control_character", "yaml_too_deep", "duplicate_key"}:
        raise AssertionError(read.problems)
    if not read.problems:
        assert read.value == ({"k": plain} if plain is not None else None)
    if depth(plain) < MAX_DEPTH and str(plain).isprintable() and "\\" not in str(plain):
        assert not read.problems


@given(deep)
def test_making_it_plain_twice_is_making_it_plain_once(value):
    once = as_plain(value)
    assert as_plain(once) == once


@given(texts)
def test_letters_are_composed_and_nothing_else_of_a_text_changes(text):
    plain = as_plain(text)
    assert unicodedata.is_normalized("NFC", plain)
    kept = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    assert plain == "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in kept)
