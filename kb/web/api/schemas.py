"""What each answer for programs is made of, as JSON Schema: the one table that is published and that tests hold us to.

How things are asked for is in `asked`, the document of both in `description`.
"""

from collections.abc import Collection, Mapping
from dataclasses import fields
from typing import Any

from kb.i18n import LANGUAGES
from kb.insights import Chosen
from kb.model import METRIC_FAMILIES, QUALIFIERS, RESULT_KINDS
from kb.search import FACETS
from kb.search.suggest import KINDS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "number"}
WHOLE: Schema = {"type": "integer"}
TRUTH: Schema = {"type": "boolean"}
NOTHING: Schema = {"type": "null"}


def told(schema: Schema, description: str) -> Schema:
    """The same, with a remark for those who read it."""
    return schema | {"description": description}


def one_of(*values: str) -> Schema:
    """One of the words there are."""
    return {"type": "string", "enum": [*values]}


def many(each: Schema) -> Schema:
    """A list."""
    return {"type": "array", "items": each}


def record(keys: Mapping[str, Schema], sometimes: Collection[str] = ()) -> Schema:
    """Keys in their order, `sometimes` those that need not be there. Others may be added one day."""
    return {"type": "object", "properties": dict(keys), "required": [key for key in keys if key not in sometimes]}


def named(name: str) -> Schema:
    """One of SCHEMAS."""
    return {"$ref": f"#/components/schemas/{name}"}


def or_nothing(schema: Schema) -> Schema:
    """What may be missing: null then."""
    return {"anyOf": [schema, NOTHING]}


_LANG, _ADDRESS = one_of(*LANGUAGES), told(TEXT, "A path on this site.")
_MARKED = told(TEXT, "HTML whose only markup is <mark>.")
_METRIC = {"metric": TEXT, "label": TEXT}
_SPAN = {"value": or_nothing(NUMBER), "value_to": or_nothing(NUMBER), "text": or_nothing(TEXT)}
_MEASURED = {
    "qualifier": one_of(*QUALIFIERS), "before": or_nothing(NUMBER), "base": or_nothing(TEXT),
    "platform": or_nothing(TEXT), "kind": one_of(*RESULT_KINDS), "note": TEXT,
}
_COUNTED = {"total": WHOLE, "page": WHOLE, "pages": WHOLE}

SCHEMAS: dict[str, Schema] = {
    "Search": record({
        "query": TEXT, "lang": _LANG, "searched_instead": or_nothing(named("SearchedInstead")),
        "ignored": told(many(record({"text": TEXT, "reason": TEXT})), "Parts of the query that were not read."),
        "glossary": told(many(record({"from": TEXT, "to": TEXT})), "Words that were searched besides."),
        "total": told(WHOLE, "Cases found, all pages together."),
        "perhaps_total": told(WHOLE, "Cases that have a part of the words only; not in `total`."),
        "page": WHOLE, "pages": WHOLE, "took_ms": NUMBER, "hits": many(named("Hit")), "facets": named("FacetValues"),
    }),
    "SearchedInstead": record({"query": TEXT, "reason": one_of("unfinished", "typo", "layout", "translit")}),
    "Hit": record({
        "slug": TEXT, "kind": one_of("case"), "title": TEXT, "lang": _LANG, "versions": many(_LANG), "url": _ADDRESS,
        "businesses": many(named("Named")), "industries": many(TEXT), "platforms": many(TEXT), "years": many(WHOLE),
        "figure": or_nothing(named("Figure")), "snippet": _MARKED,
        "section": told(or_nothing(TEXT), "The fragment of the page where the snippet stands."),
        "why": told({"enum": ["exact", "form", "glossary", "rescued", "perhaps", None]},
                    "How the words were found; null in a search without words."),
        "score": or_nothing(NUMBER),
    }),
    "Figure": record({
        "value": {"type": ["number", "string"]}, "unit": TEXT, "label": TEXT, "qualifier": one_of(*QUALIFIERS),
        "evidence": TEXT, "sources": WHOLE, "value_to": told(NUMBER, "The end of a range; only there for ranges."),
    }, sometimes={"value_to"}),
    "Facets": record({"query": TEXT, "lang": _LANG, "total": WHOLE, "facets": named("FacetValues")}),
    "FacetValues": record({facet: many(named("FacetValue")) for facet in FACETS}),
    "FacetValue": record({
        "value": TEXT, "label": TEXT, "count": told(WHOLE, "Cases that choosing it would give."), "selected": TRUTH,
    }),
    "Case": record({
        "slug": TEXT, "kind": one_of("case"), "url": _ADDRESS, "lang": told(_LANG, "Of the main version."),
        "versions": many(_LANG), "businesses": many(named("Named")), "specialists": many(named("Credit")),
        "industries": many(named("Labelled")), "platforms": many(named("Labelled")),
        "objectives": many(named("Labelled")), "places": many(named("Labelled")), "years": many(WHOLE),
        "period": or_nothing(record({"from": TEXT, "to": or_nothing(TEXT)})),
        "budget": or_nothing(record({"amount": NUMBER, "currency": TEXT, "note": TEXT})),
        "results": many(named("Result")), "sources": many(named("Source")), "texts": many(named("CaseText")),
        "similar": many(named("SimilarCase")),
    }),
    "Named": record({"slug": TEXT, "name": TEXT}),
    "Labelled": record({"value": TEXT, "label": TEXT}),
    "Credit": record({"slug": TEXT, "name": TEXT, "role": TEXT, "did": or_nothing(TEXT)}),
    "Result": record({
        **_METRIC, "unit": TEXT, "evidence": TEXT, "source": told(WHOLE, "Its place in `sources`, from 1."), **_SPAN,
        **_MEASURED,
    }),
    "Source": record({
        "url": TEXT, "publisher": TEXT, "lang": TEXT, "title": or_nothing(TEXT), "published": or_nothing(TEXT),
        "accessed": or_nothing(TEXT),
    }),
    "CaseText": record({
        "lang": _LANG, "title": TEXT, "summary": TEXT, "html": told(TEXT, "Sanitised HTML."),
        "what_did_not_work": or_nothing(TEXT), "reliability": TEXT,
    }),
    "SimilarCase": record({
        "slug": TEXT, "title": TEXT, "lang": _LANG, "url": _ADDRESS, "score": NUMBER,
        "named": told(TRUTH, "Whether the author of the case names it."),
        "shared": told({"type": "object", "additionalProperties": many(TEXT)}, "By facet, the values that both have."),
        "words": many(TEXT),
    }),
    "Suggestions": record({"query": TEXT, "suggestions": many(named("Suggestion"))}),
    "Suggestion": record({
        "kind": one_of(*KINDS), "label": TEXT, "label_lang": _LANG, "html": _MARKED, "url": _ADDRESS,
        "count": told(WHOLE, "Cases it leads to."), "about": TEXT,
    }),
    "Insights": record({
        "lang": _LANG, "filters": record({each.name: TEXT for each in fields(Chosen)},
                                         sometimes={each.name for each in fields(Chosen)}),
        **_COUNTED, "medians": many(named("Median")), "figures": many(named("StatedFigure")),
    }),
    "Median": record({
        **_METRIC, "unit": TEXT, "base": or_nothing(TEXT), "family": or_nothing(one_of(*METRIC_FAMILIES)),
        "direction": or_nothing(TEXT), "cases": WHOLE,
        "quartiles": told(or_nothing(named("Quartiles")), "Null when too few cases have a figure."),
        "at_least": WHOLE, "at_most": WHOLE, "slugs": many(TEXT),
    }),
    "Quartiles": record(dict.fromkeys(("smallest", "low", "median", "high", "largest"), NUMBER)),
    "StatedFigure": record({
        "case": TEXT, "title": TEXT, "url": _ADDRESS, "industries": many(TEXT), "platforms": many(TEXT),
        "objectives": many(TEXT), "years": many(WHOLE), **_METRIC, **_SPAN, "unit": or_nothing(TEXT), **_MEASURED,
        "evidence": TEXT, "source": named("Source"),
    }),
    "Error": record({"error": record({
        "code": TEXT, "message": told(TEXT, "For people, in the language of whoever asks."),
        "field": told(or_nothing(TEXT), "The parameter that is wrong."),
        "request_id": told(TEXT, "To be named when telling us of it; also in X-Request-Id."),
    })}),
}
