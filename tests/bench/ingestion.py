"""How fast files become a live index: all of them, all again, one changed."""

import time
from collections.abc import Iterable
from pathlib import Path

from kb.indexing import Reindex, ReindexReport

PROCESSES = 2


def measure_ingestion(content: Path, index: Path) -> Iterable[str]:
    """A full build, a full build that reuses rendered bodies, a sync with nothing to do, a sync of one changed case."""
    job = Reindex(content, index, "sqlite_fts", PROCESSES)
    files = sum(1 for _ in content.rglob("*.md"))
    yield _row("full build with HTML", job.run("full"), files)
    yield _row("full build, HTML reused", job.run("full"), files)
    yield _row("nothing to do", job.run("changed"), files)
    first = min((content / "cases").glob("*.md"))
    text = first.read_bytes()
    try:
        first.write_bytes(text + b"\nUn cuvant nou.\n")
        started = time.perf_counter()
        job.run("changed")
        yield f"one changed file live: {time.perf_counter() - started:.3f} s"
    finally:
        first.write_bytes(text)
    job.run("changed")


def _row(name: str, report: ReindexReport, files: int) -> str:
    return (
        f"{name}: {report.action}, {report.seconds:.2f} s, {files / report.seconds:.0f} files/s,"
        f" {report.cases} cases, {report.left_out} left out"
    )
