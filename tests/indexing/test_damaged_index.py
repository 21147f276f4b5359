"""Whatever is damaged, a full build replaces it; a sync goes on only from what it can read."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kb.errors import ServiceError
from kb.indexing.manifest import CATALOGUE_FILE
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex, search

FTS_FILE = "sqlite_fts.sqlite"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cases = {"unu": case_markdown(title="Vin"), "doi": case_markdown(title="Vinuri", added="2026-11-23")}
    write_library(tmp_path / "content", cases=cases)
    return tmp_path


def spoil(file: Path, table: str) -> None:
    """Overwrite the pages at the roots of a table and its indexes."""
    with closing(sqlite3.connect(file)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        roots = connection.execute("SELECT rootpage FROM sqlite_master WHERE tbl_name = ?", [table]).fetchall()
    data = bytearray(file.read_bytes())
    for (root,) in roots:
        if root:
            data[(root - 1) * size:root * size] = b"\xff" * size
    file.write_bytes(data)


CATALOGUE_TABLES = ["files", "bodies", "cases", "texts", "good", "link_problems", "facets", "renamed"]
DAMAGES = [
    *((CATALOGUE_FILE, table) for table in CATALOGUE_TABLES), (FTS_FILE, "documents"), (FTS_FILE, "documents_fts_data"),
]


@pytest.mark.parametrize(("file", "table"), DAMAGES)
def test_a_full_build_replaces_an_index_with_a_damaged_table(folder: Path, file: str, table: str) -> None:
    first = reindex(folder)
    spoil(folder / "index/generations" / first.generation / file, table)
    report = reindex(folder)
    assert (report.action, report.cases) == ("built", 2)
    with live_index(folder) as live:
        assert search(live, "vin").total == 2


@pytest.mark.parametrize(("file", "table"), DAMAGES)
def test_a_damaged_table_is_never_an_error_of_sqlite(folder: Path, file: str, table: str) -> None:
    first = reindex(folder)
    spoil(folder / "index/generations" / first.generation / file, table)
    (folder / "content/cases/trei.md").write_text(case_markdown(title="Vin nou"), encoding="utf-8")
    try:
        reindex(folder, "changed")
    except ServiceError:
        assert reindex(folder).cases == 3
    with live_index(folder) as live:
        search(live, "vin")


@pytest.mark.parametrize("table", ["files", "cases"])
def test_damage_that_shows_when_asking_what_changed_is_built_anew(folder: Path, table: str) -> None:
    first = reindex(folder)
    spoil(folder / "index/generations" / first.generation / CATALOGUE_FILE, table)
    assert reindex(folder, "if_needed").action == "built"
    assert reindex(folder, "if_needed").action == "nothing"


@pytest.mark.parametrize("name", ["industries", "roles", "evidence", "metrics"])
def test_a_missing_vocabulary_is_told_and_the_cases_stay(folder: Path, name: str) -> None:
    (folder / "content/vocabulary" / f"{name}.yaml").unlink()
    report = reindex(folder)
    assert (report.cases, [problem.code for problem in report.problems]) == (2, ["missing_vocabulary"])
    with live_index(folder) as live:
        assert search(live, "vin").total == 2
        assert search(live, industry="agriculture").total == 2


def test_a_file_with_a_bad_name_is_told_by_a_sync_and_forgotten_with_it(folder: Path) -> None:
    reindex(folder)
    stray = folder / "content/cases/Nume Rau.md"
    stray.write_text("x", encoding="utf-8")
    assert [problem.path for problem in reindex(folder, "changed").problems] == ["cases/Nume Rau.md"]
    assert reindex(folder, "changed").action == "nothing"
    stray.unlink()
    assert reindex(folder, "changed").problems == ()
