"""Claims: somebody says that a page about a person is about them; an editor confirms it, or says why not."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from kb.accounts.actor import Actor
from kb.accounts.links import Links
from kb.database import moment, stamp
from kb.errors import Conflict, NotFound, Unprocessable

_MOST_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class Claim:
    """Who claims which page (a slug) and since when; `refused` holds an editor's words, empty while it waits."""

    person: str
    name: str
    specialist: str
    made: datetime
    refused: str = ""


class Claims(Links):
    """Making claims and settling them. Who may settle is asked before, and whether the page exists."""

    def claim(self, actor: Actor, specialist: str) -> None:
        """Say that a page is about oneself; an earlier claim is forgotten. Raises Conflict, NotFound."""
        with self.database.writing() as database:
            self._refuse_taken(database, specialist)
            if not database.execute("SELECT 1 FROM people WHERE id = ?", (actor.id,)).fetchone():
                raise NotFound("there is no such account")
            database.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?, '')",
                             (actor.id, specialist, stamp(self.clock())))
            self.note(database, actor, "claim.make", actor.id, after={"page": specialist})

    def own_claim(self, actor: Actor) -> Claim | None:
        """One's own claim that waits or was refused."""
        with self.database.reading() as database:
            row = database.execute(f"{_ASKED} WHERE c.person = ?", (actor.id,)).fetchone()
        return _claim(row) if row is not None else None

    def claims(self) -> list[Claim]:
        """The claims that wait, the longest first."""
        with self.database.reading() as database:
            rows = database.execute(f"{_ASKED} WHERE c.refused = '' ORDER BY c.made, c.person").fetchall()
        return [_claim(row) for row in rows]

    def confirm_claim(self, actor: Actor, person: str, specialist: str) -> None:
        """Link an account with the page it claims; an earlier link of it ends. Raises Conflict, NotFound."""
        with self.database.writing() as database:
            self._take(database, person, specialist)
            self._refuse_taken(database, specialist)
            database.execute("UPDATE people SET specialist = ? WHERE id = ?", (specialist, person))
            # Nobody else is asked about a page that has its owner.
            database.execute("DELETE FROM claims WHERE specialist = ? AND refused = ''", (specialist,))
            self.note(database, actor, "claim.confirm", person, after={"page": specialist})

    def refuse_claim(self, actor: Actor, person: str, specialist: str, reason: str) -> None:
        """Say no, and why: who claimed it reads it on their account. Raises NotFound, Unprocessable."""
        words = reason.strip()
        if not words:
            raise Unprocessable("say why, in a few words", field="text")
        if len(words) > _MOST_WORDS:
            raise Unprocessable("that is longer than %(limit)s letters", field="text", limit=_MOST_WORDS)
        with self.database.writing() as database:
            self._take(database, person, specialist)
            database.execute("UPDATE claims SET refused = ? WHERE person = ?", (words, person))
            self.note(database, actor, "claim.refuse", person, after={"page": specialist})

    def end_claim(self, actor: Actor, person: str) -> None:
        """End a claim and the link with a page, one's own or by an editor; none is no error. Raises NotFound."""
        with self.database.writing() as database:
            row = database.execute("SELECT specialist FROM people WHERE id = ?", (person,)).fetchone()
            if row is None:
                raise NotFound("there is no such account")
            gone = database.execute("DELETE FROM claims WHERE person = ?", (person,)).rowcount
            database.execute("UPDATE people SET specialist = '' WHERE id = ?", (person,))
            if gone or row["specialist"]:
                self.note(database, actor, "claim.end", person, before={"page": row["specialist"]})

    def _take(self, database: Database, person: str, specialist: str) -> None:
        """See that this very claim still waits: it may have been changed since an editor looked."""
        if not database.execute("SELECT 1 FROM claims WHERE person = ? AND specialist = ? AND refused = ''",
                                (person, specialist)).fetchone():
            raise NotFound("this claim is settled or taken back already")

    def _refuse_taken(self, database: Database, specialist: str) -> None:
        if database.execute("SELECT 1 FROM people WHERE specialist = ?", (specialist,)).fetchone():
            raise Conflict("this page belongs to an account already", field="specialist")


_ASKED = "SELECT c.*, p.name FROM claims c JOIN people p ON p.id = c.person"


def _claim(row: Any) -> Claim:
    return Claim(row["person"], row["name"], row["specialist"], moment(row["made"]), row["refused"])
