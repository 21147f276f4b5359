"""Strings that nobody should type, in any number, and what holds for the answer to each of them."""

import random
import re
from collections.abc import Callable

from kb.evaluation import spellings
from kb.search import FACETS, Answer, SearchRequest
from tests import words as field_words

HOSTILE = [
    "", " ", "\0", "\n\t\r", '"', '""', "'", "`", "\\", "*", "**", "a*", "abc*", "-", "--", "- -", "-*", "+", "(", ")",
    "()", "((((((((((((((((", "))))))))", "(" * 300 + "vin" + ")" * 300, "OR", "OR OR", "a OR", "OR a", "NOT", "NEAR",
    "NEAR(vin targ, 5)", "vin AND NOT targ", "title:vin", "{title body}: vin", "^vin", "vin^2",
    "documents_fts MATCH 'x'",
    "'; DROP TABLE documents; --", "1=1", '" OR ""="', "%", "_", "%s%n", "{}", "{0}", "$(id)", "../../etc/passwd",
    "<script>alert(1)</script>", "<mark>vin</mark>", "&lt;vin&gt;", "industry:", "industry:,", ":vin", "::", "a:b:c",
    "year:", "year:..", "year:9999..1", "year:2000..2000000000", "year:2019-", "platform:" + "facebook," * 200,
    "-industry:wine,-nope", "industry:(wine)", 'industry:"', "vin " * 200, "-vin " * 100, "vin OR " * 100, "a" * 10_000,
    "ă" * 10_000, "\u0301" * 500, "v" + "\u0301" * 5000 + "in", "\u202evin", "\ufeffvin", "vi\u00adn", "vi\u200bn",
    "\ud800", "\udfff vin", "👩‍👩‍👧‍👦", "🍷*", "漢字", "ไวน์", "واين", "İstanbul ı", "ß ﬁ Ǆ", "１２３", "0x00", "1e999",
    "½", "x" * 255 + '"', "c++", "c#", "50 %", "#vin", "@purcari", "l'oreal", "e-mail", "1 000 000", "1,000.50",
    "is:open", "http://vin.md/?q=vin&a=b#c", "vin\u2028targ", "\x1b[31mvin", "SELECT * FROM cases", "NULL", "true",
    "*vin", "v*n", "vin*targ*", '"vin targ', '"vin" "targ', "„vin” «targ»", "vin|targ||", "-(vin (targ -(a OR b)))",
]
ALPHABET = [
    *"abcvintarg ăâîșțşţёйвинотр0123456789", *"     \"\"\"'()()**--::,.;|/\\%#+@&<>=[]{}^~!?_\n\t\0",
    "\u0301", "\u200b", "\u202e", "\ufeff", "\ud800", "🍷", "漢", " OR ", " SAU ", " ИЛИ ", " AND ", " NOT ", " NEAR(",
    "industry:", "отрасль:", "year:", "..", "2019", "wine", "facebook", "platform:", "-industry:", "vin", "виноград",
]
# How much of each kind of piece a string has: letters, words, words apart, any character, hostile strings, wrong words.
_MIXTURES = [
    (1, 0, 0, 0, 0, 0), (2, 1, 8, 0, 0, 0), (3, 2, 2, 1, 1, 0), (0, 0, 0, 1, 0, 0), (1, 1, 3, 0, 2, 0),
    (0, 0, 2, 0, 0, 4),
]
# How many pieces a string has: mostly as few as people type, at times far more than are read.
_PIECES = [1, 1, 2, 3, 3, 4, 5, 6, 8, 12, 20, 60]


def vocabulary() -> list[str]:
    """The words that generated libraries are written with, in all their forms."""
    stems = [(lang, stem) for lang in field_words.STEMS for stem in field_words.STEMS[lang].split()]
    return [stem + ending for lang, stem in stems for ending in field_words.ENDINGS[lang]]


def random_text(chance: random.Random, known: list[str]) -> str:
    """Noise, pieces of the query language, or real words spoilt by both or mistyped."""
    kinds: list[Callable[[], str]] = [
        lambda: chance.choice(ALPHABET),
        lambda: chance.choice(known),
        lambda: chance.choice(known) + " ",
        lambda: chr(chance.randrange(0x110000)),
        lambda: chance.choice(HOSTILE)[:60],
        lambda: misspelt(chance.choice(known), chance) + " ",
    ]
    weights = chance.choice(_MIXTURES)
    return "".join(chance.choices(kinds, weights)[0]() for _ in range(chance.choice(_PIECES)))


def misspelt(word: str, chance: random.Random) -> str:
    """A word as it comes off the wrong keyboard, in other letters, or with slips."""
    spelt = chance.choice([str, spellings.on_other_layout, spellings.in_latin, spellings.in_cyrillic])(word)
    for _ in range(chance.choice([0, 1, 1, 2])):
        spelt = spellings.mistyped(spelt, chance) if len(spelt) > 2 else spelt
    return spelt


def random_request(chance: random.Random, known: list[str]) -> SearchRequest:
    """A random text, in any language, on any page, sometimes with a filter or an order of its own."""
    filters = {chance.choice([*FACETS, "nope"]): (random_text(chance, known)[:30],)} if chance.random() < 0.1 else {}
    return SearchRequest(
        random_text(chance, known), filters, chance.choice(["", "", "newest", "evidence", "x"]),
        chance.choice([1, 1, 1, 2, 50]), chance.random() < 0.1, chance.choice(["ro", "ru", "en", "", "xx"]),
    )


def check(answer: Answer) -> None:
    """What holds for the answer to any string. Raises AssertionError."""
    text = answer.request.text
    assert len(answer.hits) <= min(10, answer.total + answer.perhaps_total), ascii(text)
    assert tuple(answer.facets) == FACETS
    for hit in answer.hits:
        for html in (hit.title_html, hit.snippet):
            assert not re.search("[<>]", re.sub("</?mark>", "", html)), ascii(text)
