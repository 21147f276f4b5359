"""What templates of the library are given: cases, people, lists, results. Other pages have files of their own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.model import CaseStudy, CaseText
from kb.search import Answer, FacetValue, Hit


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link of the main navigation; `current` for the part of the site the reader is in."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in another language, named in that language."""

    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Alternate:
    """The same page for search engines: a language, or "x-default", and the whole address."""

    code: str
    url: str


@dataclass(frozen=True, slots=True)
class FacetValueView:
    """A facet value with the count one click yields.

    Its address is made when it is asked for: of hundreds of values a list links the largest.
    """

    value: str
    label: str
    count: int
    selected: bool
    make_url: Callable[[], str]

    @property
    def url(self) -> str:
        """The search with the value chosen, or dropped when it is chosen."""
        return self.make_url()


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet; `long` ones show a part and the rest on demand."""

    name: str
    label: str
    selected: int
    values: Sequence[FacetValue]
    long: bool


@dataclass(frozen=True, slots=True)
class Chip:
    """A chosen value; the url is the search without it."""

    facet_label: str
    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class SortView:
    """An order of results."""

    name: str
    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """A numbered page; `gap` when pages are left out before it."""

    number: int
    url: str
    current: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """The way to other pages of results."""

    previous: str | None
    next: str | None
    links: Sequence[PageLink]


@dataclass(frozen=True, slots=True)
class Notice:
    """What the reader should know of how their words were read, with a way to differ."""

    kind: str
    text: Markup
    url: str | None = None
    url_label: str | None = None


@dataclass(frozen=True, slots=True)
class EmptyState:
    """Nothing was found: what was searched, what a dropped filter or word would bring, near words, other ways on."""

    searched: str
    drops: Sequence[Chip]
    suggestions: Sequence[Link]
    shorter: Sequence[Chip] = ()
    near: Sequence[Link] = ()
    propose_url: str = ""


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure in the reader's language, how well supported (strength 1 to 5), and whether words stand for it."""

    number: str
    label: str
    qualifier: str
    evidence: str
    sources: int
    strength: int
    is_words: bool = False


@dataclass(frozen=True, slots=True)
class HitView:
    """A case in a list; `versions` are its languages in the order of the switch, whichever the main one is."""

    hit: Hit
    url: str
    versions: Sequence[str]
    why: str | None
    figure: FigureView | None
    businesses: Sequence[Link]
    industries: Sequence[str]
    platforms: Sequence[str]
    period: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A page of results with all its ways out; `form_url` is the same search as ".csv", ".atom" or ".json"."""

    answer: Answer
    text: str
    action: str
    facets: Sequence[FacetView]
    chips: Sequence[Chip]
    clear_url: str | None
    sorts: Sequence[SortView]
    pager: Pager | None
    hits: Sequence[HitView]
    perhaps: Sequence[HitView]
    notices: Sequence[Notice]
    empty: EmptyState | None
    results_url: str
    form_url: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class HomePage:
    """An invitation to search, and ways in; `action` is the address that searches."""

    action: str
    total_cases: int
    newest: Sequence[HitView]
    industries: Sequence[FacetValueView]
    platforms: Sequence[FacetValueView]
    industries_url: str
    platforms_url: str


@dataclass(frozen=True, slots=True)
class BusinessView:
    """A business of a case; `subtitle` is its name in the reader's letters where it is written in others."""

    name: str
    subtitle: str
    url: str
    industries: Sequence[str]


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person's part in a case."""

    name: str
    initials: str
    role: str
    did: str | None
    url: str


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source, numbered from 1."""

    number: int
    publisher: str
    title: str | None
    url: str
    lang: str
    published: str | None


@dataclass(frozen=True, slots=True)
class ResultView:
    """A row of the results table."""

    metric: str
    metric_note: str
    number: str
    label: str
    before: str | None
    base: str | None
    platform: str | None
    qualifier: str
    evidence: str
    strength: int
    source: SourceView | None
    kind: str
    note: str
    is_words: bool


@dataclass(frozen=True, slots=True)
class LevelView:
    """A level of evidence: how many dots of five, what it is called and what it means."""

    strength: int
    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class VersionLink:
    """A language version of a case."""

    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case with everything its page shows; `levels` are what the dots of evidence can mean."""

    case: CaseStudy
    text: CaseText
    html: Markup
    lang: str
    lang_note: bool
    breadcrumbs: Sequence[Link]
    businesses: Sequence[BusinessView]
    people: Sequence[PersonView]
    industries: Sequence[Link]
    platforms: Sequence[Link]
    objectives: Sequence[Link]
    places: Sequence[Link]
    period: str
    years: str
    budget: str | None
    key_figures: Sequence[FigureView]
    results: Sequence[ResultView]
    sources: Sequence[SourceView]
    reliability: str
    what_did_not_work: str | None
    versions: Sequence[VersionLink]
    similar: Sequence[HitView]
    levels: Sequence[LevelView]
