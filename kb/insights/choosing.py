"""Choosing figures by what they measure, how they are supported, and the case they come from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from kb.insights.medians import FACETS
from kb.model import Metric, StatedFigure, Vocabulary


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader asks for; an empty name asks for everything. Context figures come only when asked for."""

    family: str = ""
    metric: str = ""
    evidence: str = ""
    industry: str = ""
    platform: str = ""
    objective: str = ""
    context: bool = False

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but context figures was asked for."""
        return any((self.family, self.metric, self.evidence, self.industry, self.platform, self.objective))

    def with_value(self, name: str, value: str) -> "Chosen":
        """The same with another value under one of the names."""
        changes: dict[str, Any] = {name: value}
        return replace(self, **changes)


def choose(figures: Iterable[StatedFigure], chosen: Chosen, metrics: Vocabulary) -> tuple[StatedFigure, ...]:
    """The figures that were asked for, in their order."""
    wanted = {name: value for name in FACETS if (value := getattr(chosen, name))}
    families = family_of(metrics)
    return tuple(figure for figure in figures if _suits(figure, chosen, wanted, families))


def _suits(figure: StatedFigure, chosen: Chosen, wanted: Mapping[str, str], families: Mapping[str, str]) -> bool:
    result = figure.result
    return (
        (chosen.context or result.is_outcome)
        and (not chosen.metric or result.metric == chosen.metric)
        and (not chosen.family or families.get(result.metric) == chosen.family)
        and (not chosen.evidence or result.evidence == chosen.evidence)
        and all(value in figure.case.values(facet) for facet, value in wanted.items())
    )


def family_of(metrics: Vocabulary) -> dict[str, str]:
    """The family of each metric."""
    return {metric.slug: metric.family for metric in metrics if isinstance(metric, Metric)}
