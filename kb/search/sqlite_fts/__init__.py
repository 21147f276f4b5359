"""The default engine: SQLite FTS5 over pre-analysed text; the front door of the room."""

from kb.search.sqlite_fts.engine import ENGINE_VERSION, SqliteEngine

__all__ = ["ENGINE_VERSION", "SqliteEngine"]
