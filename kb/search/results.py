"""What a search is asked and what it answers: plain objects that pages, the API and the command line render."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FACETS = (
    "industry", "platform", "objective", "business", "specialist", "role", "place", "year", "language", "evidence",
    "has",
)
SORTS = ("relevance", "newest", "evidence")
PAGE_SIZE = 10
# So many values of a facet are offered, the fullest; nobody reads on in a list of thousands, and each has its price.
MOST_VALUES = 200


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as parameters say it: text, facet values (OR inside one, AND across), order, page from 1, literal.

    With `every_value` the answer names all values of its facets, else those that most cases have.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = ""
    page: int = 1
    literal: bool = False
    lang: str = "ro"
    every_value: bool = False

    @property
    def order(self) -> str:
        """The order in force: as asked, else relevance with words and newest without."""
        if self.sort in SORTS:
            return self.sort
        return "relevance" if self.text.strip() else "newest"


@dataclass(frozen=True, slots=True)
class Choice:
    """A facet value with its label in the reader's language."""

    value: str
    label: str


@dataclass(slots=True)
class FacetValue:
    """A facet value with the number of cases one click yields; not frozen, which would treble the cost of hundreds."""

    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """The figure a hit shows: as stated, with what was counted, how well it is supported and by how many sources."""

    text: str
    value: float | None
    value_to: float | None
    unit: str
    label: str
    qualifier: str
    evidence: str
    evidence_label: str
    sources: int


@dataclass(frozen=True, slots=True)
class Hit:
    """One case, once, in the version that opens for this reader; `snippet` is safe HTML with only <mark>."""

    slug: str
    title: str
    title_html: str
    lang: str
    versions: tuple[str, ...]
    businesses: tuple[Choice, ...]
    industries: tuple[Choice, ...]
    platforms: tuple[Choice, ...]
    years: tuple[int, ...]
    period: tuple[str, str | None] | None
    figure: Figure | None
    snippet: str
    snippet_lang: str
    section: str | None
    why: str | None
    score: float
    kind: str = "case"


@dataclass(frozen=True, slots=True)
class SearchedInstead:
    """Another query that was run in place of the typed one, and why: unfinished, typo, layout or translit."""

    query: str
    reason: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a results page shows. Counts cover all tiers but the last, which is counted apart.

    `near` are other queries to try when nothing was found: the same with a word of the library for an unknown one.
    """

    request: SearchRequest
    total: int
    perhaps_total: int
    pages: int
    hits: tuple[Hit, ...]
    facets: Mapping[str, tuple[FacetValue, ...]]
    ignored: tuple[tuple[str, str], ...] = ()
    glossary: tuple[tuple[str, str], ...] = ()
    searched_instead: SearchedInstead | None = None
    near: tuple[str, ...] = ()
    took_ms: float = 0.0
    generation: str = ""
