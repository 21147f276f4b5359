"""What every part of the submissions stands on: the database, the clock, the dice, and how one submission is reached.

Everything goes through what somebody may see: a submission of which they may know nothing is not there for them.
"""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from kb.accounts import Action, Actor, can
from kb.database import KeptDatabase, moment, stamp
from kb.errors import Forbidden, NotFound
from kb.journal import record
from kb.submissions.model import Document, State, Submission, whole
from kb.submissions.states import STEPS, following

_ID_BYTES = 9
# Older versions of SQLite take so many places in a question.
_MOST_PLACES = 999
# Its author is not told twice of one decision: "publish" or "give_back" follows at once.
_UNTOLD = frozenset({"approve"})
_COUNTED = "SELECT s.*, (SELECT count(*) FROM revisions r WHERE r.submission = s.id) AS revisions FROM submissions s"
# Somebody else's draft is nobody's business; what was sent in once is for editors to see, also when it was taken back.
_SEEN_BY_EDITORS = "(s.state NOT IN ('draft', 'withdrawn') OR revisions > 0)"


@dataclass(frozen=True)
class Desk:
    """`approve_own` is the setting for a site with one editor."""

    database: KeptDatabase
    clock: Callable[[], datetime]
    approve_own: bool = False
    new_id: Callable[[], str] = lambda: secrets.token_urlsafe(_ID_BYTES)

    def find(self, database: Database, actor: Actor, submission: str) -> Submission:
        """A submission that `actor` may see, with its working copy. Raises NotFound."""
        row = database.execute(f"{_COUNTED} WHERE s.id = ? AND {visible_to(actor)}", (submission, actor.id)).fetchone()
        if row is None:
            raise NotFound("there is no such submission among those you may see")
        return submission_of(row, documents_of(database, [submission])[submission])

    def take(self, database: Database, actor: Actor, submission: str, step: str) -> Submission:
        """A submission with which `actor` may take a step now. Raises Conflict, Forbidden, NotFound."""
        found = self.find(database, actor, submission)
        self.require(actor, STEPS[step].action, found)
        following(step, found.state)
        return found

    def require(self, actor: Actor, action: Action, of: Submission | None = None) -> None:
        """Go on only when `actor` may. Raises Forbidden."""
        if not can(actor, action, of, approve_own=self.approve_own):
            raise Forbidden("your account is not allowed to do this")

    def move(self, database: Database, actor: Actor, of: Submission, step: str, text: str = "") -> State:
        """Take the step: the new state, the event, the line in the audit log and the notice to the author, as one."""
        after, now, text = following(step, of.state), stamp(self.clock()), whole(text)
        database.execute("UPDATE submissions SET state = ?, changed = ?, version = version + 1 WHERE id = ?",
                         (after.value, now, of.id))
        revision = database.execute("SELECT count(*) FROM revisions WHERE submission = ?", (of.id,)).fetchone()[0]
        database.execute("INSERT INTO events (submission, at, person, step, text, revision) VALUES (?, ?, ?, ?, ?, ?)",
                         (of.id, now, actor.id, step, text, revision))
        if of.author_id and of.author_id != actor.id and step not in _UNTOLD:
            database.execute("INSERT INTO notices (person, at, submission, step, text) VALUES (?, ?, ?, ?, ?)",
                             (of.author_id, now, of.id, step, text))
        self.note(database, actor, f"submission.{step}", of.id, before={"state": of.state.value},
                  after={"state": after.value, "revision": revision})
        return after

    def note(
        self, database: Database, actor: Actor, action: str, submission: str, *,
        before: Mapping[str, object] | None = None, after: Mapping[str, object] | None = None,
    ) -> None:
        """Write into the audit log, in the transaction of the change."""
        record(database, actor.id, action, f"submission:{submission}", before=before or {}, after=after or {},
               now=self.clock())


def visible_to(actor: Actor) -> str:
    """The condition on submissions that `actor` may see; it takes their id."""
    return f"(s.author = ? OR {_SEEN_BY_EDITORS})" if can(actor, Action.REVIEW) else "s.author = ?"


def counted() -> str:
    """The beginning of every question for submissions."""
    return _COUNTED


def documents_of(database: Database, submissions: Sequence[str]) -> Mapping[str, tuple[Document, ...]]:
    """The working copies of submissions, in their order, by id."""
    found: dict[str, list[Document]] = {each: [] for each in submissions}
    for start in range(0, len(submissions), _MOST_PLACES):
        some = submissions[start:start + _MOST_PLACES]
        for row in database.execute(
            "SELECT submission, path, text, base FROM documents WHERE submission IN"
            f" ({', '.join('?' * len(some))}) ORDER BY submission, place", list(some)):
            found[row["submission"]].append(Document(row["path"], row["text"], row["base"]))
    return {each: tuple(documents) for each, documents in found.items()}


def submission_of(row: Any, documents: tuple[Document, ...] = ()) -> Submission:
    """A submission from its row."""
    return Submission(
        row["id"], row["author"], row["kind"], row["lang"], State(row["state"]), moment(row["made"]),
        moment(row["changed"]), row["version"], documents, row["revisions"],
    )


def put_documents(database: Database, submission: str, documents: Iterable[Document]) -> None:
    """Make the working copy these documents, in this order."""
    database.execute("DELETE FROM documents WHERE submission = ?", (submission,))
    database.conn.executemany(
        "INSERT INTO documents (submission, place, path, text, base) VALUES (?, ?, ?, ?, ?)",
        [(submission, place, each.path, each.text if each.text is None else whole(each.text), each.base)
         for place, each in enumerate(documents)])
