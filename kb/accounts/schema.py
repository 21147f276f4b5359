"""The tables of accounts. A migration that has been released is never changed; a new one is added below it."""

from sqlite_utils import Database, Migrations

ACCOUNT_MIGRATIONS = Migrations("accounts")

_TABLES = (
    # `credit` is the name that stands on a case, `specialist` the slug of the person's own page.
    "CREATE TABLE people (id TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, credit TEXT NOT NULL,"
    " specialist TEXT NOT NULL, lang TEXT NOT NULL, role TEXT NOT NULL, password TEXT NOT NULL,"
    " made TEXT NOT NULL, disabled TEXT) STRICT",
    # `used` is the last time step whose code was accepted: a code that was overseen cannot be used again.
    "CREATE TABLE second_steps (person TEXT PRIMARY KEY REFERENCES people ON DELETE CASCADE, secret TEXT NOT NULL,"
    " is_on INTEGER NOT NULL, used INTEGER NOT NULL) STRICT",
    "CREATE TABLE recovery_codes (person TEXT NOT NULL REFERENCES people ON DELETE CASCADE, hash TEXT NOT NULL,"
    " PRIMARY KEY (person, hash)) STRICT",
    # `handle` names a session on the page that lists them; the token is known to the browser alone.
    "CREATE TABLE sessions (hash TEXT PRIMARY KEY, handle TEXT NOT NULL UNIQUE,"
    " person TEXT NOT NULL REFERENCES people ON DELETE CASCADE, is_whole INTEGER NOT NULL, device TEXT NOT NULL,"
    " started TEXT NOT NULL, seen TEXT NOT NULL) STRICT",
    "CREATE INDEX sessions_by_person ON sessions (person)",
    # An invitation has an e-mail and a role, a reset has a person.
    "CREATE TABLE links (hash TEXT PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,"
    " person TEXT REFERENCES people ON DELETE CASCADE, email TEXT NOT NULL, role TEXT NOT NULL, lang TEXT NOT NULL,"
    " made_by TEXT NOT NULL, made TEXT NOT NULL, ends TEXT NOT NULL) STRICT",
    "CREATE TABLE attempts (key TEXT NOT NULL, at REAL NOT NULL) STRICT",
    "CREATE INDEX attempts_by_key ON attempts (key, at)",
    "CREATE INDEX attempts_by_time ON attempts (at)",
)


@ACCOUNT_MIGRATIONS()
def m001_accounts(database: Database) -> None:
    """Everything there is at first."""
    for table in _TABLES:
        database.execute(table)


@ACCOUNT_MIGRATIONS()
def m002_sealed_second_steps(database: Database) -> None:
    """Keys of second steps may be sealed from here on; those that are not yet are at their next use.

    No table changes. It is here so that a version which knows nothing of seals refuses to restore such a file.
    """
    database.execute("SELECT 1")


@ACCOUNT_MIGRATIONS()
def m002_claims(database: Database) -> None:
    """Who says that a page about a person is about them; `refused` holds an editor's words, empty while it waits."""
    database.execute(
        "CREATE TABLE claims (person TEXT PRIMARY KEY REFERENCES people ON DELETE CASCADE, specialist TEXT NOT NULL,"
        " made TEXT NOT NULL, refused TEXT NOT NULL) STRICT")
