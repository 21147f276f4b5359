"""What a search scored once, kept to compare a change with: per engine the numbers by category and every rank."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kb.errors import ContentError
from kb.evaluation.measure import Outcome, Score, scores

Row = tuple[str, str]


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
    return _braced((f"{_plain(engine)}: {_as_text(each)}" for engine, each in sorted(baselines.items())), 0) + "\n"


def _as_text(baseline: Baseline) -> str:
    """As a writer of JSON would, but for the lists of a score, which it spreads over a line for each number."""
    scores_kept = (_bracketed(_plain(value) for value in asdict(score).values()) for score in baseline.scores)
    ranks = (f"{_plain(key)}: {rank}" for key, rank in baseline.ranks.items())
    return _braced((
        f'"date": {_plain(baseline.date)}', f'"cases": {baseline.cases}', f'"scores": {_braced(scores_kept, 2, "[]")}',
        f'"ranks": {_braced(ranks, 2)}'), 1)


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _bracketed(values: Iterable[str]) -> str:
    return f"[ {', '.join(values)} ]"


def _braced(entries: Iterable[str], depth: int, braces: str = "{}") -> str:
    lines = ",\n".join(f"{' ' * (depth + 1)}{entry}" for entry in entries)
    return f"{braces[0]}\n{lines}\n{' ' * depth}{braces[1]}" if lines else braces


def _baseline(engine: str, value: Mapping[str, Any]) -> Baseline:
    kept = tuple(Score(str(origin), str(kind), int(asked), *map(float, shares))
                 for origin, kind, asked, *shares in value["scores"])
    ranks = {str(key): int(rank) for key, rank in value["ranks"].items()}
    return Baseline(engine, str(value["date"]), int(value["cases"]), kept, ranks)
