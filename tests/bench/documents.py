"""The documents of a library as every contender gets them: plain text, facet values, and what a hit shows."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

from pyroaring import BitMap

from kb.indexing.manifest import CATALOGUE_FILE
from kb.search.document import case_of
from kb.store import Catalogue


@dataclass(frozen=True, slots=True)
class BenchDocument:
    """One language version of a case; `card` is JSON, as large as what a hit of ours is made from."""

    id: int
    title: str
    summary: str
    names: str
    body: str
    card: str
    facets: dict[str, list[str]]


def export(generation: Path, file: Path) -> int:
    """Write the documents of a generation of the default engine, one a line; how many there are."""
    count = 0
    with file.open("w", encoding="utf-8") as lines:
        for document in _documents(generation):
            lines.write(as_line(document))
            count += 1
    return count


def as_line(document: BenchDocument) -> str:
    """A document as `read` reads it."""
    return json.dumps(asdict(document), ensure_ascii=False) + "\n"


def read(file: Path) -> Iterator[BenchDocument]:
    """The documents of a file."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield BenchDocument(**json.loads(line))


def _documents(generation: Path) -> Iterator[BenchDocument]:
    with closing(Catalogue(generation / CATALOGUE_FILE)) as catalogue:
        facets = _facets_of(catalogue.facets())
        cards = _cards(generation / CATALOGUE_FILE)
        for number, names in _names(generation / "sqlite_fts.sqlite"):
            text = catalogue.texts([number])[number]
            body = "\n".join(f"{heading}\n{plain}" for _, heading, plain in text.sections)
            case = case_of(number)
            yield BenchDocument(number, text.title, text.summary, names, body, cards[case], facets.get(case, {}))


def _facets_of(stored: Iterable[tuple[str, str, bytes]]) -> dict[int, dict[str, list[str]]]:
    facets: dict[int, dict[str, list[str]]] = defaultdict(dict)
    for facet, value, cases in stored:
        for case in BitMap.deserialize(cases):
            facets[case].setdefault(facet, []).append(value)
    return facets


def _cards(file: Path) -> dict[int, str]:
    with closing(sqlite3.connect(file)) as connection:
        return dict(connection.execute("SELECT number, card FROM cases"))


def _names(file: Path) -> list[tuple[int, str]]:
    """Ids with the names and labels as they are indexed."""
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute("SELECT id, names FROM documents ORDER BY id").fetchall()
