"""What the templates of writing are given: plain objects, a class for each thing shown."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from kb.web.pages.reading import Link
from kb.web.pages.write_form import GroupView, Option
from kb.web.present.checks import DuplicateView
from kb.web.present.diff import PageDiff
from kb.web.present.submission import CommentView, EventView, RevisionView


@dataclass(frozen=True, slots=True)
class Fault:
    """A problem or remark: where it stands (`code` is a key of the file, or a file), and what helps.

    `label` is what the form calls the place; `is_gap` is something that nobody has filled in yet.
    """

    message: str
    place: str
    url: str
    target: str
    line: int
    is_error: bool
    help: str = ""
    code: str = ""
    label: str = ""
    is_gap: bool = False


@dataclass(frozen=True, slots=True)
class FigureFound:
    """A figure of the text that no result states yet; `value` is what the button sends."""

    words: str
    before: str
    after: str
    reading: str
    value: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """Everything that the check says: what must be mended, what may be, figures, possible duplicates."""

    errors: Sequence[Fault] = ()
    warnings: Sequence[Fault] = ()
    remarks: Sequence[Fault] = ()
    elsewhere: Sequence[Fault] = ()
    figures: Sequence[FigureFound] = ()
    duplicates: Sequence[DuplicateView] = ()
    is_publishable: bool = False

    @property
    def count(self) -> int:
        """How many things must be mended."""
        return len(self.errors) + sum(each.is_error for each in self.elsewhere)


@dataclass(frozen=True, slots=True)
class PreviewView:
    """A page as it will be, or why it cannot be shown yet."""

    html: Markup = field(default_factory=Markup)
    trouble: str = ""
    is_whole: bool = True


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the submission."""

    path: str
    label: str
    kind: str
    url: str
    current: bool
    is_main: bool


@dataclass(frozen=True, slots=True)
class ImageView:
    """An image of the submission, with the line that shows it in the text."""

    name: str
    url: str
    size: str
    snippet: str
    remove_url: str
    is_used: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a submission stands, in plain words, and what its author may do with it now."""

    state: str
    label: str
    meaning: str
    can_save: bool
    can_submit: bool
    can_withdraw: bool
    can_reopen: bool
    can_discard: bool


@dataclass(frozen=True, slots=True)
class DraftHead:
    """What every page about a submission shows above: its title, pages, state, ways, and what the editor asked."""

    id: str
    title: str
    kind: str
    lang: str
    path: str
    version: int
    standing: Standing
    tabs: Sequence[Tab]
    ways: Sequence[Tab]
    asked: Sequence[CommentView]
    base_url: str
    is_version: bool
    can_remove: bool
    other_langs: Sequence[Option]
    is_change: bool


@dataclass(frozen=True, slots=True)
class Known:
    """Pages to choose from while typing."""

    id: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class FormPage:
    """The form over a page."""

    head: DraftHead
    groups: Sequence[GroupView]
    known: Sequence[Known]
    kept: Sequence[str]
    unfit: Sequence[str]
    check: CheckView
    images: Sequence[ImageView]


@dataclass(frozen=True, slots=True)
class TextPage:
    """The Markdown of a page."""

    head: DraftHead
    text: str
    check: CheckView
    images: Sequence[ImageView]
    is_readable: bool


@dataclass(frozen=True, slots=True)
class ConflictPage:
    """What was typed and could not be kept, beside what is kept; `is_outdated` when that was saved meanwhile."""

    head: DraftHead
    mine: str
    theirs: str
    diff: PageDiff
    problem: str
    is_outdated: bool


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A page of the library that changed since the draft began: what stands there now, None when it is gone."""

    path: str
    there: str | None
    diff: PageDiff


@dataclass(frozen=True, slots=True)
class CheckPage:
    """A draft before it is sent in: how it will look, what the check says, what changed in the library meanwhile."""

    head: DraftHead
    preview: PreviewView
    check: CheckView
    changed: Sequence[ChangedFile]
    credit: str
    has_credit: bool


@dataclass(frozen=True, slots=True)
class StandingPage:
    """A submission that its author cannot change now: where it stands, how it looks, what was said and done."""

    head: DraftHead
    preview: PreviewView
    events: Sequence[EventView]
    revisions: Sequence[RevisionView]
    live: Link | None


@dataclass(frozen=True, slots=True)
class SubmissionLine:
    """A submission in the list of one's own."""

    title: str
    kind: str
    url: str
    state: str
    label: str
    changed: str
    said: str
    published: Link | None


@dataclass(frozen=True, slots=True)
class NoticeView:
    """What happened to one's submissions; `number` counts them."""

    number: int
    text: str
    said: str
    at: str
    url: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class WritePage:
    """Everything one has written, and the ways to begin; `credit` is one's name on published cases."""

    open: Sequence[SubmissionLine]
    waiting: Sequence[SubmissionLine]
    done: Sequence[SubmissionLine]
    notices: Sequence[NoticeView]
    credit: str
    kinds: Sequence[Tab]
