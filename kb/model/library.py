"""The library: everything in `content/`, checked, with its links resolved."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.model.case_study import CaseStudy
from kb.model.pages import Book, Business, Event, Help, MarketFigures, Question, Specialist, Wanted
from kb.model.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class GlossaryGroup:
    """Words and short phrases that mean the same in the trade, by language."""

    words: Mapping[str, tuple[str, ...]]
    note: str = ""


@dataclass(frozen=True, slots=True)
class GoldenQuery:
    """A known question with the cases that must stand within the first `within` hits."""

    q: str
    expect: tuple[str, ...]
    lang: str | None = None
    kind: str | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    within: int = 3


@dataclass(frozen=True, slots=True)
class Library:
    """All that was read and found good, each kind by slug."""

    cases: Mapping[str, CaseStudy] = field(default_factory=dict)
    businesses: Mapping[str, Business] = field(default_factory=dict)
    specialists: Mapping[str, Specialist] = field(default_factory=dict)
    events: Mapping[str, Event] = field(default_factory=dict)
    books: Mapping[str, Book] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    wanted: Mapping[str, Wanted] = field(default_factory=dict)
    help: Mapping[str, Help] = field(default_factory=dict)
    market: Mapping[str, MarketFigures] = field(default_factory=dict)
    vocabularies: Mapping[str, Vocabulary] = field(default_factory=dict)
    glossary: tuple[GlossaryGroup, ...] = ()
    golden_queries: tuple[GoldenQuery, ...] = ()

    def vocabulary(self, name: str) -> Vocabulary:
        """A vocabulary by name; empty when its file is missing or bad."""
        return self.vocabularies.get(name) or Vocabulary(name)
