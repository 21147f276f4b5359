"""The doctor finds each fault, names its repair, and the repair mends it."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from kb.indexing import Finding, Generations, clear_away, examine_index
from kb.indexing.manifest import CATALOGUE_FILE
from tests.builders import case_markdown, write_library
from tests.indexes import reindex


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cases = {f"caz-{number}": case_markdown(title=f"Vin {number}") for number in range(4)}
    write_library(tmp_path / "content", cases=cases)
    reindex(tmp_path)
    return tmp_path


def examine(folder: Path, engine: str = "sqlite_fts") -> dict[str, Finding]:
    return {found.code: found for found in examine_index(folder / "content", folder / "index", engine)}


def live(folder: Path) -> Path:
    generations = Generations(folder / "index")
    return generations.folder(generations.current())


def run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_of_a_sound_index_nothing_is_found(folder: Path) -> None:
    assert examine(folder) == {}


def no_index(folder: Path) -> None:
    (folder / "index/CURRENT").unlink()


def damaged_pointer(folder: Path) -> None:
    (folder / "index/CURRENT").write_text("../../etc")


def missing_manifest(folder: Path) -> None:
    (live(folder) / "manifest.json").unlink()


def other_version(folder: Path) -> None:
    file = live(folder) / "manifest.json"
    values = json.loads(file.read_text())
    values["versions"]["analyzer"] += 1
    file.write_text(json.dumps(values))


def ghost(folder: Path) -> None:
    run(live(folder) / CATALOGUE_FILE, "DELETE FROM cases WHERE slug = 'caz-1'")


def case_without_words(folder: Path) -> None:
    run(live(folder) / "sqlite_fts.sqlite",
        "DELETE FROM documents WHERE id = (SELECT min(id) FROM documents)")


def words_that_disagree(folder: Path) -> None:
    """SQLite's own check finds nothing wrong with it: only FTS5 knows what its tables mean."""
    run(live(folder) / "sqlite_fts.sqlite", "DROP TRIGGER documents_au", "UPDATE documents SET title = 'altceva'")


def scribbled_catalogue(folder: Path) -> None:
    file = live(folder) / CATALOGUE_FILE
    content = bytearray(file.read_bytes())
    content[4096:4200] = bytes(104)
    file.write_bytes(content)


def missing_engine(folder: Path) -> None:
    (live(folder) / "sqlite_fts.sqlite").unlink()


def changed_file(folder: Path) -> None:
    (folder / "content/cases/caz-1.md").write_text(case_markdown(title="Alt titlu"), encoding="utf-8")


def killed(folder: Path) -> None:
    (folder / "index/progress.json").write_text('{"phase": "reading", "done": 1, "total": 4}')


def half_built(folder: Path) -> None:
    (folder / "index/generations/.building-20261122T100000-000000").mkdir()


FAULTS: list[tuple[Callable[[Path], None], str, str, str]] = [
    (no_index, "no_index", "error", "kb reindex"),
    (damaged_pointer, "no_index", "error", "kb reindex"),
    (missing_manifest, "no_index", "error", "kb reindex"),
    (other_version, "versions", "error", "kb reindex"),
    (ghost, "ghosts", "error", "kb reindex"),
    (case_without_words, "missing", "error", "kb reindex"),
    (words_that_disagree, "integrity", "error", "kb reindex"),
    (scribbled_catalogue, "unreadable", "error", "kb reindex"),
    (missing_engine, "unreadable", "error", "kb reindex"),
    (changed_file, "stale", "warning", "kb reindex --changed"),
    (killed, "interrupted", "warning", "kb reindex --changed"),
    (half_built, "abandoned", "warning", "kb doctor --fix"),
]


@pytest.mark.parametrize(("damage", "code", "severity", "repair"), FAULTS, ids=[row[0].__name__ for row in FAULTS])
def test_each_fault_is_found_with_its_repair_which_mends_it(
    folder: Path, damage: Callable[[Path], None], code: str, severity: str, repair: str
) -> None:
    damage(folder)
    found = examine(folder)
    assert code in found or (code == "unreadable" and "integrity" in found)
    finding = found.get(code) or found["integrity"]
    assert (finding.severity, finding.repair, finding.is_safe) == (severity, repair, True)
    assert finding.reason % finding.arguments
    if repair == "kb doctor --fix":
        assert clear_away(folder / "index")
    else:
        reindex(folder, "changed" if "--changed" in repair else "full")
    assert examine(folder) == {}


def test_a_library_with_errors_is_told_and_not_mended_here(folder: Path) -> None:
    (folder / "content/cases/rau.md").write_text("---\ntitle: A\n")
    reindex(folder, "changed")
    found = examine(folder)["left_out"]
    assert (found.arguments, found.repair, found.is_safe) == ({"count": 1}, "kb check", False)


def test_a_full_disk_is_told_before_a_reindex_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=5_000_000))
    found = examine(folder)["space"]
    assert (found.severity, found.arguments) == ("warning", {"free": 5})


def test_a_held_generation_is_a_note(folder: Path) -> None:
    changed_file(folder)
    reindex(folder, "changed")
    generations = Generations(folder / "index")
    with generations.builder_lock():
        generations.roll_back()
    assert examine(folder)["held"].severity == "note"


def test_an_engine_without_words_is_a_note(folder: Path) -> None:
    reindex(folder, engine="null")
    assert [(each.code, each.severity) for each in examine(folder, "null").values()] == [("no_text", "note")]


def test_another_engine_than_the_index_was_made_for_is_told(folder: Path) -> None:
    assert examine(folder, "null")["versions"].repair == "kb reindex"


def test_the_gravest_come_first(folder: Path) -> None:
    killed(folder)
    ghost(folder)
    found = examine_index(folder / "content", folder / "index", "sqlite_fts")
    assert [each.severity for each in found] == ["error", "warning"]


def test_a_reindex_at_work_is_left_in_peace(folder: Path) -> None:
    half_built(folder)
    killed(folder)
    with Generations(folder / "index").builder_lock():
        assert examine(folder) == {}
        assert not clear_away(folder / "index")
