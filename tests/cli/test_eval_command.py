"""`kb eval`, over outcomes that are known."""

import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kb.errors import ContentError
from kb.evaluation import GOLDEN, SETS, WRITTEN, Baseline, Outcome, Question, baseline_of
from kb.services import Evaluation


def outcome(q: str, rank: int | None, kind: str = "idea", origin: str = WRITTEN, **values: Any) -> Outcome:
    return Outcome(Question(q, ("a",), "ro", kind, origin), rank, **values)


OUTCOMES = (
    outcome("vin", 1, "plain", GOLDEN, found=("a", "b")),
    outcome("miere", 2, found=("b", "a")), outcome("lapte", None, found=("b",)),
    outcome("ceai", None, failure="broken"),
)
BEFORE = (outcome("vin", 2, "plain", GOLDEN), outcome("miere", 1), outcome("lapte", None), outcome("gone", 1))


@dataclass
class FakeEvaluating:
    """Services that know what they are asked and answer what they are told to."""

    since: Baseline | None = None
    missing: tuple[str, ...] = ()
    asked: list[tuple[Any, ...]] = field(default_factory=list)

    def evaluate(self, engine: str, written: Path | None, sets: Any) -> Evaluation:
        self.asked.append(("evaluate", engine, written, tuple(sets)))
        return Evaluation(engine or "sqlite_fts", 141, OUTCOMES, self.missing)

    def baseline(self, engine: str, file: Path | None) -> Baseline | None:
        self.asked.append(("baseline", engine, file))
        return self.since

    def save_baseline(self, evaluation: Evaluation, today: date, file: Path | None) -> Path:
        self.asked.append(("save", evaluation.engine, today, file))
        return file or Path("tests/eval/baseline.json")

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def services():
    return FakeEvaluating()


def test_the_table_has_a_line_a_category_with_its_target(run, services):
    lines = run("eval").stdout.splitlines()
    assert lines == [
        "Engine sqlite_fts, 141 cases, 4 questions.",
        "                                  asked  MRR@10    S@1    S@3   S@10  target",
        "golden                                1   1.000  1.000  1.000  1.000    0.85",
        "  plain                               1   1.000  1.000  1.000  1.000    0.75",
        "written                               3   0.167  0.000  0.333  0.333    0.85!",
        "  idea                                3   0.167  0.000  0.333  0.333    0.60!",
    ]
    assert services.asked == [("evaluate", "", None, SETS)]


def test_engine_questions_and_sets_are_passed_on(run, services):
    run("eval", "--engine", "null", "--questions", "mine.yaml", "--set", "golden", "--set", "written")
    assert services.asked == [("evaluate", "null", Path("mine.yaml"), ("golden", "written"))]


def test_misses_are_listed_with_what_came_first_or_what_failed(run):
    assert run("eval", "--misses").stdout.splitlines()[-3:] == [
        " 2  written/idea/ro: miere -> a | b, a",
        " -  written/idea/ro: lapte -> a | b",
        " -  written/idea/ro: ceai -> a | broken",
    ]


def test_a_set_that_is_not_there_is_named(run, services):
    services.missing = (WRITTEN,)
    assert "There are no questions of this set here: written by hand." in run("eval").stdout
    assert "написаны людьми" in run("eval", "--lang", "ru").stdout


def test_a_comparison_shows_changes_and_what_moved_the_worst_first(run, services):
    services.since = baseline_of(BEFORE, "sqlite_fts", "2026-12-01", 140)
    lines = run("eval", "--compare").stdout.splitlines()
    assert lines[3].endswith("0.75 +0.500")
    assert lines[5].endswith("0.60!-0.500")
    assert lines[-3:] == [
        "Since 2026-12-01 (140 cases): questions moved: 2, new: 1, gone: 1.",
        "-0.50  1 -> 2   written/idea/ro: miere",
        "+0.50  2 -> 1   golden/plain/ro: vin",
    ]
    assert services.asked[1] == ("baseline", "sqlite_fts", None)


def test_a_long_list_of_moves_is_cut(run, services, monkeypatch):
    monkeypatch.setattr("kb.cli.eval._MOST_MOVED", 1)
    services.since = baseline_of(BEFORE, "sqlite_fts", "2026-12-01", 140)
    assert run("eval", "--compare").stdout.splitlines()[-2:] == ["-0.50  1 -> 2   written/idea/ro: miere", "…"]


def test_a_comparison_with_nothing_says_so(run):
    assert run("eval", "--compare").stdout.splitlines()[-1] == "No baseline is saved for the engine sqlite_fts."


def test_a_baseline_is_saved_where_it_is_wanted(run, services):
    result = run("eval", "--save-baseline", "--baseline", "mine.json")
    assert result.stderr.splitlines() == ["Saved in mine.json."]
    [_, (_, engine, today, file)] = services.asked
    assert (engine, file) == ("sqlite_fts", Path("mine.json"))
    assert today.year >= 2026


def test_a_baseline_of_some_sets_is_refused_before_anything_is_asked(run, services):
    result = run("eval", "--save-baseline", "--set", "golden")
    assert result.exit_code == 2
    assert "needs all sets" in result.stderr
    assert services.asked == []


def test_json_has_scores_questions_and_the_comparison(run, services):
    services.since = baseline_of(BEFORE, "sqlite_fts", "2026-12-01", 140)
    told = json.loads(run("eval", "--json", "--compare").stdout)
    assert (told["engine"], told["cases"]) == ("sqlite_fts", 141)
    assert told["scores"][3] == {
        "set": "written", "kind": "idea", "asked": 3, "mrr_at_10": 0.1667, "success_at_1": 0.0, "success_at_3": 0.3333,
        "success_at_10": 0.3333, "target": 0.6, "met": False,
    }
    assert told["questions"][3] == {
        "q": "ceai", "lang": "ro", "set": "written", "kind": "idea", "expect": ["a"], "rank": None, "found": [],
        "failure": "broken",
    }
    assert told["compared"]["moved"] == [
        {"question": "written/idea/ro: miere", "before": 1, "rank": 2},
        {"question": "golden/plain/ro: vin", "before": 2, "rank": 1},
    ]
    assert {"set": "golden", "kind": "plain", "mrr_at_10": 0.5} in told["compared"]["changes"]
    assert json.loads(run("eval", "--json").stdout)["compared"] is None


def test_what_cannot_be_read_is_one_sentence(run, services, monkeypatch):
    def refuse(*_: object) -> None:
        raise ContentError("%(file)s cannot be read: %(reason)s", file="q.yaml", reason="no")

    monkeypatch.setattr(FakeEvaluating, "evaluate", refuse)
    result = run("eval", "--questions", "q.yaml")
    assert (result.exit_code, result.stderr) == (1, "kb: q.yaml cannot be read: no\n")
