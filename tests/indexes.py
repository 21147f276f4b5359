"""Indexes for tests: built from a content folder, opened, and closed again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kb.indexing import LiveIndex, Reindex, ReindexReport
from kb.search import Answer, SearchRequest


def reindex(folder: Path, mode: str = "full", engine: str = "sqlite_fts") -> ReindexReport:
    """Make `folder/index` equal to `folder/content`, with one worker process."""
    return Reindex(folder / "content", folder / "index", engine, processes=1).run(mode)


@contextmanager
def live_index(folder: Path, engine: str = "sqlite_fts") -> Iterator[LiveIndex]:
    """The live index of `folder`, closed at the end."""
    live = LiveIndex(folder / "index", engine)
    try:
        yield live
    finally:
        live.close()


def search(
    live: LiveIndex, text: str = "", *, lang: str = "ro", sort: str = "", page: int = 1, **filters: str
) -> Answer:
    """One search; filters by facet, several values parted by commas."""
    chosen = {facet: tuple(values.split(",")) for facet, values in filters.items()}
    with live.reading() as generation:
        return generation.searcher.search(SearchRequest(text, chosen, sort, page, lang=lang))


def slugs(answer: Answer) -> list[str]:
    """The slugs of the hits, in order."""
    return [hit.slug for hit in answer.hits]
