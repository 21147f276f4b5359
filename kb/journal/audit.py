"""The audit log: who did what to what and when, in a table where each line holds the hash of the line before.

Lines are only ever added: triggers refuse any change, and a change made past them breaks the chain. A line names people
by id alone, so that somebody who deletes an account leaves no name behind, and holds no secret. It is written in the
transaction of the change it tells of: both are there, or neither.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlite_utils import Database, Migrations

from kb.database import KeptDatabase

AUDIT_MIGRATIONS = Migrations("audit")
# What the first line holds in place of the hash of a line before.
START = "0" * 64
# Words in the names of values that must never be written down.
_SECRET_NAMES = ("password", "secret", "token", "hash", "email", "mail", "totp", "cookie")

Values = Mapping[str, object]


@AUDIT_MIGRATIONS()
def m001_audit(database: Database) -> None:
    """The table, and what keeps it as it is."""
    database.execute(
        "CREATE TABLE audit (number INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,"
        " object TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL"
        ") STRICT")
    database.execute("CREATE INDEX audit_by_object ON audit (object, number)")
    database.execute("CREATE INDEX audit_by_actor ON audit (actor, number)")
    for change in ("UPDATE", "DELETE"):
        database.execute(
            f"CREATE TRIGGER audit_no_{change.lower()} BEFORE {change} ON audit"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END")
    # REPLACE deletes without asking the trigger above.
    database.execute(
        "CREATE TRIGGER audit_in_order BEFORE INSERT ON audit"
        " WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM audit)"
        " BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END")


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One thing that was done; `before` and `after` hold only the values that changed."""

    number: int
    at: datetime
    actor: str
    action: str
    object: str
    before: Values
    after: Values
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditState:
    """How the chain is: its last line, and the number of the first line that is wrong, if any."""

    lines: int
    head: str
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        """Whether every line is as it was written."""
        return self.broken_at is None


def record(
    database: Database, actor: str, action: str, of: str, *, before: Values, after: Values, now: datetime,
) -> None:
    """Add a line inside the transaction that `database` is in.

    `actor` is the id of a person, "console" or "nobody"; `action` is noun and verb ("person.role"); `of` is noun and id
    ("person:3f"). Raises ValueError for a value that must not be written down.
    """
    for name in (*before, *after):
        if any(word in name.lower() for word in _SECRET_NAMES):
            raise ValueError(f"{name} must not stand in the audit log")
    last = database.execute("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    number, previous = (last[0] + 1, last[1]) if last else (1, START)
    row = (number, now.isoformat(timespec="microseconds"), actor, action, of, _json(before), _json(after), previous)
    database.execute("INSERT INTO audit VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, _digest(row)))


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """What is wanted of the log; what is empty narrows nothing. Days are UTC and both count; texts are beginnings."""

    actor: str = ""
    action: str = ""
    object: str = ""
    since: date | None = None
    until: date | None = None


EVERYTHING = AuditFilter()
_NOTHING = AuditState(0, START, None)


@dataclass(frozen=True, slots=True)
class AuditLog:
    """Reading the log. `_whole` is how far this process has found it whole."""

    database: KeptDatabase
    _whole: list[AuditState] = field(default_factory=lambda: [_NOTHING], compare=False)

    def lines(self, wanted: AuditFilter = EVERYTHING, *, limit: int = -1, skip: int = 0) -> list[AuditLine]:
        """The lines that fit, the latest first."""
        clause, values = _where(wanted)
        with self.database.reading() as database:
            rows = database.execute(f"SELECT * FROM audit {clause} ORDER BY number DESC LIMIT ? OFFSET ?",
                                    (*values, limit, skip)).fetchall()
        return [_line(row) for row in rows]

    def count(self, wanted: AuditFilter = EVERYTHING) -> int:
        """How many lines fit."""
        clause, values = _where(wanted)
        with self.database.reading() as database:
            return int(database.execute(f"SELECT count(*) FROM audit {clause}", values).fetchone()[0])

    def actions(self) -> list[str]:
        """Every action that was ever written down."""
        with self.database.reading() as database:
            return [row[0] for row in database.execute("SELECT DISTINCT action FROM audit ORDER BY action")]

    def verify(self, known: Sequence[tuple[int, str]] = ()) -> AuditState:
        """Whether every line still holds what it was made of, in one row without a gap.

        `known`: numbers and hashes that somebody noted elsewhere: without one, a log cut short at its end, or made
        anew from its beginning, is a whole log too.
        """
        noted = dict(known)
        with self.database.reading() as database:
            state = _walk(database, _NOTHING, noted)
        return replace(state, broken_at=min(noted, default=None)) if state.is_whole else state

    def verify_new(self) -> AuditState:
        """The same, but what this process has found whole before is only asked whether it is all there still.

        For pages: the log grows for ever, and each line is a hash. A value in an old line that was changed since shows
        to `verify` alone.
        """
        with self.database.reading() as database:
            known = self._whole[0]
            state = _walk(database, known if _is_there(database, known) else _NOTHING, {})
        if state.is_whole:
            self._whole[0] = state
        return state


def _walk(database: Database, state: AuditState, noted: dict[int, str]) -> AuditState:
    """Go on from a state that is whole; takes what is right out of `noted`."""
    number, previous = state.lines, state.head
    for row in database.execute("SELECT * FROM audit WHERE number > ? ORDER BY number", (number,)):
        number += 1
        *told, found = row
        is_right = row["number"] == number and row["previous"] == previous and found == _digest(tuple(told))
        if not is_right or noted.pop(number, found) != found:
            return AuditState(number, found, number)
        previous = found
    return AuditState(number, previous, None)


def _is_there(database: Database, state: AuditState) -> bool:
    """Whether there are as many lines as there were, with the same one at the end."""
    count = database.execute("SELECT count(*) FROM audit WHERE number <= ?", (state.lines,)).fetchone()[0]
    last = database.execute("SELECT hash FROM audit WHERE number = ?", (state.lines,)).fetchone()
    return bool(count == state.lines and (last is None or last[0] == state.head))


def _where(wanted: AuditFilter) -> tuple[str, list[object]]:
    asked = {
        "actor GLOB ?": wanted.actor and _beginning(wanted.actor),
        "action GLOB ?": wanted.action and _beginning(wanted.action),
        "object GLOB ?": wanted.object and _beginning(wanted.object),
        "at >= ?": wanted.since and wanted.since.isoformat(),
        "at < ?": wanted.until and (wanted.until + timedelta(days=1)).isoformat(),
    }
    used = {clause: value for clause, value in asked.items() if value}
    return ("WHERE " + " AND ".join(used) if used else "", list(used.values()))


def _beginning(text: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", text) + "*"


def _line(row: Any) -> AuditLine:
    return AuditLine(row["number"], datetime.fromisoformat(row["at"]), row["actor"], row["action"], row["object"],
                     json.loads(row["before"]), json.loads(row["after"]), row["previous"], row["hash"])


def _json(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _digest(row: tuple[object, ...]) -> str:
    """As JSON, in which no two different lines read alike."""
    return hashlib.sha256(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()
