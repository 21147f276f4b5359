"""`kb status` and `kb config`."""

import json
from types import SimpleNamespace

import pytest

from kb.indexing import Progress
from kb.services import Work
from kb.settings import Settings, meanings
from tests.web.fake_services import live_status

IDLE = Work(None, is_building=False, is_held=False)
AT_FIVE = Progress("reading", 5, 10, 2.0, process=77)


def test_a_live_index_is_described(run):
    result = run("status")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "Generation: g1, built 2026-11-22T10:00:00+00:00", "35 cases", "1 file left out", "Engine: sqlite_fts",
        "Known questions answered at the last full build: 222 of 242."]


@pytest.mark.parametrize(("lang", "cases", "questions"), [
    ("ro", "35 de cazuri", "Răspunsuri găsite la întrebările cunoscute, la ultima construire completă: 222 din 242."),
    ("ru", "35 кейсов", "Найдено ответов на известные вопросы при последнем полном построении: 222 из 242."),
])
def test_it_is_described_in_the_language_asked_for(run, lang, cases, questions):
    lines = run("status", "--lang", lang).stdout.splitlines()
    assert cases in lines
    assert questions in lines


def test_of_a_library_without_known_questions_no_answers_are_told(run, services):
    services.found_status.manifest.asked = services.found_status.manifest.met = 0
    assert "questions" not in run("status").stdout
    assert json.loads(run("status", "--json").stdout)["known_questions"] == {"asked": 0, "met": 0}


def test_answers_are_told_even_when_there_are_none(run, services):
    services.found_status.manifest.met = 0
    assert "last full build: 0 of 242." in run("status").stdout


@pytest.mark.parametrize(("reason", "told"), [
    ("it was deleted", ["No index answers: it was deleted", "Look with: kb doctor"]),
    ("there is no index yet; make it with: kb reindex",
     ["No index answers: there is no index yet; make it with: kb reindex"]),
])
def test_no_index_is_1_with_what_to_do(run, services, reason, told):
    services.found_status = SimpleNamespace(
        manifest=None, engine="sqlite_fts", lacks=frozenset(), reason=reason, work=IDLE)
    result = run("status")
    assert (result.exit_code, result.stdout.splitlines()) == (1, told)


@pytest.mark.parametrize(("progress", "is_building", "told"), [
    (AT_FIVE, True, "A reindex is at 5 of 10."),
    (AT_FIVE, False, "The last reindex was interrupted; the live index is whole. Run again: kb reindex --changed"),
    *((Progress(phase, 1, 1), is_building, "") for is_building in (True, False)
      for phase in ("done", "failed", "refused", "cancelled")),
    (None, True, ""),
    (None, False, ""),
])
def test_what_is_done_to_the_index_is_told(run, services, progress, is_building, told):
    services.found_status.work = Work(progress, is_building, is_held=False)
    lines = run("status").stdout.splitlines()
    assert lines[5:] == ([told] if told else [])


def test_a_held_generation_is_told(run, services):
    services.found_status.work = Work(None, is_building=False, is_held=True)
    assert "held until somebody runs: kb reindex" in run("status").stdout
    assert json.loads(run("status", "--json").stdout)["held"] is True


def test_an_engine_that_finds_no_words_is_told(run, services):
    services.found_status.lacks = frozenset({"text"})
    assert "finds no words" in run("status").stdout


def test_json_tells_the_same(run, services):
    services.found_status.work = Work(AT_FIVE, is_building=True, is_held=False)
    found = json.loads(run("status", "--json").stdout)
    assert found == {
        "ok": True, "engine": "sqlite_fts", "lacks": [], "reason": None, "generation": "g1",
        "created": live_status().manifest.created, "cases": 35, "left_out": 1,
        "known_questions": {"asked": 242, "met": 222},
        "progress": {"phase": "reading", "done": 5, "total": 10, "rate": 2.0},
        "building": True, "interrupted": False, "held": False,
    }


def test_json_without_an_index_is_a_whole_answer(run, services):
    services.found_status = SimpleNamespace(
        manifest=None, engine="null", lacks=frozenset({"text"}), reason="gone", work=IDLE)
    result = run("status", "--json")
    found = json.loads(result.stdout)
    assert result.exit_code == 1
    assert (found["ok"], found["reason"], found["generation"], found["lacks"]) == (False, "gone", None, ["text"])
    assert found["known_questions"] is None


def test_every_setting_is_listed_with_its_meaning(run):
    text = run("config").stdout
    for name, meaning in meanings().items():
        assert f"{name}=" in text
        assert meaning in text


def test_values_are_those_in_force(run, tmp_path):
    settings = Settings(content=tmp_path, index=tmp_path / "index", engine="null", trusted_hosts=("a.md", "b.md"))
    rows = {row["name"]: row["value"] for row in json.loads(run("config", "--json", settings=settings).stdout)}
    assert set(rows) == set(meanings())
    assert rows["KB_CONTENT"] == str(tmp_path)
    assert rows["KB_INDEX"] == str(tmp_path / "index")
    assert (rows["KB_ENGINE"], rows["KB_TRUSTED_HOSTS"], rows["KB_PROCESSES"]) == ("null", "a.md,b.md", "2")


def test_a_folder_that_is_found_is_shown_and_one_that_is_not_is_empty(run, tmp_path):
    rows = {row["name"]: row["value"] for row in json.loads(
        run("config", "--json", settings=Settings(content=tmp_path / "nowhere")).stdout)}
    assert rows["KB_TEMPLATES"].endswith("templates")
    assert rows["KB_CONTENT"] is None


def test_it_opens_nothing(run, services):
    run("config")
    assert services.asked == []
