"""The facet values a results page offers: counted, named in the reader's language, the fullest first."""

from collections.abc import Collection, Iterable, Mapping
from itertools import islice

from pyroaring import BitMap

from kb.language import fold
from kb.search.facets import FacetIndex
from kb.search.labels import FacetLabels
from kb.search.results import FACETS, MOST_VALUES, FacetValue, SearchRequest


class OfferedValues:
    """Facet values of a generation of so many cases; their order by label is found out once for each language."""

    def __init__(self, facets: FacetIndex, labels: FacetLabels, cases: int) -> None:
        self._facets = facets
        self._labels = labels
        self._everything = cases
        self._ordered: dict[tuple[str, str], dict[str, tuple[int, str]]] = {}
        self._kept: dict[tuple[str, bool], Mapping[str, tuple[FacetValue, ...]]] = {}

    def of(
        self, found: BitMap, chosen: Mapping[str, tuple[str, ...]], request: SearchRequest
    ) -> Mapping[str, tuple[FacetValue, ...]]:
        """The values of every facet for the cases that were found, each counted without its own facet's choice.

        Those of all cases are kept: they are asked for most, by every first page.
        """
        if not request.filters and len(found) == self._everything:
            if (kept := self._kept.get((request.lang, request.every_value))) is None:
                kept = self._kept[request.lang, request.every_value] = self._counted(found, chosen, request)
            return kept
        return self._counted(found, chosen, request)

    def _counted(
        self, found: BitMap, chosen: Mapping[str, tuple[str, ...]], request: SearchRequest
    ) -> Mapping[str, tuple[FacetValue, ...]]:
        counts = self._facets.counts(found, chosen)
        return {facet: self._values(facet, counts[facet], request) for facet in FACETS}

    def _values(self, facet: str, counts: Mapping[str, int], request: SearchRequest) -> tuple[FacetValue, ...]:
        """The fullest first (years: the latest first); chosen ones stay, even at zero."""
        chosen = request.filters.get(facet, ())
        places = self._places(facet, request.lang)
        most = len(places) if request.every_value else MOST_VALUES
        offered = sorted(_fullest(counts, most, places), key=places.__getitem__)
        if facet != "year":
            offered.sort(key=counts.__getitem__, reverse=True)
        if chosen:
            offered = self._with_chosen(facet, offered, counts, request)
        values = [
            FacetValue(value, places[value][1], counts.get(value, 0), value in chosen)
            for value in offered
        ]
        unheld = [value for value in dict.fromkeys(chosen) if value not in places]
        return (*values, *(FacetValue(each, self._labels.label(facet, each, request.lang), 0, True) for each in unheld))

    def _with_chosen(
        self, facet: str, offered: Collection[str], counts: Mapping[str, int], request: SearchRequest
    ) -> list[str]:
        """The same with what was chosen and was not among them, each in its place."""
        places = self._places(facet, request.lang)
        missing = [value for value in dict.fromkeys(request.filters[facet]) if value in places and value not in offered]
        return sorted((*offered, *missing), key=lambda value: (
            0 if facet == "year" else -counts.get(value, 0), places[value]))

    def _places(self, facet: str, lang: str) -> dict[str, tuple[int, str]]:
        """Every value some case has: its place in the order of the labels (years: from the latest), and its label."""
        if (facet, lang) not in self._ordered:
            labels = {value: self._labels.label(facet, value, lang) for value in self._facets.values(facet)}
            by_label = sorted(labels.items(), key=lambda each: fold(each[1]), reverse=facet == "year")
            self._ordered[facet, lang] = {value: (place, label) for place, (value, label) in enumerate(by_label)}
        return self._ordered[facet, lang]


def _fullest(counts: Mapping[str, int], most: int, ordered: Iterable[str]) -> Iterable[str]:
    """The `most` values with the highest counts; of those that tie with the last, the first in order."""
    if len(counts) <= most:
        return counts
    least = sorted(counts.values(), reverse=True)[most - 1]
    fuller = [value for value, count in counts.items() if count > least]
    alike = (value for value in ordered if counts.get(value) == least)
    return [*fuller, *islice(alike, most - len(fuller))]
