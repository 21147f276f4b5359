"""From the outbox into the library: files written one by one, each whole, in an order that leaves no link in the air.

A crash at any point is made good by doing it again: a file that already holds what is proposed is left alone. A file
that somebody changed on disk since the draft began stops everything before the first file is touched.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from kb.accounts import Action, Actor
from kb.database import stamp, translated, write_atomically
from kb.submissions.desk import put_documents
from kb.submissions.model import Conflicting, Document, Submission, hash_of, place_of
from kb.submissions.review import Review, revision_of, words_of_reason

# A case names businesses and people, which must be there before it; it goes before they do.
_ORDER = ("businesses", "specialists", "books", "cases", "events", "questions", "wanted")


@dataclass(frozen=True, slots=True)
class FileSteps:
    """How files are changed; tests put faults in. Each raises StorageFailed."""

    write: Callable[[Path, bytes], None] = write_atomically
    remove: Callable[[Path], None] = lambda path: _remove(path)


@dataclass(frozen=True, slots=True)
class Approved:
    """Something in the outbox: the submission, the revision that was approved, by whom."""

    submission: Submission
    documents: tuple[Document, ...]
    editor: str


class Publishing(Review):
    """Carrying out what was approved."""

    def outbox(self) -> list[Approved]:
        """What was approved and is not wholly in the library, the oldest first."""
        with self.database.reading() as database:
            rows = database.execute("SELECT * FROM outbox ORDER BY at, submission").fetchall()
            return [
                Approved(self.find(database, Actor.CONSOLE, row["submission"]),
                         revision_of(database, row["submission"], row["revision"]).documents, row["person"])
                for row in rows
            ]

    def decide_alone(
        self, actor: Actor, before: Sequence[Document], after: Mapping[str, str | None], reason: str
    ) -> str:
        """Put a change of an editor's own into the outbox: taking a page out, hiding a person. Answers its id.

        What stood there is its first revision, so that it can be brought back. Raises Forbidden, Unprocessable.
        """
        self.require(actor, Action.UNPUBLISH)
        words, now, submission = words_of_reason(reason), stamp(self.clock()), self.new_id()
        documents = [Document(each.path, after[each.path], each.base) for each in before]
        with self.database.writing() as database:
            database.execute(
                "INSERT INTO submissions (id, author, kind, lang, state, made, changed, version)"
                " VALUES (?, ?, ?, 'ro', 'approved', ?, ?, 1)",
                (submission, actor.id, place_of(before[0].path).kind, now, now))
            put_documents(database, submission, documents)
            for number, kept in enumerate((before, documents), 1):
                found = self.find(database, actor, submission)
                self.add_revision(database, actor, found, kept, words if number > 1 else "")
            database.execute("INSERT INTO outbox (submission, revision, person, at) VALUES (?, 2, ?, ?)",
                             (submission, actor.id, now))
            self.note(database, actor, "submission.decide_alone", submission, after={
                "pages": [each.path for each in before], "reason": words})
        return submission

    def close(self, approved: Approved) -> None:
        """Note that everything is in the library. Doing it twice is no error."""
        with self.database.writing() as database:
            if self._taken_out(database, approved):
                self.move(database, Actor.CONSOLE, approved.submission, "publish")

    def give_back(self, approved: Approved, conflicts: Sequence[Conflicting]) -> None:
        """Give it back to the editors: files have changed on disk since it was begun."""
        with self.database.writing() as database:
            if self._taken_out(database, approved):
                text = ", ".join(each.path for each in conflicts)
                self.move(database, Actor.CONSOLE, approved.submission, "give_back", text)

    def rebase_approved(self, actor: Actor, submission: str, bases: dict[str, str | None]) -> None:
        """Note that an editor has seen what stands on disk, so that it may be replaced. Raises as `correct`."""
        with self.database.writing() as database:
            found = self.take(database, actor, submission, "correct")
            changed = [Document(each.path, each.text, bases.get(each.path, each.base)) for each in found.documents]
            self.add_revision(database, actor, found, changed, "")
            database.conn.executemany("UPDATE documents SET base = ? WHERE submission = ? AND path = ?",
                                      [(base, submission, path) for path, base in bases.items()])
            self.move(database, actor, found, "correct")

    def _taken_out(self, database: Database, approved: Approved) -> bool:
        cursor = database.execute("DELETE FROM outbox WHERE submission = ?", (approved.submission.id,))
        return cursor.rowcount > 0


def conflicts_of(content: Path, documents: Iterable[Document]) -> list[Conflicting]:
    """The files that are neither what a draft began from nor what it proposes."""
    found = []
    for document in documents:
        there = read_or_none(content / document.path)
        kept = None if there is None else hash_of(there)
        proposed = None if document.text is None else hash_of(document.text)
        if kept not in (document.base, proposed):
            text = None if there is None else there.decode("utf-8", "replace")
            found.append(Conflicting(document.path, text, document.text))
    return found


def write_documents(content: Path, documents: Iterable[Document], steps: FileSteps) -> list[Path]:
    """Make the files what the documents say; answers those that are touched. Raises StorageFailed."""
    ordered = sorted(documents, key=_place)
    for document in ordered:
        _write(content / document.path, document.text, steps)
    return [content / document.path for document in ordered]


def _place(document: Document) -> tuple[bool, int]:
    """New files by the order of links, then those that go, the other way round."""
    number = _ORDER.index(place_of(document.path).kind)
    return (False, number) if document.text is not None else (True, -number)


def _write(path: Path, text: str | None, steps: FileSteps) -> None:
    if text is None:
        steps.remove(path)
    elif read_or_none(path) != (content := text.encode("utf-8", "surrogatepass")):
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        steps.write(path, content)


def read_or_none(path: Path) -> bytes | None:
    """The bytes of a file; None when there is none. Raises StorageFailed."""
    with translated(path), suppress(FileNotFoundError, NotADirectoryError):
        return path.read_bytes()
    return None


def _remove(path: Path) -> None:
    with translated(path):
        path.unlink(missing_ok=True)

