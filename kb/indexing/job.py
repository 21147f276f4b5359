"""One reindex from start to end: lock, plan, build beside the live generation, prove, swap. One at a time."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kb.database import building
from kb.errors import ConfigurationError, EngineFailed, IndexUnavailable
from kb.indexing.build import Built, index_cases, store_files
from kb.indexing.generations import Generations
from kb.indexing.manifest import CATALOGUE_FILE, Manifest, read_manifest, versions_of_code, write_manifest
from kb.indexing.plan import Plan, plan_full, plan_sync
from kb.indexing.progress import Progress, Reporter
from kb.indexing.proof import Proof, prove
from kb.ingest import Scan, new_workers, read_files, scan
from kb.model import Body, Problems, SourceFile
from kb.sandbox import Workers
from kb.search import open_engine
from kb.store import Catalogue, CatalogueWriter


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a reindex did: action is built, synced or nothing; counts are of cases; `left_out` of files.

    `proof` is None unless everything was built anew.
    """

    action: str
    generation: str
    cases: int
    left_out: int
    problems: Problems
    seconds: float
    added: int = 0
    changed: int = 0
    removed: int = 0
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Reindex:
    """A reindex that can be run: where from, where to, with which engine and how many worker processes."""

    content: Path
    index: Path
    engine: str
    processes: int = 2
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    clock: Callable[[], float] = time.monotonic

    def run(self, mode: str = "full", listen: Callable[[Progress], None] | None = None) -> ReindexReport:
        """Make the index equal to the library. Raises Busy, StorageFailed; bad files are reported, not raised."""
        started = self.clock()
        generations = Generations(self.index)
        with generations.builder_lock():
            generations.clear_away()
            before = self._sound_manifest(generations)
            listed = scan(self.content)
            plan = self._plan(mode, generations, before, listed)
            reporter = Reporter(self.index, listen, self.clock)
            built, proof = None, None
            if not plan.is_nothing:
                built, proof = self._build(generations, plan, before, listed, reporter)
            reporter.tell("done", 1, 1)
        report = self._report(generations, plan, built, self.clock() - started)
        return replace(report, proof=proof)

    def _sound_manifest(self, generations: Generations) -> Manifest | None:
        """The manifest of the live generation, when all it promises is there."""
        try:
            manifest = read_manifest(generations.folder(generations.current()))
            folder = generations.folder(manifest.generation)
            sound = _holds(folder, manifest.versions.engine, manifest.cases, manifest.documents)
        except (IndexUnavailable, EngineFailed, ConfigurationError):
            return None
        return manifest if sound else None

    def _plan(self, mode: str, generations: Generations, before: Manifest | None, listed: Scan) -> Plan:
        if mode == "full" or before is None or before.versions != versions_of_code(self.engine):
            return plan_full(listed)
        with closing(Catalogue(generations.folder(before.generation) / CATALOGUE_FILE)) as catalogue:
            try:
                return plan_sync(before.generation, listed, catalogue.stamps(), catalogue.problems())
            except IndexUnavailable:  # damaged where its soundness does not show
                return plan_full(listed)

    def _build(
        self, generations: Generations, plan: Plan, before: Manifest | None, listed: Scan, reporter: Reporter
    ) -> tuple[Built, Proof | None]:
        generation, folder = generations.begin(self.now(), copy_of=plan.base)
        with ExitStack() as stack:
            database = stack.enter_context(building(folder / CATALOGUE_FILE))
            stack.enter_context(database.atomic())
            writer = CatalogueWriter(database, new=plan.base is None)
            reuse = self._rendered_before(generations, before, stack)
            # No worker is started for nothing.
            workers = stack.enter_context(new_workers(self.processes)) if plan.read else None
            store_files(writer, self._read(plan, reuse, reporter, workers), listed, plan.gone)
            engine = stack.enter_context(closing(open_engine(self.engine, folder, generation)))
            with engine.writing() as batch:
                built = index_cases(writer, batch, listed.problems, reporter, workers)
        if not _holds(folder, self.engine, built.cases, built.documents):
            raise IndexUnavailable("the new index is incomplete and was not put in place; run: kb reindex")
        # Hundreds of searches would cost a sync more than the file it is about: it keeps the counts it started from.
        proof = None if plan.base else prove(folder, self.engine)
        write_manifest(folder, self._manifest(generation, built, proof or before))
        generations.publish(generation, folder)
        return built, proof

    def _manifest(self, generation: str, built: Built, counted: Proof | Manifest | None) -> Manifest:
        asked, met = (counted.asked, counted.met) if counted else (0, 0)
        return Manifest(
            generation, self.now().isoformat(timespec="seconds"), versions_of_code(self.engine),
            built.cases, built.documents, built.files, built.left_out, asked, met,
        )

    def _read(
        self, plan: Plan, reuse: Callable[[str], Body | None] | None, reporter: Reporter, workers: Workers | None
    ) -> Iterator[SourceFile]:
        """Read and render what the plan names."""
        if workers is None:
            return iter(())
        return read_files(self.content, plan.read, workers, reuse, partial(reporter.tell, "reading"))

    def _rendered_before(
        self, generations: Generations, before: Manifest | None, stack: ExitStack
    ) -> Callable[[str], Body | None] | None:
        """Bodies rendered for the live generation, when the present code would render them the same."""
        now = versions_of_code(self.engine)
        if before is None or (before.versions.renderer, before.versions.catalogue) != (now.renderer, now.catalogue):
            return None
        catalogue = Catalogue(generations.folder(before.generation) / CATALOGUE_FILE)
        return partial(_body_or_none, stack.enter_context(closing(catalogue)))

    def _report(self, generations: Generations, plan: Plan, built: Built | None, seconds: float) -> ReindexReport:
        generation = generations.current()
        manifest = read_manifest(generations.folder(generation))
        with closing(Catalogue(generations.folder(generation) / CATALOGUE_FILE)) as catalogue:
            problems = catalogue.problems()
        action = "nothing" if built is None else "built" if plan.base is None else "synced"
        counts = (built.added, built.changed, built.removed) if built else (0, 0, 0)
        return ReindexReport(
            action, generation, manifest.cases, manifest.left_out, problems, round(seconds, 3), *counts
        )


def _body_or_none(catalogue: Catalogue, digest: str) -> Body | None:
    """A kept body; none where the old catalogue is damaged, so that a full build can always replace it."""
    try:
        return catalogue.body(digest)
    except IndexUnavailable:
        return None


def _holds(folder: Path, engine_name: str, cases: int, documents: int) -> bool:
    """Whether the parts of a generation hold what was put into them. Raises IndexUnavailable, EngineFailed."""
    with (
        closing(Catalogue(folder / CATALOGUE_FILE)) as catalogue,
        closing(open_engine(engine_name, folder)) as engine,
    ):
        status = engine.status()
        return catalogue.count() == cases and ("text" in status.lacks or status.documents == documents)
