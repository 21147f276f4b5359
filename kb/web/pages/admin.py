"""What the templates for keeping the site are given: the index and its reindexes, findings, searches, the overview."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.web.pages.account import Choice, FormView
from kb.web.pages.reading import Link


@dataclass(frozen=True, slots=True)
class WorkView:
    """A reindex: `state` is idle, starting, running or how it ended (done, interrupted, refused, failed, cancelled).

    `title` and `text` say it in words, `text` also what to do; `figures` are done, total, rate and what remains.
    `lost` are known questions that were answered before; `retry` is the mode in which to try again, empty for none.
    """

    state: str
    title: str
    text: str = ""
    figures: str = ""
    done: int = 0
    total: int = 0
    proof: str = ""
    lost: Sequence[str] = ()
    retry: str = ""

    @property
    def is_going_on(self) -> bool:
        """Whether the page has to look again."""
        return self.state in ("starting", "running")


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """A reindex that ended, or a step back."""

    began: str
    mode: str
    outcome: str
    is_bad: bool
    cases: str
    proof: str
    seconds: str
    reason: str
    lost: Sequence[str]


@dataclass(frozen=True, slots=True)
class IndexPage:
    """The live index in facts, the work at it, what was done before, and what one could go back to."""

    facts: Sequence[tuple[str, str]]
    trouble: str
    held: str
    work: WorkView
    history: Sequence[HistoryLine]
    earlier: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """A fault with its repair: `severity` for style, `weight` in words, `repair` a command."""

    severity: str
    weight: str
    text: str
    repair: str
    is_safe: bool


@dataclass(frozen=True, slots=True)
class DoctorPage:
    """What the doctor found; `is_reindexing` while a repair may be at work."""

    findings: Sequence[FindingView]
    has_safe: bool
    is_reindexing: bool


@dataclass(frozen=True, slots=True)
class SearchLine:
    """A query with its counts; `is_missed` where a case for it is worth asking for."""

    query: str
    url: str
    lang: str
    lang_name: str
    searches: str
    found: str
    opened: str
    note: str
    is_missed: bool


@dataclass(frozen=True, slots=True)
class SearchDay:
    """What was searched on a day in a language."""

    day: str
    lang_name: str
    searches: str
    nothing: str
    opened: str


@dataclass(frozen=True, slots=True)
class SearchesPage:
    """A list of searches with the filter it was asked with."""

    lists: Sequence[tuple[Link, bool]]
    about: str
    lines: Sequence[SearchLine]
    days: Sequence[SearchDay]
    sums: Sequence[tuple[str, str]]
    form: FormView
    kind: str
    languages: Sequence[Choice]
    csv_url: str
    is_counting: bool
    kept: str


@dataclass(frozen=True, slots=True)
class OverviewPart:
    """A part of keeping the site with how it is; `is_bad` when somebody should look."""

    link: Link
    lines: Sequence[str]
    is_bad: bool = False
