"""`kb export`: what the site shows, as JSON lines and as tables, all of it or what a search finds."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from kb import services
from kb.cli import Session, main
from kb.search import SearchRequest
from kb.settings import Settings
from tests.builders import case_markdown, page, specialist_markdown, write_library

RU = page({"title": "Виноград вместо цветов", "summary": "Продажа.", "lang": "ru",
           "labels": {"1": "проданный виноград"}},
          "## Контекст\n\nА.\n\n## Что сделали\n\nБ.\n\n## Результаты\n\nВ.\n")
CREDITS = [{"person": "diana-crudu", "role": "business_owner", "did": "a vândut"},
           {"person": "plecata", "role": "designer", "did": "a desenat"}]
CASES = {
    "struguri": case_markdown(specialists=CREDITS), "struguri.ru": RU,
    "mere": case_markdown(title="=Mere roșii", industries=["wine"], specialists=[]),
    **{f"caz-{number}": case_markdown(title=f"Cireșe {number}", specialists=[]) for number in range(12)},
}


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    folder = tmp_path_factory.mktemp("export")
    write_library(folder / "content", cases=CASES, specialists={
        "diana-crudu": specialist_markdown(),
        "plecata": specialist_markdown(name="Ana Plecată", withdrawn="true")})
    made = Settings(content=folder / "content", index=folder / "index", instance=folder / "instance",
                    log_level="error", processes=1, address="https://culise.example/")
    built = services.build(made)
    built.reindex("full")
    built.close()
    return made


@pytest.fixture
def export(settings):
    def run(*arguments):
        result = CliRunner().invoke(main, ("export", *arguments), obj=Session(read=lambda: settings),
                                    catch_exceptions=False)
        assert result.exit_code == 0, result.stderr
        return result.stdout
    return run


def lines(text):
    return [json.loads(line) for line in text.splitlines()]


def rows(text):
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_every_case_is_a_line_with_its_facts_and_texts(export):
    found = {case["slug"]: case for case in lines(export())}
    assert set(found) == {name for name in CASES if "." not in name}
    case = found["struguri"]
    assert case["url"] == "https://culise.example/en/cases/struguri"
    assert [text["lang"] for text in case["texts"]] == ["ro", "ru"]
    assert case["texts"][1]["title"] == "Виноград вместо цветов"
    assert "Контекст" in case["texts"][1]["html"]
    assert "<" not in case["texts"][1]["plain"]
    assert case["results"][0]["source"] == 1
    assert case["sources"][0]["url"].startswith("https://")


def test_who_withdrew_is_named_nowhere(export):
    for arguments in ((), ("--format", "csv"), ("--what", "figures")):
        text = export(*arguments)
        assert "plecat" not in text.lower()
        assert "a desenat" not in text
    [struguri] = [case for case in lines(export()) if case["slug"] == "struguri"]
    assert struguri["specialists"] == [
        {"slug": "diana-crudu", "name": "Diana Crudu", "role": "business_owner", "did": "a vândut"}]


def test_a_table_names_things_in_the_language_asked_for(export):
    found = {row["slug"]: row for row in rows(export("--format", "csv", "--lang", "ru"))}
    assert len(found) == 14
    assert found["struguri"]["title"] == "Виноград вместо цветов"
    assert found["struguri"]["languages"] == "ro; ru"
    assert "Сельское хозяйство" in found["struguri"]["industries"]
    assert found["struguri"]["url"] == "https://culise.example/ru/cases/struguri"


def test_no_cell_is_a_formula(export):
    found = {row["slug"]: row for row in rows(export("--format", "csv", "--lang", "ro"))}
    assert found["mere"]["title"] == "'=Mere roșii"


def test_every_figure_comes_with_its_case_and_its_source(export, settings):
    built = services.build(settings)
    expected = sum(len(case.results) for case in built.whole_cases(SearchRequest()))
    built.close()
    found = lines(export("--what", "figures"))
    assert len(found) == expected > 0
    table = rows(export("--what", "figures", "--format", "csv", "--lang", "ru"))
    assert [row["case"] for row in table] == [figure["case"] for figure in found]
    assert all(row["source_url"].startswith("https://") and row["metric"] for row in table)
    [russian] = [row for row in table if row["case"] == "struguri" and row["place"] == "1"]
    assert russian["label"] == "проданный виноград"
    assert "." not in russian["value"], "a whole number has no point"


def test_a_search_narrows_it_to_what_the_page_finds_through_all_its_pages(export):
    found = [case["slug"] for case in lines(export("cireșe"))]
    assert sorted(found) == sorted(f"caz-{number}" for number in range(12))
    assert [case["slug"] for case in lines(export("--industry", "wine"))] == ["mere"]
    assert lines(export("cireșe", "--industry", "wine")) == []


def test_nothing_found_is_an_empty_answer_and_no_failure(export):
    assert export("zzzzzzzz", "--literal") == ""
    assert export("zzzzzzzz", "--literal", "--format", "csv") == ""


def test_without_an_index_it_says_how_to_make_one(tmp_path):
    settings = Settings(content=tmp_path, index=tmp_path / "index", instance=tmp_path / "instance", log_level="error")
    result = CliRunner().invoke(main, ["export"], obj=Session(read=lambda: settings))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "kb reindex" in result.stderr
