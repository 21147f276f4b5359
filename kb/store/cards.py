"""What the lists show of a case, and the facet values it counts under; made once, when the case is indexed."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kb.model import CaseStudy, EvidenceLevel, Library, Result, Vocabulary
from kb.store.rows import dumps


@dataclass(frozen=True, slots=True)
class CardFigure:
    """The one figure a card shows, with its label and stated text by language and how many sources state it."""

    metric: str
    unit: str
    labels: Mapping[str, str]
    evidence: str
    sources: int
    value: float | None = None
    value_to: float | None = None
    text: str | None = None
    texts: Mapping[str, str] = field(default_factory=dict)
    qualifier: str = "exactly"


@dataclass(frozen=True, slots=True)
class Card:
    """A case as lists show it; names by slug, titles by language, main language first in `langs`."""

    slug: str
    langs: tuple[str, ...]
    titles: Mapping[str, str]
    businesses: Mapping[str, str]
    industries: tuple[str, ...]
    platforms: tuple[str, ...]
    years: tuple[int, ...]
    period: tuple[str, str | None] | None = None
    figure: CardFigure | None = None

    def as_json(self) -> str:
        """The card as it is kept."""
        return dumps(_fields_of(self) | {"figure": _fields_of(self.figure) if self.figure else None})

    @classmethod
    def from_json(cls, text: str) -> "Card":
        """The card that `as_json` kept."""
        values = json.loads(text)
        for name in ("langs", "industries", "platforms", "years"):
            values[name] = tuple(values[name])
        values["period"] = tuple(values["period"]) if values["period"] else None
        values["figure"] = CardFigure(**values["figure"]) if values["figure"] else None
        return cls(**values)


def _fields_of(kept: object) -> dict[str, object]:
    """The fields of a flat dataclass; `asdict` would copy all of it and take ten times as long."""
    return {name: getattr(kept, name) for name in kept.__slots__}  # type: ignore[attr-defined]


def card_of(case: CaseStudy, library: Library) -> Card:
    """The card of a case; names come from the library."""
    return Card(
        slug=case.slug,
        langs=case.langs,
        titles={text.lang: text.title for text in case.texts},
        businesses={slug: library.businesses[slug].name for slug in case.businesses},
        industries=case.industries,
        platforms=case.platforms,
        years=case.years,
        period=(case.period.start, case.period.end) if case.period else None,
        figure=_figure(case),
    )


def _figure(case: CaseStudy) -> CardFigure | None:
    chosen = _telling(case.results)
    if chosen is None:
        return None
    number, result = chosen
    labels = {text.lang: text.labels.get(number, result.label) for text in case.texts}
    return CardFigure(
        metric=result.metric, unit=result.unit, labels=labels, evidence=result.evidence, sources=1,
        value=result.value, value_to=result.value_to, text=result.text, qualifier=result.qualifier,
        texts={text.lang: text.texts[number] for text in case.texts if number in text.texts},
    )


def _telling(results: Iterable[Result]) -> tuple[int, Result] | None:
    """The first outcome with a number, else the first outcome: authors put what matters most first."""
    outcomes = [(number, result) for number, result in enumerate(results, 1) if result.is_outcome]
    return next((pair for pair in outcomes if pair[1].value is not None), outcomes[0] if outcomes else None)


def facet_values(case: CaseStudy, library: Library) -> dict[str, tuple[str, ...]]:
    """Every facet value the case counts under; people who withdrew count nowhere."""
    credits = [credit for credit in case.specialists if not library.specialists[credit.person].withdrawn]
    return {
        "industry": case.industries,
        "platform": case.platforms,
        "objective": case.objectives,
        "business": case.businesses,
        "specialist": _unique(credit.person for credit in credits),
        "role": _unique(credit.role for credit in credits),
        "place": case.places,
        "year": tuple(str(year) for year in case.years),
        "language": case.langs,
        "evidence": _unique(result.evidence for result in case.results),
        "has": case.has,
    }


def _unique(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def time_of(case: CaseStudy) -> str:
    """When the case happened, last, as text that sorts by time."""
    last = case.period.end or case.period.start if case.period else ""
    return max(last, str(max(case.years)) if case.years else "")


def strength_of(case: CaseStudy, evidence: Vocabulary) -> int:
    """The strength of the best supported outcome, 0 when no outcome is stated."""
    levels = [evidence.terms.get(result.evidence) for result in case.results if result.is_outcome]
    return max((level.strength for level in levels if isinstance(level, EvidenceLevel)), default=0)
