"""What leads from one thing to the next: suggestions while typing, similar cases, people who did something."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kb.indexing import OpenGeneration
from kb.model import CaseStudy
from kb.search import Hit
from kb.search.credits import Credited, credited
from kb.search.similar import Likeness, SimilarCases
from kb.search.suggest import KINDS, Suggestion, SuggestionIndex, gather
from kb.services.wired import Wired


@dataclass(frozen=True, slots=True)
class SimilarCase:
    """A case like another: as lists show it, and why it is like it."""

    hit: Hit
    likeness: Likeness


class Suggesting(Wired):
    """What is offered beside what was asked for. Everything raises IndexUnavailable when there is no index."""

    def suggest(self, text: str, lang: str, kinds: Collection[str] = KINDS) -> tuple[Suggestion, ...]:
        """What the beginning of a text may lead to, best first; any text will do. Raises IndexUnavailable."""
        with self.index.reading() as generation:
            return generation.kept("suggestions", lambda: _suggestions(generation)).suggest(text, lang, kinds)

    def similar(self, case: CaseStudy, lang: str) -> tuple[SimilarCase, ...]:
        """The cases most like one, with the reasons. Raises IndexUnavailable."""
        with self.index.reading() as generation:
            number = generation.catalogue.number(case.slug)
            if number is None:
                return ()
            named = [found for slug in case.related if (found := generation.catalogue.number(slug)) is not None]
            likenesses = generation.kept("similar", lambda: _similar(generation)).of(case, number, named)
            hits = generation.searcher.shown([each.case for each in likenesses], lang)
            return tuple(SimilarCase(hit, likeness) for hit, likeness in zip(hits, likenesses, strict=True))

    def credited(self, filters: Mapping[str, Sequence[str]]) -> Sequence[Credited]:
        """The people credited in the cases that fit facet values, by slug; nobody who withdrew.

        Values in one facet are OR, facets are AND; values nobody knows fit nothing. Raises IndexUnavailable.
        """
        with self.index.reading() as generation:
            credits = generation.kept("credits", generation.catalogue.credits)
            return credited(credits, generation.searcher.facets, filters)


def _suggestions(generation: OpenGeneration) -> SuggestionIndex:
    catalogue = generation.catalogue
    return SuggestionIndex(gather(catalogue, generation.searcher.facets, catalogue.pages))


def _similar(generation: OpenGeneration) -> SimilarCases:
    return SimilarCases(generation.engine, generation.searcher.facets, generation.catalogue.count())
