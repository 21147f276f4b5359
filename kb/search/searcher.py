"""One search, start to end, over any engine: tiers, facets, order, paging, hits. Everything engines need not know."""

import time
from collections.abc import Callable, Sequence
from operator import itemgetter

from pyroaring import BitMap

from kb.query import Query, parse
from kb.search.document import VERSIONS_PER_CASE, case_of
from kb.search.engine import Engine
from kb.search.facets import FacetIndex
from kb.search.hits import Found, HitBuilder
from kb.search.labels import FacetLabels
from kb.search.results import FACETS, PAGE_SIZE, Answer, FacetValue, Hit, SearchRequest
from kb.search.selection import Selection, known_values, read_selection
from kb.search.tiers import CaseDocuments, Tier, find_tiers
from kb.search.wanted import wanted_words
from kb.store import Catalogue

_ORDER_OF_SORT = {"newest": "time", "evidence": "strength"}


class Searcher:
    """Answers searches about one generation; what is the same for all of them is read once."""

    def __init__(self, catalogue: Catalogue, engine: Engine, clock: Callable[[], float] = time.perf_counter) -> None:
        self._engine = engine
        self._clock = clock
        self._facets = FacetIndex(catalogue.facets())
        self._labels = FacetLabels(catalogue)
        self._hits = HitBuilder(catalogue, self._labels)
        self._known = known_values(self._facets, self._labels)
        self._orders = {order: catalogue.numbers(order) for order in ("time", "strength", "added")}
        self._everything = BitMap(self._orders["time"])
        self._by_strength = {number: place for place, number in enumerate(self._orders["strength"])}

    def search(self, request: SearchRequest) -> Answer:
        """Answer one request. Raises EngineFailed, IndexUnavailable, TooComplex."""
        started = self._clock()
        query = parse(request.text)
        selection = read_selection(request, query, self._known, self._labels)
        tiers = self._tiers(query, selection)
        found = BitMap.union(BitMap(), *(tier.cases for tier in tiers))
        narrowed = self._facets.narrow(found, selection.chosen)
        page = self._page(tiers, narrowed, request)
        return Answer(
            request=request, total=len(narrowed), perhaps_total=0, pages=-(-len(narrowed) // PAGE_SIZE),
            hits=self._hits.build(page, wanted_words(query.words), request.lang),
            facets=self._facet_values(found, selection, request),
            ignored=(*((each.text, each.reason) for each in query.ignored), *selection.ignored),
            took_ms=round((self._clock() - started) * 1000, 2),
        )

    def newest(self, lang: str, limit: int) -> tuple[Hit, ...]:
        """The cases that entered the library last."""
        page = [Found(number) for number in self._orders["added"][:limit]]
        return self._hits.build(page, wanted_words(None), lang)

    def label(self, facet: str, value: str, lang: str) -> str:
        """What a facet value is called in `lang`."""
        return self._labels.label(facet, value, lang)

    def _tiers(self, query: Query, selection: Selection) -> list[Tier]:
        among = selection.base(self._facets, self._everything)
        if query.words is None:
            return [Tier("", None, among)]
        return find_tiers(self._engine, query.words, among)

    def _page(self, tiers: Sequence[Tier], narrowed: BitMap, request: SearchRequest) -> list[Found]:
        start = (request.page - 1) * PAGE_SIZE
        if request.order == "relevance" and any(tier.node for tier in tiers):
            return self._most_relevant(tiers, narrowed, start)
        order = self._orders[_ORDER_OF_SORT.get(request.order, "time")]
        numbers = [number for number in order if number in narrowed][start:start + PAGE_SIZE]
        return [Found(number, _tier_of(number, tiers)) for number in numbers]

    def _most_relevant(self, tiers: Sequence[Tier], narrowed: BitMap, start: int) -> list[Found]:
        """Ten cases from `start` on: tier after tier, the best first; equal scores by evidence, then by time."""
        page: list[Found] = []
        for tier in tiers:
            cases = tier.cases & narrowed
            end = start + PAGE_SIZE - len(page)
            if start < len(cases) and start < end:
                page += self._ranked(tier, cases, end)[start:end]
            start = max(0, start - len(cases))
        return page

    def _ranked(self, tier: Tier, cases: BitMap, needed: int) -> list[Found]:
        nodes = [tier.node] if tier.node else []
        [matches] = self._engine.match(nodes, within=CaseDocuments(cases), top=needed * VERSIONS_PER_CASE)
        best: dict[int, Found] = {}
        for document, score in matches.top:
            best.setdefault(case_of(document), Found(case_of(document), tier.name, score, document))
        return sorted(best.values(), key=lambda each: (-each.score, self._by_strength[each.case]))

    def _facet_values(
        self, found: BitMap, selection: Selection, request: SearchRequest
    ) -> dict[str, tuple[FacetValue, ...]]:
        counts = self._facets.counts(found, selection.chosen)
        return {facet: self._values(facet, counts[facet], request) for facet in FACETS}

    def _values(self, facet: str, counts: dict[str, int], request: SearchRequest) -> tuple[FacetValue, ...]:
        """The values to offer, the fullest first (years: the latest first); chosen ones stay, even at zero."""
        selected = request.filters.get(facet, ())
        offered = dict.fromkeys([*counts, *selected])
        named = self._labels.named(facet, request.lang, offered)
        values = [
            (-counts.get(value, 0), by, FacetValue(value, label, counts.get(value, 0), value in selected))
            for value, label, by in named
        ]
        if facet == "year":
            values.sort(key=lambda each: each[2].value, reverse=True)
        else:
            values.sort(key=itemgetter(0, 1))
        return tuple(value for _, _, value in values)


def _tier_of(number: int, tiers: Sequence[Tier]) -> str | None:
    return next((tier.name for tier in tiers if tier.name and number in tier.cases), None)
