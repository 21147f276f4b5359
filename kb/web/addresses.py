"""Addresses of pages, written in one place. What a page at an address shows is made elsewhere."""

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from kb.search import FACETS, SORTS, SearchRequest

Pairs = Sequence[tuple[str, str]]


def with_query(path: str, pairs: Pairs) -> str:
    """The path with its parameters, if any."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def search_pairs(request: SearchRequest) -> list[tuple[str, str]]:
    """The parameters of a search in their fixed order; what is empty or as usual is left out."""
    pairs = [("q", request.text)] if request.text.strip() else []
    pairs += [(facet, value) for facet in FACETS for value in request.filters.get(facet, ())]
    if request.sort in SORTS:
        pairs.append(("sort", request.sort))
    if request.page > 1:
        pairs.append(("page", str(request.page)))
    return [*pairs, ("literal", "1")] if request.literal else pairs


def search_address(request: SearchRequest, form: str = "") -> str:
    """The address of a search; `form` is a suffix such as ".json"."""
    return with_query(f"/{request.lang}/search{form}", search_pairs(request))


def facet_address(lang: str, facet: str, value: str) -> str:
    """The address of everything that has one facet value."""
    return search_address(SearchRequest(filters={facet: (value,)}, lang=lang))


def home_address(lang: str) -> str:
    """The address of the first page."""
    return f"/{lang}/"


def case_address(lang: str, slug: str, *, section: str | None = None, version: str | None = None) -> str:
    """The address of a case, of a section in it, or of one of its language versions."""
    path = with_query(f"/{lang}/cases/{quote(slug)}", [("version", version)] if version else [])
    return f"{path}#{quote(section)}" if section else path
