"""All parts of the submissions as one object, with what people are told of theirs, and what stays when they go."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kb.accounts import Actor
from kb.database import moment, stamp
from kb.submissions.attachments import Attachments


@dataclass(frozen=True, slots=True)
class Notice:
    """What happened to somebody's submission; `seen` once they have looked."""

    number: int
    at: datetime
    submission: str
    step: str
    text: str
    seen: bool


class Submissions(Attachments):
    """Drafts, review, publishing, images and notices over one database."""

    def notices(self, actor: Actor, limit: int = 50) -> list[Notice]:
        """What happened to what `actor` wrote, the latest first."""
        with self.database.reading() as database:
            rows = database.execute("SELECT * FROM notices WHERE person = ? ORDER BY number DESC LIMIT ?",
                                    (actor.id, limit)).fetchall()
        return [Notice(row["number"], moment(row["at"]), row["submission"], row["step"], row["text"],
                       row["seen"] is not None) for row in rows]

    def unseen(self, actor: Actor) -> int:
        """How many of them `actor` has not looked at."""
        with self.database.reading() as database:
            return int(database.execute("SELECT count(*) FROM notices WHERE person = ? AND seen IS NULL",
                                        (actor.id,)).fetchone()[0])

    def mark_seen(self, actor: Actor, last: int) -> None:
        """Note that `actor` has looked at them up to number `last`: what came after that page was shown stays new."""
        with self.database.writing() as database:
            database.execute("UPDATE notices SET seen = ? WHERE person = ? AND seen IS NULL AND number <= ?",
                             (stamp(self.clock()), actor.id, last))

    def data_of(self, actor: Actor) -> list[Mapping[str, object]]:
        """Everything `actor` wrote, as plain values, for whoever it belongs to."""
        return [
            {
                "id": each.id, "kind": each.kind, "state": each.state.value, "begun": each.made.isoformat(),
                "changed": each.changed.isoformat(), "pages": {page.path: page.text for page in each.documents},
                "comments": [comment.text for comment in self.comments(actor, each.id) if comment.person == actor.id],
            }
            for each in self.own(actor)
        ]

    def forget(self, person: str) -> list[str]:
        """Drop the drafts that somebody who goes never sent in; answers the files of their images.

        What was sent in stays with its revisions, which name a person by an id that leads nowhere any more.
        """
        with self.database.writing() as database:
            own = "SELECT id FROM submissions WHERE author = ? AND id NOT IN (SELECT submission FROM revisions)"
            files = database.execute(f"SELECT file FROM images WHERE submission IN ({own})", (person,)).fetchall()
            database.execute(f"DELETE FROM submissions WHERE id IN ({own})", (person,))
            database.execute("DELETE FROM notices WHERE person = ?", (person,))
        return [row["file"] for row in files]
