"""Words that are near to another in spelling: letters left out, put in, changed or swapped.

Knows distances, not which words there are.
"""

from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shorter words have a neighbour for every slip and for every other word.
SHORTEST = 4
_LETTERS = "abcdefghijklmnopqrstuvwxyzабвгдежзийклмнопрстуфхцчшщъыьэюя"


def reach(word: str) -> int:
    """How many slips a word of this length may hold and still be recognised; 0 for words too short or with digits."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) < 5 else 2


def nearest(word: str, known: Mapping[str, int], slips: int) -> list[tuple[str, int]]:
    """Known words within so many slips, with their distance: the nearest first, then those that more cases have.

    Damerau's distance, optimal string alignment: two letters swapped are one slip.
    """
    found = process.extract(word, known.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None, processor=None)
    ranked = sorted((int(distance), -known[each], each) for each, distance, _ in found)
    return [(each, distance) for distance, _, each in ranked]


def other_beginnings(word: str) -> Iterable[str]:
    """The same word with its first letter changed, left out, or one put before it: one slip each."""
    yield word[1:]
    for letter in _LETTERS:
        yield letter + word[1:]
        yield letter + word
