"""How fast a results page is: tiers, ten hits with snippets, counts of all facets, in process."""

import statistics
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from kb.indexing import LiveIndex
from kb.search import SearchRequest
from tests.bench.memory import resident_mb

ROUNDS = 20


def measure_page(index: Path) -> Iterable[str]:
    """p50 and p99 in milliseconds of mixed queries, each also with a facet chosen, and the memory they left in use."""
    live = LiveIndex(index, "sqlite_fts")
    requests = list(_requests(live))
    times = sorted(_times(live, requests))
    p99 = times[int(len(times) * 0.99)]
    yield f"results page: p50 {statistics.median(times):.2f} ms, p99 {p99:.2f} ms, {len(times)} pages"
    for request in requests[:8]:
        alone = sorted(_times(live, [request]))
        asked = f"{request.text or '(no words)'!r} {dict(request.filters)}"
        yield f"  {asked}: {statistics.median(alone):.2f} ms, {_total(live, request)} hits"
    yield f"resident memory: {resident_mb():.0f} MB"
    live.close()


def _requests(live: LiveIndex) -> Iterable[SearchRequest]:
    """Words of every frequency from the index itself, alone, in pairs, as a phrase, excluded, and with a facet."""
    with live.reading() as generation:
        ranked = sorted(generation.engine.vocabulary(), key=lambda pair: -pair[1])
        facet = next(value.value for value in generation.searcher.search(SearchRequest()).facets["industry"])
    words = [word for word, _ in ranked if len(word) > 3]
    chosen = [words[len(words) * place // 100] for place in (0, 1, 3, 10, 30, 60, 95)]
    first, second, third, fourth, *_ = chosen
    texts = ["", *chosen, f"{first} {second}", f"{second} {third} {fourth}", f"{second} -{third}"]
    for text in texts:
        yield SearchRequest(text)
        yield SearchRequest(text, {"industry": (facet,)})


def _times(live: LiveIndex, requests: Sequence[SearchRequest]) -> Iterable[float]:
    for _ in range(ROUNDS):
        for request in requests:
            started = time.perf_counter()
            with live.reading() as generation:
                generation.searcher.search(request)
            yield (time.perf_counter() - started) * 1000


def _total(live: LiveIndex, request: SearchRequest) -> int:
    with live.reading() as generation:
        return generation.searcher.search(request).total
