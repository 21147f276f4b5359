"""A reindex can be asked to stop, is seen at work, and leaves the live index as it was."""

import multiprocessing
from pathlib import Path

import pytest

from kb.errors import Cancelled
from kb.indexing import Generations, Progress, Reindex, ask_to_cancel, read_history, read_progress
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex, search


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_library(tmp_path / "content", cases={"unu": case_markdown(title="Vin")})
    reindex(tmp_path)
    (tmp_path / "content/cases/doi.md").write_text(case_markdown(title="Vin"), encoding="utf-8")
    return tmp_path


def test_one_that_is_asked_to_stop_does_and_nothing_changes(folder: Path) -> None:
    job = Reindex(folder / "content", folder / "index", "sqlite_fts", processes=1)
    told: list[Progress] = []

    def listen(progress: Progress) -> None:
        told.append(progress)
        ask_to_cancel(folder / "index")

    with pytest.raises(Cancelled, match="stays as it was"):
        job.run("full", listen)
    assert [each.phase for each in told][-1] == "cancelled"
    with live_index(folder) as live:
        assert search(live, "vin").total == 1
    assert [each.outcome for each in read_history(folder / "index")] == ["cancelled", "built"]
    progress = read_progress(folder / "index")
    assert progress is not None
    assert progress.is_over


def test_the_next_one_does_not_stop_because_of_it(folder: Path) -> None:
    ask_to_cancel(folder / "index")
    assert reindex(folder).cases == 2


def hold(index: Path, ready: object, done: object) -> None:
    with Generations(index).builder_lock():
        ready.set()  # type: ignore[attr-defined]
        done.wait(30)  # type: ignore[attr-defined]


def test_whether_one_is_at_work_is_seen_from_any_process(folder: Path) -> None:
    context = multiprocessing.get_context("forkserver")
    ready, done = context.Event(), context.Event()
    generations = Generations(folder / "index")
    assert not generations.is_building()
    process = context.Process(target=hold, args=(folder / "index", ready, done))
    process.start()
    assert ready.wait(30)
    assert generations.is_building()
    done.set()
    process.join(30)
    assert not generations.is_building()


def test_looking_does_not_take_the_lock_from_a_builder(folder: Path) -> None:
    generations = Generations(folder / "index")
    for _ in range(50):
        assert not generations.is_building()
        with generations.builder_lock():
            assert generations.is_building()


def test_without_an_index_folder_nobody_is_at_work(tmp_path: Path) -> None:
    assert not Generations(tmp_path / "nowhere").is_building()


@pytest.mark.parametrize(("progress", "remaining"), [
    (Progress("reading", 50, 150, 20.0), 5), (Progress("reading", 0, 150, 0.0), None), (Progress("done", 1, 1, 9.0), 0),
])
def test_the_time_left_follows_from_the_rate(progress: Progress, remaining: int | None) -> None:
    assert progress.remaining_s == remaining


def test_a_reindex_that_was_killed_is_remembered_as_interrupted_by_the_next(folder: Path) -> None:
    (folder / "index/progress.json").write_text(
        '{"phase": "reading", "done": 5, "total": 10, "began": "2026-11-22T10:00:00+00:00", "mode": "full"}')
    reindex(folder)
    built, interrupted, _ = read_history(folder / "index")
    assert (built.outcome, interrupted.outcome, interrupted.mode) == ("built", "interrupted", "full")
    assert interrupted.began == "2026-11-22T10:00:00+00:00"
