"""Figures of all cases, read once a generation, and what they say together."""

from kb.indexing import OpenGeneration
from kb.insights import Chosen, Comparison, Strengths, Summary, choose, compare, summaries
from kb.model import CaseStudy, EvidenceLevel, StatedFigure
from kb.services.wired import Wired


class Figures(Wired):
    """What visitors ask of figures. Everything raises IndexUnavailable when there is no index."""

    def figures(self) -> tuple[StatedFigure, ...]:
        """Every figure of every case, the newest case first; read once a generation."""
        with self.index.reading() as generation:
            return _figures(generation)

    def summaries(self) -> tuple[Summary, ...]:
        """What the comparable figures of each measure say, those with most cases first; made once a generation."""
        with self.index.reading() as generation:
            return generation.kept(
                "summaries of figures", lambda: summaries(_figures(generation), _strengths(generation))
            )

    def chosen_figures(self, chosen: Chosen) -> tuple[tuple[StatedFigure, ...], tuple[Summary, ...]]:
        """The figures somebody asks for, and what the comparable ones among them say."""
        with self.index.reading() as generation:
            figures = choose(_figures(generation), chosen, generation.catalogue.vocabularies["metrics"])
            if not chosen.is_narrowed:
                return figures, self.summaries()
            return figures, summaries(figures, _strengths(generation))

    def medians_for(self, facet: str, value: str) -> tuple[Summary, ...]:
        """The medians among the cases that have one value of "industry", "platform" or "objective".

        Only those that rest on three cases or more; each still holds the figures it rests on.
        """
        with self.index.reading() as generation:
            return generation.kept(f"medians of {facet} {value}", lambda: _medians(generation, facet, value))

    def compare(self, cases: tuple[CaseStudy, ...]) -> Comparison:
        """Cases side by side, in their order."""
        with self.index.reading() as generation:
            return compare(cases, _strengths(generation))


def _medians(generation: OpenGeneration, facet: str, value: str) -> tuple[Summary, ...]:
    among = (figure for figure in _figures(generation) if value in figure.case.values(facet))
    return tuple(each for each in summaries(among, _strengths(generation)) if each.quartiles)


def _figures(generation: OpenGeneration) -> tuple[StatedFigure, ...]:
    return generation.kept("figures", generation.catalogue.figures)


def _strengths(generation: OpenGeneration) -> Strengths:
    levels = generation.catalogue.vocabularies["evidence"]
    return {level.slug: level.strength for level in levels if isinstance(level, EvidenceLevel)}
