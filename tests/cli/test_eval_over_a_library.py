"""`kb eval` from end to end, over a small library of its own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import Session, main
from kb.settings import Settings
from tests.builders import CASE_BODY, case_markdown, write_library

QUERIES = "- {q: struguri, lang: ro, kind: plain, expect: [struguri]}\n"
QUESTIONS = """\
- {q: miere de la prisacă, lang: ro, kind: ro, expect: [miere]}
- {q: vnzrea strgurilr, lang: ro, kind: typo, expect: [struguri, miere]}
- {q: kubernetes, lang: en, kind: no_answer, expect: []}
"""
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    honey = case_markdown(title="Miere de la prisacă", summary="Apicultorii au vândut miere.",
                          body=CASE_BODY.replace("strugurii", "mierea"))
    content = write_library(tmp_path / "content", cases={"struguri": case_markdown(), "miere": honey},
                            files={"golden-queries.yaml": QUERIES})
    settings = Settings(content=content, index=tmp_path / "index", processes=1, log_level="error")
    (tmp_path / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")

    def invoke(*arguments: str) -> Result:
        session = Session(read=lambda: settings)
        files = ("--questions", str(tmp_path / "questions.yaml"), "--baseline", str(tmp_path / "baseline.json"))
        return CliRunner().invoke(main, ["eval", *files, *arguments], obj=session, catch_exceptions=False)
    return invoke


def scores_of(result: Result) -> dict[tuple[str, str], float]:
    return {(row["set"], row["kind"]): row["mrr_at_10"] for row in json.loads(result.stdout)["scores"]}


def test_the_three_sets_are_asked_and_scored(run: Run, tmp_path: Path) -> None:
    found = scores_of(run("--json"))
    assert found["golden", "plain"] == 1
    assert found["written", "ro"] == 1
    assert found["written", "no_answer"] == 1
    assert found["generated", "plain_ro"] == 1
    assert not (tmp_path / "index").exists()


def test_a_saved_baseline_is_what_the_next_run_is_compared_with(run: Run, tmp_path: Path) -> None:
    assert run("--compare").stdout.splitlines()[-1] == "No baseline is saved for the engine sqlite_fts."
    saved = run("--save-baseline")
    assert saved.exit_code == 0
    assert (tmp_path / "baseline.json").exists()
    same = run("--compare", "--set", "written", "--set", "golden")
    assert "questions moved: 0, new: 0" in same.stdout
    (tmp_path / "questions.yaml").write_text(QUESTIONS.replace("[miere]", "[struguri]"), encoding="utf-8")
    moved = run("--compare", "--set", "written").stdout
    assert "written/ro/ro: miere de la prisacă" in moved.splitlines()[-1]


def test_an_engine_has_a_baseline_of_its_own(run: Run) -> None:
    run("--save-baseline")
    assert "No baseline is saved for the engine null." in run("--engine", "null", "--compare").stdout


@pytest.mark.parametrize(("arguments", "said"), [
    (("--engine", "nothing"), "kb: there is no search engine nothing"),
    (("--set", "nothing"), "'nothing' is not one of"),
])
def test_what_is_not_there_is_named(run: Run, arguments: tuple[str, ...], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code != 0
    assert said in result.stderr


def test_a_bad_file_of_questions_is_one_sentence_with_its_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "questions.yaml").write_text("- {q: vin, kind: ro, expect: []}\n- vin\n", encoding="utf-8")
    result = run()
    assert result.exit_code == 1
    assert result.stderr.startswith(f"kb: {tmp_path / 'questions.yaml'}:2: a question has q, kind, expect")
