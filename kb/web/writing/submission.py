"""Puts together what editors see of a submission: its state beside the decisions, and the part they look at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from markupsafe import Markup

from kb.accounts import Actor
from kb.errors import NotFound, TooComplex, Unprocessable
from kb.i18n import N_
from kb.model import LANGUAGES, Page
from kb.services import BriefChecks, Clash
from kb.submissions import Document, Revision, Submission
from kb.web.addresses import page_address, review_address
from kb.web.context import current_reader, now, services
from kb.web.language import locale
from kb.web.lookup import known_page
from kb.web.pages.account import FormView
from kb.web.pages.reading import NavigationLink
from kb.web.present.admin import who
from kb.web.present.checks import present_checks
from kb.web.present.diff import PageDiff, present_diff
from kb.web.present.review import WAITING, present_line
from kb.web.present.submission import (
    ConflictView,
    SourceText,
    SubmissionPage,
    image_address,
    line_address,
    part_links,
    present_comments,
    present_events,
    present_images,
    present_revisions,
    present_source,
)
from kb.web.writing.previewed import as_published


@dataclass(frozen=True)
class Looked:
    """A submission with the revision that somebody looks at; everything else is asked for when a part needs it."""

    actor: Actor
    submission: Submission
    revisions: list[Revision]
    revision: Revision

    @property
    def id(self) -> str:
        """The submission's."""
        return self.submission.id

    @property
    def newest(self) -> int:
        """The number of the revision that can be decided about."""
        return self.revisions[-1].number

    @property
    def texts(self) -> dict[str, str | None]:
        """The documents by path."""
        return {each.path: each.text for each in self.revision.documents}

    @cached_property
    def names(self) -> Callable[[str], str]:
        """The names that people have today; who is gone is called so."""
        events = services().submissions.events(self.actor, self.id)
        comments = services().submissions.comments(self.actor, self.id)
        ids = {each.person for each in events} | {each.person for each in comments}
        return name_of(services().accounts.names(sorted(ids | {each.person for each in self.revisions})))

    @cached_property
    def clashes(self) -> list[Clash]:
        """Files that changed on disk since it was begun, as long as that matters."""
        return services().clashes(self.submission) if self.submission.state.value == "submitted" else []

    @cached_property
    def brief(self) -> BriefChecks | None:
        """The checks in numbers, as long as it waits."""
        is_waiting = self.submission.state.value in WAITING
        return services().brief_checks(self.actor, self.submission, self.revision) if is_waiting else None


def look_at(actor: Actor, submission: str, number: int | None = None) -> Looked:
    """A submission and one of its revisions, the newest unless a number is given. Raises NotFound."""
    found = services().submissions.submission(actor, submission)
    revisions = services().submissions.revisions(actor, submission)
    wanted = [each for each in revisions if number in (None, each.number)]
    if not wanted:
        raise NotFound(N_("there is no such revision"))
    return Looked(actor, found, revisions, wanted[-1])


def name_of(names: Mapping[str, str]) -> Callable[[str], str]:
    """Calls people by their names."""
    reader = current_reader()

    def call(person: str) -> str:
        found = who(person, names, reader)
        return reader.say(N_("somebody whose account is gone")) if found == person else found
    return call


def author_of(submission: Submission) -> str:
    """The name under which the author is credited."""
    try:
        return services().accounts.person(submission.author_id or "").credit
    except NotFound:
        return current_reader().say(N_("somebody whose account is gone"))


@dataclass(frozen=True, slots=True)
class Place:
    """What of a submission somebody looks at: a part, and there a document, a line of it, or what to compare with."""

    part: str
    path: str = ""
    line: int | None = None
    against: str = "published"


def submission_page(looked: Looked, place: Place, form: FormView) -> SubmissionPage:
    """The page of a submission, with what the part shows that is looked at."""
    reader, found, brief = current_reader(), looked.submission, looked.brief
    shown = looked.revision.number if looked.revision.number != looked.newest else None
    counts = {"checks": brief.errors + brief.remarks + brief.duplicates if brief else 0,
              "talk": len(services().submissions.comments(looked.actor, looked.id)), "conflict": len(looked.clashes)}
    text = looked.revision.documents[0].text
    title, lang = services().title_of(text), services().lang_of(text, found.lang)
    page = SubmissionPage(
        line=present_line(found, title, lang, author_of(found), brief, now(), reader), id=found.id, part=place.part,
        parts=part_links(found.id, place.part, counts, reader, shown),
        revision=looked.revision.number, newest=looked.newest,
        newest_url=review_address(reader.lang, found.id), steps=services().steps(looked.actor, found),
        is_own=found.author_id == looked.actor.id, form=form, live_url=_live_url(found),
        revisions=present_revisions(looked.revisions, found, looked.names, reader),
    )
    fill = {
        "page": lambda: _with_page(page, looked, place), "changes": lambda: _with_changes(page, looked, place),
        "source": lambda: _with_source(page, looked, place), "checks": lambda: _with_checks(page, looked),
        "talk": lambda: _with_talk(page, looked), "conflict": lambda: _with_conflicts(page, looked),
    }
    return fill[place.part]()


def _with_page(page: SubmissionPage, looked: Looked, place: Place) -> SubmissionPage:
    paths = [each for each, text in looked.texts.items() if text is not None]
    chosen = place.path if place.path in paths else next(iter(paths), "")
    reader, pairs = current_reader(), _revision_pairs(looked)
    links = [NavigationLink(each, review_address(reader.lang, looked.id, [*pairs, ("path", each)]), each == chosen)
             for each in paths]
    images = services().submissions.images(looked.actor, looked.id)
    html, reason = _preview(looked, chosen) if chosen else (None, "")
    is_change = any(each.base for each in looked.revision.documents)
    return replace(page, documents=links if len(links) > 1 else [], html=html, no_preview=reason,
                   images=present_images(images, looked.submission, reader),
                   diffs=_diffs(looked, "published") if is_change else ())


def _preview(looked: Looked, path: str) -> tuple[Markup | None, str]:
    """The page as it will be published, or why that cannot be shown."""
    reader, texts = current_reader(), looked.texts
    images = {name: image_address(looked.id, name.rpartition("/")[2], reader)
              for name in services().image_names(looked.actor, looked.submission)}
    own = services().drafted_pages(texts)

    def page_of(kind: str, slug: str) -> Page | None:
        return own.get((kind, slug)) or known_page(kind, slug)
    try:
        lang = path.split(".")[1] if path.split(".")[1] in LANGUAGES else None
        return as_published(services().preview(texts, path, images), page_of, lang), ""
    except (NotFound, TooComplex, Unprocessable) as error:
        return None, reader.translator.describe(error.message, error.arguments)


def _with_changes(page: SubmissionPage, looked: Looked, place: Place) -> SubmissionPage:
    chosen = "previous" if place.against == "previous" and looked.revision.number > 1 else "published"
    labels = {"published": N_("Compared with the library"), "previous": N_("Compared with the revision before")}
    links = [
        NavigationLink(current_reader().say(label), review_address(
            locale(), looked.id, [("part", "changes"), *_revision_pairs(looked), ("against", name)]), name == chosen)
        for name, label in labels.items() if name == "published" or looked.revision.number > 1]
    return replace(page, diffs=_diffs(looked, chosen), against=links)


def _diffs(looked: Looked, against: str) -> list[PageDiff]:
    """Each document against what the library holds, or against the revision before."""
    if against == "previous":
        return compared(looked.revisions[looked.revision.number - 2], looked.revision)
    return [diff_of(each.path, _published(each), each.text) for each in looked.revision.documents]


def compared(before: Revision, after: Revision) -> list[PageDiff]:
    """Two revisions, page by page; pages that are in only one of them come or go."""
    old = {each.path: each.text for each in before.documents}
    new = {each.path: each.text for each in after.documents}
    return [diff_of(path, old.get(path), new.get(path)) for path in dict.fromkeys([*new, *old])]


def diff_of(path: str, before: str | None, after: str | None) -> PageDiff:
    """What differs between two texts of a page."""
    return present_diff(path, before, after, services().compare_texts(before, after))


def _published(document: Document) -> str | None:
    try:
        return services().published(document.path).text
    except (NotFound, Unprocessable):
        return None


def _with_source(page: SubmissionPage, looked: Looked, place: Place) -> SubmissionPage:
    comments = [each for each in services().submissions.comments(looked.actor, looked.id)
                if each.revision == looked.revision.number]
    shown = present_comments(comments, looked.submission, looked.names, current_reader())

    def source(of: str, text: str) -> SourceText:
        return present_source(of, text, services().form_of(text).fields, shown, looked.submission,
                              place.line if of == place.path else None, looked.revision.number, current_reader())
    return replace(page, sources=[source(of, text) for of, text in looked.texts.items() if text is not None])


def _with_checks(page: SubmissionPage, looked: Looked) -> SubmissionPage:
    reader = current_reader()
    names = services().image_names(looked.actor, looked.submission)
    checked = services().check_documents(looked.texts, names)
    duplicates = services().duplicates_of(looked.texts, looked.submission.lang)
    return replace(page, checks=present_checks(
        checked, duplicates, services().remark_message,
        lambda of, at, _: line_address(looked.id, of, at, reader, looked.revision.number), reader))


def _with_talk(page: SubmissionPage, looked: Looked) -> SubmissionPage:
    submissions, reader = services().submissions, current_reader()
    comments = submissions.comments(looked.actor, looked.id)
    return replace(page, comments=present_comments(comments, looked.submission, looked.names, reader),
                   events=present_events(submissions.events(looked.actor, looked.id), looked.names, reader))


def _with_conflicts(page: SubmissionPage, looked: Looked) -> SubmissionPage:
    return replace(page, conflicts=[
        ConflictView(each.found.path, each.found.there, each.found.proposed, each.seen or "",
                     diff_of(each.found.path, each.found.there, each.found.proposed)) for each in looked.clashes])


def _revision_pairs(looked: Looked) -> list[tuple[str, str]]:
    return [("revision", str(looked.revision.number))] if looked.revision.number != looked.newest else []


def _live_url(submission: Submission) -> str:
    """Where a published page stands; empty while it does not."""
    if submission.state.value != "published" or submission.main.text is None:
        return ""
    kind, _, file = submission.main.path.partition("/")
    return page_address(locale(), kind, file.partition(".")[0])
