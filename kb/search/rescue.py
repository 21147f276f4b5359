"""Rescue of words nobody wrote: not finished yet, another keyboard layout, another script, a slip of the fingers.

Never of known words. Proposes queries, the likeliest first; which of them finds something is for the searcher to see.
Finds no cases.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, product

from kb.language import (
    Glossary,
    is_stop,
    nearest,
    other_beginnings,
    other_layout,
    reach,
    romanian_readings,
    russian_readings,
    sound_as_typed,
    stem,
    tokenise,
    words,
)
from kb.query import MIN_PREFIX, AllOf, Phrase, Prefix, Query, Word, all_of, parse, respelt, terms
from kb.store import Lexicon

# Of shorter words the readings in another layout or script are known by chance too often.
_SHORTEST_READING = 3
# So many neighbours of a word are tried, and so many queries made of them.
_NEIGHBOURS = 4
_PROPOSALS = 6
# So many neighbours of a word are offered to a reader.
_OFFERED = 3
# With more unknown words than this a query is noise; each costs a search through its neighbours.
_MOST_UNKNOWN = 4
# Many make the same slips; when there are more, all are let go of.
_MOST_KEPT = 2048
# Beside other words, none of which helped, only such words one slip away are believed.
_PLAIN = 6
# A word of this length two slips away is the same word more often than another one.
_LONG = 8


@dataclass(frozen=True, slots=True)
class Rescue:
    """A query to ask instead, why (see SearchedInstead), and whether to believe it without a case found."""

    query: Query
    reason: str
    sure: bool = True


class Rescuer:
    """Knows the words of one generation."""

    def __init__(self, lexicon: Lexicon, glossary: Glossary) -> None:
        self._lexicon = lexicon
        self._glossary = glossary
        self._kept: dict[tuple[str, int], tuple[tuple[str, int], ...]] = {}

    def propose(self, query: Query) -> Iterator[Rescue]:
        """Other queries that may have been meant, each of words that are known; none when all words are."""
        unknown = self.unknown(_typed(query))
        yield from self._by_beginning(query, unknown)
        if not unknown or len(unknown) > _MOST_UNKNOWN * 2:
            return
        yield from self._by_layout(query)
        spelling = self._by_script(unknown)
        rest = [word for word in unknown if word not in spelling]
        yield from self._by_slips(query, spelling, rest[:_MOST_UNKNOWN])

    def unknown(self, typed: Iterable[str]) -> list[str]:
        """Those of the words that stand nowhere in the library, in no form, nor in the glossary."""
        plain = [word for word in dict.fromkeys(typed) if word.isalpha() and not is_stop(word)]
        there = self._lexicon.cases(plain)
        rest = {word: stem(word) for word in plain if word not in there and not self._glossary.knows(word)}
        stems = self._lexicon.stems(rest.values())
        return [word for word, stemmed in rest.items() if stemmed not in stems]

    def near_queries(self, query: Query) -> list[str]:
        """The query with a word of the library in place of an unknown one, one at a time; for when nothing is found."""
        if query.words is None:
            return []
        unknown = self.unknown(_typed(query))[:_MOST_UNKNOWN]
        near = {word: self.near(word, reach(word) and reach(word) + (len(word) >= _LONG)) for word in unknown}
        return [
            str(replace(query, words=respelt(query.words, {word: other})))
            for word, found in near.items() for other, _ in found[:_OFFERED]
        ]

    def near(self, word: str, slips: int) -> list[tuple[str, int]]:
        """Words of the library within so many slips of an unknown one, with their distance."""
        near = self._kept.get((word, slips))
        if near is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            near = self._kept[word, slips] = tuple(self._near(word, slips)) if slips else ()
        return list(near)

    def _near(self, word: str, slips: int) -> Iterator[tuple[str, int]]:
        letters = {word[0], word[1:2] or word[0]}
        lengths = range(len(word) - slips, len(word) + slips + 1)
        known = dict.fromkeys(chain.from_iterable(self._said[0].get(length, ()) for length in lengths), 0)
        known |= self._lexicon.beginning(letters, lengths)
        known |= self._lexicon.cases(other_beginnings(word))
        return ((each, distance) for each, distance in nearest(word, known, slips) if not is_stop(each))

    @cached_property
    def _said(self) -> tuple[Mapping[int, Sequence[str]], Mapping[str, Sequence[str]]]:
        """The words of the glossary, which may stand in no text, by their length and by their sound."""
        by_length: dict[int, list[str]] = defaultdict(list)
        by_sound: dict[str, list[str]] = defaultdict(list)
        for word in sorted(filter(str.isalpha, self._said_words)):
            by_length[len(word)].append(word)
            by_sound[sound_as_typed(stem(word))].append(word)
        by_sound.pop("", None)
        return by_length, by_sound

    def _by_beginning(self, query: Query, unknown: Sequence[str]) -> Iterator[Rescue]:
        """The query with its last word as the beginning of one, when all others are known: it is being typed."""
        parts = query.words.nodes if isinstance(query.words, AllOf) else (query.words,)
        last = parts[-1]
        if not isinstance(last, Word) or len(last.text) < MIN_PREFIX or {*unknown} - {last.text}:
            return
        if _ends_with(query.text, last.text) and not self._is_whole(last.text):
            yield Rescue(replace(query, words=all_of((*parts[:-1], Prefix(last.text)))), "unfinished", sure=False)

    def _is_whole(self, word: str) -> bool:
        """Whether a word stands so in the library or the glossary; its stem may be there where it is none."""
        return is_stop(word) or word in self._said_words or bool(self._lexicon.cases([word]))

    @cached_property
    def _said_words(self) -> frozenset[str]:
        return self._glossary.single_words()

    def _by_layout(self, query: Query) -> Iterator[Rescue]:
        """The query as typed on the other layout, piece by piece, when that makes words of what is none."""
        pieces = query.text.split()
        other = [other_layout(piece) for piece in pieces]
        mine, others = ([words(piece) for piece in each] for each in (pieces, other))
        strange = set(self.unknown(chain(*mine, *others)))
        meant = [
            b if _readable(known_b, strange) and not _readable(known_a, strange) else a
            for a, b, known_a, known_b in zip(pieces, other, mine, others, strict=True)
        ]
        if meant == pieces or not _worth(words(" ".join(b for a, b in zip(pieces, meant, strict=True) if a != b))):
            return
        proposed = parse(" ".join(other if all(_readable(each, strange) for each in others) else meant))
        if not self.unknown(_typed(proposed)):
            yield Rescue(proposed, "layout")

    def _by_script(self, unknown: Sequence[str]) -> dict[str, str]:
        """The unknown words that are known in the other script."""
        spelling = {word: reading for word in unknown if (reading := self._in_other_script(word))}
        return spelling if _worth(spelling) else {}

    def _in_other_script(self, word: str) -> str | None:
        russian, romanian = russian_readings(word), romanian_readings(word)
        sounds = {sound_as_typed(stem(each)) for each in russian}
        sounding = self._lexicon.sounding(sounds)
        said = chain.from_iterable(self._said[1].get(each, ()) for each in sounds)
        readings = [*russian, *sorted(sounding, key=lambda each: -sounding[each]), *said, *romanian]
        if not readings:
            return None
        strange = set(self.unknown(readings))
        return next((each for each in readings if each not in strange), None)

    def _by_slips(self, query: Query, spelling: Mapping[str, str], rest: Sequence[str]) -> Iterator[Rescue]:
        """The query with each unknown word as one that is near to it; the nearest first."""
        alone = len(rest) == len([word for word in _typed(query) if not is_stop(word)])
        choices = {word: self._choices(word)[:_NEIGHBOURS] for word in rest}
        choices = {word: near for word, near in choices.items() if near}
        if not (choices or spelling) or query.words is None:
            return
        combined = product(*([(word, *near) for near in choices[word]] for word in choices))
        for each in sorted(combined, key=lambda chosen: sum(slips for _, _, slips in chosen))[:_PROPOSALS]:
            node = respelt(query.words, {**spelling, **{word: near for word, near, _ in each}})
            sure = alone or all(slips <= (len(word) >= _PLAIN) for word, _, slips in each)
            yield Rescue(replace(query, words=node), "typo" if each else "translit", sure)

    def _choices(self, word: str) -> list[tuple[str, int]]:
        """Words near to an unknown one, or else to what it is in the other script."""
        near = self.near(word, _slips(word))
        if near or len(word) < _PLAIN:
            return near
        readings = (*russian_readings(word), *romanian_readings(word))[:2]
        return [each for reading in readings for each in self.near(reading, 1)]


def _ends_with(text: str, word: str) -> bool:
    """Whether a text ends with this word, and with nothing after it."""
    typed = tokenise(text)
    return bool(typed) and typed[-1].folded == word and typed[-1].end == len(text)


def _slips(word: str) -> int:
    """How many slips to look for; a shorter word two slips away is another word more often than the same."""
    return reach(word) if len(word) >= _LONG else min(reach(word), 1)


def _typed(query: Query) -> list[str]:
    """The single words of a query, those of its phrases too; no prefixes and nothing it excludes."""
    typed: list[str] = []
    for term in terms(query.words):
        if isinstance(term, Word):
            typed.append(term.text)
        elif isinstance(term, Phrase):
            typed += term.words
    return typed


def _readable(piece: Sequence[str], strange: set[str]) -> bool:
    return bool(piece) and not any(word in strange for word in piece)


def _worth(changed: Iterable[str]) -> bool:
    """Whether there is a word among those changed that is no word by chance."""
    return any(len(word) >= _SHORTEST_READING for word in changed)
