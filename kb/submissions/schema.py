"""The tables of submissions, beside those of accounts. A migration that has been released is never changed."""

from sqlite_utils import Database, Migrations

SUBMISSION_MIGRATIONS = Migrations("submissions")

_OF = "REFERENCES submissions ON DELETE CASCADE"
_TABLES = (
    # `author` is an id without a reference: the person may go, what they gave stays.
    "CREATE TABLE submissions (id TEXT PRIMARY KEY, author TEXT, kind TEXT NOT NULL, lang TEXT NOT NULL,"
    " state TEXT NOT NULL, made TEXT NOT NULL, changed TEXT NOT NULL, version INTEGER NOT NULL, consent TEXT) STRICT",
    "CREATE INDEX submissions_by_author ON submissions (author, changed)",
    "CREATE INDEX submissions_by_state ON submissions (state, changed)",
    # The working copy. `place` keeps the documents in order: the main one has 0.
    f"CREATE TABLE documents (submission TEXT NOT NULL {_OF}, place INTEGER NOT NULL,"
    " path TEXT NOT NULL, text TEXT, base TEXT, PRIMARY KEY (submission, path)) STRICT",
    f"CREATE TABLE revisions (submission TEXT NOT NULL {_OF}, number INTEGER NOT NULL,"
    " made TEXT NOT NULL, person TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (submission, number)) STRICT",
    "CREATE TABLE revision_documents (submission TEXT NOT NULL, revision INTEGER NOT NULL, place INTEGER NOT NULL,"
    " path TEXT NOT NULL, text TEXT, base TEXT, PRIMARY KEY (submission, revision, path),"
    " FOREIGN KEY (submission, revision) REFERENCES revisions ON DELETE CASCADE) STRICT",
    # `name` is what the file is called in the library, `file` the random name it is kept under.
    f"CREATE TABLE images (file TEXT PRIMARY KEY, submission TEXT NOT NULL {_OF},"
    " name TEXT NOT NULL, media_type TEXT NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,"
    " made TEXT NOT NULL, UNIQUE (submission, name)) STRICT",
    f"CREATE TABLE events (number INTEGER PRIMARY KEY, submission TEXT NOT NULL {_OF},"
    " at TEXT NOT NULL, person TEXT NOT NULL, step TEXT NOT NULL, text TEXT NOT NULL,"
    " revision INTEGER NOT NULL) STRICT",
    "CREATE INDEX events_by_submission ON events (submission, number)",
    f"CREATE TABLE comments (number INTEGER PRIMARY KEY, submission TEXT NOT NULL {_OF},"
    " at TEXT NOT NULL, person TEXT NOT NULL, revision INTEGER NOT NULL, text TEXT NOT NULL, path TEXT NOT NULL,"
    " line INTEGER) STRICT",
    "CREATE INDEX comments_by_submission ON comments (submission, number)",
    "CREATE TABLE notices (number INTEGER PRIMARY KEY, person TEXT NOT NULL, at TEXT NOT NULL,"
    f" submission TEXT NOT NULL {_OF}, step TEXT NOT NULL, text TEXT NOT NULL,"
    " seen TEXT) STRICT",
    "CREATE INDEX notices_by_person ON notices (person, number)",
    # What has been approved and is not wholly in the library yet; whoever starts next carries it out.
    f"CREATE TABLE outbox (submission TEXT PRIMARY KEY {_OF}, revision INTEGER NOT NULL,"
    " person TEXT NOT NULL, at TEXT NOT NULL) STRICT",
)


@SUBMISSION_MIGRATIONS()
def m001_submissions(database: Database) -> None:
    """Drafts, revisions, images, what was said and done, and the outbox."""
    for table in _TABLES:
        database.execute(table)
