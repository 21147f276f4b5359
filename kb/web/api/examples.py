"""Parts of answers as the library gives them, cut short; a test holds each against its schema."""

from kb.search import FACETS

_FACETS: dict[str, list[dict[str, object]]] = {facet: [] for facet in FACETS} | {
    "industry": [{"value": "agriculture", "label": "Agriculture and food", "count": 1, "selected": False}]}
_SOURCE = {"url": "https://www.publika.md/dar-din-dar-se-face-rai-60-de-tone-de-fructe-vandute-in-centrul-capitalei_"
                  "3037725.html",
           "publisher": "Publika.md", "lang": "ro", "title": None, "published": None, "accessed": None}
_HIT = {
    "slug": "struguri-in-loc-de-flori", "kind": "case",
    "title": "Grapes instead of flowers: 60 tonnes sold in a few hours", "lang": "en", "versions": ["ro", "en", "ru"],
    "url": "/en/cases/struguri-in-loc-de-flori",
    "businesses": [{"slug": "tineri-fermieri-durlesti", "name": "Tinerii fermieri conduși de Diana Crudu"}],
    "industries": ["agriculture"], "platforms": ["facebook", "tv"], "years": [2019],
    "figure": {"value": 60.0, "unit": "tonne", "label": "fruit sold at the fair in a few hours", "qualifier": "about",
               "evidence": "press", "sources": 1},
    "snippet": "…table <mark>grapes</mark> and sold only 4.", "section": "s-context", "why": "exact", "score": 8.3282,
}
_FIGURE = {
    "case": "struguri-in-loc-de-flori", "title": "Grapes instead of flowers: 60 tonnes sold in a few hours",
    "url": "/en/cases/struguri-in-loc-de-flori", "industries": ["agriculture"], "platforms": ["facebook", "tv"],
    "objectives": ["sales"], "years": [2019], "metric": "units_sold", "label": "fruit sold at the fair in a few hours",
    "value": 60.0, "value_to": None, "text": None, "unit": "tonne", "qualifier": "about", "before": None, "base": None,
    "platform": None, "kind": "outcome", "note": "by all 16 growers: about 57 tonnes of grapes and 3 of apples",
    "evidence": "press", "source": _SOURCE,
}
_RESULT = {
    "metric": "units_sold", "label": "fructe vândute la târg în câteva ore", "unit": "tonne", "evidence": "press",
    "source": 1, "value": 60.0, "value_to": None, "text": None, "qualifier": "about", "before": None, "base": None,
    "platform": None, "kind": "outcome", "note": "de la toți cei 16 producători",
}
_CASE = {
    "slug": "struguri-in-loc-de-flori", "kind": "case", "url": "/en/cases/struguri-in-loc-de-flori", "lang": "ro",
    "versions": ["ro", "en", "ru"], "businesses": _HIT["businesses"],
    "specialists": [{"slug": "diana-crudu", "name": "Diana Crudu", "role": "farmer", "did": "a filmat apelul"}],
    "industries": [{"value": "agriculture", "label": "Agriculture and food"}],
    "platforms": [{"value": "facebook", "label": "Facebook"}], "objectives": [{"value": "sales", "label": "Sales"}],
    "places": [{"value": "durlesti", "label": "Durlești"}], "years": [2019],
    "period": {"from": "2019", "to": "2019-03-24"}, "budget": None, "results": [_RESULT], "sources": [_SOURCE],
    "texts": [], "similar": [],
}

EXAMPLES: dict[str, object] = {
    "Search": {
        "query": "grapes", "lang": "en", "searched_instead": None, "ignored": [],
        "glossary": [{"from": "grapes", "to": "struguri, виноград"}], "total": 1, "perhaps_total": 0, "page": 1,
        "pages": 1, "took_ms": 21.44, "hits": [_HIT], "facets": _FACETS},
    "Facets": {"query": "grapes", "lang": "en", "total": 1, "facets": _FACETS},
    "Case": _CASE,
    "Suggestions": {"query": "fer", "suggestions": [{
        "kind": "business", "label": "Tinerii fermieri conduși de Diana Crudu", "label_lang": "ro",
        "html": "Tinerii <mark>fer</mark>mieri conduși de Diana Crudu",
        "url": "/en/businesses/tineri-fermieri-durlesti", "count": 1, "about": "business · 1 case"}]},
    "Insights": {
        "lang": "en", "filters": {"metric": "units_sold"}, "total": 1, "page": 1, "pages": 1,
        "medians": [{
            "metric": "units_sold", "label": "Quantity sold", "unit": "tonne", "base": None, "family": "sales",
            "direction": "up", "cases": 1, "quartiles": None, "at_least": 0, "at_most": 0,
            "slugs": ["struguri-in-loc-de-flori"]}],
        "figures": [_FIGURE]},
    "Error": {"error": {
        "code": "not_found", "message": "there is no case named nobody", "field": "slug",
        "request_id": "5f0c3a9d1b7e2468"}},
}
