"""Opening SQLite files: writable while they are built, read-only and immutable once they are live; moments in them.

What is kept in them, and how it is asked for, is each room's own. Nothing outside the standard library and
sqlite-utils is used.
"""

import os
import sqlite3
import threading
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from sqlite_utils import Database, Migrations

from kb.errors import Busy, IndexUnavailable, StorageFailed

PAGE_CACHE_KIB = 16_384
MAPPED_BYTES = 256 * 1024 * 1024
# How long a writer waits for another process before it says so.
BUSY_MS = 5_000


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


def stamp(moment: datetime) -> str:
    """A moment as it is kept: in UTC and to the millisecond, so that text is in order of time."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def moment(text: str) -> datetime:
    """A kept moment, also one that was kept to the second. Raises ValueError for what is none."""
    return datetime.fromisoformat(text)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class ReadOnlyDatabase:
    """An immutable SQLite file, one connection a thread; `close` closes them all, from any thread.

    `cache_kib` is each connection's own; pages of the first `mapped_bytes` of the file are shared by all of them.
    """

    def __init__(self, path: Path, *, cache_kib: int = PAGE_CACHE_KIB, mapped_bytes: int = MAPPED_BYTES) -> None:
        self.path = path
        self._cache_kib, self._mapped_bytes = cache_kib, mapped_bytes
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
                connection.execute(f"PRAGMA cache_size = -{self._cache_kib}")
                connection.execute(f"PRAGMA mmap_size = {self._mapped_bytes}")
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


def integrity_faults(path: Path) -> tuple[str, ...]:
    """What SQLite's own check says of a file that is not written to; nothing when it is whole."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
    except sqlite3.Error as error:
        return (str(error),)
    return () if found == ["ok"] else tuple(found)


def copy_records(source: Path, target: Path) -> None:
    """Copy kept records as they are at one moment, also while others write. Raises Busy, StorageFailed.

    Opened for writing: what a killed process left half done is taken back before it is copied.
    """
    address = f"{source.absolute().as_uri()}?mode=rw"
    with (
        _kept(source),
        closing(sqlite3.connect(address, uri=True, timeout=BUSY_MS / 1000, isolation_level=None)) as here,
        closing(sqlite3.connect(target)) as there,
    ):
        here.execute("BEGIN")
        here.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on no writer comes in between
        here.backup(there)


def applied_migrations(path: Path) -> tuple[str, ...]:
    """What a file of records was brought up to, as "set/name" in order; nothing for other files. Raises StorageFailed.

    Reads a file that nobody writes to.
    """
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    with _kept(path), closing(sqlite3.connect(address, uri=True)) as connection:
        table = Database(connection)[Migrations.migrations_table]
        rows = table.rows_where(order_by="rowid") if table.exists() else ()
        return tuple(f"{row['migration_set']}/{row['name']}" for row in rows)


def later_migrations(applied: Iterable[str], known: Sequence[Migrations]) -> tuple[str, ...]:
    """Those of "set/name" that belong to a known set and are not known: a later version of the program made them."""
    with closing(sqlite3.connect(":memory:")) as connection:
        names = {each.name: {one.name for one in each.pending(Database(connection))} for each in known}
    split = [(each.partition("/")[0], each.partition("/")[2]) for each in applied]
    return tuple(f"{group}/{name}" for group, name in split if group in names and name not in names[group])


class KeptDatabase:
    """A file of records that must outlive any crash: what people wrote, who they are, what was done.

    A rollback journal, not a write-ahead log: the versions of SQLite that Python ships can damage a log that several
    processes write. A connection lives as long as one `reading` or `writing`, so threads share none. The first of
    them makes the file, readable by its owner alone, and brings its tables up to date; the object itself opens none.
    """

    def __init__(self, path: Path, migrations: Sequence[Migrations]) -> None:
        self.path = path
        self._migrations = migrations
        self._lock = threading.Lock()
        self._is_current = False

    @contextmanager
    def writing(self) -> Generator[Database]:
        """One transaction: all of it is on disk when the block ends, nothing of it when the block raises.

        Raises Busy when another process writes for too long, StorageFailed when the disk is full, read-only or failing.
        """
        with self._lock, self._opened(is_written=True) as database:
            with _kept(self.path):
                database.conn.execute("BEGIN IMMEDIATE")
            try:
                with _kept(self.path):
                    yield database
                    database.conn.execute("COMMIT")
            finally:
                if database.conn.in_transaction:
                    with suppress(sqlite3.Error):
                        database.conn.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Generator[Database]:
        """One state of everything, as of the first question. Raises Busy, StorageFailed."""
        with self._opened() as database, _kept(self.path):
            database.conn.execute("BEGIN")
            yield database

    @contextmanager
    def _opened(self, *, is_written: bool = False) -> Generator[Database]:
        if not self._is_current:
            self._bring_up_to_date()
        with closing(self._connect(is_written=is_written)) as connection:
            yield Database(connection)

    def _connect(self, *, is_written: bool) -> sqlite3.Connection:
        with _kept(self.path):
            connection = sqlite3.connect(self.path, timeout=BUSY_MS / 1000, isolation_level=None)
            try:
                connection.row_factory = sqlite3.Row
                if is_written:
                    connection.execute("PRAGMA journal_mode = TRUNCATE")
                    connection.execute("PRAGMA synchronous = FULL")
                    connection.execute("PRAGMA foreign_keys = ON")
                else:
                    connection.execute("PRAGMA query_only = ON")
            except BaseException:
                connection.close()
                raise
            return connection

    def _bring_up_to_date(self) -> None:
        """Several processes may start at once: the first one makes the tables, the others wait and find them."""
        with _kept(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
        with closing(self._connect(is_written=True)) as connection, _kept(self.path):
            database = Database(connection)
            if any(migrations.pending(database) for migrations in self._migrations):
                connection.execute("BEGIN IMMEDIATE")
                for migrations in self._migrations:
                    migrations.apply(database)
                connection.execute("COMMIT")
        self._is_current = True


@contextmanager
def _kept(path: Path) -> Generator[None]:
    """Turn SQLite's exceptions about kept records into ours; a broken rule of a table is the caller's to answer."""
    try:
        yield
    except sqlite3.IntegrityError:
        raise
    except sqlite3.OperationalError as error:
        # An error of Python's own module has no code: a text that is none, in a damaged file.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
        if code & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise Busy("somebody else is writing to %(file)s for too long; try again", file=path.name) from error
        raise _failed(path, error) from error
    except (sqlite3.Error, OSError) as error:
        raise _failed(path, error) from error


def _failed(path: Path, error: Exception) -> StorageFailed:
    return StorageFailed("%(file)s cannot be read or written: %(reason)s", file=path.name, reason=str(error))
