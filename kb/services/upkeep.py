"""Keeping the library and its index: checks, new pages, reindexing, how the index is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.database import translated, write_atomically
from kb.errors import Conflict, EngineFailed, IndexUnavailable, NotFound, Unprocessable
from kb.indexing import Manifest, Progress, Reindex, ReindexReport, read_progress
from kb.ingest import check_library, new_workers, skeleton
from kb.model import Problems, is_slug
from kb.services.wired import Wired


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The live generation's manifest and engine, None and empty without one; and what the last reindex said."""

    manifest: Manifest | None
    engine: str
    lacks: frozenset[str]
    reason: str
    progress: Progress | None


class Upkeep(Wired):
    """What those ask for who keep the library."""

    def check(self) -> Problems:
        """Everything that is wrong with the library."""
        with new_workers(self.settings.processes) as workers:
            return check_library(self.settings.content_folder, workers)

    def new_page(self, kind: str, slug: str, title: str, lang: str, today: date) -> Path:
        """Write a skeleton into the library. Raises Unprocessable for a bad slug, Conflict for a page that exists."""
        writers = {
            "cases": skeleton.new_case, "businesses": skeleton.new_business, "specialists": skeleton.new_specialist,
        }
        if kind not in writers:
            raise NotFound("there is no kind of page called %(kind)s", kind=kind)
        if not is_slug(slug):
            raise Unprocessable(
                "%(slug)s is not a slug: use lower-case letters, digits and hyphens", field="slug", slug=slug
            )
        path = self.settings.content_folder / kind / f"{slug}.md"
        if path.exists():
            raise Conflict("%(file)s exists already", file=str(path))
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, writers[kind](slug, title, lang, today).encode())
        return path

    def reindex(self, mode: str, listen: Callable[[Progress], None] | None = None) -> ReindexReport:
        """Make the index equal to the library: "full", "changed" or "if_needed". Raises Busy, StorageFailed."""
        settings = self.settings
        job = Reindex(settings.content_folder, settings.index_folder, settings.engine, settings.processes)
        return job.run(mode, listen)

    def status(self) -> IndexStatus:
        """How the index is; never raises for a missing or damaged one."""
        progress = read_progress(self.settings.index_folder)
        try:
            with self.index.reading() as generation:
                lacks = generation.engine.status().lacks
                return IndexStatus(generation.manifest, self.settings.engine, lacks, "", progress)
        except (EngineFailed, IndexUnavailable) as error:
            return IndexStatus(None, self.settings.engine, frozenset(), str(error), progress)
