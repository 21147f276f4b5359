"""Messages of readers, kept until an editor has dealt with them. What a message may hold is in `messages`."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, fields
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlite_utils import Database, Migrations

from kb.database import KeptDatabase, moment, stamp
from kb.errors import NotFound, Unprocessable
from kb.submissions.messages import LONGEST_NOTE, Message, Report, checked
from kb.submissions.throttle import THROTTLE_MIGRATIONS, count_sending

REPORT_MIGRATIONS = Migrations("reports")
FILE = "reports.sqlite"
_MESSAGE = ", ".join(each.name for each in fields(Message))
_COLUMNS = f"number, received, closed, note, {_MESSAGE}"


@REPORT_MIGRATIONS()
def m001_reports(database: Database) -> None:
    """Numbers are never used twice: an editor may have written one down."""
    database.execute(
        "CREATE TABLE reports (number INTEGER PRIMARY KEY AUTOINCREMENT, received TEXT NOT NULL, closed TEXT,"
        " kind TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL, name TEXT NOT NULL, email TEXT NOT NULL,"
        " lang TEXT NOT NULL) STRICT")


@REPORT_MIGRATIONS()
def m002_note(database: Database) -> None:
    """What was done about a message, in the words of whoever closed it."""
    database.execute("ALTER TABLE reports ADD COLUMN note TEXT NOT NULL DEFAULT ''")


class Reports:
    """The messages of an instance. `key` gives the secret that senders' addresses are hashed with."""

    def __init__(self, folder: Path, key: Callable[[], bytes]) -> None:
        self._key = key
        self._database = KeptDatabase(folder / FILE, (REPORT_MIGRATIONS, THROTTLE_MIGRATIONS))

    def open(self, message: Message, sender: str, now: datetime) -> int:
        """Keep a message from a network address and give its number.

        Raises Unprocessable for one that cannot be taken, TooManyRequests, and Busy or StorageFailed.
        """
        tidy, key = checked(message), self._key()
        with self._database.writing() as database:
            count_sending(database, sender, key, now)
            places = ", ".join("?" * len(fields(Message)))
            row = database.execute(
                f"INSERT INTO reports (received, {_MESSAGE}) VALUES (?, {places}) RETURNING number",
                [stamp(now), *astuple(tidy)],
            ).fetchone()
            return int(row[0])

    def list(self, *, with_closed: bool = False) -> tuple[Report, ...]:
        """The open messages, or all of them, oldest first. Raises Busy, StorageFailed."""
        among = "" if with_closed else "WHERE closed IS NULL"
        if not self._database.path.exists():
            return ()
        with self._database.reading() as database:
            return tuple(map(_report, database.execute(f"SELECT {_COLUMNS} FROM reports {among} ORDER BY number")))

    def close(self, number: int, now: datetime, note: str = "") -> None:
        """Mark a message as dealt with, keep a note on it, and forget who sent it; twice is no error.

        Raises NotFound, and Unprocessable for a note that is too long.
        """
        if len(words := note.strip()) > LONGEST_NOTE:
            raise Unprocessable("more than %(limit)s characters stand here", field="note", limit=LONGEST_NOTE)
        with self._database.writing() as database:
            cursor = database.execute(
                "UPDATE reports SET closed = coalesce(closed, ?), name = '', email = '',"
                " note = CASE ? WHEN '' THEN note ELSE ? END WHERE number = ?", [stamp(now), words, words, number])
            if cursor.rowcount == 0:
                raise NotFound("there is no message with the number %(number)s", field="number", number=number)


def _report(row: Sequence[Any]) -> Report:
    number, received, closed, note, *rest = row
    return Report(number, Message(*rest), moment(received), moment(closed) if closed else None, note)
