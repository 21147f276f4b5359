"""The commands over real services: a case is begun, checked, indexed, found and described."""

import json

import pytest
from click.testing import CliRunner

from kb.cli import Session, main
from kb.settings import Settings
from tests.builders import case_markdown, write_library


@pytest.fixture
def folder(tmp_path):
    write_library(tmp_path / "content")
    return tmp_path


@pytest.fixture
def run(folder):
    def invoke(*arguments):
        settings = Settings(content=folder / "content", index=folder / "index", log_level="error", processes=1)
        return CliRunner().invoke(main, arguments, obj=Session(read=lambda: settings), catch_exceptions=False)
    return invoke


def test_a_right_library_has_no_problems(run):
    result = run("check", "--strict")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "No problems found.\n")


def test_without_an_index_a_search_says_how_to_make_one(run):
    result = run("search", "struguri")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("kb: ")
    assert "kb reindex" in result.stderr
    assert run("status").exit_code == 1


def test_a_skeleton_is_written_once_and_says_what_is_missing(run, folder):
    result = run("new", "case", "vin-la-pahar", "--title", "Vin la pahar")
    path = folder / "content" / "cases" / "vin-la-pahar.md"
    assert (result.exit_code, result.stdout) == (0, f"{path}\n")
    assert "Vin la pahar" in path.read_text(encoding="utf-8")
    checked = run("check")
    assert "cases/vin-la-pahar.md:" in checked.stdout
    again = run("new", "case", "vin-la-pahar")
    assert again.exit_code == 1
    assert str(path) in again.stderr


@pytest.mark.parametrize("kind", ["case", "business", "specialist"])
def test_a_bad_slug_is_refused(run, folder, kind):
    result = run("new", kind, "Nu Așa")
    assert result.exit_code == 1
    assert "Nu Așa" in result.stderr


@pytest.mark.parametrize("slug", ["../outside", "a/b", "", "-", "x" * 81])
def test_a_slug_cannot_leave_the_library(run, folder, slug):
    assert run("new", "case", "--", slug).exit_code != 0
    assert not (folder / "outside.md").exists()


def test_from_file_to_answer(run, folder):
    assert json.loads(run("reindex", "--json").stdout)["action"] == "built"
    assert "Struguri în loc de flori" in run("search", "struguri").stdout
    wine = folder / "content" / "cases" / "vin.md"
    wine.write_text(case_markdown(title="Vinul de casă", summary="Un bar."), encoding="utf-8")
    synced = json.loads(run("reindex", "--changed", "--json").stdout)
    assert (synced["action"], synced["added"], synced["cases"]) == ("synced", 1, 2)
    assert json.loads(run("reindex", "--if-needed", "--json").stdout)["action"] == "nothing"
    found = json.loads(run("search", "vinul", "--json").stdout)
    assert [hit["slug"] for hit in found["hits"]][:1] == ["vin"]
    status = json.loads(run("status", "--json").stdout)
    assert (status["ok"], status["cases"], status["left_out"]) == (True, 2, 0)


def test_a_bad_file_is_named_left_out_and_does_not_stop_the_rest(run, folder):
    (folder / "content" / "cases" / "rau.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    result = run("reindex")
    assert result.exit_code == 0
    assert "cases/rau.md:" in result.stdout
    assert "1 file left out" in result.stdout
    assert run("check").exit_code == 1
    assert "Struguri" in run("search").stdout
