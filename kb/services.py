"""The only place where rooms are wired together: Settings in, Services out, which is all that doors get."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.database import translated, write_atomically
from kb.errors import Conflict, EngineFailed, IndexUnavailable, NotFound, Unprocessable
from kb.indexing import LiveIndex, Manifest, Progress, Reindex, ReindexReport, read_progress
from kb.ingest import check_library, new_workers, skeleton
from kb.model import CaseStudy, Page, Problems, Vocabulary, is_slug
from kb.search import Answer, Hit, SearchRequest
from kb.settings import Settings


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The live generation's manifest and engine, None and empty without one; and what the last reindex said."""

    manifest: Manifest | None
    engine: str
    lacks: frozenset[str]
    reason: str
    progress: Progress | None


@dataclass(frozen=True)
class Services:
    """Everything a door may ask for. Close it when done."""

    settings: Settings
    index: LiveIndex

    # -- reading ---------------------------------------------------------------------------------------------

    def search(self, request: SearchRequest) -> Answer:
        """Answer a search. Raises IndexUnavailable, EngineFailed, TooComplex."""
        with self.index.reading() as generation:
            return generation.searcher.search(request)

    def newest(self, lang: str, limit: int) -> tuple[Hit, ...]:
        """The cases that entered the library last. Raises IndexUnavailable."""
        with self.index.reading() as generation:
            return generation.searcher.newest(lang, limit)

    def case(self, slug: str) -> CaseStudy | None:
        """A case, from the catalogue: no search engine is needed. Raises IndexUnavailable."""
        with self.index.reading() as generation:
            return generation.catalogue.case(slug)

    def page(self, kind: str, slug: str) -> Page | None:
        """A page of another kind ("businesses", "specialists" ...). Raises IndexUnavailable."""
        with self.index.reading() as generation:
            return generation.catalogue.page(kind, slug)

    def renamed(self, kind: str, slug: str) -> str | None:
        """The slug an old one leads to. Raises IndexUnavailable."""
        with self.index.reading() as generation:
            return generation.catalogue.renamed(kind, slug)

    def vocabulary(self, name: str) -> Vocabulary:
        """A vocabulary by name. Raises IndexUnavailable."""
        with self.index.reading() as generation:
            return generation.catalogue.vocabularies[name]

    def label(self, facet: str, value: str, lang: str) -> str:
        """What a facet value is called in `lang`; the value itself when it is not known. Raises IndexUnavailable."""
        with self.index.reading() as generation:
            return generation.searcher.label(facet, value, lang)

    def source_text(self, kind: str, slug: str, lang: str | None) -> str | None:
        """The file of a page as its author wrote it (the main one when `lang` is None), or None.

        There is none of a case that credits somebody who has withdrawn. Raises IndexUnavailable.
        """
        with self.index.reading() as generation:
            if kind == "cases" and generation.catalogue.names_withdrawn(slug):
                return None
            path = generation.catalogue.path_of(kind, slug, lang)
        try:
            return (self.settings.content_folder / path).read_text(encoding="utf-8") if path else None
        except (OSError, ValueError):
            return None

    # -- the library and its index ---------------------------------------------------------------------------

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

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()


def build(settings: Settings) -> Services:
    """Wire the rooms. Opens nothing yet: the index is opened by the first question."""
    return Services(settings, LiveIndex(settings.index_folder, settings.engine))
