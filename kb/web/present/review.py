"""The editors' queue as they see it: submissions, what readers wrote, what was decided, what is missing."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kb.i18n import N_
from kb.insights import FEWEST, Summary
from kb.journal import SearchCount
from kb.search import SearchRequest
from kb.services import BriefChecks
from kb.submissions import Report, Submission
from kb.web.addresses import review_address, search_address
from kb.web.lookup import NamedPage
from kb.web.pages.account import Choice
from kb.web.present.account import moment_text
from kb.web.present.medians import present_summary
from kb.web.present.submission_words import KINDS, STATES, age_words
from kb.web.reader import Reader

# As many measures with too few cases as an editor looks through; those that want least come first.
MOST_THIN = 8
# The groups of the queue, in order: whose turn it is.
WAITING = ("submitted", "changes_asked", "approved")


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A submission in a list; `checks` is None where they tell nothing any more."""

    title: str
    url: str
    state: str
    state_label: str
    kind: str
    lang: str
    author: str
    age: str
    when: str
    revision: int
    checks: BriefChecks | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class ReportView:
    """What a reader wrote; `sender` is how to answer, if they said."""

    number: int
    kind: str
    text: str
    lang: str
    name: str
    email: str
    when: str
    page: NamedPage | None


@dataclass(frozen=True, slots=True)
class ThinFigure:
    """A measure with too few cases to say anything, which a brief may ask for."""

    metric: str
    name: str
    n: int
    wanted: int


@dataclass(frozen=True, slots=True)
class MissedSearch:
    """What readers searched for and did not find, which a brief may ask for."""

    query: str
    lang: str
    url: str
    searches: int


@dataclass(frozen=True, slots=True)
class QueuePage:
    """The queue with everything around it. `groups` are lists of lines by state."""

    groups: Sequence[tuple[str, Sequence[QueueLine]]]
    reports: Sequence[ReportView]
    decided: Sequence[QueueLine]
    thin: Sequence[ThinFigure]
    missed: Sequence[MissedSearch]
    states: Sequence[Choice]
    kinds: Sequence[Choice]
    is_narrowed: bool

    @property
    def total(self) -> int:
        """How many submissions are shown as waiting."""
        return sum(len(lines) for _, lines in self.groups)


def present_line(
    submission: Submission, title: str, lang: str, author: str, checks: BriefChecks | None, today: datetime,
    reader: Reader, *, is_own: bool = False,
) -> QueueLine:
    """A submission in a list."""
    return QueueLine(
        title=title or submission.main.path, url=review_address(reader.lang, submission.id),
        state=submission.state.value, state_label=reader.say(STATES[submission.state.value]),
        kind=reader.say(KINDS[submission.kind]), lang=lang, author=author,
        age=age_words(submission.changed, today, reader), when=moment_text(submission.changed, reader),
        revision=submission.revisions, checks=checks, is_own=is_own,
    )


def grouped(lines: Iterable[QueueLine], reader: Reader) -> list[tuple[str, Sequence[QueueLine]]]:
    """Lines by whose turn it is; empty groups are left out."""
    by_state: dict[str, list[QueueLine]] = {state: [] for state in WAITING}
    for line in lines:
        by_state[line.state].append(line)
    return [(_heading(state, reader), found) for state, found in by_state.items() if found]


def _heading(state: str, reader: Reader) -> str:
    headings = {"submitted": N_("Waits for an editor"), "changes_asked": N_("Waits for the author"),
                "approved": N_("On its way into the library")}
    return reader.say(headings[state])


def present_report(report: Report, page: NamedPage | None, reader: Reader) -> ReportView:
    """What a reader wrote."""
    message = report.message
    kinds = {"report": N_("about a page"), "wanted": N_("a case that is missing")}
    return ReportView(report.number, reader.say(kinds[message.kind]), message.text, message.lang, message.name,
                      message.email, moment_text(report.received, reader), page)


def thin_figures(summaries: Iterable[Summary], reader: Reader) -> list[ThinFigure]:
    """The measures with too few cases, those that want least first."""
    thin = [each for each in summaries if each.quartiles is None][:MOST_THIN]
    return [ThinFigure(each.measure.metric, present_summary(each, reader).name, each.n, FEWEST - each.n)
            for each in thin if each.n < FEWEST]


def missed_searches(counts: Iterable[SearchCount], reader: Reader) -> list[MissedSearch]:
    """Searches that found nothing, as given; each leads to what is found today."""
    return [MissedSearch(each.query, each.lang, search_address(SearchRequest(text=each.query, lang=reader.lang)),
                         each.searches) for each in counts]


def choices(words: Mapping[str, str], chosen: str, reader: Reader, among: Callable[[str], bool]) -> list[Choice]:
    """Values to filter by."""
    return [Choice(value, reader.say(label), value == chosen) for value, label in words.items() if among(value)]
