"""What leads from one thing to the next: suggestions while typing, similar cases, people who did something."""

from collections import deque
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kb.i18n import collation_key
from kb.indexing import OpenGeneration
from kb.model import CaseStudy, Specialist
from kb.search import Hit
from kb.search.credits import Credited, Credits
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
            waiting = not generation.made("suggestions")
            latest = next(iter(self._latest), None) if waiting else None
            return (latest or self._suggestions(generation)).suggest(text, lang, kinds)

    @cached_property
    def _latest(self) -> deque[SuggestionIndex]:
        """The last suggestions that were made in advance: answered with until those of a new generation are made."""
        return deque(maxlen=1)

    def make_suggestions(self, generation: OpenGeneration) -> None:
        """Make them in advance: who asks gets the ones before until then. Raises IndexUnavailable."""
        try:
            self._latest.append(self._suggestions(generation))
        except BaseException:
            self.forget_suggestions()
            raise

    def forget_suggestions(self) -> None:
        """Let go of those that were made in advance: nobody will make others."""
        self._latest.clear()

    def _suggestions(self, generation: OpenGeneration) -> SuggestionIndex:
        return generation.kept("suggestions", lambda: _suggestions(generation))

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

    def credited(self, filters: Mapping[str, Sequence[str]], lang: str) -> Sequence[Credited]:
        """The people credited in the cases that fit facet values, by their names in `lang`; nobody who withdrew.

        Values in one facet are OR, facets are AND; values nobody knows fit nothing. Raises IndexUnavailable.
        """
        with self.index.reading() as generation:
            return generation.kept("credits", lambda: _credits(generation)).of(filters, lang)


def _credits(generation: OpenGeneration) -> Credits:
    return Credits(generation.catalogue.credits(), generation.searcher.facets, lambda lang: _places(generation, lang))


def _places(generation: OpenGeneration, lang: str) -> Mapping[str, int]:
    """The place of each person in a list of all by name, as the alphabet of the language has it."""
    people = [page for page in generation.catalogue.pages("specialists") if isinstance(page, Specialist)]
    ordered = sorted(people, key=lambda page: collation_key(page.name_in(lang), lang))
    return {page.slug: place for place, page in enumerate(ordered)}


def _suggestions(generation: OpenGeneration) -> SuggestionIndex:
    catalogue = generation.catalogue
    return SuggestionIndex(gather(catalogue, generation.searcher.facets, catalogue.pages))


def _similar(generation: OpenGeneration) -> SimilarCases:
    return SimilarCases(generation.engine, generation.searcher.facets, generation.catalogue.count())
