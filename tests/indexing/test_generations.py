"""Generations: what is live stays as it is, a swap is all or nothing, leftovers go."""

import multiprocessing
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kb.errors import Busy, IndexUnavailable, StorageFailed
from kb.indexing.generations import KEPT_OLD_GENERATIONS, Generations

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def generations(tmp_path: Path) -> Generations:
    made = Generations(tmp_path / "search index")
    with made.builder_lock():
        pass
    return made


def publish(generations: Generations, content: str, minutes: int = 0, copy_of: str | None = None) -> str:
    generation, folder = generations.begin(NOON + timedelta(minutes=minutes), copy_of=copy_of)
    (folder / "data").write_text(content)
    generations.publish(generation, folder)
    return generation


def test_without_an_index_the_error_says_how_to_make_one(generations: Generations) -> None:
    with pytest.raises(IndexUnavailable, match="kb reindex"):
        generations.current()
    assert generations.pointer_stamp() is None


@pytest.mark.parametrize("pointer", ["", "../../etc", "20261122T120000", "20261122T120000-ABCDEF", "x" * 9999, "ț"])
def test_a_damaged_pointer_leads_nowhere(generations: Generations, pointer: str) -> None:
    (generations.index / "CURRENT").write_text(pointer, encoding="utf-8")
    with pytest.raises(IndexUnavailable):
        generations.current()


def test_what_was_published_is_current(generations: Generations) -> None:
    first = publish(generations, "one")
    assert generations.current() == first
    second = publish(generations, "two", minutes=1)
    assert generations.current() == second
    assert (generations.folder(second) / "data").read_text() == "two"
    assert (generations.folder(first) / "data").read_text() == "one"


def test_each_swap_is_seen_by_the_pointers_stamp(generations: Generations) -> None:
    stamps = {generations.pointer_stamp()}
    for minute in range(5):
        publish(generations, "same", minutes=minute)
        stamps.add(generations.pointer_stamp())
    assert len(stamps) == 6


def test_a_copy_starts_as_the_other_and_leaves_the_other_as_it_was(generations: Generations) -> None:
    first = publish(generations, "one")
    generation, folder = generations.begin(NOON, copy_of=first)
    assert (folder / "data").read_text() == "one"
    (folder / "data").write_text("changed")
    assert (generations.folder(first) / "data").read_text() == "one"
    assert generation != first


def test_two_old_generations_are_kept_and_older_ones_go(generations: Generations) -> None:
    made = [publish(generations, str(minute), minutes=minute) for minute in range(6)]
    left = sorted(os.listdir(generations.index / "generations"))
    assert left == sorted(made[-1 - KEPT_OLD_GENERATIONS:])


def test_half_built_folders_are_cleared_away_and_foreign_files_are_not(generations: Generations) -> None:
    live = publish(generations, "one")
    generations.begin(NOON)
    (generations.index / "generations" / "README").write_text("somebody's note")
    generations.clear_away()
    assert sorted(os.listdir(generations.index / "generations")) == sorted([live, "README"])


def test_the_live_generation_is_never_cleared_away_even_when_it_is_the_oldest(generations: Generations) -> None:
    old = publish(generations, "one")
    for minute in range(1, 5):
        publish(generations, "later", minutes=minute)
        (generations.index / "CURRENT").write_text(old)
        generations.folder(old).mkdir(exist_ok=True)
        generations.clear_away()
        assert generations.current() == old
        assert generations.folder(old).exists()


def test_a_second_builder_is_told_so_at_once(generations: Generations) -> None:
    with generations.builder_lock(), pytest.raises(Busy, match="another process"), generations.builder_lock():
        pass
    with generations.builder_lock():
        pass


def _hold(index: str, holding: "multiprocessing.synchronize.Event") -> None:
    with Generations(Path(index)).builder_lock():
        holding.set()
        holding.wait(0)
        multiprocessing.Event().wait(60)


def test_the_lock_of_a_killed_builder_is_free_again(generations: Generations) -> None:
    context = multiprocessing.get_context("spawn")
    holding = context.Event()
    process = context.Process(target=_hold, args=(str(generations.index), holding))
    process.start()
    assert holding.wait(30)
    with pytest.raises(Busy), generations.builder_lock():
        pass
    process.kill()
    process.join()
    with generations.builder_lock():
        pass
    process.close()


def test_an_index_folder_that_cannot_be_made_is_a_storage_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageFailed), Generations(tmp_path / "file" / "index").builder_lock():
        pass


def test_a_failed_swap_leaves_the_old_pointer(generations: Generations, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(generations, "one")
    generation, folder = generations.begin(NOON + timedelta(minutes=1))

    def broken(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(StorageFailed):
        generations.publish(generation, folder)
    assert generations.current() == first
