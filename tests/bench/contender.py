"""What is measured of a search engine, and which engines there are."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from tests.bench.documents import BenchDocument
from tests.bench.questions import Question


class Contender(Protocol):
    """A search engine over one folder, doing the work of one results page."""

    def build(self, documents: Iterable[BenchDocument]) -> None:
        """Index everything into files, in one process and one thread."""

    def page(self, question: Question) -> int:
        """The best ten with snippets and cards, the count of all, counts of all facets; gives the count."""

    def close(self) -> None:
        """Let go of everything."""


class Changeable(Contender, Protocol):
    """One that changes documents by itself; a changed file of ours is synced by the product, see `ingestion`."""

    def change(self, document: BenchDocument) -> None:
        """Replace one document, visible to the next question."""


OURS = ("sqlite_fts", "whoosh")
CONTENDERS = (*OURS, "tantivy", "plain FTS5")
# Whoosh is no engine for more; writing its index in one process is measured up to fewer, for it takes a minute else.
MOST_CASES = {"whoosh": 10_000}
MOST_BUILT = {"whoosh": 1_000}
_PLACES = {"tantivy": ("tantivy_index", "TantivyIndex"), "plain FTS5": ("plain_fts5", "PlainFts5")}


def open_contender(name: str, folder: Path) -> Contender:
    """A contender over its folder; only its own library is loaded, so that memory can be compared."""
    if name in OURS:
        return import_module("tests.bench.culise").Culise(folder, name)
    return open_changeable(name, folder)


def open_changeable(name: str, folder: Path) -> Changeable:
    """One that changes documents by itself, over its folder: all but ours."""
    module, kind = _PLACES[name]
    return getattr(import_module(f"tests.bench.{module}"), kind)(folder)


def missing(name: str) -> str:
    """Why a contender cannot be measured here; empty when it can."""
    if name == "tantivy" and find_spec("tantivy") is None:
        return "tantivy is not installed and was not measured: `pip install -c constraints.txt -e '.[bench]'` failed"
    return ""
