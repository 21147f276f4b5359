"""How fast files become a live index: all of them, all again, one changed."""

import time
from collections.abc import Iterator
from pathlib import Path

from kb.indexing import LiveIndex, Reindex, ReindexReport
from kb.search import SearchRequest

PROCESSES = 2
# More files are read once: the second time would be minutes.
_MOST_TWICE = 20_000


def measure_ingestion(content: Path, index: Path, engine: str) -> Iterator[tuple[str, str]]:
    """A full build, one reusing rendered bodies, a sync with nothing to do, one of a changed case until it is found."""
    job = Reindex(content, index, engine, PROCESSES)
    files = sum(1 for _ in content.rglob("*.md"))
    yield "full build, files to live", _rate(job.run("full"), files)
    if files <= _MOST_TWICE:
        yield "full build, HTML reused", _rate(job.run("full"), files)
    yield "nothing to do", f"{job.run('changed').seconds:.2f} s"
    first = min((content / "cases").glob("*.md"))
    text = first.read_bytes()
    live = LiveIndex(index, engine)
    try:
        first.write_bytes(text + b"\nUn cuvantnou.\n")
        started = time.perf_counter()
        job.run("changed")
        with live.reading() as generation:
            assert generation.searcher.search(SearchRequest("cuvantnou")).total == 1, "a change must be found"
        yield "one change live in search", f"{time.perf_counter() - started:.2f} s"
    finally:
        live.close()
        first.write_bytes(text)
    job.run("changed")


def _rate(report: ReindexReport, files: int) -> str:
    return f"{report.seconds:.1f} s, {files / report.seconds:.0f} files/s"
