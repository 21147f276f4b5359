"""Words that mean the same in several languages: which meaning a run of typed words has, and how else it is said.

Knows words and stems, not queries: who searches decides what to do with the other ways of saying it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TypeVar

from kb.language.stems import stem
from kb.language.tokens import words

Phrase = tuple[str, ...]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the first `size` words of a run mean: every way to say it, folded, the languages taking turns, and how each
    language names it."""

    size: int
    phrases: tuple[Phrase, ...]
    names: tuple[str, ...]


class Glossary:
    """Groups of equal words and short phrases, by language, found by any form of their words."""

    def __init__(self, groups: Iterable[Mapping[str, Sequence[str]]]) -> None:
        self._phrases: list[tuple[Phrase, ...]] = []
        self._names: list[tuple[str, ...]] = []
        self._by_words: dict[Phrase, list[int]] = defaultdict(list)
        self._by_stems: dict[Phrase, list[int]] = defaultdict(list)
        for group in groups:
            self._add(group)
        self._longest = max(map(len, self._by_words), default=0)
        self._stems = frozenset(each for stems in self._by_stems for each in stems)

    def _add(self, group: Mapping[str, Sequence[str]]) -> None:
        place = len(self._phrases)
        entries = _in_turn(list(group.values()))
        phrases = tuple(dict.fromkeys(phrase for entry in entries if (phrase := tuple(words(entry)))))
        self._phrases.append(phrases)
        self._names.append(tuple(said[0] for said in group.values() if said))
        for phrase in phrases:
            self._by_words[phrase].append(place)
        for stems in {_stems(phrase) for phrase in phrases}:
            self._by_stems[stems].append(place)

    def meaning(self, run: Sequence[str]) -> Meaning | None:
        """The meaning of the longest beginning of a run of folded words that has one, or None.

        Words as they stand go before their stems: two meanings may share a stem (București, bucurie).
        """
        for size in range(min(len(run), self._longest), 0, -1):
            phrase = tuple(run[:size])
            places = self._by_words.get(phrase) or self._by_stems.get(_stems(phrase))
            if places:
                phrases = dict.fromkeys(_in_turn([self._phrases[place] for place in places]))
                names = dict.fromkeys(name for place in places for name in self._names[place])
                return Meaning(size, tuple(phrases), tuple(names))
        return None

    def single_words(self) -> frozenset[str]:
        """Every folded word that stands in any of the phrases."""
        return frozenset(word for phrase in self._by_words for word in phrase)

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in any of the phrases, in any form."""
        return stem(word) in self._stems


def _in_turn(lists: Sequence[Sequence[T]]) -> list[T]:
    """The first of each list, then the second of each, and so on: who takes only some takes from all."""
    return [each for turn in zip_longest(*lists, fillvalue=None) for each in turn if each is not None]


def _stems(phrase: Phrase) -> Phrase:
    return tuple(map(stem, phrase))
