"""Which figures may be set side by side: outcomes with a number, of one metric, unit and base, one a case.

- A context figure (size, price, plan) is never comparable, nor is what is stated in words.
- A range stands at its middle: between the two ends a source names nothing is likelier than anything else.
- "About" stands at its number. "At least" and "at most" stand at the number named, the only one a source supports;
  whoever shows them says how many there are, because the real ones lie on one known side.
- Of a case's several figures of one kind the best supported one counts, and of equally supported ones the first:
  authors put what matters most first. So no case weighs more than another because it published more numbers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kb.model import Result, StatedFigure

# How well each kind of evidence supports a figure; what is not known supports least.
Strengths = Mapping[str, int]


@dataclass(frozen=True, slots=True, order=True)
class Measure:
    """What is counted, in which unit, out of what: only figures of one measure are compared."""

    metric: str
    unit: str
    base: str = ""


def measure_of(result: Result) -> Measure:
    """The measure of a result."""
    return Measure(result.metric, result.unit, result.base or "")


def number_of(result: Result) -> float | None:
    """The one number a result stands at, a range at its middle; None for what is not comparable."""
    if not result.is_outcome or result.value is None:
        return None
    return result.value if result.value_to is None else (result.value + result.value_to) / 2


def groups(figures: Iterable[StatedFigure], strengths: Strengths) -> dict[Measure, tuple[StatedFigure, ...]]:
    """The comparable figures by measure, one a case, in the order the cases came."""
    chosen: dict[Measure, dict[str, StatedFigure]] = {}
    for figure in figures:
        if number_of(figure.result) is not None:
            of_case = chosen.setdefault(measure_of(figure.result), {})
            before = of_case.get(figure.case.slug)
            of_case[figure.case.slug] = figure if before is None else _better(before, figure, strengths)
    return {measure: tuple(of_case.values()) for measure, of_case in chosen.items()}


def _better(one: StatedFigure, other: StatedFigure, strengths: Strengths) -> StatedFigure:
    def rank(figure: StatedFigure) -> tuple[int, int]:
        return -strengths.get(figure.result.evidence, 0), figure.place
    return min(one, other, key=rank)
