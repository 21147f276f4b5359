"""What editors do with what was sent in: read, comment, ask for changes, correct, decline, approve."""

from collections.abc import Mapping

from sqlite_utils import Database

from kb.accounts import Action, Actor
from kb.database import moment, stamp
from kb.errors import NotFound, Outdated, Unprocessable
from kb.submissions.desk import put_documents
from kb.submissions.drafts import Drafts
from kb.submissions.model import Comment, Document, Event, Revision, State, Submission, check_documents, whole

MAX_WORDS = 5_000
_WAITING = (State.SUBMITTED, State.CHANGES_ASKED, State.APPROVED)


class Review(Drafts):
    """The queue and the decisions."""

    def queue(self, actor: Actor) -> list[Submission]:
        """What waits for somebody, the longest first. Raises Forbidden."""
        self.require(actor, Action.REVIEW)
        places = ", ".join("?" * len(_WAITING))
        found = self.listed(actor, f"s.state IN ({places})", [state.value for state in _WAITING])
        return sorted(found, key=lambda each: each.changed)

    def waiting(self, actor: Actor) -> int:
        """How many wait for an editor who is not their author, as `actor` would be. Raises Forbidden."""
        self.require(actor, Action.REVIEW)
        with self.database.reading() as database:
            return int(database.execute("SELECT count(*) FROM submissions WHERE state = ? AND author IS NOT ?",
                                        (State.SUBMITTED.value, actor.id)).fetchone()[0])

    def decided(self, actor: Actor, limit: int = 50) -> list[Submission]:
        """What was published, declined or taken back, the last first. Raises Forbidden."""
        self.require(actor, Action.REVIEW)
        return self.listed(actor, "s.state IN ('published', 'declined', 'withdrawn')", ())[:limit]

    def ask_for_changes(self, actor: Actor, submission: str, text: str) -> None:
        """Give it back with what is to be changed. Raises Conflict, Forbidden, NotFound, Unprocessable."""
        self._decide(actor, submission, "ask_for_changes", words_of_reason(text))

    def decline(self, actor: Actor, submission: str, reason: str) -> None:
        """Say no, and why. Raises Conflict, Forbidden, NotFound, Unprocessable."""
        self._decide(actor, submission, "decline", words_of_reason(reason))

    def _decide(self, actor: Actor, submission: str, step: str, text: str) -> None:
        with self.database.writing() as database:
            self.move(database, actor, self.take(database, actor, submission, step), step, text)

    def correct(
        self, actor: Actor, submission: str, documents: Mapping[str, str | None], revision: int, note: str
    ) -> int:
        """A small correction by the editor: a new revision; the author keeps the credit. Answers its number.

        Raises Outdated when there is a newer revision than the one that was corrected, and as `decline`.
        """
        check_documents(documents)
        with self.database.writing() as database:
            found = self.take(database, actor, submission, "correct")
            if found.revisions != revision:
                raise Outdated("there is a newer revision; look at it first", version=found.revisions)
            bases = {each.path: each.base for each in found.documents}
            kept = [Document(path, text, bases.get(path)) for path, text in documents.items()]
            number = self.add_revision(database, actor, found, kept, note)
            put_documents(database, submission, kept)
            self.move(database, actor, found, "correct", note)
        return number

    def approve(self, actor: Actor, submission: str, revision: int) -> None:
        """Let it into the library: from here on it is in the outbox. Raises as `correct`."""
        with self.database.writing() as database:
            found = self.take(database, actor, submission, "approve")
            if found.revisions != revision:
                raise Outdated("there is a newer revision; look at it first", version=found.revisions)
            database.execute("INSERT INTO outbox (submission, revision, person, at) VALUES (?, ?, ?, ?)",
                             (submission, revision, actor.id, stamp(self.clock())))
            self.move(database, actor, found, "approve")

    def comment(
        self, actor: Actor, submission: str, text: str, *, revision: int, path: str = "", line: int | None = None
    ) -> int:
        """Remark on a revision, or on a line of it; the author may answer. Raises NotFound, Unprocessable."""
        words = words_of_reason(text)
        with self.database.writing() as database:
            found = self.find(database, actor, submission)
            self._check_place(database, submission, revision, path, line)
            number = database.execute(
                "INSERT INTO comments (submission, at, person, revision, text, path, line) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " RETURNING number",
                (submission, stamp(self.clock()), actor.id, revision, words, path, line)).fetchone()[0]
            if found.author_id and found.author_id != actor.id:
                database.execute("INSERT INTO notices (person, at, submission, step, text) VALUES (?, ?, ?, ?, ?)",
                                 (found.author_id, stamp(self.clock()), submission, "comment", words))
            self.note(database, actor, "submission.comment", submission, after={"comment": number})
        return int(number)

    def _check_place(self, database: Database, submission: str, revision: int, path: str, line: int | None) -> None:
        found = revision_of(database, submission, revision)
        text = next((each.text for each in found.documents if each.path == path), "" if not path else None)
        if text is None or (line is not None and not 1 <= line <= text.count("\n") + 1):
            raise Unprocessable("this revision has no such line", field="line")

    def revisions(self, actor: Actor, submission: str) -> list[Revision]:
        """All revisions, the first first. Raises NotFound."""
        with self.database.reading() as database:
            found = self.find(database, actor, submission)
            return [revision_of(database, submission, number) for number in range(1, found.revisions + 1)]

    def events(self, actor: Actor, submission: str) -> list[Event]:
        """What was done with it, in the order of time. Raises NotFound."""
        with self.database.reading() as database:
            self.find(database, actor, submission)
            rows = database.execute(
                "SELECT * FROM events WHERE submission = ? ORDER BY number", (submission,)).fetchall()
        return [Event(moment(row["at"]), row["person"], row["step"], row["text"], row["revision"]) for row in rows]

    def comments(self, actor: Actor, submission: str) -> list[Comment]:
        """What was remarked, in the order of time. Raises NotFound."""
        with self.database.reading() as database:
            self.find(database, actor, submission)
            rows = database.execute(
                "SELECT * FROM comments WHERE submission = ? ORDER BY number", (submission,)).fetchall()
        return [Comment(row["number"], moment(row["at"]), row["person"], row["revision"], row["text"], row["path"],
                        row["line"]) for row in rows]


def revision_of(database: Database, submission: str, number: int) -> Revision:
    """A revision by its number. Raises NotFound."""
    row = database.execute(
        "SELECT * FROM revisions WHERE submission = ? AND number = ?", (submission, number)).fetchone()
    if row is None:
        raise NotFound("there is no such revision")
    documents = database.execute(
        "SELECT path, text, base FROM revision_documents WHERE submission = ? AND revision = ? ORDER BY place",
        (submission, number)).fetchall()
    return Revision(number, moment(row["made"]), row["person"], row["note"],
                    tuple(Document(each["path"], each["text"], each["base"]) for each in documents))


def words_of_reason(text: str) -> str:
    """What somebody gives as a reason or remark, tidied. Raises Unprocessable for none, or too much."""
    words = whole(text).strip()
    if not words:
        raise Unprocessable("say why, in a few words", field="text")
    if len(words) > MAX_WORDS:
        raise Unprocessable("that is longer than %(limit)s letters", field="text", limit=MAX_WORDS)
    return words
