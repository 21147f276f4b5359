"""The FTS5 engine: writes documents while a generation is built, answers node trees once it is live."""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Collection, Container, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TypeVar

from pyroaring import BitMap
from sqlite_utils import Database

from kb.database import ReadOnlyDatabase, building, integrity_faults
from kb.errors import EngineFailed, TooComplex
from kb.query import AnyOf, Node
from kb.search.document import FIELDS, Document
from kb.search.engine import EngineStatus, Matches
from kb.search.sqlite_fts.compile import compile_node
from kb.search.sqlite_fts.integrity import text_index_faults
from kb.search.sqlite_fts.kept import KeptAnswers, Listed, Ranked
from kb.search.sqlite_fts.tables import COLUMNS, EVERY_WORD, RANK, create_tables

# Raise it with every change of the tables or of what stands in their columns.
ENGINE_VERSION = 1
# Of this thread's own work: a busy machine makes a search wait, which is no reason to refuse it.
DEADLINE_S = 1.0
# For questions no visitor waits for.
_SLOW_S = 60.0
_CHECK_EVERY = 20_000
# So few documents are worth naming, that FTS5 weighs no others, when it would have to weigh so many.
_FEW, _MANY = 8_000, 4_000
_FILE = "sqlite_fts.sqlite"

_PUT = f"INSERT OR REPLACE INTO documents (id, {', '.join(COLUMNS)}) VALUES ({', '.join('?' * (len(COLUMNS) + 1))})"
# In the order of the ids, which is that of the index; what FTS5 would sort itself takes longer.
_RANKED = "SELECT rowid, rank FROM documents_fts WHERE documents_fts MATCH ? AND rank MATCH ? ORDER BY rowid"
# The plus keeps SQLite from asking FTS5 for one id after the other: each would be a search of its own.
_RANKED_AMONG = _RANKED.replace(" ORDER", " AND +rowid IN (SELECT value FROM json_each(?)) ORDER")
_IDS = "SELECT rowid FROM documents_fts WHERE documents_fts MATCH ?"
T = TypeVar("T")


class _Batch:
    def __init__(self, database: Database) -> None:
        self._connection = database.conn

    def put(self, document: Document) -> None:
        analyses = [getattr(document, name) for name in FIELDS]
        texts = [*(each.exact for each in analyses), *(each.stems for each in analyses), EVERY_WORD]
        self._connection.execute(_PUT, [document.id, *texts])

    def remove(self, document_id: int) -> None:
        self._connection.execute("DELETE FROM documents WHERE id = ?", [document_id])


class SqliteEngine:
    """FTS5 over one generation's folder; `generation` names it in what is answered."""

    lacks: frozenset[str] = frozenset()

    def __init__(self, folder: Path, generation: str = "") -> None:
        self._path = folder / _FILE
        self._generation = generation
        self._database = ReadOnlyDatabase(self._path)
        self._kept = KeptAnswers()

    @contextmanager
    def writing(self) -> Generator[_Batch]:
        """A batch over the folder's file, made when it is not there. Raises StorageFailed."""
        new = not self._path.exists()
        with building(self._path) as database:
            if new:
                create_tables(database)
            with database.atomic():
                yield _Batch(database)
        self._kept.clear()

    def match(
        self, nodes: Sequence[Node], *, within: Container[int] | None = None, top: int = 10
    ) -> list[Matches]:
        """Match each tree (see the contract). Raises EngineFailed, and TooComplex after a second."""
        return [
            Matches(self._best(node, within, top) if top else (), partial(self._ids, node),
                    self._generation, partial(self._cases, node))
            for node in nodes
        ]

    def _best(self, node: Node, within: Container[int] | None, top: int) -> Sequence[tuple[int, float]]:
        expression = compile_node(node)
        if isinstance(within, Collection) and len(within) <= _FEW and self._is_long(node, expression):
            return self._ask(partial(_ranked_among, expression, within)).first(None, top)
        return self._kept.ranked(expression, lambda: self._ask(partial(_ranked, expression))).first(within, top)

    def _ids(self, node: Node) -> BitMap:
        return BitMap.union(BitMap(), *(each.ids for each in self._listed(node)))

    def _cases(self, node: Node) -> BitMap:
        return BitMap.union(BitMap(), *(each.cases for each in self._listed(node)))

    def _listed(self, node: Node) -> Iterator[Listed]:
        """What was matched, the alternatives of a node one by one: other searches want some of them too."""
        for expression in _alternatives(node):
            yield self._kept.listed(expression, partial(self._ask, partial(_ids, expression)))

    def _is_long(self, node: Node, expression: str) -> bool:
        """Whether an answer is known to be so long that it is better not ranked as a whole, and kept, to take few."""
        if self._kept.is_ranked(expression):
            return False
        return sum(map(self._kept.size, _alternatives(node))) > _MANY

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """Every folded word with the number of documents it stands in."""
        def words(connection: sqlite3.Connection) -> list[tuple[str, int]]:
            rows = connection.execute(f"SELECT {' || char(32) || '.join(FIELDS)} FROM documents")
            return sorted(Counter(word for (text,) in rows for word in set(text.split())).items())

        return self._ask(words, _SLOW_S)

    def status(self) -> EngineStatus:
        """Name, generation and number of documents; counting a big index that is not in memory yet takes its time."""
        count = self._ask(lambda each: each.execute("SELECT count(*) FROM documents").fetchone()[0], _SLOW_S)
        return EngineStatus("sqlite_fts", self._generation, int(count))

    def faults(self) -> Sequence[str]:
        """What SQLite and FTS5 say of the file; FTS5's own check, which SQLite's passes over, is asked of a copy."""
        faults = integrity_faults(self._path)
        return faults or text_index_faults(self._path)

    def close(self) -> None:
        """Let go of the file."""
        self._kept.clear()
        self._database.close()

    def _ask(self, question: Callable[[sqlite3.Connection], T], deadline_s: float = DEADLINE_S) -> T:
        connection = self._database.connection
        end = time.thread_time() + deadline_s
        connection.set_progress_handler(lambda: int(time.thread_time() > end), _CHECK_EVERY)
        try:
            return question(connection)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise TooComplex("this search takes too long; use fewer words") from error
            raise EngineFailed("the search engine failed: %(reason)s", reason=str(error)) from error
        except sqlite3.Error as error:
            raise EngineFailed("the search engine failed: %(reason)s", reason=str(error)) from error
        finally:
            connection.set_progress_handler(None, 0)


def _alternatives(node: Node) -> Iterator[str]:
    """A node as expressions of which any may be met."""
    if isinstance(node, AnyOf):
        for each in node.nodes:
            yield from _alternatives(each)
    else:
        yield compile_node(node)


def _ranked(expression: str, connection: sqlite3.Connection) -> Ranked:
    return Ranked.of(connection.execute(_RANKED, [expression, RANK]).fetchall())


def _ranked_among(expression: str, documents: Iterable[int], connection: sqlite3.Connection) -> Ranked:
    named = json.dumps(list(documents))
    return Ranked.of(connection.execute(_RANKED_AMONG, [expression, RANK, named]).fetchall())


def _ids(expression: str, connection: sqlite3.Connection) -> BitMap:
    return BitMap(chain.from_iterable(connection.execute(_IDS, [expression]).fetchall()))
