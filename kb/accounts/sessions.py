"""Sessions: who a browser's token stands for, for how long, and ending them. How one begins is `signing_in`'s part."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from kb.accounts.actor import Actor, Role
from kb.accounts.desk import Desk, digest
from kb.database import moment, stamp
from kb.errors import Busy, NotFound, StorageFailed

# A write-up takes evenings, so a session outlives a quiet week; a forgotten browser is locked out all the same.
IDLE = timedelta(days=7)
LONGEST = timedelta(days=30)
# Between password and code.
HALF = timedelta(minutes=10)
# How exactly it is known when somebody was last here: each request would be a write.
_SEEN_EVERY = timedelta(minutes=5)
_TOKEN_BYTES = 32
_MOST_DEVICE = 80

_ASKED = (
    "SELECT s.hash, s.handle, s.person, s.is_whole, s.device, s.started, s.seen, p.role, p.name, p.disabled,"
    " coalesce(t.is_on, 0) AS has_second_step FROM sessions s JOIN people p ON p.id = s.person"
    " LEFT JOIN second_steps t ON t.person = s.person"
)


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that somebody is signed in with, as they see it in their list."""

    handle: str
    device: str
    started: datetime
    seen: datetime
    is_current: bool


class Sessions(Desk):
    """Reading and ending sessions."""

    def actor(self, token: str) -> Actor:
        """Who a token stands for; ANONYMOUS for an unknown one, or one not whole or over. Raises Busy."""
        now = self.clock()
        with self.database.reading() as database:
            row = _row(database, token)
        if row is None or not row["is_whole"] or row["disabled"] or _is_over(row, now):
            return Actor.ANONYMOUS
        if now - moment(row["seen"]) > _SEEN_EVERY:
            self._see(row["hash"], now)
        role = Role(row["role"])
        wants_more = self.needs_second_step and role is not Role.CONTRIBUTOR and not row["has_second_step"]
        return Actor(row["person"], role, row["name"], must_enrol=wants_more)

    def _see(self, hashed: str, now: datetime) -> None:
        """A disk that is full or busy must not sign anybody out."""
        with suppress(Busy, StorageFailed), self.database.writing() as database:
            database.execute("UPDATE sessions SET seen = ? WHERE hash = ?", (stamp(now), hashed))

    def sessions(self, actor: Actor, token: str) -> list[Session]:
        """The open sessions of an actor, the latest first; `token` is the one that asks."""
        now, own = self.clock(), digest(token)
        with self.database.reading() as database:
            rows = database.execute(f"{_ASKED} WHERE s.person = ? AND s.is_whole ORDER BY s.seen DESC, s.handle",
                                    (actor.id,)).fetchall()
        return [Session(row["handle"], row["device"], moment(row["started"]), moment(row["seen"]), row["hash"] == own)
                for row in rows if not _is_over(row, now)]

    def end_session(self, actor: Actor, handle: str) -> None:
        """End one session of the actor's own. Raises NotFound."""
        with self.database.writing() as database:
            ended = database.execute("DELETE FROM sessions WHERE person = ? AND handle = ?", (actor.id, handle))
            if not ended.rowcount:
                raise NotFound("this session is over already")
            self.note(database, actor, "session.end", actor.id)

    def sign_out(self, token: str) -> None:
        """End the session of a token; one that is over already is no error."""
        with self.database.writing() as database:
            row = _row(database, token)
            if row is not None:
                database.execute("DELETE FROM sessions WHERE hash = ?", (row["hash"],))
                if row["is_whole"]:
                    self.note(database, Actor(row["person"], None), "session.end", row["person"])

    def sign_out_everywhere(self, actor: Actor, person: str) -> int:
        """End every session of a person and answer how many there were."""
        with self.database.writing() as database:
            count = end_all(database, person)
            self.note(database, actor, "session.end_all", person, before={"sessions": count})
        return count

    def begin(self, database: Database, person: str, device: str, *, is_whole: bool) -> str:
        """Begin a session inside a transaction and answer its token."""
        token, now = self.new_token(_TOKEN_BYTES), stamp(self.clock())
        database.execute("INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)",
                         (digest(token), self.new_token(6), person, int(is_whole), device[:_MOST_DEVICE], now, now))
        return token


def _row(database: Database, token: str) -> Any:
    return database.execute(f"{_ASKED} WHERE s.hash = ?", (digest(token),)).fetchone()


def half_session(database: Database, token: str, now: datetime) -> Any:
    """The row of a session that still waits for its code, or None."""
    row = _row(database, token)
    if row is None or row["is_whole"] or row["disabled"] or now - moment(row["started"]) > HALF:
        return None
    return row


def end_all(database: Database, person: str) -> int:
    """End every session of a person inside a transaction and answer how many there were."""
    return int(database.execute("DELETE FROM sessions WHERE person = ?", (person,)).rowcount)


def clear_away(database: Database, now: datetime) -> None:
    """Forget sessions that are over, so that the table stays as small as the number of people."""
    database.execute("DELETE FROM sessions WHERE started < ? OR seen < ? OR (NOT is_whole AND started < ?)",
                     (stamp(now - LONGEST), stamp(now - IDLE), stamp(now - HALF)))


def _is_over(row: Any, now: datetime) -> bool:
    return now - moment(row["seen"]) > IDLE or now - moment(row["started"]) > LONGEST
