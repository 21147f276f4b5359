"""Words of a query that name what cases are filed under: industries, platforms, objectives, roles, places, years.

Such a word need not stand in the text of a case to count for it. Knows labels, not engines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from pyroaring import BitMap

from kb.language import stem, words
from kb.query import AllOf, AnyOf, Node, Word
from kb.search.facets import FacetIndex
from kb.search.labels import FacetLabels

_Stems = tuple[str, ...]


class FiledWords:
    """Which cases are filed under a word, in any language and form."""

    def __init__(self, facets: FacetIndex, labels: FacetLabels) -> None:
        self._facets = facets
        self._values: dict[_Stems, list[tuple[str, str]]] = defaultdict(list)
        for facet, value, said in labels.said():
            stems = tuple(map(stem, words(said)))
            if stems and (facet, value) not in self._values[stems]:
                self._values[stems].append((facet, value))
        for year in facets.values("year"):
            self._values[(year,)].append(("year", year))
        self._longest = max(map(len, self._values), default=0)

    def cases(self, node: Node | None) -> list[BitMap]:
        """For each word or run of words that names something, the cases filed under it."""
        return [self._filed(values) for values in self._named(node)]

    def _filed(self, values: Iterable[tuple[str, str]]) -> BitMap:
        return BitMap.union(BitMap(), *(self._facets.cases(facet, [value]) for facet, value in values))

    def _named(self, node: Node | None) -> Iterator[list[tuple[str, str]]]:
        for run in _runs(node):
            at = 0
            while at < len(run):
                size = next((n for n in range(min(self._longest, len(run) - at), 0, -1)
                             if tuple(run[at:at + n]) in self._values), 0)
                if size:
                    yield self._values[tuple(run[at:at + size])]
                at += size or 1


def _runs(node: Node | None) -> Iterator[Sequence[str]]:
    """The stems of plain words that stand side by side; alternatives are runs of their own."""
    parts = node.nodes if isinstance(node, AllOf) else (node,) if node else ()
    run: list[str] = []
    for part in parts:
        if isinstance(part, Word):
            run.append(stem(part.text))
        elif isinstance(part, AnyOf):
            yield from (inner for each in part.nodes for inner in _runs(each))
    yield run
