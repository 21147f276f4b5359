"""What a person typed into a Query, by recursive descent. Total: every string gives one; nothing here raises.

query   = alternatives*
alternatives = operand (OR operand)*        OR binds tighter than the blank between words
operand = "-"? ( word | "phrase" | prefix* | field:value,value | "(" query ")" )
"""

import re
from dataclasses import dataclass, field
from itertools import chain

from kb.language import nfc
from kb.query.fields import ordered
from kb.query.nodes import Node, Not, Phrase, Prefix, Word, all_of, any_of, negated
from kb.query.query import Hint, Ignored, Query, Reason
from kb.query.scan import Kind, Lexeme, scan

# Longer than anything a person types by hand; shorter than what costs an engine more than a few milliseconds.
MAX_LENGTH = 256
MAX_TERMS = 16
MAX_DEPTH = 8

# How much is looked at to find MAX_LENGTH characters of text between blanks, however long the input.
_LOOKED_AT = 8 * MAX_LENGTH

# Control characters, lone surrogates and the signs that turn the direction of text.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def parse(text: str) -> Query:
    """Read a query; `parse(str(parse(text)))` has the same words, filters and exclusions."""
    cleaned = _clean(text)
    kept = _shortened(cleaned, MAX_LENGTH)
    query = _read(kept, cleaned)
    # Written out in full a query may be longer than typed; it must fit as well, or it could not be read
    # again.
    while (excess := len(str(query)) - MAX_LENGTH) > 0:
        kept = _shortened(kept, len(kept) - excess)
        query = _read(kept, cleaned)
    return query


def _clean(text: str) -> str:
    """Composed, printable, single blanks."""
    return " ".join(nfc(_UNPRINTABLE.sub(" ", text.strip()[:_LOOKED_AT])).split())


def _shortened(text: str, length: int) -> str:
    """At most `length` characters, cut at a blank where there is one."""
    if len(text) <= length:
        return text
    head = text[: max(0, length)]
    return head if text[len(head)].isspace() else (head.rsplit(None, 1) or [""])[0]


def _read(text: str, whole: str) -> Query:
    parser = _Parser(text, list(scan(text)))
    words = parser.group(depth=0, wanted=True)
    if len(text) < len(whole):
        parser.ignore(Reason.TOO_LONG, whole[len(text) :].strip())
    filters = {name: ordered(name, values) for name, values in parser.filters.items()}
    excluded = {name: ordered(name, values) for name, values in parser.excluded.items()}
    return Query(text, words, filters, excluded, tuple(parser.ignored), _hint(text, words, filters, excluded))


def _hint(text: str, words: Node | None, filters: object, excluded: object) -> Hint | None:
    if filters or (words and not isinstance(words, Not)):
        return None
    if words or excluded:
        return Hint.ONLY_EXCLUSIONS
    return Hint.NOTHING_TO_SEARCH if text else Hint.EMPTY


@dataclass(slots=True)
class _Parser:
    """The lexemes of one query, how far they were read, and what was found besides words."""

    text: str
    lexemes: list[Lexeme]
    at: int = 0
    terms: int = 0
    too_deep: int = 0  # open parentheses that were passed over; those that close them are passed over too
    fields: list[str] = field(default_factory=list)
    filters: dict[str, list[str]] = field(default_factory=dict)
    excluded: dict[str, list[str]] = field(default_factory=dict)
    ignored: dict[Ignored, None] = field(default_factory=dict)

    def ignore(self, reason: Reason, text: str) -> None:
        self.ignored[Ignored(reason, text)] = None

    def group(self, depth: int, wanted: bool) -> Node | None:
        """Everything up to where the group closes; `wanted` is False inside an exclusion."""
        parts: list[Node] = []
        while kind := self._kind():
            if kind is Kind.CLOSE and depth and not self.too_deep:
                break
            if kind is Kind.CLOSE:
                self.too_deep = max(0, self.too_deep - 1)
            if kind in (Kind.CLOSE, Kind.OR):
                self.at += 1
            else:
                parts += self._alternatives(depth, wanted)
        return all_of(parts)

    def _alternatives(self, depth: int, wanted: bool) -> list[Node]:
        """Operands joined by OR as one node, and the exclusions among them, which hold for the whole query."""
        start, fields = self.at, len(self.fields)
        operands = [self._operand(depth, wanted)]
        while self._or_follows():
            operands.append(self._operand(depth, wanted))
        nodes = [node for node in operands if node]
        exclusions = [node for node in nodes if isinstance(node, Not)]
        if len(operands) > 1:
            self._doubt_fields(nodes, fields, start)
            if exclusions:
                self.ignore(Reason.EXCLUSION_IN_OR, self._typed(start))
        wished = any_of(node for node in nodes if not isinstance(node, Not))
        return [*([wished] if wished else []), *exclusions]

    def _operand(self, depth: int, wanted: bool) -> Node | None:
        minus = False
        while self._kind() is Kind.MINUS:
            self.at, minus = self.at + 1, True
        if self._kind() in (None, Kind.OR, Kind.CLOSE):
            return None
        lexeme = self.lexemes[self.at]
        self.at += 1
        if lexeme.kind is Kind.FIELD:
            self._filter(lexeme, self.filters if wanted != minus else self.excluded)
            return None
        node = self._parentheses(depth, wanted, minus) if lexeme.kind is Kind.OPEN else self._term(lexeme)
        return negated(node) if node and minus else node

    def _parentheses(self, depth: int, wanted: bool, minus: bool) -> Node | None:
        """What stands in parentheses; nested too deep, they are passed over, but not what stands in them."""
        start, fields = self.at, len(self.fields)
        if depth == MAX_DEPTH:
            self.too_deep += 1
            self.ignore(Reason.TOO_DEEP, "(")
            return None
        node = self.group(depth + 1, wanted != minus)
        if minus:
            self._doubt_fields([node] if node else [], fields, start)
        self.at += self._kind() is Kind.CLOSE  # the end of the text closes what is left open
        return node

    def _term(self, lexeme: Lexeme) -> Node | None:
        if not lexeme.words:
            return None
        if self.terms == MAX_TERMS:
            self.ignore(Reason.TOO_MANY_TERMS, lexeme.text)
            return None
        self.terms += 1
        if lexeme.doubt:
            self.ignore(lexeme.doubt, lexeme.text)
        if len(lexeme.words) > 1:
            return Phrase(lexeme.words)
        return (Prefix if lexeme.kind is Kind.PREFIX else Word)(lexeme.words[0])

    def _filter(self, lexeme: Lexeme, facets: dict[str, list[str]]) -> None:
        """Take the values of a field as a filter for the whole query; each typed value counts as a term."""
        values = lexeme.values[: MAX_TERMS - self.terms]
        if len(values) < len(lexeme.values):
            self.ignore(Reason.TOO_MANY_TERMS, lexeme.text)
        if values:
            self.terms += len(values)
            self.fields.append(lexeme.field)
            facets.setdefault(lexeme.field, []).extend(chain.from_iterable(values))

    def _doubt_fields(self, nodes: list[Node], fields: int, start: int) -> None:
        """Say so when a filter stands where it cannot hold for a part of the query only."""
        names = set(self.fields[fields:])
        if len(names) > 1 or (names and nodes):
            self.ignore(Reason.FIELD_IN_OR, self._typed(start))

    def _or_follows(self) -> bool:
        """Pass over operators; whether there were some, with something after them to join."""
        start = self.at
        while self._kind() is Kind.OR:
            self.at += 1
        return self.at > start and self._kind() not in (None, Kind.CLOSE)

    def _kind(self) -> Kind | None:
        return self.lexemes[self.at].kind if self.at < len(self.lexemes) else None

    def _typed(self, start: int) -> str:
        last = self.lexemes[self.at - 1]
        return self.text[self.lexemes[start].start : last.start + len(last.text)]
