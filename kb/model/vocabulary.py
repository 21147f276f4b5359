"""Vocabularies: the closed lists of values that cases are described with, labelled in three languages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

LANGUAGES = ("ro", "ru", "en")
VOCABULARIES = ("industries", "platforms", "objectives", "roles", "places", "metrics", "evidence", "units", "bases")
METRIC_FAMILIES = ("audience", "attention", "sales", "money", "people", "recognition", "efficiency")
DIRECTIONS = ("up", "down", "neutral")


@dataclass(frozen=True, slots=True)
class Term:
    """One value: its slug, its label by language, other words for it, and a sentence about it."""

    slug: str
    labels: Mapping[str, str]
    synonyms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    description: Mapping[str, str] = field(default_factory=dict)
    parent: str | None = None

    def label(self, lang: str) -> str:
        """The label in `lang`, Romanian when that is missing."""
        return self.labels.get(lang) or self.labels["ro"]


@dataclass(frozen=True, slots=True)
class Metric(Term):
    """What a figure measures; only figures of one metric, unit and base are ever set side by side."""

    family: str = "audience"
    unit_family: str = "count"
    units: tuple[str, ...] = ()
    direction: str = "neutral"
    bases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EvidenceLevel(Term):
    """How well a figure is supported, from 1 (own word) to 5 (confirmed)."""

    strength: int = 1


@dataclass(frozen=True, slots=True)
class Unit(Term):
    """How a value of this unit is written; `{}` stands for the number, forms for one, few and many are parted by |."""

    pattern: Mapping[str, str] = field(default_factory=dict)
    family: str = "count"

    def forms(self, lang: str) -> tuple[str, ...]:
        """How the unit is written in `lang` for one, few and many; fewer forms when some are the same."""
        return tuple((self.pattern.get(lang) or self.pattern.get("ro") or "{}").split("|"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One closed list, in the order of its file."""

    name: str
    terms: Mapping[str, Term] = field(default_factory=dict)

    def __contains__(self, slug: object) -> bool:
        return slug in self.terms

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def label(self, slug: str, lang: str) -> str:
        """The label of a value, or its slug when the vocabulary does not know it."""
        term = self.terms.get(slug)
        return term.label(lang) if term else slug
