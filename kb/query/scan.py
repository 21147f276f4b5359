"""What was typed into lexemes: operators, parentheses, fields, words. Total: what fits nothing is passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from kb.language import words
from kb.query.fields import field_named, read_value
from kb.query.query import Reason


class Kind(Enum):
    """What a lexeme is."""

    WORD = auto()
    PREFIX = auto()
    FIELD = auto()
    MINUS = auto()
    OR = auto()
    OPEN = auto()
    CLOSE = auto()
    NOTHING = auto()


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of a query as typed: the folded words in it, or the facet of a field and a tuple for each typed value.

    A WORD of several words is a phrase. One without words is made of signs: it stands for nothing, but keeps a
    minus before it from the next word. `start` is its place in the text; `doubt` says why it was not read as it
    was meant.
    """

    kind: Kind
    text: str
    start: int
    words: tuple[str, ...] = ()
    field: str = ""
    values: tuple[tuple[str, ...], ...] = ()
    doubt: Reason | None = None


# A shorter prefix would match a large part of the vocabulary.
MIN_PREFIX = 3

_OR = frozenset(["OR", "SAU", "ИЛИ"])

# A blank means AND already, so the words for it are passed over where they are written as operators.
_AND = frozenset(["AND", "ȘI", "ŞI", "SI", "И"])

# Phones and word processors turn quotes into those of the language; all of them open and close.
_QUOTES = str.maketrans(dict.fromkeys("„“”‟«»＂", '"'))

_VALUE = r'(?:"[^"]*"|[^\s()|",]+)'

# `-` and field names count where a token begins: at the start, after a blank, after ( or |; a field also
# after the minus.
_LEXEME = re.compile(
    rf"""
      (?P<nothing> [\s,;]+ | "(?![^"]*") )
    | (?P<minus>   (?<![^\s(|]) -+ (?=[^\s)|,;-]) )
    | (?P<open>    \( )
    | (?P<close>   \) )
    | (?P<or>      \|+ )
    | (?P<phrase>  "[^"]*" )
    | (?P<field>   (?<![^\s(|-]) (?P<name>[^\W\d_]+) : (?: {_VALUE} (?: ,+ {_VALUE} )* | (?=[\s()|]|\Z) ) )
    | (?P<number>  [1-9][0-9]{{0,2}} (?:\s[0-9]{{3}})+ (?![^\W_]|\*) )
    | (?P<word>    (?: [^\s()|",;] | (?<=[0-9])[,;](?=[0-9]) )+ )
    """,
    re.VERBOSE,
)
_SIGNS = {"nothing": Kind.NOTHING, "minus": Kind.MINUS, "open": Kind.OPEN, "close": Kind.CLOSE, "or": Kind.OR}
_UNTIL_SIGN = re.compile(r'[\s()|",;]')
_ITEM = re.compile(r'"([^"]*)"|([^",]+)')
_STARRED = re.compile(r".*?\*+[.:!?]*", re.DOTALL)


def scan(text: str) -> Iterator[Lexeme]:
    """The lexemes of a query in order, those that stand for nothing left out."""
    text = text.translate(_QUOTES)
    position = 0
    while match := _LEXEME.match(text, position):
        lexeme = _lexeme(match)
        position += len(lexeme.text)
        if lexeme.kind is not Kind.NOTHING:
            yield lexeme


def _lexeme(match: re.Match[str]) -> Lexeme:
    text, start = match.group(), match.start()
    after_minus = match.string[:start].endswith("-")
    match match.lastgroup:
        case "field":
            return _field(text, start, match["name"])
        case "word" if not after_minus and text in _OR:
            return Lexeme(Kind.OR, text, start)
        case "word" if not after_minus and text in _AND:
            return Lexeme(Kind.NOTHING, text, start)
        case "word" if _STARRED.fullmatch(text):
            return _prefix(text, start)
        case "word" | "number" | "phrase":
            return Lexeme(Kind.WORD, text, start, tuple(words(text)))
        case sign:
            return Lexeme(_SIGNS[str(sign)], text, start)


def _field(text: str, start: int, name: str) -> Lexeme:
    """A field with its values; without any, or when nothing is called so, its name is a word like others."""
    field = field_named(name)
    typed = ("".join(item.groups("")) for item in _ITEM.finditer(text, len(name) + 1))
    values = tuple(value for raw in typed if (value := read_value(field or "", raw)))
    if field and values:
        return Lexeme(Kind.FIELD, text, start, field=field, values=values)
    bare = _UNTIL_SIGN.split(text, 1)[0]
    return Lexeme(Kind.WORD, bare, start, tuple(words(bare)), doubt=_doubt(field, values, bare))


def _doubt(field: str | None, values: tuple[tuple[str, ...], ...], bare: str) -> Reason | None:
    """Why what looks like a field is none; an address or a word with a colon was not meant as one."""
    if field:
        return Reason.EMPTY_VALUE
    return Reason.UNKNOWN_FIELD if values and "://" not in bare else None


def _prefix(text: str, start: int) -> Lexeme:
    """A word with a star; without it when the word is too short, or not one word of letters and digits."""
    folded = tuple(words(text))
    if len(folded) > 1:
        return Lexeme(Kind.WORD, text, start, folded, doubt=Reason.PREFIX_OF_SEVERAL)
    if any(len(word) < MIN_PREFIX or not word.isalnum() for word in folded):
        return Lexeme(Kind.WORD, text, start, folded, doubt=Reason.SHORT_PREFIX)
    return Lexeme(Kind.PREFIX, text, start, folded)
