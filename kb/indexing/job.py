"""One reindex from start to end: lock, plan, build beside the live generation, prove, swap. One at a time.

How it ended is told in the progress file and kept in the history, whatever happened.
"""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from kb.database import building
from kb.errors import Cancelled, ConfigurationError, EngineFailed, IndexUnavailable, KbError, Refused
from kb.indexing.bar import objection
from kb.indexing.build import Built, index_cases, store_files
from kb.indexing.generations import Generations
from kb.indexing.history import MOST_LOST, Entry, keep
from kb.indexing.manifest import CATALOGUE_FILE, Manifest, read_manifest, versions_of_code, write_manifest
from kb.indexing.plan import Plan, plan_full, plan_sync
from kb.indexing.progress import Progress, Reporter, forget_cancelling, read_progress
from kb.indexing.proof import Moved, Proof, moved, prove
from kb.ingest import Scan, new_workers, read_files, scan
from kb.model import Body, Problems, SourceFile
from kb.sandbox import Workers
from kb.search import open_engine
from kb.store import Catalogue, CatalogueWriter


@dataclass(frozen=True, slots=True)
class ReindexReport:
    """What a reindex did: action is built, synced or nothing; counts are of cases; `left_out` of files.

    `proof` is None unless everything was built anew; `moved` are the known questions whose first hits changed by it.
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
    moved: tuple[Moved, ...] = ()


@dataclass(slots=True)
class _Shown:
    """What the proof of a reindex showed, also of one that was refused."""

    proof: Proof | None = None
    moved: tuple[Moved, ...] = ()

    def on(self, entry: Entry) -> Entry:
        """An entry of the history with what was shown."""
        lost = tuple(each.q for each in self.moved if each.was_met and not each.is_met)
        asked, met = (self.proof.asked, self.proof.met) if self.proof else (0, 0)
        return replace(entry, asked=asked, met=met, moved=len(self.moved), lost=lost[:MOST_LOST])


@dataclass(frozen=True, slots=True)
class _Made:
    """A generation that was put in place."""

    built: Built
    proof: Proof | None
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class Reindex:
    """A reindex that can be run: where from, where to, with which engine and how many worker processes.

    `least_met` is the share of known questions that a new index has to meet to be put in place.
    """

    content: Path
    index: Path
    engine: str
    processes: int = 2
    least_met: float = 0.8
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    clock: Callable[[], float] = time.monotonic

    def run(
        self, mode: str = "full", listen: Callable[[Progress], None] | None = None, *, insist: bool = False
    ) -> ReindexReport:
        """Make the index equal to the library; bad files are reported, not raised. `insist` passes over the bar.

        Raises Busy, StorageFailed, Refused for an index that is worse than the live one, Cancelled.
        """
        started, began = self.clock(), self.now().isoformat(timespec="milliseconds")
        generations = Generations(self.index)
        reporter = Reporter(self.index, listen, self.clock, began=began, mode=mode)
        with generations.builder_lock(), self._remembered(mode, began, started, reporter) as shown:
            forget_cancelling(self.index)
            _remember_interrupted(self.index)
            generations.clear_away()
            if mode != "if_needed":
                generations.release()
            before = self._sound_manifest(generations)
            plan, listed = self._plan(mode, generations, before)
            made = None
            if not plan.is_nothing:
                made = self._build(generations, plan, before, listed, reporter, shown, insist=insist)
            reporter.tell("done", 1, 1)
            report = self._report(generations, plan, made, self.clock() - started)
            if made:
                keep(self.index, shown.on(_entry(report, began, mode)))
        return report

    @contextmanager
    def _remembered(self, mode: str, began: str, started: float, reporter: Reporter) -> Generator[_Shown]:
        """Tell and keep how a reindex ended that did not put an index in place."""
        shown = _Shown()
        try:
            yield shown
        except BaseException as error:
            outcome = error.code if isinstance(error, Refused | Cancelled) else "failed"
            reporter.tell(outcome, 1, 1)
            reason, arguments = _told(error)
            entry = Entry(began, mode, outcome, round(self.clock() - started, 3), reason=reason, arguments=arguments)
            keep(self.index, shown.on(entry))
            raise

    def _sound_manifest(self, generations: Generations) -> Manifest | None:
        """The manifest of the live generation, when all it promises is there."""
        try:
            manifest = read_manifest(generations.folder(generations.current()))
            folder = generations.folder(manifest.generation)
            sound = _holds(folder, manifest.versions.engine, manifest.cases, manifest.documents)
        except (IndexUnavailable, EngineFailed, ConfigurationError):
            return None
        return manifest if sound else None

    def _plan(self, mode: str, generations: Generations, before: Manifest | None) -> tuple[Plan, Scan]:
        listed = scan(self.content)
        if before and mode == "if_needed" and generations.is_held():
            return Plan(before.generation, ()), listed
        if mode == "full" or before is None or before.versions != versions_of_code(self.engine):
            return plan_full(listed), listed
        with closing(Catalogue(generations.folder(before.generation) / CATALOGUE_FILE)) as catalogue:
            try:
                return plan_sync(before.generation, listed, catalogue.stamps(), catalogue.problems()), listed
            except IndexUnavailable:  # damaged where its soundness does not show
                return plan_full(listed), listed

    def _build(
        self, generations: Generations, plan: Plan, before: Manifest | None, listed: Scan, reporter: Reporter,
        shown: _Shown, *, insist: bool,
    ) -> "_Made":
        with ExitStack() as stack:
            # No worker is started for nothing, and nobody waits for it while there is a generation to copy.
            workers = stack.enter_context(new_workers(self.processes)) if plan.read else None
            if workers:
                workers.start()
            generation, folder = generations.begin(self.now(), copy_of=plan.base)
            database = stack.enter_context(building(folder / CATALOGUE_FILE))
            stack.enter_context(database.atomic())
            writer = CatalogueWriter(database, new=plan.base is None)
            reuse = self._rendered_before(generations, before, stack)
            change = store_files(writer, self._read(plan, reuse, reporter, workers), listed, plan)
            engine = stack.enter_context(closing(open_engine(self.engine, folder, generation)))
            with engine.writing() as batch:
                built = index_cases(writer, batch, listed.problems, reporter, workers, change)
        if not _holds(folder, self.engine, built.cases, built.documents):
            raise IndexUnavailable("the new index is incomplete and was not put in place; run: kb reindex")
        # Hundreds of searches would cost a sync more than the file it is about: it keeps the counts it started from.
        proof, changes = (None, ()) if plan.base else self._prove(generations, folder, before, reporter)
        shown.proof, shown.moved = proof, changes
        refusal = objection(before, built.cases, proof, self.least_met)
        if refusal and not insist:
            raise refusal
        write_manifest(folder, self._manifest(generation, built, proof or before))
        generations.publish(generation, folder)
        return _Made(built, proof, changes)

    def _prove(
        self, generations: Generations, folder: Path, before: Manifest | None, reporter: Reporter
    ) -> tuple[Proof, tuple[Moved, ...]]:
        """Ask the known questions of the new generation and of the live one, where the present code can read it."""
        reporter.tell("proving", 0, 1)
        proof = prove(folder, self.engine)
        if before is None or before.versions != versions_of_code(self.engine):
            return proof, ()
        try:
            return proof, moved(prove(generations.folder(before.generation), self.engine), proof)
        except (IndexUnavailable, EngineFailed):  # damaged where its soundness does not show
            return proof, ()

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

    def _report(self, generations: Generations, plan: Plan, made: "_Made | None", seconds: float) -> ReindexReport:
        generation = generations.current()
        manifest = read_manifest(generations.folder(generation))
        with closing(Catalogue(generations.folder(generation) / CATALOGUE_FILE)) as catalogue:
            problems = catalogue.problems()
        report = ReindexReport(
            "nothing", generation, manifest.cases, manifest.left_out, problems, round(seconds, 3))
        if made is None:
            return report
        built = made.built
        return replace(
            report, action="built" if plan.base is None else "synced", added=built.added, changed=built.changed,
            removed=built.removed, proof=made.proof, moved=made.moved,
        )


def _remember_interrupted(index: Path) -> None:
    """A reindex before that was killed could not say so itself."""
    progress = read_progress(index)
    if progress and not progress.is_over:
        keep(index, Entry(progress.began, progress.mode, "interrupted", 0.0))


def _entry(report: ReindexReport, began: str, mode: str) -> Entry:
    return Entry(
        began, mode, report.action, report.seconds, report.generation, report.cases,
        report.added, report.changed, report.removed, report.left_out,
    )


def _told(error: BaseException) -> tuple[str, dict[str, object]]:
    """Why a reindex ended: a message id and plain arguments. What is no error of ours is told by its name."""
    if not isinstance(error, KbError):
        return type(error).__name__, {}
    plain: dict[str, object] = {
        name: value if isinstance(value, int | float) else str(value) for name, value in error.arguments.items()}
    return error.message, plain


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
