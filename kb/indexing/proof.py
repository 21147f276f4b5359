"""The proof of a generation: the library's known questions are asked of it before a reader can ask anything.

Nothing is refused here (see `bar`). How a search works is not known here either.
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
class AskedQuery:
    """A known question that was asked: the cases expected, those that came first, or how it failed."""

    q: str
    lang: str
    expected: tuple[str, ...]
    found: tuple[str, ...] = ()
    failure: str = ""
    filters: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def is_met(self) -> bool:
        """Whether every expected case stands among the first."""
        return not self.failure and set(self.expected) <= set(self.found)


@dataclass(frozen=True, slots=True)
class Proof:
    """The known questions with their answers, in the order of the library."""

    answers: tuple[AskedQuery, ...] = ()

    @property
    def asked(self) -> int:
        """How many were asked."""
        return len(self.answers)

    @property
    def met(self) -> int:
        """How many were answered as expected."""
        return sum(each.is_met for each in self.answers)

    @property
    def missed(self) -> tuple[AskedQuery, ...]:
        """Those that were not."""
        return tuple(each for each in self.answers if not each.is_met)


@dataclass(frozen=True, slots=True)
class Moved:
    """A known question whose first hits would change with the new index."""

    q: str
    lang: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    was_met: bool
    is_met: bool


def moved(before: Proof, after: Proof) -> tuple[Moved, ...]:
    """The questions asked both times whose first hits differ; those that are no longer met come first."""
    known = {_key(each): each for each in before.answers}
    pairs = [(old, new) for new in after.answers if (old := known.get(_key(new)))]
    changes = [
        Moved(new.q, new.lang, old.found, new.found, old.is_met, new.is_met)
        for old, new in pairs if old.found != new.found
    ]
    return tuple(sorted(changes, key=lambda each: each.is_met - each.was_met))


def _key(asked: AskedQuery) -> tuple[object, ...]:
    return asked.q, asked.lang, asked.filters, asked.expected


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
            return Proof()
        return ask(queries, Searcher(catalogue, engine).search)


def ask(queries: Sequence[GoldenQuery], search: Callable[[SearchRequest], Answer]) -> Proof:
    """Ask each question."""
    return Proof(tuple(_asked(query, search) for query in queries))


def _asked(query: GoldenQuery, search: Callable[[SearchRequest], Answer]) -> AskedQuery:
    lang, filters = query.lang or _LANG, tuple(sorted(query.filters.items()))
    try:
        found = _first(query, lang, search)
    except Exception as error:  # noqa: BLE001 - a question that fails, however it does, must not keep an index from readers
        failure = str(error) if isinstance(error, KbError) else f"{type(error).__name__}: {error}"
        return AskedQuery(query.q, lang, query.expect, (), failure, filters)
    return AskedQuery(query.q, lang, query.expect, found, "", filters)


def _first(query: GoldenQuery, lang: str, search: Callable[[SearchRequest], Answer]) -> tuple[str, ...]:
    """The slugs of the hits that count, from as many pages as they fill."""
    slugs: list[str] = []
    for page in range(1, -(-query.within // PAGE_SIZE) + 1):
        answer = search(SearchRequest(query.q, query.filters, page=page, lang=lang))
        slugs += [hit.slug for hit in answer.hits]
        if page >= answer.pages:
            break
    return tuple(slugs[:query.within])
