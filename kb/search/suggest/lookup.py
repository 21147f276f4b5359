"""Sorted arrays: which entries have a word that begins like this, is heard like this, or has this inside."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from pyroaring import BitMap

# No character of a folded word comes after it.
_LAST = "\U0010ffff"
# Letters that stand inside very many words say nothing about any of them.
MOST_INSIDE = 200


class Keys:
    """Strings with the entries they belong to, found by how they begin."""

    def __init__(self, pairs: Iterable[tuple[str, int]]) -> None:
        self._keys: list[str] = []
        self._owners = array("I")
        self._starts = array("I")
        for key, owner in sorted(set(pairs)):
            if not self._keys or self._keys[-1] != key:
                self._keys.append(key)
                self._starts.append(len(self._owners))
            self._owners.append(owner)
        self._starts.append(len(self._owners))

    def beginning(self, prefix: str) -> BitMap:
        """The entries with a key that begins so."""
        first = bisect_left(self._keys, prefix)
        last = bisect_right(self._keys, prefix + _LAST, lo=first)
        return BitMap(self._owners[self._starts[first]:self._starts[last]])

    def has(self, prefix: str) -> bool:
        """Whether any key begins so."""
        at = bisect_left(self._keys, prefix)
        return at < len(self._keys) and self._keys[at].startswith(prefix)

    def at(self, places: Iterable[int]) -> BitMap:
        """The entries of keys by their places in the order."""
        return BitMap.union(BitMap(), *(
            BitMap(self._owners[self._starts[place]:self._starts[place + 1]]) for place in places
        ))

    @property
    def keys(self) -> Sequence[str]:
        """Every key once, in order."""
        return self._keys


class Insides:
    """Finds keys that have some letters anywhere: one run through all of them, written one after the other."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._text = "\n".join(keys.keys)
        self._offsets = array("I")
        offset = 0
        for key in keys.keys:
            self._offsets.append(offset)
            offset += len(key) + 1

    def holding(self, letters: str) -> BitMap:
        """The entries with a word that holds these letters; nobody's, when more than MOST_INSIDE words do."""
        places: list[int] = []
        at = self._text.find(letters)
        while at >= 0:
            if len(places) == MOST_INSIDE:
                return BitMap()
            place = bisect_right(self._offsets, at) - 1
            places.append(place)
            at = self._text.find(letters, self._offsets[place] + len(self._keys.keys[place]))
        return self._keys.at(places)
