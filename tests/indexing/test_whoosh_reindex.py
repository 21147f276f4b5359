"""Reindexing with Whoosh: built, synced, switched to and from, killed; everything above the engine is the same."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from kb.indexing import Generations, LiveIndex, Reindex
from kb.indexing.manifest import CATALOGUE_FILE
from kb.query import Word
from kb.search import SearchRequest, open_engine
from kb.search.document import case_of, version_of
from kb.store import Catalogue
from tests.builders import case_markdown, write_library
from tests.generator import generate_library
from tests.indexes import live_index, reindex, search, slugs
from tests.indexing.editing import Editor

CASES = 30
Found = dict[str, dict[tuple[str, int], float]]


def found_by_every_word(folder: Path) -> Found:
    """For each word of a generation, which versions of which cases it finds, with their scores."""
    with (
        closing(Catalogue(folder / CATALOGUE_FILE)) as catalogue, closing(open_engine("whoosh", folder)) as engine,
    ):
        cards = catalogue.cards(catalogue.numbers("time"))
        words = dict(engine.vocabulary())
        answers = engine.match([Word(word) for word in words], top=1000)
        found = {
            word: {(cards[case_of(document)].slug, version_of(document)): score for document, score in answer.top}
            for word, answer in zip(words, answers, strict=True)
        }
        assert {word: len(documents) for word, documents in found.items()} == words
        assert list(engine.faults()) == []
    return found


def generation_of(folder: Path, mode: str) -> tuple[str, Path]:
    report = Reindex(folder.parent / "content", folder, "whoosh", processes=1).run(mode)
    return report.action, Generations(folder).folder(report.generation)


@pytest.mark.slow
def test_after_each_edit_a_sync_finds_and_ranks_as_a_full_build_does(tmp_path: Path) -> None:
    generate_library(tmp_path / "content", 10, seed=4)
    editor = Editor(tmp_path / "content", 4)
    generation_of(tmp_path / "synced", "full")
    actions, done = [], []
    for _ in range(8):
        done.append(editor.edit())
        action, synced = generation_of(tmp_path / "synced", "changed")
        _, built = generation_of(tmp_path / "built", "full")
        left, right = found_by_every_word(synced), found_by_every_word(built)
        assert left.keys() == right.keys(), done
        for word, documents in right.items():
            assert left[word] == pytest.approx(documents, rel=1e-9), (word, done)
        actions.append(action)
    assert actions.count("synced") > 4


def test_a_change_is_found_and_what_it_replaced_is_not(tmp_path: Path) -> None:
    write_library(tmp_path / "content", cases={"vin": case_markdown(title="Vin la pahar")})
    assert reindex(tmp_path, engine="whoosh").action == "built"
    with live_index(tmp_path, "whoosh") as live:
        assert slugs(search(live, "pahar")) == ["vin"]
        write_library(tmp_path / "content", cases={"vin": case_markdown(title="Vin la sticlă")})
        assert reindex(tmp_path, "changed", engine="whoosh").action == "synced"
        assert slugs(search(live, "sticla")) == ["vin"]
        assert slugs(search(live, "pahar")) == []
        assert reindex(tmp_path, "changed", engine="whoosh").action == "nothing"


def test_choosing_another_engine_builds_everything_anew(tmp_path: Path) -> None:
    generate_library(tmp_path / "content", 5, seed=1)
    engines = ["sqlite_fts", "whoosh", "null", "whoosh", "sqlite_fts"]
    assert [reindex(tmp_path, "changed", engine=name).action for name in engines] == ["built"] * len(engines)


def test_a_generation_holds_the_files_of_its_engine_only(tmp_path: Path) -> None:
    generate_library(tmp_path / "content", 5, seed=1)
    report = reindex(tmp_path, engine="whoosh")
    folder = Generations(tmp_path / "index").folder(report.generation)
    files = sorted(file.relative_to(folder).parts[0] for file in folder.rglob("*") if file.is_file())
    assert sorted(set(files)) == ["catalogue.sqlite", "manifest.json", "whoosh"]


@pytest.mark.parametrize("pattern", ["*.toc", "*.seg"])
def test_a_live_index_that_lost_a_file_of_the_engine_is_built_anew(tmp_path: Path, pattern: str) -> None:
    generate_library(tmp_path / "content", 5, seed=1)
    report = reindex(tmp_path, engine="whoosh")
    for file in (Generations(tmp_path / "index").folder(report.generation) / "whoosh").glob(pattern):
        file.unlink()
    assert reindex(tmp_path, "changed", engine="whoosh").action == "built"
    with live_index(tmp_path, "whoosh") as live:
        assert search(live).total == 5


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "KB_CONTENT": str(folder / "content"), "KB_INDEX": str(folder / "index"),
            "KB_INSTANCE": str(folder / "instance"), "KB_ENGINE": "whoosh"}


def kb(folder: Path, *arguments: str) -> str:
    """The output of a command line, run as a person runs it."""
    return subprocess.run([sys.executable, "-m", "kb", *arguments], env=environment(folder), capture_output=True,
                          text=True, check=True).stdout


@pytest.mark.slow
def test_the_command_line_reindexes_and_searches_with_whoosh(tmp_path: Path) -> None:
    write_library(tmp_path / "content", cases={"vin": case_markdown(title="Vin la pahar")})
    kb(tmp_path, "reindex", "--if-needed")
    before = Generations(tmp_path / "index").current()
    kb(tmp_path, "reindex", "--if-needed")
    assert Generations(tmp_path / "index").current() == before
    assert "Vin la pahar" in kb(tmp_path, "search", "pahar")
    assert "whoosh" in kb(tmp_path, "status")


def search_until(stop: threading.Event, index: Path, answers: dict[object, int], failures: list[str]) -> None:
    """Search without a pause; keep every distinct answer and every failure."""
    with closing(LiveIndex(index, "whoosh")) as live:
        while not stop.is_set():
            try:
                with live.reading() as generation:
                    everything = generation.searcher.search(SearchRequest())
                    words = generation.searcher.search(SearchRequest("campanie"))
                answer = (everything.total, words.total, *(hit.slug for hit in words.hits))
                answers[answer] = answers.get(answer, 0) + 1
            except Exception as error:
                failures.append(repr(error))


@pytest.mark.slow
def test_killed_reindexes_never_disturb_a_search(tmp_path: Path) -> None:
    generate_library(tmp_path / "content", CASES, seed=7)
    reindex(tmp_path, engine="whoosh")
    chance, stop = random.Random(1), threading.Event()
    answers: dict[object, int] = {}
    failures: list[str] = []
    thread = threading.Thread(target=search_until, args=(stop, tmp_path / "index", answers, failures))
    thread.start()
    try:
        for _ in range(4):
            process = subprocess.Popen(
                [sys.executable, "-m", "kb", "reindex"], env=environment(tmp_path), start_new_session=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(chance.uniform(0.3, 3.0))
            os.kill(process.pid, signal.SIGKILL)
            process.wait()
    finally:
        stop.set()
        thread.join()
    assert failures == []
    assert len(answers) == 1, "a search saw fewer cases, or a mixture"
    report = reindex(tmp_path, engine="whoosh")
    assert (report.action, report.cases) == ("built", CASES)
    names = os.listdir(tmp_path / "index" / "generations")
    assert not [name for name in names if name.startswith(".building")], "leftovers were cleared away"
