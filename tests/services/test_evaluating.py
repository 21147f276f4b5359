"""Measuring the search of a small real library, without touching the live index."""

from datetime import date
from pathlib import Path

import pytest

from kb import paths
from kb.errors import ConfigurationError, ContentError, NotFound
from kb.evaluation import GENERATED, GOLDEN, WRITTEN, Question, compare, generate
from kb.model import Library
from kb.services import Services, build, evaluating
from kb.settings import Settings
from tests.builders import CASE_BODY, case_markdown, page, write_library

QUERIES = """\
- {q: struguri, lang: ro, kind: plain, expect: [struguri]}
- {q: struguri tv, kind: plain, expect: [struguri], filters: {platform: tv}}
"""
WRITTEN_QUESTIONS = """\
- {q: miere, lang: ro, kind: ro, expect: [miere]}
- {q: лошадь, lang: ru, kind: no_answer, expect: []}
- {q: miere, lang: ro, kind: idea, expect: [struguri]}
"""
CASES = {
    "struguri": case_markdown(),
    "miere": case_markdown(title="Miere de la prisacă", summary="Apicultorii au vândut miere.",
                           body=CASE_BODY.replace("strugurii", "mierea")),
    "miere.ru": page({"title": "Мёд с пасеки", "summary": "Пчеловоды продали мёд.", "lang": "ru"},
                     "## Контекст\n\nМёд.\n\n## Что сделали\n\nЯрмарка.\n\n## Результаты\n\nВсё продали.\n"),
}


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Services:
    """Services of a checkout whose folder for questions and baselines is empty, over a library without an index."""
    (tmp_path / "eval").mkdir()
    monkeypatch.setattr(paths, "evaluation", lambda: tmp_path / "eval")
    content = write_library(tmp_path / "content", cases=CASES, files={"golden-queries.yaml": QUERIES})
    return build(Settings(content=content, index=tmp_path / "index", processes=1))


def write_questions(folder: Path) -> Path:
    path = folder / "questions.yaml"
    path.write_text(WRITTEN_QUESTIONS, encoding="utf-8")
    return path


def test_known_questions_are_asked_and_the_live_index_is_left_alone(services: Services, tmp_path: Path) -> None:
    evaluation = services.evaluate(sets=[GOLDEN])
    [outcome] = evaluation.outcomes
    assert (outcome.question.q, outcome.rank, outcome.found) == ("struguri", 1, ("struguri",))
    assert (evaluation.engine, evaluation.cases, evaluation.missing) == ("sqlite_fts", 2, ())
    assert not (tmp_path / "index").exists()


def test_hand_written_questions_are_those_of_the_checkout_or_of_a_file(services: Services, tmp_path: Path) -> None:
    assert services.evaluate(sets=[WRITTEN]).missing == (WRITTEN,)
    named = services.evaluate(written=write_questions(tmp_path), sets=[WRITTEN])
    write_questions(tmp_path / "eval")
    found = services.evaluate(sets=[WRITTEN])
    assert named.outcomes == found.outcomes
    assert [each.rank for each in found.outcomes] == [1, 1, None]


def test_generated_questions_across_languages_see_only_main_versions(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(_: Library) -> tuple[Question, ...]:
        return tuple(Question("пасеки", ("miere",), "ru", "cross", GENERATED, main_only) for main_only in (False, True))

    monkeypatch.setattr(evaluating, "generate", make)
    assert [each.rank for each in services.evaluate(sets=[GENERATED]).outcomes] == [1, None]


def test_all_sets_are_asked_when_none_is_named(services: Services) -> None:
    evaluation = services.evaluate()
    assert {each.question.origin for each in evaluation.outcomes} == {GOLDEN, GENERATED}
    assert evaluation.missing == (WRITTEN,)
    assert evaluating.generate is generate


def test_the_engine_may_be_another_than_the_settings_one(services: Services) -> None:
    evaluation = services.evaluate("null", sets=[GOLDEN])
    assert evaluation.engine == "null"
    assert [each.found for each in evaluation.outcomes] == [("miere", "struguri")]  # it finds no words
    with pytest.raises(ConfigurationError):
        services.evaluate("nothing", sets=[GOLDEN])


def test_a_bad_file_of_questions_is_refused(services: Services, tmp_path: Path) -> None:
    (tmp_path / "eval/questions.yaml").write_text("- {q: x}\n", encoding="utf-8")
    with pytest.raises(ContentError):
        services.evaluate()


def test_a_baseline_is_saved_for_each_engine_and_compared_with(services: Services, tmp_path: Path) -> None:
    assert services.baseline("sqlite_fts") is None
    real, empty = services.evaluate(sets=[GOLDEN]), services.evaluate("null", sets=[GOLDEN])
    for evaluation in (real, empty):
        assert services.save_baseline(evaluation, date(2026, 12, 1)) == tmp_path / "eval/baseline.json"
    since = services.baseline("null")
    assert since is not None
    assert (since.date, since.cases, since.ranks) == ("2026-12-01", 2, {"golden/plain/ro: struguri": 2})
    assert [moved.gain for moved in compare(since, real.outcomes).moved] == [0.5]
    own = services.baseline("sqlite_fts")
    assert own is not None
    assert compare(own, real.outcomes).moved == ()


def test_a_baseline_may_stand_in_any_file(services: Services, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    assert services.save_baseline(services.evaluate(sets=[GOLDEN]), date(2026, 12, 1), file) == file
    assert services.baseline("sqlite_fts", file) is not None
    assert services.baseline("sqlite_fts") is None


def test_an_installed_copy_has_no_hand_written_questions_and_no_folder_for_baselines(
    services: Services, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_questions(tmp_path / "eval")
    monkeypatch.setattr(paths, "evaluation", lambda: None)
    evaluation = services.evaluate(sets=[GOLDEN, WRITTEN])
    assert evaluation.missing == (WRITTEN,)
    assert services.baseline("sqlite_fts") is None
    with pytest.raises(NotFound):
        services.save_baseline(evaluation, date(2026, 12, 1))
