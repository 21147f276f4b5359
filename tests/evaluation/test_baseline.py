"""Baselines: saved, read back, and compared with."""

from pathlib import Path

import pytest

from kb.errors import ContentError
from kb.evaluation import (
    WRITTEN,
    Outcome,
    Question,
    baseline_of,
    baselines_as_text,
    compare,
    read_baselines,
    scores,
)


def outcomes(**ranks: int | None) -> list[Outcome]:
    """One question a word, of the kind before its underscore."""
    return [
        Outcome(Question(f"q {name}", ("a",), "ro", name.partition("_")[0], WRITTEN), rank)
        for name, rank in ranks.items()
    ]


BEFORE = outcomes(ru_a=1, ru_b=2, en_a=None, typo_a=1)


def test_a_baseline_is_read_back_as_it_was_saved(tmp_path: Path) -> None:
    kept = {name: baseline_of(BEFORE, name, "2026-12-01", 141) for name in ("whoosh", "sqlite_fts")}
    path = tmp_path / "baseline.json"
    path.write_text(baselines_as_text(kept), encoding="utf-8")
    assert read_baselines(path) == kept
    assert kept["whoosh"].scores == scores(BEFORE)
    assert kept["whoosh"].ranks["written/en/ro: q en_a"] == 0


def test_the_file_has_a_line_a_category_and_a_line_a_question_whatever_is_typed(tmp_path: Path) -> None:
    odd = 'a "b" [c], {d}: \\ é ы\n'
    found = [Outcome(Question(odd, (), "ro", "ru", WRITTEN), 1), *BEFORE]
    text = baselines_as_text({"sqlite_fts": baseline_of(found, "sqlite_fts", "2026-12-01", 3)})
    lines = [line.strip().rstrip(",") for line in text.splitlines()]
    assert '"written/ru/ro: q ru_b": 2' in lines
    assert '[ "written", "ru", 3, 0.8333, 0.6667, 1.0, 1.0 ]' in lines
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    assert read_baselines(path)["sqlite_fts"].ranks[f"written/ru/ro: {odd}"] == 1


def test_without_a_file_there_is_no_baseline(tmp_path: Path) -> None:
    assert read_baselines(tmp_path / "none.json") == {}


@pytest.mark.parametrize("text", ["{", "[]", '{"x": 1}', '{"x": {}}', '{"x": {"date": "", "cases": 1, "scores": [1]}}'])
def test_a_file_that_is_no_baseline_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "baseline.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ContentError, match=r"baseline\.json cannot be read"):
        read_baselines(path)


def test_a_comparison_tells_what_moved_the_worst_first() -> None:
    since = baseline_of(BEFORE, "sqlite_fts", "2026-12-01", 141)
    compared = compare(since, outcomes(ru_a=None, ru_b=1, en_a=4, new_a=1))
    assert [(each.outcome.question.q, each.before, each.outcome.rank, each.gain) for each in compared.moved] == [
        ("q ru_a", 1, None, -1.0), ("q en_a", None, 4, 0.25), ("q ru_b", 2, 1, 0.5),
    ]
    assert (compared.new, compared.gone) == (1, 1)
    assert compared.changes == {(WRITTEN, "overall"): -0.0625, (WRITTEN, "ru"): -0.25, (WRITTEN, "en"): 0.25}


def test_nothing_changed_is_no_move() -> None:
    compared = compare(baseline_of(BEFORE, "sqlite_fts", "2026-12-01", 141), BEFORE)
    assert compared.moved == ()
    assert set(compared.changes.values()) == {0.0}
