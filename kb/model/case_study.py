"""A case study: what was done, by whom, where, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.model.text import Body

QUALIFIERS = ("exactly", "about", "at_least", "at_most")
RESULT_KINDS = ("outcome", "context")
HAS_VALUES = ("results", "lessons", "failure", "budget", "images")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read; title, published and accessed only when truly known."""

    url: str
    publisher: str
    lang: str
    title: str | None = None
    published: str | None = None
    accessed: str | None = None


@dataclass(frozen=True, slots=True)
class Credit:
    """One person's part in a case."""

    person: str
    role: str
    did: str | None = None


@dataclass(frozen=True, slots=True)
class Period:
    """From and to, each a year, year-month or day as text that sorts by time."""

    start: str
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Budget:
    """Money spent, as a source states it, never converted."""

    amount: float
    currency: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """One figure or stated result; `value` is a number, or None when `text` holds what is not a number."""

    metric: str
    label: str
    unit: str
    evidence: str
    source: int
    value: float | None = None
    value_to: float | None = None
    text: str | None = None
    qualifier: str = "exactly"
    before: float | None = None
    base: str | None = None
    platform: str | None = None
    kind: str = "outcome"
    note: str = ""

    @property
    def is_outcome(self) -> bool:
        """Whether this came of the work; context figures (size, price, plan) never enter medians."""
        return self.kind == "outcome"


@dataclass(frozen=True, slots=True)
class CaseText:
    """What a case says in one language; `labels`, `texts`, `notes`, `did` by the number of result or credit, from 1."""

    lang: str
    title: str
    summary: str
    body: Body
    what_did_not_work: str | None = None
    reliability: str = ""
    labels: Mapping[int, str] = field(default_factory=dict)
    texts: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[int, str] = field(default_factory=dict)
    did: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CaseStudy:
    """A case with the facts common to all its language versions; `texts[0]` is the main version."""

    slug: str
    texts: tuple[CaseText, ...]
    businesses: tuple[str, ...]
    industries: tuple[str, ...]
    platforms: tuple[str, ...]
    objectives: tuple[str, ...]
    years: tuple[int, ...]
    sources: tuple[Source, ...]
    specialists: tuple[Credit, ...] = ()
    places: tuple[str, ...] = ()
    period: Period | None = None
    added: str | None = None
    budget: Budget | None = None
    results: tuple[Result, ...] = ()
    books: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    contributors: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    demo: bool = False

    @property
    def lang(self) -> str:
        """The language of the main version."""
        return self.texts[0].lang

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages the case can be read in, main version first."""
        return tuple(text.lang for text in self.texts)

    def text(self, lang: str) -> CaseText:
        """The version for a reader of `lang`, the main one when there is none."""
        return next((text for text in self.texts if text.lang == lang), self.texts[0])

    @property
    def has(self) -> tuple[str, ...]:
        """Which of HAS_VALUES the case offers: typed outcomes, lessons, a told failure, a budget, images."""
        main = self.texts[0]
        offers = {
            "results": any(result.is_outcome for result in self.results),
            "lessons": any(section.kind == "lessons" for section in main.body.sections),
            "failure": bool(main.what_did_not_work),
            "budget": self.budget is not None,
            "images": "<img" in main.body.html,
        }
        return tuple(name for name in HAS_VALUES if offers[name])
