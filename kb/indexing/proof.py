"""The proof of a generation: the library's known questions are asked of it before a reader can ask anything.

Nothing is refused here; whoever gets the proof decides what it is worth. How a search works is not known here either.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kb.errors import KbError
from kb.indexing.manifest import CATALOGUE_FILE
from kb.model import GoldenQuery
from kb.search import PAGE_SIZE, Answer, Searcher, SearchRequest, open_engine
from kb.store import Catalogue

# The language of a question that names none, as of a reader who names none.
_LANG = "ro"


@dataclass(frozen=True, slots=True)
class MissedQuery:
    """A known question that was not met: the cases expected, those that came first instead, or how it failed."""

    q: str
    lang: str
    expected: tuple[str, ...]
    found: tuple[str, ...] = ()
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """How many known questions were asked and met, and which were missed."""

    asked: int
    met: int
    missed: tuple[MissedQuery, ...] = ()


def prove(folder: Path, engine_name: str) -> Proof:
    """Ask the generation in `folder`, live or not; nothing is asked of an engine that finds no words.

    Raises IndexUnavailable, EngineFailed for a generation that cannot be opened: nobody could search it.
    """
    with (
        closing(Catalogue(folder / CATALOGUE_FILE)) as catalogue,
        closing(open_engine(engine_name, folder)) as engine,
    ):
        queries = catalogue.golden_queries()
        if not queries or "text" in engine.status().lacks:
            return Proof(0, 0)
        return ask(queries, Searcher(catalogue, engine).search)


def ask(queries: Sequence[GoldenQuery], search: Callable[[SearchRequest], Answer]) -> Proof:
    """Ask each question. A question is met when all its expected cases stand within its first hits."""
    missed = tuple(miss for miss in (_missed(query, search) for query in queries) if miss)
    return Proof(len(queries), len(queries) - len(missed), missed)


def _missed(query: GoldenQuery, search: Callable[[SearchRequest], Answer]) -> MissedQuery | None:
    lang = query.lang or _LANG
    try:
        found = _first(query, lang, search)
    except Exception as error:  # noqa: BLE001 - a question that fails, however it does, must not keep an index from readers
        failure = str(error) if isinstance(error, KbError) else f"{type(error).__name__}: {error}"
        return MissedQuery(query.q, lang, query.expect, failure=failure)
    return None if set(query.expect) <= set(found) else MissedQuery(query.q, lang, query.expect, found)


def _first(query: GoldenQuery, lang: str, search: Callable[[SearchRequest], Answer]) -> tuple[str, ...]:
    """The slugs of the hits that count, from as many pages as they fill."""
    slugs: list[str] = []
    for page in range(1, -(-query.within // PAGE_SIZE) + 1):
        answer = search(SearchRequest(query.q, query.filters, page=page, lang=lang))
        slugs += [hit.slug for hit in answer.hits]
        if page >= answer.pages:
            break
    return tuple(slugs[:query.within])
