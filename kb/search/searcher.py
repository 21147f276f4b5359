"""One search, start to end, over any engine: tiers, facets, order, paging, hits. Everything engines need not know."""

import time
from collections.abc import Callable, Sequence

from pyroaring import BitMap

from kb.language import Glossary
from kb.query import Query, parse
from kb.search.asked import Asked, cases_of_tiers
from kb.search.engine import Engine
from kb.search.facets import FacetIndex
from kb.search.filed import FiledWords
from kb.search.hits import Found, HitBuilder
from kb.search.labels import FacetLabels
from kb.search.meanings import Meanings
from kb.search.offered import OfferedValues
from kb.search.ranking import Heads, Preference, Ranking, preferring
from kb.search.rescue import Rescue, Rescuer
from kb.search.results import PAGE_SIZE, Answer, Hit, SearchRequest
from kb.search.selection import known_values, read_selection
from kb.search.tiers import Tier, find_perhaps, find_tiers, widest
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
        self._labels = FacetLabels(catalogue)
        self._facets = FacetIndex(catalogue.facets(), self._labels.parents())
        self._hits = HitBuilder(catalogue, self._labels)
        glossary = Glossary([*(group.words for group in catalogue.glossary()), *self._labels.meanings()])
        self._meanings = Meanings(glossary, catalogue.lexicon.stems)
        self._known = known_values(self._facets, self._labels)
        self._orders = {order: catalogue.numbers(order) for order in ("time", "strength", "added")}
        self._everything = BitMap(self._orders["time"])
        self._offered = OfferedValues(self._facets, self._labels, len(self._everything))
        by_strength = {number: place for place, number in enumerate(self._orders["strength"])}
        self._ranking = Ranking(engine, Heads(catalogue), by_strength)
        self._filed = FiledWords(self._facets, self._labels)
        self._rescuer = Rescuer(catalogue.lexicon, glossary)

    def search(self, request: SearchRequest) -> Answer:
        """Answer one request. Raises EngineFailed, IndexUnavailable, TooComplex."""
        started = self._clock()
        asked = self._meant(self._ask(self._read(request), request), request)
        selection, found = asked.selection, asked.found
        narrowed = self._facets.narrow(found, selection.chosen)
        perhaps = self._perhaps(asked, found) if len(narrowed) < ENOUGH else []
        partly = self._facets.narrow(cases_of_tiers(perhaps), selection.chosen)
        page = self._page([*asked.tiers, *perhaps], [narrowed, partly], request, asked)
        hits = self._hits.build(page, asked.wanted(), request.lang)
        return Answer(
            request=request, total=len(narrowed), perhaps_total=len(partly),
            pages=-(-(len(narrowed) + len(partly)) // PAGE_SIZE),
            hits=hits,
            facets=self._offered.of(found, selection.chosen, request),
            ignored=(*((each.text, each.reason) for each in asked.query.ignored), *selection.ignored),
            glossary=asked.wider.meant if asked.wider and (asked.needed_glossary or perhaps) else (),
            searched_instead=asked.instead(hits),
            near=() if found or request.literal else tuple(self._rescuer.near_queries(asked.query)),
            generation=self._generation, took_ms=round((self._clock() - started) * 1000, 2),
        )

    def _read(self, request: SearchRequest) -> Query:
        """The query as typed; without its words when the engine finds none, since filters can still be answered."""
        query = parse(request.text)
        return query.without_words() if "text" in self._engine.lacks else query

    def newest(self, lang: str, limit: int) -> tuple[Hit, ...]:
        """The cases that entered the library last."""
        return self.shown(self._orders["added"][:limit], lang)

    def shown(self, numbers: Sequence[int], lang: str) -> tuple[Hit, ...]:
        """Cases by number as lists show them, in this order, with nothing marked."""
        return self._hits.build([Found(number) for number in numbers], {None: wanted_words(None)}, lang)

    @property
    def facets(self) -> FacetIndex:
        """Which cases have which facet value."""
        return self._facets

    def label(self, facet: str, value: str, lang: str) -> str:
        """What a facet value is called in `lang`."""
        return self._labels.label(facet, value, lang)

    def _ask(self, query: Query, request: SearchRequest, rescue: Rescue | None = None) -> Asked:
        """Ask a query as it was read, exactly, by forms and by meanings."""
        selection = read_selection(request, query, self._known, self._labels)
        among = selection.base(self._facets, self._everything)
        if query.words is None:
            return Asked(query, selection, among, (Tier("", None, among),))
        wider = None if request.literal else self._meanings.widen(query.words)
        tiers = find_tiers(self._engine, query.words, among, wider.node if wider else None)
        return Asked(query, selection, among, tuple(tiers), wider, rescue)

    def _meant(self, asked: Asked, request: SearchRequest) -> Asked:
        """What was asked; when nothing is found and nobody knows its words, what was probably meant."""
        if request.literal or asked.query.words is None or asked.found:
            return asked
        first = None
        for rescue in self._rescuer.propose(asked.query):
            other = self._ask(rescue.query, request, rescue)
            if other.found:
                return other.rescued()
            first = first or (other if rescue.sure else None)
        return first.rescued() if first else asked

    def _perhaps(self, asked: Asked, found: BitMap) -> list[Tier]:
        """Cases with a part of the words, asked for when hardly anything has them all."""
        if asked.query.words is None:
            return []
        node = asked.wider.single if asked.wider else widest(asked.query.words)
        return find_perhaps(self._engine, node, asked.among - found, len(self._everything))

    def _page(
        self, tiers: Sequence[Tier], groups: Sequence[BitMap], request: SearchRequest, asked: Asked
    ) -> list[Found]:
        """The hits of the page asked for; `groups` are listed one after the other."""
        start = (request.page - 1) * PAGE_SIZE
        if start < 0:
            return []
        if request.order == "relevance" and any(tier.node for tier in tiers):
            words, wider = asked.query.words, asked.wider
            preference = preferring(words, wider.single if wider else None, self._filed.cases(words))
            return self._most_relevant(tiers, BitMap.union(*groups), start, preference)
        order = self._orders[_ORDER_OF_SORT.get(request.order, "time")]
        numbers = [number for group in groups for number in order if number in group]
        return [Found(number, _tier_of(number, tiers)) for number in numbers[start:start + PAGE_SIZE]]

    def _most_relevant(
        self, tiers: Sequence[Tier], narrowed: BitMap, start: int, preference: Preference
    ) -> list[Found]:
        """Ten cases from `start` on: tier after tier, the best first; equal scores by evidence, then by time."""
        page: list[Found] = []
        near = self._ranking.near(preference, narrowed)
        for tier in tiers:
            cases = tier.cases & narrowed
            end = start + PAGE_SIZE - len(page)
            if start < len(cases) and start < end:
                page += self._ranking.best(tier, cases, end, preference, near)[start:end]
            start = max(0, start - len(cases))
        return page


def _tier_of(number: int, tiers: Sequence[Tier]) -> str | None:
    return next((tier.name for tier in tiers if tier.name and number in tier.cases), None)
