"""Drafts and what becomes of them by their author's own hand: begun, saved, sent in, taken back, taken up again."""

from collections.abc import Mapping, Sequence

from sqlite_utils import Database

from kb.accounts import Action, Actor
from kb.database import stamp
from kb.errors import Conflict, Outdated, Unprocessable
from kb.submissions.desk import Desk, counted, documents_of, put_documents, submission_of, visible_to
from kb.submissions.model import Consent, Document, Submission, check_documents, place_of, whole

# So many a person may have begun and not finished; more are forgotten ones, or a program's.
MAX_DRAFTS = 100


class Drafts(Desk):
    """What contributors do with what they write."""

    def start(self, actor: Actor, lang: str, documents: Sequence[Document]) -> str:
        """Begin a draft and answer its id. Raises Conflict, Forbidden, Unprocessable."""
        self.require(actor, Action.SUBMIT)
        check_documents({each.path: each.text for each in documents})
        submission, now = self.new_id(), stamp(self.clock())
        with self.database.writing() as database:
            _refuse_too_many(database, actor)
            database.execute(
                "INSERT INTO submissions (id, author, kind, lang, state, made, changed, version)"
                " VALUES (?, ?, ?, ?, 'draft', ?, ?, 1)",
                (submission, actor.id, place_of(documents[0].path).kind, lang, now, now))
            put_documents(database, submission, documents)
            self.note(database, actor, "submission.start", submission, after={"path": documents[0].path})
        return submission

    def save(self, actor: Actor, submission: str, documents: Mapping[str, str | None], version: int) -> int:
        """Keep what was typed, and answer the new version. Documents that are left out leave the draft.

        Raises Outdated when another tab or device has saved since `version`: nothing is overwritten; Conflict when it
        was sent in meanwhile, Forbidden, NotFound, Unprocessable.
        """
        check_documents(documents)
        with self.database.writing() as database:
            found = self.take(database, actor, submission, "save")
            if found.version != version:
                raise Outdated("this was saved elsewhere meanwhile; look at both versions", version=found.version)
            bases = {each.path: each.base for each in found.documents}
            put_documents(database, submission,
                          [Document(path, text, bases.get(path)) for path, text in documents.items()])
            database.execute(
                "UPDATE submissions SET version = version + 1, changed = ?, kind = ? WHERE id = ?",
                (stamp(self.clock()), place_of(next(iter(documents))).kind, submission))
        return version + 1

    def rebase(self, actor: Actor, submission: str, bases: Mapping[str, str | None]) -> None:
        """Note that the author has seen what stands on disk now, and goes on from there."""
        with self.database.writing() as database:
            self.take(database, actor, submission, "save")
            database.conn.executemany("UPDATE documents SET base = ? WHERE submission = ? AND path = ?",
                                      [(base, submission, path) for path, base in bases.items()])

    def submit(self, actor: Actor, submission: str, consent: Consent, note: str = "") -> int:
        """Send it in as a new revision, and answer its number. Raises Conflict, Forbidden, NotFound, Unprocessable."""
        if not (consent.licence and consent.images):
            raise Unprocessable("agree to the licence and to the use of the images, or it cannot be published",
                                field="consent")
        with self.database.writing() as database:
            found = self.take(database, actor, submission, "submit")
            number = self.add_revision(database, actor, found, found.documents, note)
            database.execute("UPDATE submissions SET consent = ? WHERE id = ?", (stamp(self.clock()), submission))
            self.move(database, actor, found, "submit", note)
        return number

    def withdraw(self, actor: Actor, submission: str) -> None:
        """Take it back. Raises Conflict, Forbidden, NotFound."""
        with self.database.writing() as database:
            self.move(database, actor, self.take(database, actor, submission, "withdraw"), "withdraw")

    def reopen(self, actor: Actor, submission: str) -> None:
        """Go on with what was taken back or declined. Raises Conflict, Forbidden, NotFound."""
        with self.database.writing() as database:
            self.move(database, actor, self.take(database, actor, submission, "reopen"), "reopen")

    def discard(self, actor: Actor, submission: str) -> tuple[str, ...]:
        """Delete a draft that was never sent in, for good; answers the files of its images. Raises as `withdraw`."""
        with self.database.writing() as database:
            found = self.take(database, actor, submission, "save")
            if found.revisions:
                raise Conflict("what was sent in once is not deleted; take it back instead")
            files = tuple(row["file"] for row in database.execute(
                "SELECT file FROM images WHERE submission = ?", (submission,)).fetchall())
            self.note(database, actor, "submission.discard", submission)
            database.execute("DELETE FROM submissions WHERE id = ?", (submission,))
        return files

    def submission(self, actor: Actor, submission: str) -> Submission:
        """One of those that `actor` may see, with its working copy. Raises NotFound."""
        with self.database.reading() as database:
            return self.find(database, actor, submission)

    def own(self, actor: Actor) -> list[Submission]:
        """Everything `actor` has written, the last changed first, with the documents."""
        return self.listed(actor, "s.author = ?", (actor.id,))

    def listed(self, actor: Actor, condition: str, values: Sequence[object]) -> list[Submission]:
        """The submissions that fit among those that `actor` may see, the last changed first, with their documents."""
        with self.database.reading() as database:
            rows = database.execute(
                f"{counted()} WHERE {visible_to(actor)} AND {condition} ORDER BY s.changed DESC, s.id",
                (actor.id, *values)).fetchall()
            documents = documents_of(database, [row["id"] for row in rows])
        return [submission_of(row, documents[row["id"]]) for row in rows]

    def add_revision(
        self, database: Database, actor: Actor, of: Submission, documents: Sequence[Document], note: str
    ) -> int:
        """Keep documents as the next revision, and answer its number."""
        number = of.revisions + 1
        database.execute("INSERT INTO revisions (submission, number, made, person, note) VALUES (?, ?, ?, ?, ?)",
                         (of.id, number, stamp(self.clock()), actor.id, whole(note)))
        database.conn.executemany(
            "INSERT INTO revision_documents (submission, revision, place, path, text, base) VALUES (?, ?, ?, ?, ?, ?)",
            [(of.id, number, place, each.path, each.text if each.text is None else whole(each.text), each.base)
             for place, each in enumerate(documents)])
        return number


def _refuse_too_many(database: Database, actor: Actor) -> None:
    count = database.execute("SELECT count(*) FROM submissions WHERE author = ? AND state = 'draft'",
                             (actor.id,)).fetchone()[0]
    if count >= MAX_DRAFTS:
        raise Conflict("you have %(count)s drafts already; finish or delete some of them", count=count)
