"""A figure of a case with what comparing it needs to know of that case; nothing is compared here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.model.case_study import CaseStudy, Result, Source


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is known of the case that a figure comes from; titles by language, the main one first."""

    slug: str
    titles: Mapping[str, str]
    industries: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    years: tuple[int, ...] = ()

    @property
    def lang(self) -> str:
        """The language of the main version."""
        return next(iter(self.titles))

    def values(self, facet: str) -> tuple[str, ...]:
        """What the case has under "industry", "platform" or "objective"; nothing under any other name."""
        return {"industry": self.industries, "platform": self.platforms, "objective": self.objectives}.get(facet, ())


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """One result with its case and its source; other languages' words for it by language."""

    case: CaseFacts
    place: int
    result: Result
    source: Source
    labels: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def figures_of(case: CaseStudy) -> tuple[StatedFigure, ...]:
    """Every result of a case that names one of its sources, in the order of the case, counted from 1."""
    facts = CaseFacts(
        case.slug, {text.lang: text.title for text in case.texts}, case.industries, case.platforms, case.objectives,
        case.years,
    )
    return tuple(
        StatedFigure(
            facts, place, result, case.sources[result.source - 1],
            labels={text.lang: text.labels[place] for text in case.texts if place in text.labels},
            texts={text.lang: text.texts[place] for text in case.texts if place in text.texts},
            notes={text.lang: text.notes[place] for text in case.texts if place in text.notes},
        )
        for place, result in enumerate(case.results, 1) if 1 <= result.source <= len(case.sources)
    )
