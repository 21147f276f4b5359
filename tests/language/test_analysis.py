"""Analysis against SQLite FTS5 itself: what is stored splits into our words, no more and no fewer."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import ANALYZER_VERSION, FTS_TOKENIZER, Analysis, analyse, stem, words

HARD = [
    "C++ și C#, 50 % din 1 200 €, e-mail: l'oreal@exemplu.md #vin_de_moldova",
    "NUL\x00 înăuntru, RTL\u202e, ZWJ 👩\u200d🌾, stegul 🇲🇩, tastă 1\ufe0f\u20e3",
    "Кри\u0301кова, ёлка, йогурт; ῥόδος; 日本語; हिन्दी; ქართული; עברית; العربية",
    "𝔸𝕓 ² ½ Ⅷ ⅔ ﬁ ŉ ǆ ß İı K Å",
    "quote ' \" back\\slash -- * ( ) NEAR AND OR NOT ^ : {a}",
    "x" * 300,
]


@pytest.fixture
def table() -> Iterator[sqlite3.Connection]:
    with closing(_table()) as connection:
        yield connection


def _table() -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    tokenizer = FTS_TOKENIZER.replace("'", "''")
    connection.execute(f"CREATE VIRTUAL TABLE t USING fts5(exact, stems, tokenize='{tokenizer}')")
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab(t, instance)")
    return connection


def _store(connection: sqlite3.Connection, analysis: Analysis) -> None:
    connection.execute("DELETE FROM t")
    connection.execute("INSERT INTO t VALUES (?, ?)", (analysis.exact, analysis.stems))


def _instances(connection: sqlite3.Connection, column: str) -> list[str]:
    rows = connection.execute("SELECT term FROM v WHERE col = ? ORDER BY offset", (column,))
    return [term for (term,) in rows]


def _found(connection: sqlite3.Connection, expression: str) -> bool:
    return bool(connection.execute("SELECT count(*) FROM t WHERE t MATCH ?", (expression,)).fetchone()[0])


def test_a_text_becomes_folded_words_and_stems():
    assert analyse("Struguri VÂNDUȚI, cînd?") == Analysis("struguri vanduti cand", "strug vand cand")


def test_a_text_without_words_becomes_nothing():
    assert analyse(" — … 🍇 ") == Analysis("", "")


def test_words_and_stems_stand_at_the_same_places():
    analysis = analyse("C++ pentru 1 200 de specialiști în e-mail marketing")
    assert [stem(word) for word in analysis.exact.split(" ")] == analysis.stems.split(" ")


@pytest.mark.parametrize("text", HARD)
def test_fts5_sees_our_words_of_hard_texts(table, text):
    analysis = analyse(text)
    _store(table, analysis)
    assert _instances(table, "exact") == words(text)
    assert _instances(table, "stems") == [stem(word) for word in words(text)]


@given(st.text())
def test_fts5_sees_our_words_of_any_text(text):
    with closing(_table()) as table:
        _store(table, analyse(text))
        assert _instances(table, "exact") == words(text)
        assert _instances(table, "stems") == [stem(word) for word in words(text)]


@given(st.text(min_size=1))
def test_every_word_of_any_text_is_found_by_a_quoted_match(text):
    with closing(_table()) as table:
        _store(table, analyse(text))
        for word in words(text):
            assert _found(table, f'exact : "{word}"')
            assert _found(table, f'stems : "{stem(word)}"')


@given(st.text(alphabet="C+#%1 20.,ăîșвё-'\u0301\u200b\x00e ", min_size=1))
def test_neighbouring_words_are_found_as_a_phrase(text):
    found = words(text)
    with closing(_table()) as table:
        _store(table, analyse(text))
        for one, other in pairwise(found):
            assert _found(table, f'"{one} {other}"')


def test_every_letter_and_digit_of_unicode_is_found(table):
    letters = "\n".join(char for char in map(chr, range(0x20000)) if char.isalnum())
    _store(table, analyse(letters))
    assert _instances(table, "exact") == words(letters)


def test_a_prefix_finds_the_words_that_begin_with_it(table):
    _store(table, analyse("Винодельня Instagram"))
    assert _found(table, '"винод"*')
    assert _found(table, '"insta"*')
    assert not _found(table, '"nstagram"*')


def test_c_plus_plus_is_not_c(table):
    _store(table, analyse("Programăm în C++"))
    assert _found(table, '"c++"')
    assert not _found(table, '"c"')


def test_the_version_of_the_analyzer_is_a_positive_number():
    assert ANALYZER_VERSION >= 1
