"""The figures of all cases as small rows, so that comparing them reads no case. Figures themselves are `kb.model`'s."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from sys import intern
from typing import Any

from kb.model import CaseFacts, CaseStudy, Result, Source, StatedFigure, figures_of
from kb.store.rows import dumps

_LISTS = ("industries", "platforms", "objectives", "years")
# The same few words stand in thousands of figures: each is held once.
_SHARED = ("metric", "unit", "evidence", "qualifier", "base", "platform", "kind")
_WORDS = ("labels", "texts", "notes")


def figures_row(number: int, case: CaseStudy) -> dict[str, Any] | None:
    """A case's figures as they are kept, under its number; None for a case without any."""
    figures = figures_of(case)
    if not figures:
        return None
    facts = {name: getattr(figures[0].case, name) for name in ("slug", "titles", *_LISTS)}
    sources = [_without(each, Source) for each in case.sources]
    return {
        "number": number,
        "facts": dumps(facts | {"sources": sources}),
        "results": dumps([_result_row(figure) for figure in figures]),
    }


def _result_row(figure: StatedFigure) -> dict[str, Any]:
    words = {name: getattr(figure, name) for name in _WORDS if getattr(figure, name)}
    return {"place": figure.place, **words, "result": _without(figure.result, Result)}


def _without(kept: object, kind: type) -> dict[str, Any]:
    """The fields of a flat dataclass that are not as usual."""
    usual = {each.name: each.default for each in fields(kind)}
    return {name: value for name in usual if (value := getattr(kept, name)) != usual[name]}


def kept_figures(rows: Iterable[tuple[str, str]]) -> tuple[StatedFigure, ...]:
    """The figures that rows of facts and results keep, case by case."""
    return tuple(figure for facts, results in rows for figure in _figures(json.loads(facts), json.loads(results)))


def _figures(facts: dict[str, Any], results: Iterable[Mapping[str, Any]]) -> Iterable[StatedFigure]:
    sources = [Source(**source) for source in facts.pop("sources")]
    case = CaseFacts(**{**facts, **{name: tuple(facts[name]) for name in _LISTS}})
    for row in results:
        words = {name: row[name] for name in _WORDS if name in row}
        result = Result(**{**row["result"], **_held_once(row["result"])})
        yield StatedFigure(case, row["place"], result, sources[result.source - 1], **words)


def _held_once(values: Mapping[str, Any]) -> dict[str, str]:
    return {name: intern(values[name]) for name in _SHARED if values.get(name)}
