"""Going back to an older generation: at once, and until somebody reindexes by hand."""

from pathlib import Path

import pytest

from kb.errors import IndexUnavailable, NotFound
from kb.indexing import Generations
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex, search


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three generations: with one, two and three cases."""
    write_library(tmp_path / "content", cases={"unu": case_markdown(title="Vin")})
    reindex(tmp_path)
    for slug in ("doi", "trei"):
        add_case(tmp_path, slug)
        reindex(tmp_path, "changed")
    return tmp_path


def add_case(folder: Path, slug: str) -> None:
    (folder / f"content/cases/{slug}.md").write_text(case_markdown(title="Vin"), encoding="utf-8")


def roll_back(folder: Path, to: str | None = None) -> str:
    generations = Generations(folder / "index")
    with generations.builder_lock():
        return generations.roll_back(to)


def total(folder: Path) -> int:
    with live_index(folder) as live:
        return search(live, "vin").total


def test_the_generation_before_answers_at_once(folder: Path) -> None:
    with live_index(folder) as live:
        assert search(live, "vin").total == 3
        went_to = roll_back(folder)
        assert search(live, "vin").total == 2
    assert Generations(folder / "index").current() == went_to


def test_one_can_go_back_step_by_step_and_no_further(folder: Path) -> None:
    roll_back(folder)
    roll_back(folder)
    assert total(folder) == 1
    with pytest.raises(NotFound, match="no older generation"):
        roll_back(folder)
    assert total(folder) == 1


def test_a_named_generation_can_be_gone_to_also_a_newer_one(folder: Path) -> None:
    newest = Generations(folder / "index").current()
    roll_back(folder)
    roll_back(folder, newest)
    assert total(folder) == 3


@pytest.mark.parametrize("name", ["nope", "../../etc", "20261122T120000-abcdef"])
def test_a_generation_that_is_not_there_changes_nothing(folder: Path, name: str) -> None:
    with pytest.raises(NotFound):
        roll_back(folder, name)
    assert total(folder) == 3
    assert not Generations(folder / "index").is_held()


def test_without_an_index_there_is_nothing_to_go_back_to(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailable):
        roll_back(tmp_path)


def test_it_is_held_against_automatic_reindexes(folder: Path) -> None:
    roll_back(folder)
    assert reindex(folder, "if_needed").action == "nothing"
    assert total(folder) == 2


@pytest.mark.parametrize("mode", ["changed", "full"])
def test_a_reindex_by_hand_releases_it(folder: Path, mode: str) -> None:
    roll_back(folder)
    reindex(folder, mode)
    assert total(folder) == 3
    assert not Generations(folder / "index").is_held()
    add_case(folder, "patru")
    assert reindex(folder, "if_needed").action == "synced"
