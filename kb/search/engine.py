"""The contract every search engine keeps. Tiers, facets, snippets and paging are made above it, once, in searcher.

An engine answers trees of query nodes about documents. It never sees what a person typed.
"""

from collections.abc import Callable, Container, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from pyroaring import BitMap

from kb.query import Node
from kb.search.document import Document, cases_of


@dataclass(frozen=True)
class Matches:
    """What one node tree matched: the best documents with scores (higher is better), and lazily all ids.

    An engine that knows the cases of its matches says so by `fetch_cases`.
    """

    top: Sequence[tuple[int, float]]
    fetch: Callable[[], BitMap] = field(repr=False)
    generation: str = ""
    fetch_cases: Callable[[], BitMap] | None = field(default=None, repr=False)

    @cached_property
    def ids(self) -> BitMap:
        """Every matching document, regardless of `top`."""
        return self.fetch()

    @cached_property
    def cases(self) -> BitMap:
        """The cases of all matching documents."""
        return self.fetch_cases() if self.fetch_cases else cases_of(self.ids)


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """What an engine says of itself; `lacks` names what it cannot do, so that nothing degrades silently."""

    name: str
    generation: str
    documents: int
    lacks: frozenset[str] = frozenset()


class Batch(Protocol):
    """Changes that are kept together or not at all."""

    def put(self, document: Document) -> None:
        """Add a document, or replace the one with its id."""

    def remove(self, document_id: int) -> None:
        """Forget a document; unknown ids are no error."""


class Engine(Protocol):
    """A full-text engine over one generation."""

    @property
    def lacks(self) -> frozenset[str]:
        """What the engine cannot do, known without opening anything: "text" when it finds no words."""

    def writing(self) -> AbstractContextManager[Batch]:
        """A batch: committed on exit, nothing of it on an exception. Raises EngineFailed or StorageFailed."""

    def match(
        self, nodes: Sequence[Node], *, within: Container[int] | None = None, top: int = 10
    ) -> list[Matches]:
        """Match each tree: the best `top` documents among `within` (all when None), and lazily every match.

        `top` is complete: documents that tie with the last of it are in it too. `ids` knows no `within`, because
        facets are counted without their own selection. Raises EngineFailed.
        """

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """Every folded word with the number of documents it stands in."""

    def status(self) -> EngineStatus:
        """Name, generation, number of documents and health."""

    def faults(self) -> Sequence[str]:
        """What a thorough check of the engine's own files finds, however long it takes; nothing when all is well."""

    def close(self) -> None:
        """Let go of files; closing twice is no error."""
