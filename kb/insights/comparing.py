"""Two to four cases side by side: what they share, in what they differ, and which figures of theirs may be compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from kb.insights.comparable import Measure, Strengths, groups
from kb.model import CaseStudy, StatedFigure, figures_of

FEWEST_CASES = 2
MOST_CASES = 4
TRAITS = ("businesses", "industries", "platforms", "objectives", "places", "roles")


@dataclass(frozen=True, slots=True)
class Trait:
    """One kind of fact: what all cases have in common, and what each has besides, in the order of the cases."""

    name: str
    shared: tuple[str, ...]
    own: tuple[tuple[str, ...], ...]

    @property
    def differs(self) -> bool:
        """Whether any case has something that not all have."""
        return any(self.own)


@dataclass(frozen=True, slots=True)
class SharedMeasure:
    """A measure that at least two of the cases have a comparable figure of; None where a case has none."""

    measure: Measure
    figures: tuple[StatedFigure | None, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Cases side by side; `others` are each case's outcome figures that stand alone."""

    traits: tuple[Trait, ...]
    measures: tuple[SharedMeasure, ...]
    others: tuple[tuple[StatedFigure, ...], ...]


def compare(cases: Sequence[CaseStudy], strengths: Strengths) -> Comparison:
    """Compare cases in their order; facts that no case has are left out."""
    traits = [_trait(name, [_values(case, name) for case in cases]) for name in TRAITS]
    figures = [figures_of(case) for case in cases]
    measures = _shared_measures(figures, strengths)
    used = {id(figure) for shared in measures for figure in shared.figures}
    others = tuple(
        tuple(each for each in of_case if each.result.is_outcome and id(each) not in used) for of_case in figures
    )
    return Comparison(tuple(trait for trait in traits if trait.shared or trait.differs), measures, others)


def _values(case: CaseStudy, name: str) -> tuple[str, ...]:
    if name == "roles":
        return tuple(dict.fromkeys(credit.role for credit in case.specialists))
    values: tuple[str, ...] = getattr(case, name)
    return values


def _trait(name: str, values: Sequence[tuple[str, ...]]) -> Trait:
    shared = tuple(value for value in values[0] if all(value in each for each in values)) if values else ()
    return Trait(name, shared, tuple(tuple(value for value in each if value not in shared) for each in values))


def _shared_measures(
    figures: Sequence[Sequence[StatedFigure]], strengths: Strengths
) -> tuple[SharedMeasure, ...]:
    """In the order of the first case's figures, then of the second's."""
    by_case = [{measure: group[0] for measure, group in groups(each, strengths).items()} for each in figures]
    measures = dict.fromkeys(measure for each in by_case for measure in each)
    shared = (SharedMeasure(measure, tuple(each.get(measure) for each in by_case)) for measure in measures)
    return tuple(each for each in shared if sum(figure is not None for figure in each.figures) >= FEWEST_CASES)
