"""What editors decide, and the short mail that tells an author of it; checks of what waits, made once."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.accounts import Actor
from kb.errors import NotFound
from kb.i18n import LANGUAGES, N_, translator
from kb.services.approving import Approving
from kb.services.noticing import Noticing
from kb.services.writing import Writing
from kb.submissions import STEPS, Conflicting, Revision, State, Submission, hash_of, possible

# What a mail is called and what it says: an author reads the reason there, and the rest on the site.
_MAILS = {
    "ask_for_changes": (N_("Changes are asked for: %(title)s"), N_(
        "An editor has read \"%(title)s\" and asks you to change something:\n\n%(text)s\n\n"
        "Your text is as you left it. Go on here:\n%(link)s")),
    "decline": (N_("Not taken into the library: %(title)s"), N_(
        "An editor has read \"%(title)s\" and does not take it into the library, because:\n\n%(text)s\n\n"
        "Your text is kept. You find it here:\n%(link)s")),
    "publish": (N_("Published: %(title)s"), N_(
        "\"%(title)s\" is in the library now, under your name. Thank you.\n\n%(link)s")),
}
# Pages that stand under another noun than their folder.
_NOUNS = {"specialists": "people"}


@dataclass(frozen=True, slots=True)
class BriefChecks:
    """How much the checks found: what keeps a page out, what is merely to think about, likely doubles."""

    errors: int
    remarks: int
    duplicates: int


@dataclass(frozen=True, slots=True)
class Clash:
    """A file that changed on disk since the draft began, and what tells this state of it from others."""

    found: Conflicting
    seen: str | None


class Reviewing(Noticing, Approving, Writing):
    """Decisions on submissions. Who may take them is checked where they are kept."""

    def ask_for_changes(self, actor: Actor, submission: str, text: str) -> None:
        """Give a submission back with what is to be changed. Raises Conflict, Forbidden, NotFound, Unprocessable."""
        self.submissions.ask_for_changes(actor, submission, text)
        self._tell(actor, submission, "ask_for_changes", text)

    def decline(self, actor: Actor, submission: str, reason: str) -> None:
        """Say no, and why. Raises as `ask_for_changes`."""
        self.submissions.decline(actor, submission, reason)
        self._tell(actor, submission, "decline", reason)

    def publish_approved(self) -> None:
        """Carry out everything in the outbox, and tell the authors. Raises Busy, StorageFailed."""
        waiting = self.submissions.outbox() if self.database.path.exists() else []
        super().publish_approved()
        for approved in waiting:
            found = self.submissions.submission(Actor.CONSOLE, approved.submission.id)
            if found.state is State.PUBLISHED and found.main.text is not None:
                self._tell(Actor(approved.editor, None), found.id, "publish", "")

    def steps(self, actor: Actor, submission: Submission) -> frozenset[str]:
        """What `actor` may do with a submission as it stands: "approve", "decline" ..."""
        return frozenset(step for step in possible(submission.state)
                         if self.can(actor, STEPS[step].action, submission))

    def newest_revision(self, actor: Actor, submission: str) -> Revision:
        """What was sent in last: an author's unfinished changes are not for others to see. Raises NotFound."""
        revisions = self.submissions.revisions(actor, submission)
        if not revisions:
            raise NotFound("this was never sent in")
        return revisions[-1]

    def clashes(self, submission: Submission) -> list[Clash]:
        """The files that changed on disk since a draft began, as they are now."""
        return [Clash(each, None if each.there is None else hash_of(each.there)) for each in self.conflicts(submission)]

    def go_on(self, actor: Actor, submission: str, seen: Mapping[str, str | None]) -> None:
        """Note that an editor has seen files on disk in these states, and replaces them. Raises as `decline`."""
        self.submissions.rebase_approved(actor, submission, dict(seen))

    def brief_checks(self, actor: Actor, submission: Submission, revision: Revision) -> BriefChecks:
        """The checks of a revision in numbers; made once a generation for each text. Raises NotFound."""
        documents = {each.path: each.text for each in revision.documents}
        images = self.image_names(actor, submission)
        key = hash_of("\0".join([*images, *(f"{path}\0{text}" for path, text in documents.items())]))

        def make() -> BriefChecks:
            checked = self.check_documents(documents, images)
            errors = sum(each.is_error for each in checked.problems)
            remarks = len(checked.problems) - errors + len(checked.remarks)
            return BriefChecks(errors, remarks, len(self.duplicates_of(documents, submission.lang)))
        with self.index.reading() as generation:
            return generation.kept(f"checks of {key}", make)

    def title_of(self, text: str | None) -> str:
        """What a page calls itself; empty when its front matter does not tell."""
        return self._said_of(text, "title") or self._said_of(text, "name")

    def lang_of(self, text: str | None, otherwise: str) -> str:
        """The language that a page says it is written in, if it is one of ours."""
        said = self._said_of(text, "lang")
        return said if said in LANGUAGES else otherwise

    def _said_of(self, text: str | None, field: str) -> str:
        said = (self.form_of(text).fields or {}).get(field) if text else ""
        return said.strip() if isinstance(said, str) else ""

    def _tell(self, actor: Actor, submission: str, step: str, text: str) -> None:
        """Mail the author, aside: what was decided stands whatever becomes of the mail."""
        if self.settings.smtp_host:
            self._aside(lambda: self._mail(actor, submission, step, text))

    def _mail(self, actor: Actor, submission: str, step: str, text: str) -> None:
        found = self.submissions.submission(Actor.CONSOLE, submission)
        if not found.author_id or found.author_id == actor.id:
            return
        person = self.accounts.person(found.author_id)
        if person.disabled:
            return
        say = translator(person.lang).gettext
        subject, body = _MAILS[step]
        told = {"title": self.title_of(found.main.text) or found.main.path, "text": text.strip(),
                "link": f"{self.address}{_path(found, step, person.lang)}"}
        self.mailer.send(person.email, say(subject, **told), say(body, **told), person.lang)


def _path(found: Submission, step: str, lang: str) -> str:
    """Where the mail leads: to the page, or to one's own text."""
    if step != "publish":
        return f"/{lang}/write/{found.id}"
    kind, _, file = found.main.path.partition("/")
    return f"/{lang}/{_NOUNS.get(kind, kind)}/{file.partition('.')[0]}"
