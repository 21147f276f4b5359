"""Reading the library: searches, cases and pages, all from the live generation."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from kb.indexing import OpenGeneration
from kb.model import CaseStudy, MarketFigures, Page, Vocabulary
from kb.search import Answer, Hit, SearchRequest
from kb.services.wired import Wired

T = TypeVar("T")


class Reading(Wired):
    """What visitors ask for. Everything raises IndexUnavailable when there is no index."""

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

    def pages(self, kind: str) -> tuple[Page, ...]:
        """Every page of a kind other than cases, by slug, without withdrawn people; read once a generation."""
        with self.index.reading() as generation:
            return _pages(generation, kind)

    def pages_by_slug(self, kind: str) -> Mapping[str, Page]:
        """The same by their slugs, for whoever asks for many of them."""
        with self.index.reading() as generation:
            return generation.kept(f"{kind} by slug", lambda: {page.slug: page for page in _pages(generation, kind)})

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """Something a door makes of the library, under a name of its own; kept as long as a generation is read.

        For what is the same for every reader and long: a list of thousands is not written out anew for each of them.
        """
        with self.index.reading() as generation:
            return generation.kept(f"for a door: {name}", make)

    def market(self) -> tuple[MarketFigures, ...]:
        """Every page of market figures, by slug; read once a generation."""
        with self.index.reading() as generation:
            return generation.kept("market", generation.catalogue.market)


def _pages(generation: OpenGeneration, kind: str) -> tuple[Page, ...]:
    return generation.kept(f"pages of {kind}", lambda: generation.catalogue.pages(kind))
