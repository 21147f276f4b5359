"""Whole lists for programs and search engines: everything a search finds, every page there is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kb.indexing import OpenGeneration
from kb.model import CaseStudy
from kb.search import PAGE_SIZE, Hit, SearchRequest
from kb.services.wired import Wired


@dataclass(frozen=True, slots=True)
class ListedCase:
    """A case as a list of addresses names it: its languages, main one first, and the day it entered the library."""

    slug: str
    langs: tuple[str, ...]
    added: str | None


class Listing(Wired):
    """Lists without pages."""

    def hits(self, request: SearchRequest, most: int) -> Iterator[Hit]:
        """The first `most` hits of a search, all from one generation.

        Raises IndexUnavailable, EngineFailed, TooComplex.
        """
        with self.index.reading() as generation:
            for page in range(1, -(-most // PAGE_SIZE) + 1):
                answer = generation.searcher.search(replace(request, page=page))
                yield from answer.hits[:most - (page - 1) * PAGE_SIZE]
                if page >= answer.pages:
                    return

    def whole_cases(self, request: SearchRequest) -> Iterator[CaseStudy]:
        """Every case that a search finds, or simply every case when it asks for nothing, all from one generation.

        Cases that have only a part of the words are not found. Raises IndexUnavailable, EngineFailed, TooComplex.
        """
        with self.index.reading() as generation:
            for slug in _slugs(generation, request):
                if case := generation.catalogue.case(slug):
                    yield case

    def listed_cases(self) -> tuple[ListedCase, ...]:
        """Every case, by slug; read once a generation. Raises IndexUnavailable."""
        with self.index.reading() as generation:
            return generation.kept("listed cases", lambda: tuple(
                ListedCase(slug, langs, added) for slug, langs, added in generation.catalogue.listed_cases()))


def _slugs(generation: OpenGeneration, request: SearchRequest) -> Iterator[str]:
    if not request.text.strip() and not any(request.filters.values()):
        yield from (slug for slug, *_ in generation.catalogue.listed_cases())
        return
    answer = generation.searcher.search(request)
    while True:
        yield from (hit.slug for hit in answer.hits if hit.why != "perhaps")
        if answer.request.page >= answer.pages:
            return
        answer = generation.searcher.search(replace(request, page=answer.request.page + 1))
