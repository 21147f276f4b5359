"""One search, start to end, over any engine: tiers, facets, order, paging, hits. Everything engines need not know."""

import time
from collections.abc import Callable, Sequence
from operator import attrgetter

from pyroaring import BitMap

from kb.language import Glossary, Wanted, fold
from kb.query import Query, parse
from kb.search.document import VERSIONS_PER_CASE, case_of
from kb.search.engine import Engine
from kb.search.facets import FacetIndex
from kb.search.hits import Found, HitBuilder
from kb.search.labels import FacetLabels
from kb.search.meanings import Widened, widen
from kb.search.results import FACETS, PAGE_SIZE, Answer, FacetValue, Hit, SearchRequest
from kb.search.selection import Selection, known_values, read_selection
from kb.search.tiers import CaseDocuments, Tier, find_perhaps, find_tiers, widest
from kb.search.wanted import wanted_words
from kb.store import Catalogue

# With fewer cases than this, those that have only a part of the words are listed too.
ENOUGH = 3
_ORDER_OF_SORT = {"newest": "time", "evidence": "strength"}


class Searcher:
    """Answers searches about one generation; what is the same for all of them is read once."""

    def __init__(
        self, catalogue: Catalogue, engine: Engine, generation: str = "",
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        self._engine = engine
        self._generation = generation
        self._clock = clock
        self._facets = FacetIndex(catalogue.facets())
        self._labels = FacetLabels(catalogue)
        self._hits = HitBuilder(catalogue, self._labels)
        self._glossary = Glossary([*(group.words for group in catalogue.glossary()), *self._labels.meanings()])
        self._ordered: dict[tuple[str, str], dict[str, str]] = {}
        self._known = known_values(self._facets, self._labels)
        self._orders = {order: catalogue.numbers(order) for order in ("time", "strength", "added")}
        self._everything = BitMap(self._orders["time"])
        self._by_strength = {number: place for place, number in enumerate(self._orders["strength"])}

    def search(self, request: SearchRequest) -> Answer:
        """Answer one request. Raises EngineFailed, IndexUnavailable, TooComplex."""
        started = self._clock()
        query = parse(request.text)
        selection = read_selection(request, query, self._known, self._labels)
        wider = widen(query.words, self._glossary) if query.words and not request.literal else None
        tiers = self._tiers(query, selection, wider)
        found = _cases(tiers)
        narrowed = self._facets.narrow(found, selection.chosen)
        perhaps = self._perhaps(query, selection, wider, found) if len(narrowed) < ENOUGH else []
        partly = self._facets.narrow(_cases(perhaps), selection.chosen)
        page = self._page([*tiers, *perhaps], [narrowed, partly], request)
        return Answer(
            request=request, total=len(narrowed), perhaps_total=len(partly),
            pages=-(-(len(narrowed) + len(partly)) // PAGE_SIZE),
            hits=self._hits.build(page, _wanted(query, wider), request.lang),
            facets=self._facet_values(found, selection, request),
            ignored=(*((each.text, each.reason) for each in query.ignored), *selection.ignored),
            glossary=wider.meant if wider and (perhaps or _cases([x for x in tiers if x.name == "glossary"])) else (),
            generation=self._generation, took_ms=round((self._clock() - started) * 1000, 2),
        )

    def newest(self, lang: str, limit: int) -> tuple[Hit, ...]:
        """The cases that entered the library last."""
        page = [Found(number) for number in self._orders["added"][:limit]]
        return self._hits.build(page, {None: wanted_words(None)}, lang)

    def label(self, facet: str, value: str, lang: str) -> str:
        """What a facet value is called in `lang`."""
        return self._labels.label(facet, value, lang)

    def _tiers(self, query: Query, selection: Selection, wider: Widened | None) -> list[Tier]:
        among = selection.base(self._facets, self._everything)
        if query.words is None:
            return [Tier("", None, among)]
        return find_tiers(self._engine, query.words, among, wider.node if wider else None)

    def _perhaps(self, query: Query, selection: Selection, wider: Widened | None, found: BitMap) -> list[Tier]:
        """Cases with a part of the words, asked for when hardly anything has them all."""
        if query.words is None:
            return []
        node = wider.node if wider else widest(query.words)
        return find_perhaps(self._engine, node, selection.base(self._facets, self._everything) - found)

    def _page(self, tiers: Sequence[Tier], groups: Sequence[BitMap], request: SearchRequest) -> list[Found]:
        """The hits of the page asked for; `groups` are listed one after the other."""
        start = (request.page - 1) * PAGE_SIZE
        if start < 0:
            return []
        if request.order == "relevance" and any(tier.node for tier in tiers):
            return self._most_relevant(tiers, BitMap.union(*groups), start)
        order = self._orders[_ORDER_OF_SORT.get(request.order, "time")]
        numbers = [number for group in groups for number in order if number in group]
        return [Found(number, _tier_of(number, tiers)) for number in numbers[start:start + PAGE_SIZE]]

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
        ordered = self._in_order(facet, request.lang)
        values = [
            FacetValue(value, label, counts.get(value, 0), value in selected)
            for value, label in ordered.items() if value in counts or value in selected
        ]
        if facet != "year":
            values.sort(key=attrgetter("count"), reverse=True)
        unheld = [value for value in dict.fromkeys(selected) if value not in ordered]
        return (*values, *(FacetValue(each, self.label(facet, each, request.lang), 0, True) for each in unheld))

    def _in_order(self, facet: str, lang: str) -> dict[str, str]:
        """Every value some case has with its label, in the order of the labels; years from the latest."""
        if (facet, lang) not in self._ordered:
            labels = {value: self.label(facet, value, lang) for value in self._facets.values(facet)}
            by_label = sorted(labels.items(), key=lambda each: fold(each[1]), reverse=facet == "year")
            self._ordered[facet, lang] = dict(by_label)
        return self._ordered[facet, lang]


def _cases(tiers: Sequence[Tier]) -> BitMap:
    return BitMap.union(BitMap(), *(tier.cases for tier in tiers))


def _wanted(query: Query, wider: Widened | None) -> dict[str | None, Wanted]:
    """What to mark in the hits of each tier."""
    typed = wanted_words(query.words)
    meant = wanted_words(wider.node) if wider else typed
    return {None: typed, "exact": typed, "form": typed, "glossary": meant, "perhaps": meant}


def _tier_of(number: int, tiers: Sequence[Tier]) -> str | None:
    return next((tier.name for tier in tiers if tier.name and number in tier.cases), None)
