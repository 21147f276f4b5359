"""A case as plain JSON values."""

from collections.abc import Sequence
from dataclasses import asdict

from kb.model import CaseStudy, CaseText
from kb.web.addresses import case_address
from kb.web.present_case import PageOf
from kb.web.reader import Reader


def case_as_json(case: CaseStudy, reader: Reader, page_of: PageOf) -> dict[str, object]:
    """Facts by slug with labels, results as stated, every version's text as safe HTML."""
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
