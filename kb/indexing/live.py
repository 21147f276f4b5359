"""Reading what is live: the current generation, opened once, shared by threads, let go of when it is replaced.

Readers notice a swap by the pointer file. A search that began on one generation ends on it.
"""

import threading
from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TypeVar, cast

from kb.errors import IndexUnavailable
from kb.indexing.generations import Generations
from kb.indexing.manifest import CATALOGUE_FILE, Manifest, read_manifest
from kb.search import Engine, Searcher, open_engine
from kb.store import Catalogue

T = TypeVar("T")


@dataclass
class OpenGeneration:
    """A generation that is being read."""

    manifest: Manifest
    catalogue: Catalogue
    engine: Engine
    searcher: Searcher
    readers: int = 0
    replaced: bool = False
    _kept: dict[str, object] = field(default_factory=dict)
    _making: dict[str, AbstractContextManager[object]] = field(default_factory=dict)

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Something made once for as long as this generation is read, under a name of its own.

        Of threads that want it at the same time one makes it and the others wait: made by each of them, it would be
        there for none before all were through. What could not be made is tried by the next.
        """
        if name not in self._kept:
            with self._making.setdefault(name, RLock()):
                if name not in self._kept:
                    self._kept[name] = make()
        return cast(T, self._kept[name])

    def made(self, name: str) -> bool:
        """Whether what is kept under a name is there already."""
        return name in self._kept

    @classmethod
    def open(cls, folder: Path, engine_name: str) -> "OpenGeneration":
        """Open catalogue and engine. Raises IndexUnavailable."""
        manifest = read_manifest(folder)
        catalogue = Catalogue(folder / CATALOGUE_FILE)
        engine = open_engine(engine_name, folder, manifest.generation)
        try:
            return cls(manifest, catalogue, engine, Searcher(catalogue, engine, manifest.generation))
        except BaseException:
            catalogue.close()
            engine.close()
            raise

    def close(self) -> None:
        """Let go of the files."""
        self.catalogue.close()
        self.engine.close()


class LiveIndex:
    """The live generation of an index folder."""

    def __init__(self, index: Path, engine_name: str) -> None:
        self._generations = Generations(index)
        self._engine_name = engine_name
        self._lock = threading.Lock()
        self._open: OpenGeneration | None = None
        self._stamp: tuple[int, int] | None = None

    @contextmanager
    def reading(self) -> Generator[OpenGeneration]:
        """The live generation, held open for as long as the block runs. Raises IndexUnavailable."""
        with self._lock:
            generation = self._current()
            generation.readers += 1
        try:
            yield generation
        finally:
            with self._lock:
                generation.readers -= 1
                if generation.replaced and not generation.readers:
                    generation.close()

    def close(self) -> None:
        """Let go of the live generation; readers still inside finish first."""
        with self._lock:
            _let_go(self._open)
            self._open = self._stamp = None

    def _current(self) -> OpenGeneration:
        stamp = self._generations.pointer_stamp()
        if self._open is not None and stamp == self._stamp:
            return self._open
        following = self._follow(self._open)
        if following is not self._open:  # what cannot be opened is tried again by the next reader: faults pass
            self._open, self._stamp = following, stamp
        return following

    def _follow(self, open_now: OpenGeneration | None) -> OpenGeneration:
        """Open what the pointer names; while that cannot be read, what was open goes on answering."""
        try:
            folder = self._generations.folder(self._generations.current())
            following = OpenGeneration.open(folder, self._engine_name)
        except (IndexUnavailable, ValueError, KeyError) as error:  # the last two: rows that are not what was written
            if open_now is not None:
                return open_now
            if isinstance(error, IndexUnavailable):
                raise
            raise IndexUnavailable("the index cannot be read: %(reason)s", reason=str(error)) from error
        _let_go(open_now)
        return following


def _let_go(generation: OpenGeneration | None) -> None:
    """Close a generation now, or when its last reader leaves."""
    if generation is not None:
        generation.replaced = True
        if not generation.readers:
            generation.close()
