"""What the writer puts, replaces and forgets, as a reader of the finished catalogue sees it."""

import sqlite3
from pathlib import Path

import pytest

from kb.errors import StorageFailed
from kb.model import Problem
from kb.store import Stamp
from tests.builders import CASE_BODY, case_markdown, specialist_markdown
from tests.catalogues import SMALL, reading, source, write_catalogue, writing

RU = (
    "---\ntitle: Виноград\nsummary: Продажа.\nlang: ru\n---\n\n"
    "## Контекст\n\nА.\n\n## Что сделали\n\nБ.\n\n## Результаты\n\nВ.\n"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "catalogue.sqlite"


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def bodies(path: Path) -> int:
    return len(rows(path, "SELECT 1 FROM bodies"))


def put(path: Path, name: str, text: str) -> None:
    with writing(path) as writer:
        writer.put_files([(source(name, text), len(text), 1)])
        writer.drop_unused_bodies()


def test_files_are_kept_with_their_stamps(path: Path) -> None:
    put(path, "cases/struguri.md", case_markdown())
    with reading(path) as catalogue:
        [(name, stamp)] = catalogue.stamps().items()
    assert name == "cases/struguri.md"
    assert stamp == Stamp(len(case_markdown()), 1, source(name, case_markdown()).sha256)


def test_headers_are_files_without_bodies_by_path_and_bodies_come_back_when_asked_for(path: Path) -> None:
    put(path, "cases/struguri.ru.md", RU)
    put(path, "cases/struguri.md", case_markdown())
    with writing(path) as writer:
        headers = writer.headers()
        assert [(file.path, file.lang, file.body) for file in headers] == [
            ("cases/struguri.md", None, None), ("cases/struguri.ru.md", "ru", None),
        ]
        [main, version] = writer.with_bodies(headers)
    assert main.body is not None
    assert "Recolta a rămas nevândută." in main.body.html
    assert version.body is not None
    assert [section.heading for section in version.body.sections] == ["Контекст", "Что сделали", "Результаты"]


def test_a_file_without_a_body_comes_back_without_one(path: Path) -> None:
    with writing(path) as writer:
        writer.put_files([(source("cases/x.md", "no front matter"), 1, 1)])
        [file] = writer.with_bodies(writer.headers())
    assert file.body is None
    assert file.problems


def test_equal_bodies_are_kept_once_and_dropped_with_the_last_file_that_has_them(path: Path) -> None:
    put(path, "cases/a.md", case_markdown(title="A"))
    put(path, "cases/b.md", case_markdown(title="B"))
    assert bodies(path) == 1
    with writing(path) as writer:
        writer.remove_files(["cases/a.md"])
        writer.drop_unused_bodies()
    assert bodies(path) == 1
    with writing(path) as writer:
        writer.remove_files(["cases/b.md", "cases/never-was.md"])
        writer.drop_unused_bodies()
    assert bodies(path) == 0


def test_a_body_that_changed_takes_the_place_of_the_old_one(path: Path) -> None:
    put(path, "cases/a.md", case_markdown())
    put(path, "cases/a.md", case_markdown(body=CASE_BODY.replace("Diana", "Ana")))
    assert bodies(path) == 1
    with writing(path) as writer:
        [file] = writer.with_bodies(writer.headers())
    assert file.body is not None
    assert "Ana a filmat" in file.body.html


def test_files_without_bodies_do_not_keep_other_bodies_from_being_dropped(path: Path) -> None:
    put(path, "cases/a.md", case_markdown())
    put(path, "cases/a.md", "broken")
    assert bodies(path) == 0


def test_a_case_is_forgotten_with_all_its_versions(path: Path) -> None:
    write_catalogue(path, {**SMALL, "cases/struguri.ru.md": RU})
    assert rows(path, "SELECT document, lang FROM texts ORDER BY document") == [(4, "ro"), (5, "ru")]
    with writing(path) as writer:
        [(number, _)] = writer.digests().values()
        writer.remove_case(number, range(4, 8))
        assert writer.digests() == {}
    assert rows(path, "SELECT * FROM texts") == []


def test_facets_aliases_and_good_files_are_replaced_as_a_whole(path: Path) -> None:
    file = source("cases/a.md", case_markdown())
    with writing(path) as writer:
        writer.replace_facets({("industry", "wine"): b"1", ("year", "2019"): b"2"})
        writer.replace_facets({("industry", "wine"): b"3"})
        writer.replace_renamed({("cases", "vechi"): "nou"})
        writer.replace_renamed({})
        writer.replace_good([file], (), [Problem("cases/b.md", 1, "", "empty")])
        writer.replace_good([file], (), [])
    assert rows(path, "SELECT * FROM facets") == [("industry", "wine", b"3")]
    assert rows(path, "SELECT * FROM renamed") == []
    assert rows(path, "SELECT path, name FROM good") == [("cases/a.md", "Struguri în loc de flori")]
    assert rows(path, "SELECT * FROM link_problems") == []


def test_a_withdrawn_person_stands_in_the_library_without_a_name(path: Path) -> None:
    with writing(path) as writer:
        files = [source(f"specialists/{slug}.md", specialist_markdown()) for slug in ("ana", "ion")]
        writer.replace_good(files, {"ana"}, ())
    assert rows(path, "SELECT slug, name FROM good ORDER BY slug") == [("ana", None), ("ion", "Diana Crudu")]


def test_facets_of_each_case_come_back_as_they_were_put(path: Path) -> None:
    write_catalogue(path, SMALL)
    with writing(path) as writer:
        [(number, facets)] = writer.case_facets()
    assert number == 1
    assert facets["platform"] == ["facebook", "tv"]


def test_only_cases_that_differ_are_written_again(path: Path) -> None:
    more = {**SMALL, "cases/cafea.md": case_markdown(title="Cafea")}
    assert write_catalogue(path, more).added == 2
    built = write_catalogue(path, {"cases/cafea.md": case_markdown(title="Ceai")})
    assert (built.added, built.changed, built.removed, built.cases) == (0, 1, 0, 2)
    built = write_catalogue(path, {"cases/cafea.md": case_markdown(title="Ceai")})
    assert (built.added, built.changed, built.removed) == (0, 0, 0)


def test_a_full_disk_is_a_storage_failure(path: Path) -> None:
    put(path, "cases/a.md", case_markdown())
    large = source("cases/b.md", case_markdown(body=CASE_BODY + "cuvânt altul\n" * 3000))
    with pytest.raises(StorageFailed, match="full"), writing(path) as writer:
        list(writer._rows("PRAGMA max_page_count = 1"))
        writer.put_files([(large, 1, 1)])
    with writing(path) as writer:
        assert [file.path for file in writer.headers()] == ["cases/a.md"]
