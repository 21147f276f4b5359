"""Extracts of texts as HTML, with the words that were looked for marked.

Knows words and stems, not queries: who searches says what is wanted.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from kb.language.analysis import stems
from kb.language.stems import stem
from kb.language.tokens import WORD, words

# Nobody reads on for a hit further down, and a search must not pay for it.
MAX_LOOKED_AT = 20_000

# Control characters, lone surrogates, and the signs that turn the direction of text: invisible, and able to
# spoil the page after them.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BLANKS = re.compile(r"\s+")
_SENTENCE_START = re.compile(r"(?:[.!?…]\s+|\n\s*)(?=\S)")
_BROKEN_WORD = re.compile(r"(?<=\s)\S*\Z")
_WORD_START = re.compile(r"(?<=\s)(?=\S)")
# What a sentence may end with, quotes and brackets closed after it; and what only joins it to what is left out.
_SENTENCE_END = re.compile(r"[.!?…][)\]»”\"’']*\Z")
_JOINTS = " \t\n,;:–—-(«„“"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to mark: folded words as they are, stems in any form, and beginnings of folded words."""

    exact: frozenset[str] = frozenset()
    stems: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.exact or self.stems or self.prefixes)

    def term(self, folded: str) -> str | None:
        """The wanted term that a folded word meets, the same for all forms of a word, or None."""
        stemmed = stem(folded)
        if folded in self.exact or stemmed in self.stems:
            return stemmed
        if not self.prefixes:  # a generator for nothing would be a third of the time
            return None
        return next((prefix for prefix in self.prefixes if folded.startswith(prefix)), None)


@dataclass(frozen=True, slots=True)
class Snippet:
    """An extract as HTML with no tag but <mark>; how many wanted words it shows, and how many different ones."""

    html: str
    hits: int = 0
    distinct: int = 0


class _Hit(NamedTuple):
    start: int
    end: int
    term: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text made ready for marking: the stems of its words, with blanks between them.

    Many are kept, and most are only looked through; the rest is found out when one of its words is to be marked.
    """

    text: str
    stems: str

    def words(self) -> list[str]:
        """Its words, folded."""
        return words(self.text[:MAX_LOOKED_AT])

    def places(self) -> list[tuple[int, int]]:
        """Where each word starts and ends."""
        return [match.span() for match in WORD.finditer(self.text[:MAX_LOOKED_AT])]


def prepare(text: str) -> Passage:
    """Make a text ready for marking; only its first MAX_LOOKED_AT characters are looked at."""
    return Passage(text, " ".join(stems(text[:MAX_LOOKED_AT])))


class Marker:
    """Marks what is wanted in any number of texts."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted
        # Most searches want words in any form; then comparing stems is all there is to do.
        self._by_stem = not wanted.prefixes and all(stem(word) in wanted.stems for word in wanted.exact)

    def cut(self, passages: Sequence[Passage], length: int) -> tuple[int, Snippet]:
        """The best extract among the passages, with the place of its passage; the first of equals."""
        windows = [_best_window(self._hits(passage), length) for passage in passages]
        ranks = [(len({hit.term for hit in window}), len(window)) for window in windows]
        best = ranks.index(max(ranks))
        return best, _extract(passages[best].text, windows[best], length)

    def mark(self, text: str) -> str:
        """The whole text as HTML with every wanted word marked; for titles."""
        return _marked(text, 0, len(text), self._hits(prepare(text)))

    def __bool__(self) -> bool:
        """Whether there is anything to mark."""
        return bool(self._wanted)

    def _hits(self, passage: Passage) -> list[_Hit]:
        met = self._met(passage)
        if not met:
            return []
        places = passage.places()
        return [_Hit(*places[at], term) for at, term in met]

    def _met(self, passage: Passage) -> list[tuple[int, str]]:
        """Which words of a passage are wanted, and as what."""
        if self._by_stem:
            looked_for = self._wanted.stems
            there = passage.stems.split(" ")
            if looked_for.isdisjoint(there):
                return []
            return [(at, term) for at, term in enumerate(there) if term in looked_for]
        wanted = self._wanted.term
        return [(at, term) for at, word in enumerate(passage.words()) if (term := wanted(word))] if self._wanted else []


def cut(text: str, wanted: Wanted, length: int = 200) -> Snippet:
    """The stretch of at most `length` characters that shows most different wanted words; the beginning if none.

    Cut between words where there are blanks, begun at a sentence where one begins near, with … where a sentence
    is left unfinished.
    """
    return Marker(wanted).cut([prepare(text)], length)[1]


def mark(text: str, wanted: Wanted) -> str:
    """The whole text as HTML with every wanted word marked; for titles."""
    return Marker(wanted).mark(text)


def _extract(text: str, hits: list[_Hit], length: int) -> Snippet:
    head = text[:MAX_LOOKED_AT]
    begin, end = _stretch(head, hits, length)
    shown = [hit for hit in hits if hit.end <= end]
    before = "…" if begin and not _starts_sentence(head, begin) else ""
    after = "…" if text[end:].strip() and not _SENTENCE_END.search(head[:end].rstrip()) else ""
    if after:
        end = begin + len(head[begin:end].rstrip(_JOINTS))
    return Snippet(
        html=f"{before}{_marked(head, begin, end, shown)}{after}",
        hits=len(shown),
        distinct=len({hit.term for hit in shown}),
    )


def _best_window(hits: list[_Hit], length: int) -> list[_Hit]:
    """The run of hits within `length` with most different terms, then most hits; the first of equals."""
    best, best_rank = slice(0, 0), (0, 0)
    terms: Counter[str] = Counter()
    first = 0
    for last, hit in enumerate(hits):
        terms[hit.term] += 1
        while first < last and hit.end - hits[first].start > length:
            terms[hits[first].term] -= 1
            first += 1
        rank = (sum(count > 0 for count in terms.values()), last - first + 1)
        if rank > best_rank:
            best, best_rank = slice(first, last + 1), rank
    return hits[best]


def _stretch(text: str, hits: list[_Hit], length: int) -> tuple[int, int]:
    """Where to cut so that the hits stand in some context."""
    begin = _beginning(text, hits, length) if hits else 0
    limit = begin + length
    if limit >= len(text) or text[limit].isspace():
        return begin, min(limit, len(text))
    whole_words = _BROKEN_WORD.sub("", text[begin:limit])
    end = begin + len(whole_words.rstrip())
    return begin, end if end > begin and (not hits or end >= hits[-1].end) else limit


def _beginning(text: str, hits: list[_Hit], length: int) -> int:
    """The start of the sentence the first hit stands in if there is room for it, else a few words before."""
    first = hits[0].start
    room = max(0, length - (hits[-1].end - first))
    earliest = max(0, first - room)
    sentences = [match.end() for match in _SENTENCE_START.finditer(text, earliest, first + 1)]
    wished = sentences[-1] if sentences else max(0, first - room // 3) if earliest else 0
    begin = min(wished, max(earliest, len(text) - length))
    if begin == 0 or begin in sentences:
        return begin
    boundary = _WORD_START.search(text, begin, first + 1)
    return boundary.start() if boundary else first


def _starts_sentence(text: str, begin: int) -> bool:
    before = text[:begin][-20:]
    return "\n" in before[len(before.rstrip()) :] or before.rstrip().endswith((".", "!", "?", "…"))


def _marked(text: str, begin: int, end: int, hits: list[_Hit]) -> str:
    """The stretch as HTML: marks around the hits, everything else escaped."""
    pieces: list[str] = []
    for hit in hits:
        pieces += _plain(text[begin : hit.start]), "<mark>", _plain(text[hit.start : hit.end]), "</mark>"
        begin = hit.end
    pieces.append(_plain(text[begin:end]))
    return "".join(pieces).strip()


def _plain(text: str) -> str:
    return escape(_BLANKS.sub(" ", _UNPRINTABLE.sub("", text)))
