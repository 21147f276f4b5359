"""How often something may be tried: a table of attempts, exact over all processes, by keys that name nobody.

An attempt is counted before its outcome is known, so that twenty at once count twenty. Those that a right password
proves to be somebody's own are forgiven.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlite_utils import Database

from kb.errors import TooManyRequests

WINDOW = timedelta(minutes=15)


def count_attempt(database: Database, limits: Mapping[str, int], now: datetime) -> None:
    """Count an attempt by each key inside a transaction. Raises TooManyRequests when one is full."""
    at, since = now.timestamp(), (now - WINDOW).timestamp()
    database.execute("DELETE FROM attempts WHERE at <= ?", (since,))
    for key, most in limits.items():
        done, first = database.execute("SELECT count(*), min(at) FROM attempts WHERE key = ?", (key,)).fetchone()
        if done >= most:
            wait = max(1, round((first + WINDOW.total_seconds() - at) / 60))
            raise TooManyRequests("too many attempts; try again in %(minutes)s min", minutes=wait)
    database.conn.executemany("INSERT INTO attempts VALUES (?, ?)", [(key, at) for key in limits])


def forgive(database: Database, account: Iterable[str], address: str = "") -> None:
    """Forget what was tried on an account; of what came from its address, only the last try, inside a transaction.

    Else somebody with an account could try others' for ever, signing in between.
    """
    database.conn.executemany("DELETE FROM attempts WHERE key = ?", [(key,) for key in account])
    database.execute("DELETE FROM attempts WHERE rowid = (SELECT max(rowid) FROM attempts WHERE key = ?)", (address,))
