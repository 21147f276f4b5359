"""Medians of comparable figures, over everything and by industry, platform or objective."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kb.insights.comparable import Measure, Strengths, groups, measure_of, number_of
from kb.insights.quartiles import FEWEST, Quartiles, quartiles
from kb.model import StatedFigure

FACETS = ("industry", "platform", "objective")


@dataclass(frozen=True, slots=True)
class Summary:
    """What the comparable figures of one measure say; without quartiles when there are fewer than FEWEST cases."""

    measure: Measure
    figures: tuple[StatedFigure, ...]
    quartiles: Quartiles | None

    @property
    def n(self) -> int:
        """How many cases there are, each with one figure."""
        return len(self.figures)

    @property
    def numbers(self) -> tuple[float, ...]:
        """The numbers the figures stand at, in their order."""
        return tuple(number for each in self.figures if (number := number_of(each.result)) is not None)

    def qualified(self, qualifier: str) -> int:
        """How many of the figures have a qualifier such as "at_least"."""
        return sum(figure.result.qualifier == qualifier for figure in self.figures)


def summaries(figures: Iterable[StatedFigure], strengths: Strengths) -> tuple[Summary, ...]:
    """A summary of each measure there is, those with most cases first."""
    made = [summary_of(measure, group) for measure, group in groups(figures, strengths).items()]
    return tuple(sorted(made, key=lambda summary: (-summary.n, summary.measure)))


def summary_of(measure: Measure, group: Sequence[StatedFigure]) -> Summary:
    """The summary of comparable figures of one measure, one a case."""
    numbers = (number for each in group if (number := number_of(each.result)) is not None)
    return Summary(measure, tuple(group), quartiles(numbers))


def ranked(
    figures: Iterable[StatedFigure], summaries: Sequence[Summary], direction: str
) -> tuple[StatedFigure, ...]:
    """Figures of one metric, measure by measure: the largest first, but the smallest where less is better.

    What has no number to compare (words, context) comes last, in the order it came.
    """
    places = {summary.measure: place for place, summary in enumerate(summaries)}

    def order(figure: StatedFigure) -> tuple[bool, int, float]:
        number = number_of(figure.result)
        if number is None:
            return True, 0, 0
        return False, places.get(measure_of(figure.result), len(places)), number if direction == "down" else -number
    return tuple(sorted(figures, key=order))


def by_facet(summary: Summary, facet: str) -> tuple[tuple[str, Summary], ...]:
    """The same measure within each value of "industry", "platform" or "objective" that has FEWEST cases or more.

    A case counts under each of its values. A value that all the cases have says nothing new and is left out.
    """
    values: dict[str, list[StatedFigure]] = {}
    for figure in summary.figures:
        for value in figure.case.values(facet):
            values.setdefault(value, []).append(figure)
    told = [(value, group) for value, group in values.items() if FEWEST <= len(group) < summary.n]
    ordered = sorted(told, key=lambda pair: (-len(pair[1]), pair[0]))
    return tuple((value, summary_of(summary.measure, group)) for value, group in ordered)
