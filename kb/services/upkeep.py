"""Keeping the library and its index: checks, new pages, reindexing, how the index is."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kb.database import translated, write_atomically
from kb.errors import Busy, Conflict, EngineFailed, IndexUnavailable, NotFound, Unprocessable
from kb.indexing import (
    Entry,
    Generations,
    Manifest,
    Progress,
    Reindex,
    ReindexReport,
    ask_to_cancel,
    follow,
    keep,
    read_history,
    read_manifest,
    read_progress,
)
from kb.ingest import check_library, new_workers, skeleton
from kb.model import Problems, is_slug
from kb.services.commands import start_command
from kb.services.wired import Wired


@dataclass(frozen=True, slots=True)
class Work:
    """What is being done to the index: what the last reindex said, whether one is at work, whether one is held back."""

    progress: Progress | None
    is_building: bool
    is_held: bool

    @property
    def is_interrupted(self) -> bool:
        """Whether the last reindex ended without saying how: it was killed, or the machine stopped."""
        return self.progress is not None and not self.progress.is_over and not self.is_building


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The live generation's manifest and engine, None and empty without one; and what is being done to it."""

    manifest: Manifest | None
    engine: str
    lacks: frozenset[str]
    reason: str
    work: Work


# What the command line calls the modes.
_OPTIONS = {"full": [], "changed": ["--changed"], "if_needed": ["--if-needed"]}


class Upkeep(Wired):
    """What those ask for who keep the library."""

    def check(self) -> Problems:
        """Everything that is wrong with the library."""
        with new_workers(self.settings.processes) as workers:
            return check_library(self.settings.content_folder, workers)

    def new_page(self, kind: str, slug: str, title: str, lang: str, today: date) -> Path:
        """Write a skeleton into the library. Raises Unprocessable for a bad slug, Conflict for a page that exists."""
        if kind not in skeleton.MAKERS:
            raise NotFound("there is no kind of page called %(kind)s; there are: %(kinds)s", kind=kind,
                           kinds=", ".join(skeleton.MAKERS))
        if not is_slug(slug):
            raise Unprocessable(
                "%(slug)s is not a slug: use lower-case letters, digits and hyphens", field="slug", slug=slug
            )
        path = self.settings.content_folder / kind / f"{slug}.md"
        if path.exists():
            raise Conflict("%(file)s exists already; give another slug, or edit that file", file=str(path))
        with translated(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, skeleton.MAKERS[kind](slug, title, lang, today).encode())
        return path

    def reindex(
        self, mode: str, listen: Callable[[Progress], None] | None = None, *, insist: bool = False
    ) -> ReindexReport:
        """Make the index equal to the library: "full", "changed" or "if_needed"; `insist` passes over the bar.

        Raises Busy, StorageFailed, Refused, Cancelled.
        """
        settings = self.settings
        job = Reindex(settings.content_folder, settings.index_folder, settings.engine, settings.processes,
                      settings.proof_bar)
        return job.run(mode, listen, insist=insist)

    def follow(self, stop: threading.Event, tell: Callable[[ReindexReport | Exception], None]) -> None:
        """Bring the index up to date now and after each change of the library, until `stop` is set.

        What was done, or failed and will be tried again, is told. Raises StorageFailed when there is no library.
        """
        follow(self.settings.content_folder, lambda: self.reindex("if_needed"), stop, tell)

    def start_reindex(self, mode: str, *, insist: bool = False) -> None:
        """Begin a reindex in a process of its own, which outlives this one. Raises Busy when one is at work."""
        if Generations(self.settings.index_folder).is_building():
            raise Busy("the index is being made by another process; try again when it is done")
        start_command(["reindex", *_OPTIONS[mode], *(["--force"] if insist else [])], self.settings)

    def cancel_reindex(self) -> None:
        """Ask the reindex that is at work to stop; the live index stays. Raises NotFound when none is at work."""
        if not Generations(self.settings.index_folder).is_building():
            raise NotFound("no reindex is at work, so there is nothing to stop")
        ask_to_cancel(self.settings.index_folder)

    def roll_back(self, now: datetime) -> str:
        """Make the generation before the live one live again; returns its id. Raises Busy, NotFound, StorageFailed."""
        generations = Generations(self.settings.index_folder)
        with generations.builder_lock():
            generation = generations.roll_back()
            began = now.isoformat(timespec="seconds")
            manifest = read_manifest(generations.folder(generation))
            keep(self.settings.index_folder, Entry(began, "", "rolled_back", 0.0, generation, manifest.cases))
        return generation

    def history(self) -> tuple[Entry, ...]:
        """What reindexes did, the newest first."""
        return read_history(self.settings.index_folder)

    def status(self) -> IndexStatus:
        """How the index is; never raises for a missing or damaged one."""
        generations = Generations(self.settings.index_folder)
        work = Work(read_progress(self.settings.index_folder), generations.is_building(), generations.is_held())
        try:
            with self.index.reading() as generation:
                lacks = generation.engine.status().lacks
                return IndexStatus(generation.manifest, self.settings.engine, lacks, "", work)
        except (EngineFailed, IndexUnavailable) as error:
            return IndexStatus(None, self.settings.engine, frozenset(), str(error), work)
