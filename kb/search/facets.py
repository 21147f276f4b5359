"""Facets as bitmaps over case numbers, held for as long as a generation is read.

Each facet is counted without its own selection, so a count is what one click on the value yields.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain

from pyroaring import BitMap

from kb.search.results import FACETS

Selection = Mapping[str, Sequence[str]]
# The number of each case with its values of each facet.
CaseFacets = Iterable[tuple[int, Mapping[str, Iterable[str]]]]


def build_bitmaps(cases: CaseFacets) -> dict[tuple[str, str], bytes]:
    """The bitmap of each facet value, ready to be kept, from the facet values of each case."""
    return {key: bitmap.serialize() for key, bitmap in _bitmaps(cases).items()}


def _bitmaps(cases: CaseFacets) -> dict[tuple[str, str], BitMap]:
    bitmaps: dict[tuple[str, str], BitMap] = {}
    for number, facets in cases:
        for facet, values in facets.items():
            for value in values:
                bitmaps.setdefault((facet, value), BitMap()).add(number)
    return bitmaps


def change_bitmaps(
    kept: Callable[[Iterable[tuple[str, str]]], Mapping[tuple[str, str], bytes]],
    before: CaseFacets, after: CaseFacets,
) -> dict[tuple[str, str], bytes | None]:
    """The bitmaps that differ when some cases have other facet values than before; None where no case is left.

    `kept` gives the bitmaps as they are kept now.
    """
    old, new = (_bitmaps(each) for each in (before, after))
    differing = [key for key in sorted({*old, *new}) if old.get(key) != new.get(key)]
    held = kept(differing)
    changed: dict[tuple[str, str], bytes | None] = {}
    for key in differing:
        cases = BitMap.deserialize(held[key]) if key in held else BitMap()
        cases = cases - old.get(key, BitMap()) | new.get(key, BitMap())
        changed[key] = cases.serialize() if cases else None
    return changed


class FacetIndex:
    """Which cases have which facet value.

    A value holds the cases of those under it too: who chooses social networks wants Facebook, who chooses a district
    its villages. `parents` names by facet the value above a value.
    """

    def __init__(
        self, stored: Iterable[tuple[str, str, bytes]], parents: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self._bitmaps: dict[str, dict[str, BitMap]] = {facet: {} for facet in FACETS}
        for facet, value, cases in stored:
            self._bitmaps[facet][value] = BitMap.deserialize(cases)
        for facet, above in (parents or {}).items():
            _add_to_parents(self._bitmaps[facet], above)
        self._by_case: dict[str, dict[int, tuple[str, ...]]] = {}

    def values(self, facet: str) -> Iterable[str]:
        """Every value of a facet that some case has."""
        return self._bitmaps[facet]

    def cases(self, facet: str, values: Iterable[str]) -> BitMap:
        """The cases that have any of the values."""
        held = self._bitmaps[facet]
        return BitMap.union(BitMap(), *(held[value] for value in values if value in held))

    def narrow(self, cases: BitMap, selection: Selection, *, but: str | None = None) -> BitMap:
        """The cases that fit the selection in every facet, leaving out the facet `but`."""
        for facet, values in selection.items():
            if values and facet != but:
                cases = cases & self.cases(facet, values)
        return cases

    def counts(self, found: BitMap, selection: Selection) -> dict[str, Mapping[str, int]]:
        """How many found cases each value leaves when it alone is chosen in its facet; zeros are left out."""
        narrowed = self.narrow(found, selection)
        return {
            facet: self._count(facet, self.narrow(found, selection, but=facet) if selection.get(facet) else narrowed)
            for facet in FACETS
        }

    def _count(self, facet: str, pool: BitMap) -> Mapping[str, int]:
        held = self._bitmaps[facet]
        if len(pool) < len(held):  # it is quicker to look at each case than at each value
            values = self._values_by_case(facet)
            return Counter(chain.from_iterable(values[case] for case in pool if case in values))
        counted = zip(held, map(pool.intersection_cardinality, held.values()), strict=True)
        return {value: count for value, count in counted if count}

    def _values_by_case(self, facet: str) -> Mapping[int, Sequence[str]]:
        if facet not in self._by_case:
            values: dict[int, tuple[str, ...]] = {}
            for value, cases in self._bitmaps[facet].items():
                for case in cases:
                    values[case] = (*values.get(case, ()), value)
            self._by_case[facet] = values
        return self._by_case[facet]


def _add_to_parents(held: dict[str, BitMap], above: Mapping[str, str]) -> None:
    """Give the cases of each value to the values above it, however high; a circle of values ends where it began."""
    for value, cases in list(held.items()):
        passed = {value}
        while (value := above.get(value, "")) and value not in passed:
            passed.add(value)
            held[value] = held.get(value, BitMap()) | cases
