"""Hits and figures as lists show them."""

from collections.abc import Iterable

from kb.i18n import LANGUAGES, N_
from kb.search import Figure, Hit
from kb.web.addresses import business_address, case_address
from kb.web.pages.reading import FigureView, HitView, Link
from kb.web.reader import Reader

# What stands before a figure; an exact one needs no word.
QUALIFIERS = {"exactly": "", "about": N_("about"), "at_least": N_("at least"), "at_most": N_("at most")}

# Why a case is among the results.
_WHY = {
    "exact": N_("your words"),
    "form": N_("another form of the word"),
    "glossary": N_("same meaning, by the glossary"),
    "rescued": N_("corrected spelling"),
    "perhaps": N_("only some of the words"),
}


def present_hits(hits: Iterable[Hit], reader: Reader) -> list[HitView]:
    """Hits in their order."""
    return [_hit(hit, reader) for hit in hits]


def _hit(hit: Hit, reader: Reader) -> HitView:
    return HitView(
        hit=hit,
        url=case_address(reader.lang, hit.slug, section=hit.section),
        versions=[code for code in LANGUAGES if code in hit.versions],
        why=reader.say(_WHY[hit.why]) if hit.why in _WHY else None,
        figure=present_figure(hit.figure, reader) if hit.figure else None,
        businesses=[Link(business.label, business_address(reader.lang, business.value))
                    for business in hit.businesses],
        industries=[industry.label for industry in hit.industries],
        platforms=[platform.label for platform in hit.platforms],
        period=reader.period(hit.period, hit.years),
    )


def present_figure(figure: Figure, reader: Reader) -> FigureView:
    """A figure of a hit, written out."""
    return FigureView(
        number=reader.figure(figure.value, figure.value_to, figure.text, figure.unit),
        label=figure.label,
        qualifier=qualifier(figure.qualifier, reader),
        evidence=figure.evidence_label,
        sources=figure.sources,
        strength=reader.strength(figure.evidence),
        is_words=figure.value is None,
    )


def qualifier(name: str, reader: Reader) -> str:
    """The word before a figure, empty for an exact one."""
    message = QUALIFIERS.get(name, "")
    return reader.say(message) if message else ""
