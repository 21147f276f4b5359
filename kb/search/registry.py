"""The engines there are, by the name a setting chooses; the one place where an engine is made."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kb.errors import ConfigurationError
from kb.search.engine import Engine
from kb.search.null import NullEngine
from kb.search.sqlite_fts import ENGINE_VERSION as SQLITE_VERSION
from kb.search.sqlite_fts import SqliteEngine

_ENGINES: Mapping[str, tuple[int, Callable[[Path, str], Engine]]] = {
    "sqlite_fts": (SQLITE_VERSION, SqliteEngine),
    "null": (1, lambda _, generation: NullEngine(generation)),
}


def engine_names() -> tuple[str, ...]:
    """Every registered engine."""
    return tuple(_ENGINES)


def open_engine(name: str, folder: Path, generation: str = "") -> Engine:
    """The engine over a generation's folder. Raises ConfigurationError for a name nobody registered."""
    return _registered(name)[1](folder, generation)


def engine_version(name: str) -> int:
    """The version of what the engine writes; a generation with another one is built anew."""
    return _registered(name)[0]


def _registered(name: str) -> tuple[int, Callable[[Path, str], Engine]]:
    if name not in _ENGINES:
        raise ConfigurationError("there is no search engine %(name)s; choose one of: %(choices)s",
                                 name=name, choices=", ".join(_ENGINES))
    return _ENGINES[name]
