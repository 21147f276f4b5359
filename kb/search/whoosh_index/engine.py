"""The Whoosh engine: writes documents while a generation is built, answers node trees once it is live."""

import threading
from collections.abc import Callable, Container, Generator, Iterable, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from pyroaring import BitMap

from kb.errors import EngineFailed, IndexUnavailable
from kb.query import Node
from kb.search.engine import EngineStatus, Matches
from kb.search.whoosh_index import door
from kb.search.whoosh_index.integrity import index_faults
from kb.search.whoosh_index.opened import OpenedIndex
from kb.search.whoosh_index.postings import Deadline
from kb.search.whoosh_index.writing import WhooshBatch, new_batch

# Raise it with every change of the fields or of what stands in them.
ENGINE_VERSION = 1
DEADLINE_S = 1.0
_FOLDER = "whoosh"
T = TypeVar("T")


class WhooshEngine:
    """Whoosh over one generation's folder; `generation` names it in what is answered."""

    lacks: frozenset[str] = frozenset()

    def __init__(self, folder: Path, generation: str = "", deadline_s: float = DEADLINE_S) -> None:
        self._folder = folder / _FOLDER
        self._generation = generation
        self._deadline_s = deadline_s
        self._lock = threading.Lock()
        self._opened: OpenedIndex | None = None
        self._closed = False

    @contextmanager
    def writing(self) -> Generator[WhooshBatch]:
        """A batch over the folder's index, made when it is not there. Raises StorageFailed, EngineFailed."""
        self._let_go()
        with new_batch(self._folder) as batch:
            yield batch
        self._let_go()

    def match(
        self, nodes: Sequence[Node], *, within: Container[int] | None = None, top: int = 10
    ) -> list[Matches]:
        """Match each tree (see the contract). Raises EngineFailed, and TooComplex after a second."""
        return [self._match(node, within, top) for node in nodes]

    def _match(self, node: Node, within: Container[int] | None, top: int) -> Matches:
        def best(index: OpenedIndex) -> list[tuple[int, float]]:
            return index.best(node, within, top, Deadline(self._deadline_s))

        def every(index: OpenedIndex) -> BitMap:
            return index.matching(node, Deadline(self._deadline_s))

        ranked = self._ask(best) if top else []
        return Matches(ranked, lambda: self._ask(every), self._generation)

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """Every folded word with the number of documents it stands in; takes a second at 10,000 cases."""
        return self._ask(OpenedIndex.vocabulary)

    def status(self) -> EngineStatus:
        """Name, generation and number of documents."""
        return EngineStatus("whoosh", self._generation, self._ask(lambda index: len(index.documents.every)))

    def faults(self) -> Sequence[str]:
        """What is found when everything in the index is read: takes about as long as writing it did."""
        try:
            with door.reading():
                return index_faults(self._folder)
        except (EngineFailed, IndexUnavailable) as error:
            return [str(error)]

    def close(self) -> None:
        """Let go of the files; closing twice is no error."""
        self._closed = True
        self._let_go()

    def _ask(self, question: Callable[[OpenedIndex], T]) -> T:
        with door.reading():
            return question(self._index())

    def _index(self) -> OpenedIndex:
        """The opened index, opened by whoever asks first."""
        with self._lock:
            if self._closed:
                raise IndexUnavailable("the index was replaced while it was read")
            if self._opened is None:
                self._opened = OpenedIndex(self._folder)
            return self._opened

    def _let_go(self) -> None:
        with self._lock:
            opened, self._opened = self._opened, None
        if opened is not None:
            opened.close()
