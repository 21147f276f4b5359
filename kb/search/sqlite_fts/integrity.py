"""FTS5's own check of its index. It is a command that wants to write, so it is given a copy."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory


def text_index_faults(path: Path) -> tuple[str, ...]:
    """Compare the words of the index with those of the documents; rank 1 asks FTS5 to read the documents too.

    SQLite documentation, "FTS5 Extension", section "The integrity-check command".
    """
    with TemporaryDirectory(prefix="kb-") as folder:
        try:
            copy = shutil.copy(path, folder)
            with closing(sqlite3.connect(copy, isolation_level=None)) as connection:
                connection.execute("INSERT INTO documents_fts (documents_fts, rank) VALUES ('integrity-check', 1)")
        except (sqlite3.Error, OSError) as error:
            return (str(error),)
    return ()
