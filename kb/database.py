"""Opening SQLite files: writable while they are built, read-only and immutable once they are live.

What is kept in them, and how it is asked for, is each room's own. Nothing outside the standard library and
sqlite-utils is used.
"""

import os
import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlite_utils import Database

from kb.errors import IndexUnavailable, StorageFailed

PAGE_CACHE_KIB = 16_384
MAPPED_BYTES = 256 * 1024 * 1024


@contextmanager
def building(path: Path) -> Generator[Database]:
    """A database that is being built and is thrown away when building fails; durable only after `make_durable`.

    Raises StorageFailed when the disk is full, read-only or failing. No journal is kept on disk: a killed build
    leaves a folder that nobody points to.
    """
    with translated(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute(f"PRAGMA cache_size = -{4 * PAGE_CACHE_KIB}")
        yield Database(connection)


@contextmanager
def translated(path: Path) -> Generator[None]:
    """Turn SQLite's exceptions about a file that is written into StorageFailed."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise StorageFailed("%(file)s cannot be written: %(reason)s", file=path.name, reason=str(error)) from error


def make_durable(folder: Path) -> None:
    """Force every file of `folder`, and the folder itself, to disk. Raises StorageFailed."""
    with translated(folder):
        for file in sorted(folder.rglob("*")):
            _sync(file)
        _sync(folder)


def make_name_durable(folder: Path) -> None:
    """Force the names in a folder to disk, after something in it was renamed. Raises StorageFailed."""
    with translated(folder):
        _sync(folder)


def write_atomically(path: Path, content: bytes) -> None:
    """Replace a file: readers see the old or the new one, and a crash leaves one of them. Raises StorageFailed."""
    aside = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    with translated(path):
        try:
            with aside.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        except BaseException:
            with suppress(OSError):
                aside.unlink()
            raise
        _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class ReadOnlyDatabase:
    """An immutable SQLite file, one connection a thread; `close` closes them all, from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        self._lock = threading.Lock()
        self._closed = False

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection. Raises IndexUnavailable when the file is missing, damaged or let go of."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None or self._closed:
            connection = self._local.connection = self._open()
        return connection

    def _open(self) -> sqlite3.Connection:
        address = f"{self.path.absolute().as_uri()}?mode=ro&immutable=1"
        with self._lock:
            if self._closed:
                raise IndexUnavailable("the index was replaced while it was read")
            try:
                connection = sqlite3.connect(address, uri=True, check_same_thread=False, isolation_level=None)
                self._opened.append(connection)
                connection.execute(f"PRAGMA cache_size = -{PAGE_CACHE_KIB}")
                connection.execute(f"PRAGMA mmap_size = {MAPPED_BYTES}")
            except sqlite3.Error as error:
                raise IndexUnavailable("the index cannot be opened: %(reason)s", reason=str(error)) from error
        return connection

    def close(self) -> None:
        """Close every thread's connection; closing twice is no error."""
        with self._lock:
            self._closed = True
            for connection in self._opened:
                connection.close()
            self._opened.clear()
