"""The pages around the cases: businesses, specialists, events, books, questions, wanted cases, market figures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kb.model.case_study import Source
from kb.model.text import Body

_CYRILLIC = re.compile("[\u0400-\u04ff]")


def spelled_for(lang: str, names: Sequence[str]) -> str | None:
    """The first of the names that is in the letters of `lang`: Cyrillic for Russian, Latin for all others."""
    return next((name for name in names if bool(_CYRILLIC.search(name)) == (lang == "ru")), None)


@dataclass(frozen=True, slots=True)
class PageText:
    """Name (or title) and text of a page in one language."""

    lang: str
    name: str
    body: Body
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What every page has: a slug, its texts (main version first), and where its facts come from."""

    slug: str
    texts: tuple[PageText, ...]
    sources: tuple[Source, ...] = ()
    aliases: tuple[str, ...] = ()
    demo: bool = False

    @property
    def name(self) -> str:
        """The name in the main version."""
        return self.texts[0].name

    def text(self, lang: str) -> PageText:
        """The version for a reader of `lang`, the main one when there is none."""
        return next((text for text in self.texts if text.lang == lang), self.texts[0])


@dataclass(frozen=True, slots=True)
class Business(Page):
    """An organisation that did something worth a case."""

    also_known_as: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    place: str | None = None
    website: str | None = None
    founded: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Vision or experience in the specialist's own sense, attributed; `source` counts from 1."""

    text: str
    source: int


@dataclass(frozen=True, slots=True)
class Specialist(Page):
    """A person with a professional role, professional facts only; `withdrawn` hides them everywhere."""

    also_known_as: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    works_at: tuple[str, ...] = ()
    link: str | None = None
    quotes: tuple[Quote, ...] = ()
    claimed: bool = False
    withdrawn: bool = False

    def name_in(self, lang: str) -> str:
        """The name as a reader of `lang` writes it, where such a spelling is known; else as the page has it."""
        return spelled_for(lang, (self.text(lang).name, self.name, *self.also_known_as)) or self.name


@dataclass(frozen=True, slots=True)
class Talk:
    """Who spoke at an event, and about what."""

    person: str
    talk: str = ""


@dataclass(frozen=True, slots=True)
class Event(Page):
    """A meetup or conference; `date` is a year, year-month or day."""

    date: str = ""
    to: str | None = None
    place: str | None = None
    organiser: str | None = None
    speakers: tuple[Talk, ...] = ()
    cases: tuple[str, ...] = ()
    tickets_url: str | None = None


@dataclass(frozen=True, slots=True)
class Book(Page):
    """A book somebody of the trade recommends."""

    author: str = ""
    original_title: str | None = None
    year: int | None = None
    recommended_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question(Page):
    """"How do we make it work?": a question whose steps rest on cases."""

    asked: str | None = None
    objectives: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wanted(Page):
    """An open brief for a case that is missing."""

    origin: str = "editor"
    industries: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    query: str | None = None
    opened: str | None = None
    closed_by: str | None = None


@dataclass(frozen=True, slots=True)
class Help(Page):
    """A page of the handbook: how the site is used, what it is, how it treats its readers."""


@dataclass(frozen=True, slots=True)
class Point:
    """One market figure in time; `value` is None where only `note` can say it."""

    year: int
    value: float | None
    source: str
    month: int | None = None
    qualifier: str = "exactly"
    note: str = ""
    by: str | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of one thing by one method; different methods are different series."""

    name: Mapping[str, str]
    points: tuple[Point, ...]
    platform: str | None = None


@dataclass(frozen=True, slots=True)
class MarketFigures:
    """One page of market figures with its unit and method."""

    slug: str
    title: Mapping[str, str]
    unit: str
    method: Mapping[str, str]
    series: tuple[Series, ...] = field(default_factory=tuple)
