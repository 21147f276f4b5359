"""Readers notice a swap, end on the generation they began with, and go on answering while a new one is unreadable."""

import threading
from pathlib import Path

import pytest

from kb.errors import IndexUnavailable
from kb.indexing import LiveIndex
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex, search


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_library(tmp_path / "content", cases={"unu": case_markdown(title="Vin")})
    reindex(tmp_path)
    return tmp_path


def add_case(folder: Path, slug: str) -> None:
    (folder / "content" / "cases" / f"{slug}.md").write_text(case_markdown(title="Vin"), encoding="utf-8")
    reindex(folder, "changed")


def test_without_an_index_reading_says_so(tmp_path: Path) -> None:
    live = LiveIndex(tmp_path / "index", "sqlite_fts")
    with pytest.raises(IndexUnavailable), live.reading():
        pass
    live.close()


def test_an_index_that_appears_later_is_found(tmp_path: Path) -> None:
    with live_index(tmp_path) as live:
        with pytest.raises(IndexUnavailable), live.reading():
            pass
        write_library(tmp_path / "content")
        reindex(tmp_path)
        assert search(live).total == 1


def test_a_swap_is_noticed_by_the_next_reader(folder: Path) -> None:
    with live_index(folder) as live:
        assert search(live).total == 1
        add_case(folder, "doi")
        assert search(live).total == 2


def test_a_reader_ends_on_the_generation_it_began_with(folder: Path) -> None:
    with live_index(folder) as live:
        with live.reading() as before:
            add_case(folder, "doi")
            assert search(live).total == 2
            assert before.catalogue.count() == 1
        with pytest.raises(IndexUnavailable):
            before.catalogue.count()


def test_readers_in_many_threads_share_one_generation(folder: Path) -> None:
    totals: list[int] = []
    with live_index(folder) as live:
        def ask() -> None:
            totals.extend(search(live, "vin").total for _ in range(20))

        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert totals == [1] * 160


def test_while_the_new_generation_cannot_be_read_the_old_one_answers(folder: Path) -> None:
    with live_index(folder) as live:
        assert search(live).total == 1
        (folder / "index" / "CURRENT").write_text("20991231T000000-000000")
        assert search(live).total == 1
        add_case(folder, "doi")
        assert search(live).total == 2


def test_closing_waits_for_no_reader_and_breaks_none(folder: Path) -> None:
    live = LiveIndex(folder / "index", "sqlite_fts")
    with live.reading() as generation:
        live.close()
        assert generation.catalogue.count() == 1
    with pytest.raises(IndexUnavailable):
        generation.catalogue.count()
    live.close()


def test_what_could_not_be_opened_is_tried_again_by_the_next_reader(folder: Path) -> None:
    with live_index(folder) as live:
        assert search(live).total == 1
        add_case(folder, "doi")
        [manifest] = [
            path for path in (folder / "index/generations").glob("*/manifest.json")
            if path.parent.name == (folder / "index/CURRENT").read_text()
        ]
        aside = manifest.rename(manifest.with_name("aside"))
        assert search(live).total == 1
        aside.rename(manifest)
        assert search(live).total == 2


def test_an_answer_names_the_generation_that_gave_it(folder: Path) -> None:
    with live_index(folder) as live:
        first = search(live).generation
        add_case(folder, "doi")
        assert first != search(live).generation != ""


def test_what_is_kept_is_made_once_a_generation(folder: Path) -> None:
    made: list[int] = []

    def make() -> int:
        made.append(len(made))
        return made[-1]

    with live_index(folder) as live:
        for expected in (0, 0):
            with live.reading() as generation:
                assert generation.kept("number", make) == expected
        add_case(folder, "doi")
        with live.reading() as generation:
            assert generation.kept("number", make) == 1


def test_of_threads_that_want_the_same_thing_one_makes_it(folder: Path) -> None:
    made: list[int] = []
    begun, go = threading.Event(), threading.Event()

    def make() -> int:
        made.append(1)
        begun.set()
        assert go.wait(30)
        return 7

    def ask() -> None:
        with live.reading() as generation:
            found.append(generation.kept("number", make))

    found: list[int] = []
    with live_index(folder) as live:
        threads = [threading.Thread(target=ask) for _ in range(4)]
        for thread in threads:
            thread.start()
        assert begun.wait(30)
        with live.reading() as generation:  # what has another name does not wait
            assert generation.kept("other", lambda: 8) == 8
        go.set()
        for thread in threads:
            thread.join(30)
    assert (made, found) == ([1], [7] * 4)


def test_what_could_not_be_made_is_tried_by_the_next(folder: Path) -> None:
    def fail() -> int:
        raise IndexUnavailable("damaged")

    with live_index(folder) as live, live.reading() as generation:
        with pytest.raises(IndexUnavailable):
            generation.kept("number", fail)
        assert generation.kept("number", lambda: generation.kept("inner", lambda: 3) + 1) == 4
