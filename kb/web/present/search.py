"""A search answer as a page: facets, chips, orders, pager, notices, and what to do when nothing was found."""

from collections.abc import Sequence
from dataclasses import replace

from kb.i18n import N_, collation_key
from kb.search import FACETS, PAGE_SIZE, Answer, FacetValue, SearchRequest
from kb.web.addresses import search_address
from kb.web.notices import present_notices
from kb.web.pages.reading import (
    Chip,
    FacetValueView,
    FacetView,
    Pager,
    SearchPage,
    SortView,
)
from kb.web.parameters import with_value, without_filters, without_value
from kb.web.present.empty import Count, present_empty
from kb.web.present.hits import present_hits
from kb.web.present.pager import pager_of
from kb.web.reader import Reader

FACET_LABELS = {
    "industry": N_("Industry"),
    "platform": N_("Platform"),
    "objective": N_("Objective"),
    "business": N_("Business"),
    "specialist": N_("Specialist"),
    "role": N_("Role"),
    "place": N_("Place"),
    "year": N_("Year"),
    "language": N_("Language"),
    "evidence": N_("Evidence"),
    "has": N_("Contains"),
}
_SORT_LABELS = {"relevance": N_("relevance"), "newest": N_("newest"), "evidence": N_("strongest evidence")}

# Beyond this many values a facet is a list to search in, not one to read.
LONG_FACET = 8


def present_search(answer: Answer, reader: Reader, count: Count) -> SearchPage:
    """The page of an answer; `count` says how many cases another search would find."""
    request = answer.request
    hits = present_hits(answer.hits, reader)
    chips = _chips(answer, reader)
    return SearchPage(
        answer=answer,
        text=request.text,
        action=f"/{request.lang}/search",
        facets=[_facet(facet, answer, reader) for facet in FACETS],
        chips=chips,
        clear_url=search_address(without_filters(request)) if chips else None,
        sorts=_sorts(request, reader),
        pager=_pager(answer),
        hits=[view for view in hits if view.hit.why != "perhaps"],
        perhaps=[view for view in hits if view.hit.why == "perhaps"],
        notices=present_notices(answer, reader),
        empty=None if answer.total else present_empty(answer, _chosen(answer, reader), reader, count),
        results_url=search_address(request),
        form_url=lambda form: search_address(replace(request, page=1), form),
    )


def _facet(facet: str, answer: Answer, reader: Reader) -> FacetView:
    values = in_reading_order(facet, answer.facets.get(facet, ()), answer.request.lang)
    selected = sum(value.selected for value in values)
    return FacetView(facet, reader.say(FACET_LABELS[facet]), selected, values, len(values) > LONG_FACET)


def in_reading_order(facet: str, values: Sequence[FacetValue], lang: str) -> Sequence[FacetValue]:
    """The fullest first, equal ones as the alphabet of the language has them; years stay as they are."""
    if facet == "year":
        return values
    return sorted(values, key=lambda value: (-value.count, collation_key(value.label, lang)))


def facet_value(facet: str, value: FacetValue, request: SearchRequest) -> FacetValueView:
    """A value with the address that chooses it, or drops it when it is chosen."""
    def url() -> str:
        change = without_value if value.selected else with_value
        return search_address(change(request, facet, value.value))
    return FacetValueView(value.value, value.label, value.count, value.selected, url)


def _chips(answer: Answer, reader: Reader) -> list[Chip]:
    return [chip for _, _, chip in _chosen(answer, reader)]


def _chosen(answer: Answer, reader: Reader) -> list[tuple[str, str, Chip]]:
    """What is chosen, as (facet, value, chip)."""
    return [
        (facet, value, _chip(facet, value, answer, reader))
        for facet in FACETS for value in answer.request.filters.get(facet, ())
    ]


def _chip(facet: str, value: str, answer: Answer, reader: Reader) -> Chip:
    """A value that exists nowhere is shown as it was asked for, with 0."""
    nowhere = FacetValue(value, value, 0)
    known = next((each for each in answer.facets.get(facet, ()) if each.value == value), nowhere)
    url = search_address(without_value(answer.request, facet, value))
    return Chip(reader.say(FACET_LABELS[facet]), known.label, known.count, url)


def _sorts(request: SearchRequest, reader: Reader) -> list[SortView]:
    """Relevance is offered only where there are words; the usual order needs no parameter."""
    usual = replace(request, sort="").order
    names = [name for name in _SORT_LABELS if name != "relevance" or request.text]
    return [
        SortView(
            name=name,
            label=reader.say(_SORT_LABELS[name]),
            url=search_address(replace(request, sort="" if name == usual else name, page=1)),
            current=request.order == name,
        )
        for name in names
    ]


def _pager(answer: Answer) -> Pager | None:
    return pager_of(
        answer.request.page, answer.pages, lambda number: search_address(replace(answer.request, page=number))
    )


def last_page(answer: Answer) -> int:
    """The last page there is; an empty answer has one too, and "perhaps" hits stand on it."""
    return max(answer.pages, 1 + (max(answer.total + answer.perhaps_total, 1) - 1) // PAGE_SIZE, 1)
