"""An answer as plain JSON values: the one form that pages, the API and the command line give away."""

from kb.search.results import Answer, FacetValue, Figure, Hit


def as_json(answer: Answer) -> dict[str, object]:
    """The answer with exactly the documented keys; needs nothing but `json.dumps` to become text."""
    request = answer.request
    instead = answer.searched_instead
    return {
        "query": request.text,
        "lang": request.lang,
        "searched_instead": {"query": instead.query, "reason": instead.reason} if instead else None,
        "ignored": [{"text": text, "reason": reason} for text, reason in answer.ignored],
        "glossary": [{"from": typed, "to": meant} for typed, meant in answer.glossary],
        "total": answer.total,
        "perhaps_total": answer.perhaps_total,
        "page": request.page,
        "pages": answer.pages,
        "took_ms": answer.took_ms,
        "hits": [_hit(hit, request.lang) for hit in answer.hits],
        "facets": facets_as_json(answer),
    }


def facets_as_json(answer: Answer) -> dict[str, list[dict[str, object]]]:
    """The values of each facet with their counts, in the order of the answer."""
    return {facet: [_value(value) for value in values] for facet, values in answer.facets.items()}


def _value(value: FacetValue) -> dict[str, object]:
    return {"value": value.value, "label": value.label, "count": value.count, "selected": value.selected}


def _hit(hit: Hit, lang: str) -> dict[str, object]:
    return {
        "slug": hit.slug,
        "kind": hit.kind,
        "title": hit.title,
        "lang": hit.lang,
        "versions": list(hit.versions),
        "url": f"/{lang}/cases/{hit.slug}",
        "businesses": [{"slug": business.value, "name": business.label} for business in hit.businesses],
        "industries": [choice.value for choice in hit.industries],
        "platforms": [choice.value for choice in hit.platforms],
        "years": list(hit.years),
        "figure": _figure(hit.figure) if hit.figure else None,
        "snippet": hit.snippet,
        "section": hit.section,
        "why": hit.why,
        "score": hit.score,
    }


def _figure(figure: Figure) -> dict[str, object]:
    """`value` is a number, or the stated words where there is none; `value_to` is there for ranges only."""
    shown: dict[str, object] = {
        "value": figure.text if figure.value is None else figure.value,
        "unit": figure.unit,
        "label": figure.label,
        "qualifier": figure.qualifier,
        "evidence": figure.evidence,
        "sources": figure.sources,
    }
    return shown if figure.value_to is None else shown | {"value_to": figure.value_to}
