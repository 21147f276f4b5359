"""What a search scored once, kept to compare a change with: per engine the numbers by category and every rank."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kb.errors import ContentError
from kb.evaluation.measure import Outcome, Score, scores

Row = tuple[str, str]

# A list of plain values, which the writer of JSON spreads over as many lines.
_SPREAD_LIST = re.compile(r'\[\s+"[^\[\]{}]*\]')


@dataclass(frozen=True, slots=True)
class Baseline:
    """What one engine scored on a day (ISO) over so many cases; `ranks` by the key of a question, 0 for none."""

    engine: str
    date: str
    cases: int
    scores: tuple[Score, ...]
    ranks: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Moved:
    """A question whose rank is another one now; None for not among the first ten."""

    outcome: Outcome
    before: int | None

    @property
    def gain(self) -> float:
        """By how much the reciprocal rank rose."""
        return self.outcome.score - (1 / self.before if self.before else 0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """The change of MRR@10 by set and category that both have, and the questions that moved, the worst first.

    `new` and `gone` count questions that only one of both has: they change the numbers too.
    """

    since: Baseline
    changes: Mapping[Row, float]
    moved: tuple[Moved, ...]
    new: int
    gone: int


def baseline_of(outcomes: Iterable[Outcome], engine: str, date: str, cases: int) -> Baseline:
    """What is kept of a measurement."""
    listed = list(outcomes)
    ranks = {outcome.question.key: outcome.rank or 0 for outcome in listed}
    return Baseline(engine, date, cases, scores(listed), ranks)


def compare(since: Baseline, outcomes: Iterable[Outcome]) -> Comparison:
    """What changed since a baseline was saved."""
    listed = {outcome.question.key: outcome for outcome in outcomes}
    before = {(score.origin, score.kind): score.mrr for score in since.scores}
    now = {(score.origin, score.kind): score.mrr for score in scores(listed.values())}
    moved = [
        Moved(outcome, since.ranks[key] or None) for key, outcome in listed.items()
        if key in since.ranks and since.ranks[key] != (outcome.rank or 0)
    ]
    return Comparison(
        since, {row: round(mrr - before[row], 4) for row, mrr in now.items() if row in before},
        tuple(sorted(moved, key=lambda each: (each.gain, each.outcome.question.key))),
        new=len(listed.keys() - since.ranks.keys()), gone=len(since.ranks.keys() - listed.keys()),
    )


def read_baselines(path: Path) -> dict[str, Baseline]:
    """The saved baselines by engine; none when there is no file. Raises ContentError."""
    try:
        if not path.exists():
            return {}
        values = json.loads(path.read_text(encoding="utf-8"))
        return {engine: _baseline(engine, value) for engine, value in values.items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise ContentError("%(file)s cannot be read: %(reason)s", file=str(path), reason=str(error)) from error


def baselines_as_text(baselines: Mapping[str, Baseline]) -> str:
    """The file of baselines: one line a category and a question, so that a change of it can be read."""
    values = {}
    for engine, baseline in sorted(baselines.items()):
        value = asdict(baseline) | {"scores": [list(asdict(score).values()) for score in baseline.scores]}
        del value["engine"]
        values[engine] = value
    return _SPREAD_LIST.sub(_on_one_line, json.dumps(values, ensure_ascii=False, indent=1)) + "\n"


def _on_one_line(match: re.Match[str]) -> str:
    return " ".join(match.group().split())


def _baseline(engine: str, value: Mapping[str, Any]) -> Baseline:
    kept = tuple(Score(*score) for score in value["scores"])
    return Baseline(engine, str(value["date"]), int(value["cases"]), kept, dict(value["ranks"]))
