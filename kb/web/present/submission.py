"""A submission as editors see it: where it stands, its parts, what was said and done. Its texts are shown elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from kb.i18n import N_
from kb.submissions import Attachment, Comment, Event, Revision, Submission
from kb.web.addresses import review_address
from kb.web.pages.account import FormView
from kb.web.pages.reading import NavigationLink
from kb.web.present.account import moment_text
from kb.web.present.checks import ChecksView
from kb.web.present.diff import PageDiff
from kb.web.present.review import QueueLine
from kb.web.present.submission_words import STEPS
from kb.web.reader import Reader

PARTS = ("page", "changes", "source", "checks", "talk", "conflict")
# Steps that no person takes.
_BY_ITSELF = frozenset({"publish", "give_back"})
NameOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class CommentView:
    """A remark; `url` leads to the line it is about."""

    who: str
    when: str
    text: str
    revision: int
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class EventView:
    """A step that was taken."""

    who: str
    when: str
    step: str
    text: str
    revision: int


@dataclass(frozen=True, slots=True)
class RevisionView:
    """A revision in the list of them; `compare_url` compares it with the one before."""

    number: int
    who: str
    when: str
    note: str
    url: str
    compare_url: str


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of a text with its number from 1, what was remarked on it, and the address that opens a form for more."""

    number: int
    text: str
    comments: Sequence[CommentView]
    url: str
    is_asked: bool


@dataclass(frozen=True, slots=True)
class SourceText:
    """A document: its lines, and its front matter as name and value; None where it cannot be read."""

    path: str
    lines: Sequence[SourceLine]
    fields: Sequence[tuple[str, str]] | None


@dataclass(frozen=True, slots=True)
class ImageView:
    """An image that comes with a submission."""

    name: str
    url: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ConflictView:
    """A file that changed on disk since the draft began: what stands there, what is proposed, and how they differ."""

    path: str
    there: str | None
    proposed: str | None
    seen: str
    diff: PageDiff


@dataclass(frozen=True, slots=True)
class SubmissionPage:
    """A submission with the part of it that is shown; what belongs to other parts is empty."""

    line: QueueLine
    id: str
    part: str
    parts: Sequence[NavigationLink]
    revision: int
    newest: int
    newest_url: str
    steps: frozenset[str]
    is_own: bool
    revisions: Sequence[RevisionView]
    form: FormView
    checks: ChecksView | None = None
    conflicts: Sequence[ConflictView] = ()
    documents: Sequence[NavigationLink] = ()
    html: Markup | None = None
    no_preview: str = ""
    images: Sequence[ImageView] = ()
    diffs: Sequence[PageDiff] = ()
    against: Sequence[NavigationLink] = ()
    sources: Sequence[SourceText] = ()
    comments: Sequence[CommentView] = ()
    events: Sequence[EventView] = ()
    live_url: str = ""

    @property
    def is_newest(self) -> bool:
        """Whether this is the revision that can be decided about."""
        return self.revision == self.newest

    @property
    def changed_figures(self) -> int:
        """How many figures differ from what they are compared with."""
        return sum(len(each.figures) for each in self.diffs)


def part_links(
    submission: str, part: str, counts: Mapping[str, int], reader: Reader, revision: int | None = None
) -> list[NavigationLink]:
    """The parts of the page, with counts where there are any; a conflict is a part only when there is one."""
    labels = {"page": N_("Page"), "changes": N_("Changes"), "source": N_("Markdown"), "checks": N_("Checks"),
              "talk": N_("Talk and history"), "conflict": N_("Conflict")}
    pairs = [("revision", str(revision))] if revision else []
    return [
        NavigationLink(
            f"{reader.say(labels[name])} ({counts[name]})" if counts.get(name) else reader.say(labels[name]),
            review_address(reader.lang, submission, [*([("part", name)] if name != "page" else []), *pairs]),
            name == part)
        for name in PARTS if name != "conflict" or counts.get(name)
    ]


def present_comments(comments: Sequence[Comment], of: Submission, name_of: NameOf, reader: Reader) -> list[CommentView]:
    """Remarks in the order of time."""
    return [
        CommentView(name_of(each.person), moment_text(each.at, reader), each.text, each.revision,
                    f"{each.path}:{each.line}" if each.line else each.path,
                    line_address(of.id, each.path, each.line, reader, each.revision) if each.line else "")
        for each in comments
    ]


def present_events(events: Sequence[Event], name_of: NameOf, reader: Reader) -> list[EventView]:
    """What was done, in the order of time; what the site does by itself, nobody did."""
    return [EventView("" if each.step in _BY_ITSELF else name_of(each.person), moment_text(each.at, reader),
                      reader.say(STEPS.get(each.step, each.step)), each.text, each.revision) for each in events]


def present_revisions(
    revisions: Sequence[Revision], of: Submission, name_of: NameOf, reader: Reader
) -> list[RevisionView]:
    """Revisions, the latest first."""
    def view(each: Revision) -> RevisionView:
        pair = [("a", str(each.number - 1)), ("b", str(each.number))]
        return RevisionView(
            each.number, name_of(each.person), moment_text(each.made, reader), each.note,
            review_address(reader.lang, of.id, [("revision", str(each.number))]),
            f"{review_address(reader.lang, of.id)}/compare?a={pair[0][1]}&b={pair[1][1]}" if each.number > 1 else "")
    return [view(each) for each in reversed(revisions)]


def present_images(images: Sequence[Attachment], of: Submission, reader: Reader) -> list[ImageView]:
    """The images that come with it."""
    return [ImageView(each.name, image_address(of.id, each.name, reader), each.width, each.height) for each in images]


def present_source(
    path: str, text: str, fields: Mapping[str, object] | None, comments: Sequence[CommentView], of: Submission,
    asked: int | None, revision: int, reader: Reader,
) -> SourceText:
    """A document line by line, with what was remarked on each line."""
    lines = [
        SourceLine(number, line, [each for each in comments if each.place == f"{path}:{number}"],
                   line_address(of.id, path, number, reader, revision), number == asked)
        for number, line in enumerate(text.split("\n"), 1)
    ]
    return SourceText(path, lines[:-1] if text.endswith("\n") else lines,
                      None if fields is None else flat_fields(fields))


def flat_fields(value: object, name: str = "") -> list[tuple[str, str]]:
    """The front matter as dotted names and values, figures first: "results.2.value"; lists count from 1."""
    if isinstance(value, Mapping):
        ordered = sorted(value, key=lambda each: each != "results") if not name else list(value)
        pairs = [(str(key), value[key]) for key in ordered]
    elif isinstance(value, list):
        if not any(isinstance(each, Mapping | list) for each in value):
            return [(name, ", ".join(map(str, value)))]
        pairs = [(str(number), each) for number, each in enumerate(value, 1)]
    else:
        return [(name, "" if value is None else str(value))]
    return [found for key, each in pairs for found in flat_fields(each, f"{name}.{key}" if name else key)]


def line_address(submission: str, path: str, line: int | None, reader: Reader, revision: int) -> str:
    """The address of a line of the Markdown, with a form to remark on it."""
    number = str(line or 1)
    pairs = [("part", "source"), ("revision", str(revision)), ("path", path), ("line", number)]
    return f"{review_address(reader.lang, submission, pairs)}#{anchor(path, int(number))}"


def anchor(path: str, line: int) -> str:
    """What a line of a document is called within the page."""
    return f"{path.replace('/', '-').replace('.', '-')}-{line}"


def image_address(submission: str, name: str, reader: Reader) -> str:
    """The address of an image of a submission, for editors."""
    return f"{review_address(reader.lang, submission)}/images/{name}"
