"""Stated figures for tests, with only what a test is about."""

from typing import Any

from kb.model import CaseFacts, Result, Source, StatedFigure

STRENGTHS = {"self_declared": 1, "press": 2, "audited": 4}


def stated(slug: str, value: float | None, *, place: int = 1, **changes: Any) -> StatedFigure:
    """A figure of a case; `industries`, `platforms` and `objectives` are its case's, the rest its own."""
    facets = {name: changes.pop(name, ()) for name in ("industries", "platforms", "objectives")}
    case = CaseFacts(slug, {"ro": slug.title()}, years=(2020,), **facets)
    fields = {
        "metric": "reach", "label": "oameni", "unit": "count", "evidence": "press", "source": 1, "value": value,
    }
    return StatedFigure(case, place, Result(**{**fields, **changes}), Source("https://a.md", "A", "ro"))


def many(*values: float, **changes: Any) -> list[StatedFigure]:
    """A figure for each value, each of another case: a, b, c ..."""
    return [stated(chr(ord("a") + place), value, **changes) for place, value in enumerate(values)]
