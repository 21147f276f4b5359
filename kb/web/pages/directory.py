"""What the templates of lists, businesses, people, industries and platforms are given: plain objects."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kb.web.pages.reading import FigureView, HitView, Link, SourceView
from kb.web.present.page import PageView


@dataclass(frozen=True, slots=True)
class Counted:
    """Something with how many cases it has; without an address it is only counted."""

    label: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a list: `name` is `first` and `main` together, sorted by `main`; `also` only helps to narrow."""

    first: str
    main: str
    url: str
    count: int
    about: str = ""
    also: str = ""

    @property
    def name(self) -> str:
        """The whole name."""
        return f"{self.first} {self.main}".strip()


@dataclass(frozen=True, slots=True)
class Letter:
    """The lines of a list under one letter."""

    letter: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Directory:
    """A list in the order of the alphabet; `long` ones can be narrowed and jumped in.

    `written` is how a template has written it out before: one of thousands of lines is kept and shown again.
    """

    letters: Sequence[Letter]
    total: int
    long: bool
    written: dict[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Part:
    """What a person was and did in one case, in the language it is told in."""

    roles: str
    did: str
    lang: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A case on a timeline, with the part of the person the timeline is of."""

    view: HitView
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Year:
    """The cases of one year."""

    year: int
    moments: Sequence[Moment]


@dataclass(frozen=True, slots=True)
class Timeline:
    """Cases by year, the latest first; `all` leads to those that are not shown, if any."""

    years: Sequence[Year]
    total: int
    all: Link | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who worked on cases, with what they were in them and in how many."""

    name: str
    initials: str
    roles: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class BusinessPage:
    """A business with everything its page shows; `subtitle` is its name in the reader's letters."""

    view: PageView
    subtitle: str
    spellings: Sequence[str]
    place: Link | None
    founded: int | None
    website: Link | None
    industries: Sequence[Link]
    platforms: Sequence[Counted]
    timeline: Timeline
    people: Sequence[Colleague]


@dataclass(frozen=True, slots=True)
class Statement:
    """What a person said of their trade, and where."""

    text: str
    source: SourceView | None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A specialist with everything their page shows; statements are in the language of the main version."""

    view: PageView
    name: str
    spellings: Sequence[str]
    roles: Sequence[str]
    works_at: Sequence[Link]
    link: Link | None
    claimed: bool
    statements: Sequence[Statement]
    statements_lang: str
    timeline: Timeline
    as_role: Sequence[Counted]
    in_industry: Sequence[Counted]
    on_platform: Sequence[Counted]


@dataclass(frozen=True, slots=True)
class SupportedFigure:
    """A figure with the case it is of."""

    figure: FigureView
    case: Link
    lang: str


@dataclass(frozen=True, slots=True)
class TopicPage:
    """An industry or a platform with what is filed under it; `others` are of the other kind."""

    facet: str
    slug: str
    name: str
    about: str
    breadcrumbs: Sequence[Link]
    parent: Link | None
    children: Sequence[Link]
    total: int
    all_url: str
    newest: Sequence[HitView]
    figures: Sequence[SupportedFigure]
    others: Sequence[Counted]
    businesses: Sequence[Counted]
    years: Sequence[Counted]
