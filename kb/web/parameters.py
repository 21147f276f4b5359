"""Reading a search from an address, and the searches its links lead to. Any parameters make a search."""

from collections.abc import Iterable
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from kb.search import FACETS, SORTS, SearchRequest

# Every link of a results page repeats the text; the parser stops far earlier.
MAX_TEXT = 1_000
MAX_VALUES = 50
MAX_VALUE = 120
_MAX_PAGE = 1_000_000


def read_search(parameters: MultiDict[str, str], lang: str) -> SearchRequest:
    """The search that parameters say: unknown ones are ignored, empty ones dropped, the rest cut to size."""
    filters = {facet: values for facet in FACETS if (values := _values(parameters.getlist(facet)))}
    sort = parameters.get("sort", "")
    return SearchRequest(
        text=parameters.get("q", "")[:MAX_TEXT].strip(),
        filters=filters,
        sort=sort if sort in SORTS else "",
        page=read_page(parameters.get("page", "")),
        literal=parameters.get("literal") == "1",
        lang=lang,
    )


def _values(given: Iterable[str]) -> tuple[str, ...]:
    """Each value once and in a fixed order, so that one search has one address."""
    return tuple(sorted({value.strip()[:MAX_VALUE] for value in given if value.strip()})[:MAX_VALUES])


def read_page(text: str) -> int:
    """A page number; what is no number is page 1, and 0 stays 0, which is out of range."""
    return min(int(text[:20]), _MAX_PAGE) if text.isascii() and text.isdecimal() else 1


def with_value(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The search with a facet value chosen besides, from its first page."""
    return _filtered(request, facet, {*request.filters.get(facet, ()), value})


def without_value(request: SearchRequest, facet: str, value: str) -> SearchRequest:
    """The search without a facet value, from its first page."""
    return _filtered(request, facet, set(request.filters.get(facet, ())) - {value})


def without_filters(request: SearchRequest) -> SearchRequest:
    """The same words with nothing chosen."""
    return replace(request, filters={}, page=1)


def _filtered(request: SearchRequest, facet: str, values: set[str]) -> SearchRequest:
    filters = {name: chosen for name, chosen in request.filters.items() if name != facet}
    return replace(request, filters=filters | ({facet: tuple(sorted(values))} if values else {}), page=1)
