"""How many messages come from where, counted exactly over all processes, without keeping any network address.

What is kept is a hash of the address with a secret of the site and a salt of the day. Yesterday's salt and hashes are
deleted with the first message of a day: from then on nobody, the site included, can tell who sent what.
"""

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database, Migrations

from kb.accounts.network import network
from kb.database import stamp
from kb.errors import TooManyRequests

THROTTLE_MIGRATIONS = Migrations("throttle")
# A person who reports errors while reading sends some; a program sends hundreds.
MOST_AN_HOUR = 6
MOST_A_DAY = 20
# From everybody together: what the editors could not read anyway must not fill the disk.
MOST_OF_ALL_A_DAY = 1_000


@THROTTLE_MIGRATIONS()
def m001_throttle(database: Database) -> None:
    """The salt of the day, and a line for each message of the day."""
    database.execute("CREATE TABLE salts (day TEXT PRIMARY KEY, salt BLOB NOT NULL) STRICT")
    database.execute("CREATE TABLE sendings (sender BLOB NOT NULL, at TEXT NOT NULL) STRICT")
    database.execute("CREATE INDEX sendings_by_sender ON sendings (sender, at)")


def count_sending(database: Database, address: str, key: bytes, now: datetime) -> None:
    """Count a message inside the transaction that `database` is in. Raises TooManyRequests, which counts nothing."""
    sender = _sender(database, address, key, now)
    an_hour_ago = stamp(now - timedelta(hours=1))
    question = "SELECT count(*), count(*) FILTER (WHERE at > ?) FROM sendings WHERE sender = ?"
    a_day, an_hour = database.execute(question, [an_hour_ago, sender]).fetchone()
    (of_all,) = database.execute("SELECT count(*) FROM sendings").fetchone()
    if an_hour >= MOST_AN_HOUR or a_day >= MOST_A_DAY or of_all >= MOST_OF_ALL_A_DAY:
        raise TooManyRequests("too many messages came from your network; try again in an hour")
    database.execute("INSERT INTO sendings (sender, at) VALUES (?, ?)", [sender, stamp(now)])


def _sender(database: Database, address: str, key: bytes, now: datetime) -> bytes:
    """What stands for an address today."""
    day = now.astimezone(UTC).date().isoformat()
    row = database.execute("SELECT salt FROM salts WHERE day = ?", [day]).fetchone()
    salt = row[0] if row else _begin_day(database, day)
    return hmac.digest(key, salt + network(address).encode(), hashlib.sha256)


def _begin_day(database: Database, day: str) -> bytes:
    salt = secrets.token_bytes(32)
    database.execute("DELETE FROM salts")
    database.execute("DELETE FROM sendings")
    database.execute("INSERT INTO salts (day, salt) VALUES (?, ?)", [day, salt])
    return salt
