"""Facet choices: what parameters and typed fields choose, and which of it means anything in this generation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from pyroaring import BitMap

from kb.query import Query
from kb.search.facets import FacetIndex
from kb.search.labels import FacetLabels
from kb.search.results import FACETS, SearchRequest

Known: TypeAlias = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Selection:
    """`chosen` by parameters (unknown values dropped), `typed` and `refused` in the query, and what was ignored."""

    chosen: Mapping[str, tuple[str, ...]]
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    refused: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: tuple[tuple[str, str], ...] = ()

    def base(self, facets: FacetIndex, everything: BitMap) -> BitMap:
        """The cases that typed fields leave."""
        cases = facets.narrow(everything, self.typed)
        for facet, values in self.refused.items():
            cases = cases - facets.cases(facet, values)
        return cases


def known_values(facets: FacetIndex, labels: FacetLabels) -> Known:
    """Every value that means something in this generation, used or not, by facet."""
    return {facet: frozenset(labels.known(facet)) | frozenset(facets.values(facet)) for facet in FACETS}


def read_selection(request: SearchRequest, query: Query, known: Known, labels: FacetLabels) -> Selection:
    """Resolve what was chosen and typed; what means nothing here changes nothing."""
    chosen = {
        facet: tuple(value for value in values if value in known[facet])
        for facet, values in request.filters.items() if facet in known
    }
    typed, strange = _resolve(query.filters, known, labels)
    refused, strange_too = _resolve(query.excluded, known, labels)
    return Selection(_filled(chosen), typed, refused, strange + strange_too)


def _resolve(
    fields: Mapping[str, tuple[str, ...]], known: Known, labels: FacetLabels
) -> tuple[Mapping[str, tuple[str, ...]], tuple[tuple[str, str], ...]]:
    resolved: dict[str, tuple[str, ...]] = {}
    strange: list[tuple[str, str]] = []
    for facet, values in fields.items():
        meant = {value: value if value in known[facet] else labels.meant(facet, value) for value in values}
        resolved[facet] = tuple(dict.fromkeys(found for found in meant.values() if found))
        strange += [(f"{facet}:{value}", "unknown_value") for value, found in meant.items() if not found]
    return _filled(resolved), tuple(strange)


def _filled(selection: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {facet: values for facet, values in selection.items() if values}
