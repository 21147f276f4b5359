"""A sync equals a full build: after any edit, applying what changed leaves what building everything anew leaves."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from pyroaring import BitMap

from kb.indexing import Generations, Reindex, ReindexReport
from kb.indexing.manifest import CATALOGUE_FILE
from kb.search.document import case_of, version_of
from tests.bench.counts import kept_count, wanted
from tests.generator import generate_library
from tests.indexing.editing import Editor

Contents = dict[str, list[tuple[object, ...]]]
PLAIN = {
    "files": "SELECT * FROM files",
    "bodies": "SELECT * FROM bodies",
    "good": "SELECT * FROM good",
    "link problems": "SELECT * FROM link_problems",
    "renamed": "SELECT * FROM renamed",
    "cases": "SELECT slug, digest, time, added, strength, card, facets FROM cases",
}


def contents(folder: Path) -> Contents:
    """Everything in a generation, with cases by slug instead of number: numbers tell how they came about."""
    with closing(sqlite3.connect(folder / CATALOGUE_FILE)) as catalogue:
        slugs = dict(catalogue.execute("SELECT number, slug FROM cases"))
        found = {name: _sorted(catalogue.execute(query).fetchall()) for name, query in PLAIN.items()}
        texts = catalogue.execute("SELECT document, lang, title, summary, sections FROM texts").fetchall()
        facets = catalogue.execute("SELECT facet, value, cases FROM facets").fetchall()
    found["texts"] = _sorted((*_place(document, slugs), *rest) for document, *rest in texts)
    found["facets"] = _sorted(
        (facet, value, *sorted(slugs[number] for number in BitMap.deserialize(cases))) for facet, value, cases in facets
    )
    return found | _engine_contents(folder / "sqlite_fts.sqlite", slugs)


def _engine_contents(file: Path, slugs: dict[int, str]) -> Contents:
    """The documents of the engine, and every word of its full-text index with its place."""
    with closing(sqlite3.connect(file)) as engine:
        documents = engine.execute("SELECT * FROM documents").fetchall()
        engine.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, documents_fts, instance)")
        words = engine.execute("SELECT doc, term, col, offset FROM temp.words").fetchall()
    return {
        "documents": _sorted((*_place(document, slugs), *rest) for document, *rest in documents),
        "words": _sorted((*_place(document, slugs), *rest) for document, *rest in words),
    }


def _place(document: int, slugs: dict[int, str]) -> tuple[str, int]:
    return slugs.get(case_of(document), f"no case for {document}"), version_of(document)


def _sorted(rows: object) -> list[tuple[object, ...]]:
    return sorted(rows, key=repr)  # type: ignore[call-overload]


def run(folder: Path, name: str, mode: str) -> tuple[ReindexReport, Path]:
    report = Reindex(folder / "content", folder / name, "sqlite_fts", processes=1).run(mode, insist=True)
    return report, Generations(folder / name).folder(report.generation)


def check_edits(folder: Path, count: int, seed: int, cases: int) -> dict[str, int]:
    """Edit, sync, build anew elsewhere, compare; says how often a sync did what."""
    generate_library(folder / "content", cases, seed=seed)
    editor = Editor(folder / "content", seed)
    run(folder, "synced", "full")
    done: list[str] = []
    actions: dict[str, int] = {}
    for _ in range(count):
        done.append(editor.edit())
        synced, synced_folder = run(folder, "synced", "changed")
        built, built_folder = run(folder, "built", "full")
        told = f"seed {seed}, after:\n" + "\n".join(done)
        assert (synced.cases, synced.left_out, synced.problems) == (built.cases, built.left_out, built.problems), told
        left, right = contents(synced_folder), contents(built_folder)
        for name in right:
            assert left[name] == right[name], f"{name} differ; {told}"
        actions[synced.action] = actions.get(synced.action, 0) + 1
    return actions


@pytest.mark.slow
def test_after_each_of_eight_edits_a_sync_equals_a_full_build(tmp_path: Path) -> None:
    assert check_edits(tmp_path, count=8, seed=4, cases=10).get("synced", 0) > 4


@pytest.mark.deep
def test_after_each_of_three_hundred_edits_a_sync_equals_a_full_build(tmp_path: Path) -> None:
    with kept_count(300, "random edits of a library, each synced: catalogue and words as a full build makes them"):
        for seed in range(6):
            count = wanted(300) // 6
            assert check_edits(tmp_path / str(seed), count, seed, cases=16).get("synced", 0) > count * 2 // 5
