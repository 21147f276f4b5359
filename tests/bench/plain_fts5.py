"""SQLite FTS5 as it comes: its own tokenizer and snippets, no stems, no tiers; facets by bitmaps, as we count them."""

import json
import sqlite3
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from pyroaring import BitMap

from kb.query import AllOf, AnyOf, Node, Not, Phrase, Prefix, Word
from kb.search import WEIGHTS, build_bitmaps
from kb.search.facets import FacetIndex
from tests.bench.documents import BenchDocument
from tests.bench.questions import Question

_FIELDS = ", ".join(WEIGHTS)
_RANK = f"bm25({', '.join(str(weight) for weight in WEIGHTS.values())})"
_HITS = """
    SELECT documents.rowid, snippet(documents, 0, '<mark>', '</mark>', '…', 30),
           snippet(documents, 3, '<mark>', '</mark>', '…', 30), card
    FROM documents JOIN cards ON cards.id = documents.rowid WHERE {words} {narrowed} {order} LIMIT 10
"""


class PlainFts5:
    """One FTS5 table in a file, and the facet values of each document beside it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(folder / "plain.sqlite", isolation_level=None)
        self._database.execute("PRAGMA mmap_size = 268435456")
        self._database.execute("PRAGMA cache_size = -16384")
        self._made: tuple[FacetIndex, BitMap] | None = None

    @property
    def _facets(self) -> tuple[FacetIndex, BitMap]:
        """Bitmaps of the facets and of everything, read once."""
        if self._made is None:
            stored = self._database.execute("SELECT facet, value, documents FROM bitmaps").fetchall()
            everything = BitMap(chain.from_iterable(self._database.execute("SELECT id FROM cards")))
            self._made = FacetIndex(stored), everything
        return self._made

    def build(self, documents: Iterable[BenchDocument]) -> None:
        """Index everything in one transaction."""
        run = self._database.execute
        run(f"CREATE VIRTUAL TABLE documents USING fts5({_FIELDS}, tokenize = 'unicode61 remove_diacritics 2')")
        run(f"INSERT INTO documents (documents, rank) VALUES ('rank', '{_RANK}')")
        run("CREATE TABLE cards (id INTEGER PRIMARY KEY, card TEXT)")
        run("CREATE TABLE facets (facet TEXT, value TEXT, document INTEGER, PRIMARY KEY (facet, value, document))")
        run("CREATE TABLE bitmaps (facet TEXT, value TEXT, documents BLOB, PRIMARY KEY (facet, value))")
        facets: dict[int, dict[str, list[str]]] = {}
        run("BEGIN")
        for document in documents:
            facets[document.id] = document.facets
            self._put(document)
        self._database.executemany("INSERT INTO bitmaps VALUES (?, ?, ?)", [
            (*key, bitmap) for key, bitmap in build_bitmaps(facets.items()).items()])
        run("COMMIT")

    def change(self, document: BenchDocument) -> None:
        """Replace one document."""
        self._database.execute("BEGIN")
        for statement in ("DELETE FROM documents WHERE rowid = ?", "DELETE FROM cards WHERE id = ?",
                          "DELETE FROM facets WHERE document = ?"):
            self._database.execute(statement, [document.id])
        self._put(document)
        self._database.execute("COMMIT")

    def _put(self, document: BenchDocument) -> None:
        texts = [getattr(document, name) for name in WEIGHTS]
        self._database.execute(f"INSERT INTO documents (rowid, {_FIELDS}) VALUES (?, ?, ?, ?, ?)",
                               [document.id, *texts])
        self._database.execute("INSERT INTO cards VALUES (?, ?)", [document.id, document.card])
        self._database.executemany("INSERT INTO facets VALUES (?, ?, ?)", [
            (facet, value, document.id) for facet, values in document.facets.items() for value in values])

    def page(self, question: Question) -> int:
        """Ten hits with snippets of title and body, the count, and the counts of all facets."""
        facets, everything = self._facets
        selection = {facet: (value,) for facet, value in question.chosen.items()}
        words = [_match(question.node)] if question.node else []
        where = "documents MATCH ?" if words else "1"
        found = BitMap(chain.from_iterable(
            self._database.execute(f"SELECT rowid FROM documents WHERE {where}", words).fetchall()
        )) if words else everything
        narrowed = " ".join(["AND documents.rowid IN (SELECT document FROM facets WHERE facet = ? AND value = ?)"]
                            * len(question.chosen))
        values = [*words, *chain.from_iterable(question.chosen.items())]
        order = "ORDER BY rank" if words else "ORDER BY documents.rowid DESC"
        for *_, card in self._database.execute(_HITS.format(words=where, narrowed=narrowed, order=order), values):
            json.loads(card)
        facets.counts(found, selection)
        return len(facets.narrow(found, selection))

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _match(node: Node) -> str:
    match node:
        case Word(text):
            return _quoted(text)
        case Phrase(words):
            return _quoted(" ".join(words))
        case Prefix(text):
            return _quoted(text) + " *"
        case AnyOf(nodes):
            return "(" + " OR ".join(map(_match, nodes)) + ")"
        case AllOf(nodes):
            wanted = " AND ".join(_match(each) for each in nodes if not isinstance(each, Not))
            unwanted = " OR ".join(_match(each.node) for each in nodes if isinstance(each, Not))
            return f"(({wanted}) NOT ({unwanted}))" if unwanted else f"({wanted})"
    raise ValueError("FTS5 cannot answer exclusions alone; they are not among the questions")


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
