"""The index doctor: what is wrong with an index, and the exact repair of each fault.

It only looks; nothing is repaired here but by `clear_away`, which removes what nobody points to. A finding carries its
message as `reason`, for the doors to put into the reader's language.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kb.database import integrity_faults
from kb.errors import Busy, ConfigurationError, EngineFailed, IndexUnavailable
from kb.indexing.generations import KEPT_OLD_GENERATIONS, Generations
from kb.indexing.manifest import CATALOGUE_FILE, Manifest, read_manifest, versions_of_code
from kb.indexing.plan import plan_sync
from kb.indexing.progress import read_progress
from kb.ingest import scan
from kb.query import AllOf
from kb.search import Engine, case_of, open_engine
from kb.store import Catalogue

SYNC, REBUILD, CLEAR = "kb reindex --changed", "kb reindex", "kb doctor --fix"
# A reindex makes a copy of the index, and the new one stands beside it until the swap.
_COPIES = 3
_LEAST_BYTES = 100_000_000


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: `severity` is error (readers notice it), warning or note; `repair` is a command, empty for none.

    `is_safe` says that the repair loses nothing and may be done without asking.
    """

    code: str
    severity: str
    reason: str
    arguments: Mapping[str, object] = field(default_factory=dict)
    repair: str = ""
    is_safe: bool = False


def examine_index(content: Path, index: Path, engine_name: str) -> tuple[Finding, ...]:
    """Look at everything under an index folder, and compare it with the library; the gravest findings come first."""
    found = list(_examined(content, index, engine_name))
    return tuple(sorted(found, key=lambda each: ("error", "warning", "note").index(each.severity)))


def clear_away(index: Path) -> bool:
    """Remove abandoned and surplus generations; False when a reindex is at work, which will do it itself."""
    generations = Generations(index)
    try:
        with generations.builder_lock():
            generations.clear_away()
    except Busy:
        return False
    return True


def _examined(content: Path, index: Path, engine_name: str) -> Iterator[Finding]:
    generations = Generations(index)
    yield from _of_folders(generations)
    yield from _of_work(generations, index)
    yield from _of_space(index)
    try:
        folder = generations.folder(generations.current())
        manifest = read_manifest(folder)
    except IndexUnavailable as error:
        yield Finding("no_index", "error", reason="there is no index that can be read: %(cause)s",
                      arguments={"cause": str(error)}, repair=REBUILD, is_safe=True)
        return
    if manifest.versions != versions_of_code(engine_name):
        yield Finding("versions", "error", reason="the index was made by another version or for another engine",
                      repair=REBUILD, is_safe=True)
        return
    try:
        yield from _of_generation(folder, manifest, engine_name)
        yield from _of_library(folder, content)
    except (IndexUnavailable, EngineFailed, ConfigurationError) as error:
        yield Finding("unreadable", "error", reason="a part of the index cannot be read: %(cause)s",
                      arguments={"cause": str(error)}, repair=REBUILD, is_safe=True)


def _of_folders(generations: Generations) -> Iterator[Finding]:
    if generations.is_building():
        return
    if abandoned := generations.abandoned():
        yield Finding("abandoned", "warning", reason="%(count)s half-built generations are left over",
                      arguments={"count": len(abandoned)}, repair=CLEAR, is_safe=True)
    surplus = len(generations.kept()) - KEPT_OLD_GENERATIONS - 1
    if surplus > 0:
        yield Finding("surplus", "note", reason="%(count)s old generations more than are kept",
                      arguments={"count": surplus}, repair=CLEAR, is_safe=True)


def _of_work(generations: Generations, index: Path) -> Iterator[Finding]:
    progress = read_progress(index)
    if progress and not progress.is_over and not generations.is_building():
        yield Finding("interrupted", "warning", reason="the last reindex was interrupted; the live index is whole",
                      repair=SYNC, is_safe=True)
    if generations.is_held():
        yield Finding("held", "note", reason="an older generation was gone back to, and is held until a reindex",
                      repair=SYNC)


def _of_space(index: Path) -> Iterator[Finding]:
    try:
        free = shutil.disk_usage(index).free
        used = sum(file.stat().st_size for file in (index / "generations").rglob("*") if file.is_file())
    except OSError:
        return
    kept = KEPT_OLD_GENERATIONS + 1
    if free < max(_LEAST_BYTES, _COPIES * used // kept):
        yield Finding("space", "warning", reason="the disk has %(free)s MB left, too few for a reindex; make room",
                      arguments={"free": free // 1_000_000})


def _of_generation(folder: Path, manifest: Manifest, engine_name: str) -> Iterator[Finding]:
    with (
        closing(Catalogue(folder / CATALOGUE_FILE)) as catalogue,
        closing(open_engine(engine_name, folder, manifest.generation)) as engine,
    ):
        if "text" in engine.status().lacks:
            yield Finding("no_text", "note", reason="this engine finds no words, only filters work; for words set "
                          "KB_ENGINE to sqlite_fts")
        else:
            yield from _of_documents(catalogue, engine)
        faults = [*integrity_faults(folder / CATALOGUE_FILE), *engine.faults()]
    for fault in faults:
        yield Finding("integrity", "error", reason="the index is damaged: %(fault)s",
                      arguments={"fault": fault}, repair=REBUILD, is_safe=True)


def _of_documents(catalogue: Catalogue, engine: Engine) -> Iterator[Finding]:
    """Ghosts are found and cannot be shown; missing cases are there and cannot be found."""
    [everything] = engine.match([AllOf(())], top=0)
    found = {case_of(document) for document in everything.ids}
    there = set(catalogue.numbers("time"))
    if ghosts := found - there:
        yield Finding("ghosts", "error", reason="%(count)s cases are found that are not in the catalogue",
                      arguments={"count": len(ghosts)}, repair=REBUILD, is_safe=True)
    if missing := there - found:
        yield Finding("missing", "error", reason="%(count)s cases cannot be found by any word",
                      arguments={"count": len(missing)}, repair=REBUILD, is_safe=True)


def _of_library(folder: Path, content: Path) -> Iterator[Finding]:
    with closing(Catalogue(folder / CATALOGUE_FILE)) as catalogue:
        problems = catalogue.problems()
        plan = plan_sync(folder.name, scan(content), catalogue.stamps(), problems)
    if stale := len(plan.read) + len(plan.gone):
        yield Finding("stale", "warning", reason="%(count)s files of the library changed since they were indexed",
                      arguments={"count": stale}, repair=SYNC, is_safe=True)
    bad = {problem.path for problem in problems if problem.is_error}
    if bad:
        yield Finding("left_out", "warning", reason="%(count)s files of the library have errors",
                      arguments={"count": len(bad)}, repair="kb check")
