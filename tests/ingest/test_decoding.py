"""Bytes to clean text: what is mended, what is refused, and where."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.decoding import decode, find_controls


@pytest.mark.parametrize(("data", "text"), [
    (b"", ""),
    (b"abc\n", "abc\n"),
    (b"\xef\xbb\xbfabc", "abc"),
    (b"a\r\nb\rc\n", "a\nb\nc\n"),
    ("Chișinău".encode(), "Chișinău"),
    (unicodedata.normalize("NFD", "șțăîâ й ё").encode(), "șțăîâ й ё"),
    (b"a\tb", "a\tb"),
    ("emoji 🍇 și liniuță – „ghilimele”".encode(), "emoji 🍇 și liniuță – „ghilimele”"),
])
def test_right_bytes_give_normalised_text(data: bytes, text: str) -> None:
    assert decode("x.md", data) == (text, ())


@pytest.mark.parametrize(("data", "line", "position"), [
    (b"\xff", 1, "0"),
    (b"ab\n\xc3(", 2, "3"),
    (b"\xef\xbb\xbfa\n\x80", 2, "5"),
    ("Chișinău".encode("utf-16"), 1, "0"),
    ("Кишинёв".encode("cp1251"), 1, "0"),
    ("Bălţi".encode("iso8859-2"), 1, "1"),
    (b"\xed\xa0\x80", 1, "0"),
])
def test_other_encodings_are_refused_with_line_and_byte(data: bytes, line: int, position: str) -> None:
    text, problems = decode("x.md", data)
    assert text == ""
    assert [(one.code, one.line, one.arguments["position"]) for one in problems] == [("not_utf8", line, position)]


@pytest.mark.parametrize(("text", "line", "column", "character"), [
    ("a\x00", 1, "2", "U+0000"),
    ("a\r\nb\x07", 2, "2", "U+0007"),
    ("\n\n\x1b[31m", 3, "1", "U+001B"),
    ("a\x85b", 1, "2", "U+0085"),
    ("a\u2028b", 1, "2", "U+2028"),
    ("abc\u202etxt", 1, "4", "U+202E"),
    ("a\ufeff", 1, "2", "U+FEFF"),
    ("a\uffff", 1, "2", "U+FFFF"),
])
def test_control_characters_are_refused_with_line_and_column(
    text: str, line: int, column: str, character: str
) -> None:
    decoded, problems = decode("x.md", text.encode())
    assert decoded == ""
    assert problems[0].line == line
    assert problems[0].arguments == {"character": character, "column": column}


def test_every_control_character_of_a_file_is_told_up_to_ten() -> None:
    assert len(decode("x.md", b"\x01\n\x02\n\x03")[1]) == 3
    assert len(decode("x.md", b"\x01" * 100_000)[1]) == 10


def test_controls_of_a_value_are_placed_in_its_file() -> None:
    problem = find_controls("x.md", "a\n\x00", line=5, field="title")[0]
    assert (problem.line, problem.field) == (6, "title")


@given(st.binary())
def test_any_bytes_give_clean_text_or_a_problem(data: bytes) -> None:
    text, problems = decode("x.md", data)
    assert not (text and problems)
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert decode("x.md", text.encode()) == (text, ())


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"])))
def test_text_without_controls_is_never_refused(text: str) -> None:
    assert decode("x.md", text.encode()) == (unicodedata.normalize("NFC", text), ())
