"""Facets as bitmaps over case numbers, held for as long as a generation is read.

Each facet is counted without its own selection, so a count is what one click on the value yields.
"""

from collections.abc import Iterable, Mapping, Sequence

from pyroaring import BitMap

from kb.search.results import FACETS

Selection = Mapping[str, Sequence[str]]


def build_bitmaps(cases: Iterable[tuple[int, Mapping[str, Iterable[str]]]]) -> dict[tuple[str, str], bytes]:
    """The bitmap of each facet value, ready to be kept, from the facet values of each case."""
    bitmaps: dict[tuple[str, str], BitMap] = {}
    for number, facets in cases:
        for facet, values in facets.items():
            for value in values:
                bitmaps.setdefault((facet, value), BitMap()).add(number)
    return {key: bitmap.serialize() for key, bitmap in bitmaps.items()}


class FacetIndex:
    """Which cases have which facet value."""

    def __init__(self, stored: Iterable[tuple[str, str, bytes]]) -> None:
        self._bitmaps: dict[str, dict[str, BitMap]] = {facet: {} for facet in FACETS}
        for facet, value, cases in stored:
            self._bitmaps[facet][value] = BitMap.deserialize(cases)

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

    def counts(self, found: BitMap, selection: Selection) -> dict[str, dict[str, int]]:
        """How many found cases each value leaves when it alone is chosen in its facet; zeros are left out."""
        narrowed = self.narrow(found, selection)
        return {
            facet: self._count(facet, self.narrow(found, selection, but=facet) if selection.get(facet) else narrowed)
            for facet in FACETS
        }

    def _count(self, facet: str, pool: BitMap) -> dict[str, int]:
        counted = ((value, pool.intersection_cardinality(cases)) for value, cases in self._bitmaps[facet].items())
        return {value: count for value, count in counted if count}
