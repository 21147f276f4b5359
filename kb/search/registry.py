"""The engines there are, by the name a setting chooses; the one place where an engine is loaded and made."""

from collections.abc import Callable, Mapping
from pathlib import Path

from kb.errors import ConfigurationError
from kb.search.engine import Engine

_Make = Callable[[Path, str], Engine]


def engine_names() -> tuple[str, ...]:
    """Every registered engine."""
    return tuple(_ENGINES)


def open_engine(name: str, folder: Path, generation: str = "") -> Engine:
    """The engine over a generation's folder. Raises ConfigurationError for a name nobody registered."""
    return _loaded(name)[1](folder, generation)


def engine_version(name: str) -> int:
    """The version of what the engine writes; a generation with another one is built anew."""
    return _loaded(name)[0]


def _loaded(name: str) -> tuple[int, _Make]:
    if name not in _ENGINES:
        raise ConfigurationError("there is no search engine %(name)s; choose one of: %(choices)s",
                                 name=name, choices=", ".join(_ENGINES))
    return _ENGINES[name]()


# Only the engine that is asked for is imported: a process that searches with one needs no library of another.


def _sqlite_fts() -> tuple[int, _Make]:
    from kb.search.sqlite_fts import ENGINE_VERSION, SqliteEngine

    return ENGINE_VERSION, SqliteEngine


def _whoosh() -> tuple[int, _Make]:
    from kb.search.whoosh_index import ENGINE_VERSION, WhooshEngine

    return ENGINE_VERSION, WhooshEngine


def _null() -> tuple[int, _Make]:
    from kb.search.null import ENGINE_VERSION, NullEngine

    return ENGINE_VERSION, lambda _, generation: NullEngine(generation)


_ENGINES: Mapping[str, Callable[[], tuple[int, _Make]]] = {
    "sqlite_fts": _sqlite_fts, "whoosh": _whoosh, "null": _null,
}
