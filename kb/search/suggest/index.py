"""Suggestions of one generation: what fits the words typed so far, the best of each kind, marked."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import islice

from pyroaring import BitMap

from kb.language import is_stop, other_layout, sound_of, words
from kb.search.suggest.entries import KINDS, Entry
from kb.search.suggest.lookup import Insides, Keys
from kb.search.suggest.marking import mark
from kb.search.suggest.near import one_slip

MOST = 8
# So many of one kind, while there are others to offer.
_OF_A_KIND = 3
# What is beyond is no beginning of a name.
_MOST_TEXT, _MOST_WORDS, _MOST_WHOLE = 100, 8, 60
# Three letters stand inside words of every kind.
_LEAST_INSIDE, _LEAST_HEARD = 4, 3
# Only their names are heard: titles and labels are written in all languages that are read.
_HEARD = ("business", "person")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A thing to go to: its name for the reader and the language of that, marked HTML, and how many cases it has."""

    kind: str
    slug: str
    name: str
    lang: str
    html: str
    count: int


class SuggestionIndex:
    """Entries in their order (the fullest first), found by words. Total: no text makes it fail."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        cut = [[words(text) for text in entry.texts] for entry in entries]
        self._wholes = Keys(
            (" ".join(said)[:_MOST_WHOLE], number) for number, texts in enumerate(cut)
            for way in texts for said in _orders(way, entries[number].kind))
        self._words = Keys(
            (word, number) for number, texts in enumerate(cut) for said in texts for word in said if not is_stop(word))
        self._sounds = Keys(
            (sound_of(word), number) for number, texts in enumerate(cut) if entries[number].kind in _HEARD
            for said in texts for word in said)
        self._insides = Insides(self._words)
        self._kinds = {
            kind: BitMap(number for number, entry in enumerate(entries) if entry.kind == kind) for kind in KINDS
        }

    def suggest(self, text: str, lang: str, kinds: Collection[str] = KINDS, most: int = MOST) -> tuple[Suggestion, ...]:
        """At most `most` things of the kinds, best first: by how they match, then by how many cases they lead to."""
        text = text[:_MOST_TEXT]
        among = BitMap.union(BitMap(), *(self._kinds[kind] for kind in KINDS if kind in kinds))
        for typed in filter(None, self._readings(text)):
            chosen = self._mixed(self._tiers(typed, among, most), most)
            if chosen:
                return tuple(self._suggestion(number, typed, lang) for number in chosen)
        return ()

    def _readings(self, text: str) -> Iterator[list[str]]:
        """The words as typed; when they find nothing, with one slip in a word; else as typed on another keyboard."""
        typed = words(text)[:_MOST_WORDS]
        if not typed:
            return
        yield typed
        if is_stop(typed[-1]):  # it may be the beginning of another word, and may not
            yield typed[:-1]
        yield from self._mended(typed)
        yield words(other_layout(text))[:_MOST_WORDS]

    def _mended(self, typed: list[str]) -> Iterator[list[str]]:
        """The words with the unknown one mended, each way that is known; none when two are unknown."""
        unknown = [place for place, word in enumerate(typed) if not (is_stop(word) or self._words.has(word))]
        if len(unknown) == 1:
            [place] = unknown
            for word in dict.fromkeys(filter(self._words.has, one_slip(typed[place]))):
                yield [*typed[:place], word, *typed[place + 1:]]

    def _tiers(self, typed: Sequence[str], among: BitMap, most: int) -> list[BitMap]:
        """What begins with all that was typed; what has words that begin so; what has it inside or sounds so."""
        telling = [*(word for word in typed[:-1] if not is_stop(word)), *typed[-1:]]
        whole = self._wholes.beginning(" ".join(typed)[:_MOST_WHOLE]) & among
        by_word = self._each(telling, self._words.beginning) & among
        if len(whole | by_word) >= most:
            return [whole, by_word - whole]
        loosely = self._each(telling, self._loosely) & among
        return [whole, by_word - whole, loosely - by_word - whole]

    def _each(self, typed: Iterable[str], find: Callable[[str], BitMap]) -> BitMap:
        return BitMap.intersection(*(find(word) for word in dict.fromkeys(typed)))

    def _loosely(self, word: str) -> BitMap:
        found = self._words.beginning(word)
        if len(word) >= _LEAST_INSIDE:
            found |= self._insides.holding(word)
        if len(sound := sound_of(word)) >= _LEAST_HEARD:
            found |= self._sounds.beginning(sound)
        return found

    def _mixed(self, tiers: Sequence[BitMap], most: int) -> list[int]:
        """The best, but of each kind only a few while others wait; in the order of the tiers and of the entries."""
        first: list[tuple[int, int]] = []
        waiting: list[tuple[int, int]] = []
        taken = dict.fromkeys(KINDS, 0)
        for tier, found in enumerate(tiers):
            for number in self._best_of_each_kind(found, most):
                kind = self._entries[number].kind
                (first if taken[kind] < _OF_A_KIND else waiting).append((tier, number))
                taken[kind] += 1
        chosen = first[:most]
        return [number for _, number in sorted([*chosen, *waiting[:most - len(chosen)]])]

    def _best_of_each_kind(self, found: BitMap, most: int) -> list[int]:
        return sorted(number for held in self._kinds.values() for number in islice(found & held, most))

    def _suggestion(self, number: int, typed: Sequence[str], lang: str) -> Suggestion:
        entry = self._entries[number]
        name, shown = entry.name(lang)
        return Suggestion(entry.kind, entry.slug, name, shown, _html(entry, name, typed), entry.count)


def _orders(said: list[str], kind: str) -> Iterable[list[str]]:
    """People are also looked for by their last name first."""
    return (said, said[-1:] + said[:-1]) if kind == "person" else (said,)


def _html(entry: Entry, name: str, typed: Sequence[str]) -> str:
    """The name, marked; what matched in another spelling follows it in brackets."""
    heard = entry.kind in _HEARD
    marked, has_all = mark(name, typed, heard=heard)
    if has_all:
        return marked
    others = (mark(text, typed, heard=heard) for text in entry.texts if text != name)
    other = next((html for html, has_all in others if has_all), None)
    return f"{escape(name)} ({other})" if other else marked
