"""The engine that knows nothing: the site runs with search switched off, browsing and filters still answer."""

from collections.abc import Container, Generator, Iterable, Sequence
from contextlib import contextmanager

from pyroaring import BitMap

from kb.query import Node
from kb.search.document import Document
from kb.search.engine import EngineStatus, Matches

ENGINE_VERSION = 1


class _Discarding:
    def put(self, document: Document) -> None:
        pass

    def remove(self, document_id: int) -> None:
        pass


class NullEngine:
    """Accepts every document and matches none; says so in what it lacks."""

    lacks = frozenset({"text"})

    def __init__(self, generation: str = "") -> None:
        self._generation = generation

    @contextmanager
    def writing(self) -> Generator[_Discarding]:
        """A batch that keeps nothing."""
        yield _Discarding()

    def match(
        self, nodes: Sequence[Node], *, within: Container[int] | None = None, top: int = 10  # noqa: ARG002  the contract's
    ) -> list[Matches]:
        """Nothing, for each tree."""
        return [Matches((), BitMap, self._generation) for _ in nodes]

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """No words."""
        return ()

    def status(self) -> EngineStatus:
        """No documents, and that it lacks text search."""
        return EngineStatus("null", self._generation, 0, lacks=self.lacks)

    def faults(self) -> Sequence[str]:
        """There is nothing that could be damaged."""
        return ()

    def close(self) -> None:
        """Nothing to let go of."""
