"""Where a result of one's own stands among the comparable figures of the library."""

from dataclasses import dataclass
from math import log

from kb.insights.comparable import number_of
from kb.insights.medians import Summary
from kb.insights.quartiles import Quartiles
from kb.model import StatedFigure

NEAREST = 3


@dataclass(frozen=True, slots=True)
class Placing:
    """A value among `n` others.

    `rank` counts from 1, equal values share one: from the largest, but from the smallest where less is better.
    `quarter` is 1 for the first quarter in that order, 4 for the last. `is_judged` is whether a first place is good:
    for a neutral metric more is only more.
    """

    value: float
    rank: int
    n: int
    quarter: int
    is_judged: bool
    nearest: tuple[StatedFigure, ...]


def place(value: float, summary: Summary, direction: str) -> Placing | None:
    """Place a value by the direction of its metric ("up", "down", "neutral"); None when too few cases are there."""
    if summary.quartiles is None:
        return None
    falling = direction == "down"
    ahead = sum((number < value) if falling else (number > value) for number in summary.numbers)
    return Placing(
        value=value, rank=ahead + 1, n=summary.n, quarter=_quarter(value, summary.quartiles, falling=falling),
        is_judged=direction in ("up", "down"), nearest=nearest(value, summary),
    )


def _quarter(value: float, quartiles: Quartiles, *, falling: bool) -> int:
    """A value that is a quartile itself belongs to the quarter nearer to the first place."""
    if falling:
        return 1 + sum(value > border for border in (quartiles.low, quartiles.median, quartiles.high))
    return 1 + sum(value < border for border in (quartiles.low, quartiles.median, quartiles.high))


def nearest(value: float, summary: Summary) -> tuple[StatedFigure, ...]:
    """The NEAREST figures, the closest first, of equally close ones by the slug of the case.

    Results of one kind lie powers of ten apart, so distance is by ratio, twice as much being as far as half as much;
    where something is zero or less there is no ratio, and the plain difference counts.
    """
    has_ratios = value > 0 and all(number > 0 for number in summary.numbers)

    def distance(figure: StatedFigure) -> tuple[float, str]:
        number = number_of(figure.result) or 0
        return abs(log(number / value)) if has_ratios else abs(number - value), figure.case.slug
    return tuple(sorted(summary.figures, key=distance)[:NEAREST])
