"""What programs may ask with: the parameters of each address, from the tables that the site reads them by."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from kb.i18n import DEFAULT, LANGUAGES
from kb.insights import Chosen
from kb.model import HAS_VALUES, METRIC_FAMILIES
from kb.search import FACETS, SORTS
from kb.search.suggest import KINDS
from kb.web.api.schemas import TEXT, Schema, many, one_of
from kb.web.parameters import MAX_TEXT

Parameter = dict[str, Any]

# Values that are fixed in code; all others are of the library, and /facets lists them.
_VALUES: Mapping[str, Schema] = {
    "language": one_of(*LANGUAGES), "has": one_of(*HAS_VALUES), "family": one_of(*METRIC_FAMILIES),
}
_EXAMPLES = {
    "industry": "agriculture", "platform": "facebook", "objective": "sales", "business": "tineri-fermieri-durlesti",
    "specialist": "diana-crudu", "role": "farmer", "place": "chisinau", "year": "2019", "language": "ru",
    "evidence": "press", "has": "results", "family": "sales", "metric": "units_sold",
}


def in_query(name: str, schema: Schema, description: str, example: object = None) -> Parameter:
    """A parameter after the question mark; none is ever required."""
    parameter = {"name": name, "in": "query", "description": description, "schema": schema}
    return parameter if example is None else parameter | {"example": example}


def _facet(name: str) -> Parameter:
    values = many(_VALUES.get(name, TEXT))
    return in_query(name, values, "Repeatable: any of the values will do.", [_EXAMPLES[name]]) | {
        "style": "form", "explode": True}


def _chosen(name: str) -> Parameter:
    if name == "context":
        return in_query(name, one_of("1"), "`1` adds figures that are no outcome: a size, a price, a plan.")
    return in_query(name, _VALUES.get(name, TEXT), "Only figures with this value.", _EXAMPLES[name])


LANG = in_query("lang", {**one_of(*LANGUAGES), "default": DEFAULT}, "The language of labels.", "en")
PAGE = in_query("page", {"type": "integer", "minimum": 1, "default": 1}, "The page of the answer; 404 past the last.")
SEARCH = [
    in_query("q", TEXT, f"Words, read as in the search box of the site; {MAX_TEXT} characters at most.", "grapes"),
    *(_facet(facet) for facet in FACETS),
    in_query("sort", one_of(*SORTS), "`relevance` unless told otherwise, `newest` without words.", "newest"),
    PAGE,
    in_query("literal", one_of("1"), "`1` searches for exactly what was typed: no other words, no mended slips."),
    LANG,
]
SUGGEST = [
    in_query("q", TEXT, "The beginning of a name or title.", "fer"),
    in_query("kind", many(one_of(*KINDS)), "Repeatable: only things of these kinds.", ["business", "person"]) | {
        "style": "form", "explode": True},
    LANG,
]
INSIGHTS = [*(_chosen(each.name) for each in fields(Chosen)), PAGE, LANG]
CASE: list[Parameter] = [
    {"name": "slug", "in": "path", "required": True, "description": "The name of the case in its address.",
     "schema": TEXT, "example": "struguri-in-loc-de-flori"},
    LANG,
]
