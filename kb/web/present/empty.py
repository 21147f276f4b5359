"""Nothing was found: which filter or word could go, with what would come then; near words; how to ask for such a case.

Knows no engine: what another search finds is counted by whoever asks.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from kb.search import FACETS, Answer, SearchRequest
from kb.web.addresses import propose_address, search_address
from kb.web.pages.reading import Chip, EmptyState, Link
from kb.web.parameters import without_value
from kb.web.reader import Reader

Count = Callable[[SearchRequest], int]

# Each filter or word to drop costs a search of its own.
_MAX_DROPS = 8
_MAX_SHORTER = 6
# Words and nothing else: in a query with signs a piece cannot go without changing the others.
_PLAIN = re.compile(r"[\w\s'’.-]+")


def present_empty(answer: Answer, chips: Iterable[tuple[str, str, Chip]], reader: Reader, count: Count) -> EmptyState:
    """What to do instead; `chips` are the chosen values as (facet, value, chip)."""
    request = answer.request
    drops = [
        replace(chip, count=found)
        for facet, value, chip in list(chips)[:_MAX_DROPS] if (found := count(without_value(request, facet, value)))
    ]
    everything = SearchRequest(lang=request.lang)
    return EmptyState(
        searched=request.text,
        drops=drops,
        shorter=_shorter(request, count) if not any(request.filters.get(facet) for facet in FACETS) else [],
        near=[Link(text, search_address(replace(request, text=text, page=1, literal=False))) for text in answer.near],
        suggestions=[Link(reader.say("All cases"), search_address(everything))],
        propose_url=propose_address(request.lang, request.text),
    )


def _shorter(request: SearchRequest, count: Count) -> list[Chip]:
    """The search without one of its words, where that finds something; the fewest cases, which fit best, first."""
    words = request.text.split()
    if not 2 <= len(words) <= _MAX_SHORTER or not _PLAIN.fullmatch(request.text):
        return []
    shorter = [
        (word, replace(request, text=" ".join(words[:place] + words[place + 1:]), page=1))
        for place, word in enumerate(words)
    ]
    found = [Chip("", word, cases, search_address(asked)) for word, asked in shorter if (cases := count(asked))]
    return sorted(found, key=lambda chip: chip.count)
