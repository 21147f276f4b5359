"""A case as plain JSON values."""

from collections.abc import Sequence
from dataclasses import asdict

from kb.model import CaseStudy, CaseText
from kb.services import SimilarCase
from kb.web.addresses import case_address
from kb.web.present.case import PageOf
from kb.web.reader import Reader


def case_as_json(
    case: CaseStudy, reader: Reader, page_of: PageOf, similar: Sequence[SimilarCase] = (),
) -> dict[str, object]:
    """Facts by slug with labels, results as stated, every version's text as safe HTML, and the cases most like it."""
    return {
        "slug": case.slug,
        "kind": "case",
        "url": case_address(reader.lang, case.slug),
        "lang": case.lang,
        "versions": list(case.langs),
        "businesses": [_named(page_of, "businesses", slug) for slug in case.businesses],
        "specialists": [
            _named(page_of, "specialists", credit.person) | {"role": credit.role, "did": credit.did}
            for credit in case.specialists
        ],
        "industries": _labelled("industries", case.industries, reader),
        "platforms": _labelled("platforms", case.platforms, reader),
        "objectives": _labelled("objectives", case.objectives, reader),
        "places": _labelled("places", case.places, reader),
        "years": list(case.years),
        "period": {"from": case.period.start, "to": case.period.end} if case.period else None,
        "budget": asdict(case.budget) if case.budget else None,
        "results": [asdict(result) for result in case.results],
        "sources": [asdict(source) for source in case.sources],
        "texts": [_text(text) for text in case.texts],
        "similar": [_similar(each, reader) for each in similar],
    }


def _similar(found: SimilarCase, reader: Reader) -> dict[str, object]:
    """`shared` are the facet values both have, `words` those of the case that both use, `named` by its author."""
    hit, likeness = found.hit, found.likeness
    return {
        "slug": hit.slug, "title": hit.title, "lang": hit.lang, "url": case_address(reader.lang, hit.slug),
        "score": likeness.score, "named": likeness.named,
        "shared": {facet: list(values) for facet, values in likeness.facets.items()},
        "words": [word.text for word in likeness.words],
    }


def _named(page_of: PageOf, kind: str, slug: str) -> dict[str, str | None]:
    page = page_of(kind, slug)
    return {"slug": slug, "name": page.name if page else slug}


def _labelled(vocabulary: str, slugs: Sequence[str], reader: Reader) -> list[dict[str, str]]:
    return [{"value": slug, "label": reader.label(vocabulary, slug)} for slug in slugs]


def _text(text: CaseText) -> dict[str, object]:
    return {
        "lang": text.lang,
        "title": text.title,
        "summary": text.summary,
        "html": text.body.html,
        "what_did_not_work": text.what_did_not_work,
        "reliability": text.reliability,
    }
