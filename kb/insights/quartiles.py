"""Median and quartiles of plain numbers."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import quantiles

# With fewer a "median" would only be somebody's figure, or the middle between two.
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Five numbers that part a group in quarters: smallest, lower quartile, median, upper quartile, largest."""

    smallest: float
    low: float
    median: float
    high: float
    largest: float


def quartiles(values: Iterable[float]) -> Quartiles | None:
    """The quartiles of at least FEWEST values, else None.

    The method is type 7 of Hyndman and Fan (Sample Quantiles in Statistical Packages, 1996), the one of spreadsheets
    (QUARTILE.INC), R and NumPy: the sorted values stand at even distances from 0 to 1, a quartile is read off at
    1/4, 1/2 and 3/4, and between two values it lies on the straight line between them.
    """
    ordered = sorted(values)
    if len(ordered) < FEWEST:
        return None
    low, median, high = quantiles(ordered, n=4, method="inclusive")
    return Quartiles(ordered[0], low, median, high, ordered[-1])
