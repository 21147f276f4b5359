"""What is asked of a catalogue that is being built about some of its files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.store import Standing
from tests.builders import CASE_BODY, case_markdown, page
from tests.catalogues import SMALL, write_catalogue, writing

RU = page({"title": "Виноград", "summary": "Продажа.", "lang": "ru"}, CASE_BODY)
LIBRARY = {
    **SMALL,
    "cases/struguri.ru.md": RU,
    "cases/struguri-doi.md": case_markdown(specialists=None, aliases=["vechi"]),
    "cases/rau.md": case_markdown(businesses=["nu-e"]),
}


@pytest.fixture
def standing(tmp_path: Path) -> Iterator[Standing]:
    path = tmp_path / "catalogue.sqlite"
    write_catalogue(path, LIBRARY)
    with writing(path) as writer:
        yield writer.standing


def paths(files: object) -> list[str]:
    return [file.path for file in files]  # type: ignore[attr-defined]


def test_everything_is_every_file_by_path(standing: Standing) -> None:
    assert paths(standing.everything()) == sorted(LIBRARY)


def test_files_are_found_by_their_paths_and_unknown_ones_are_not(standing: Standing) -> None:
    assert paths(standing.at(["cases/struguri.md", "cases/nu-e.md"])) == ["cases/struguri.md"]
    assert standing.at([]) == []


def test_a_page_has_all_its_languages_and_no_other_page(standing: Standing) -> None:
    found = standing.pages([("cases", "struguri"), ("businesses", "struguri")])
    assert paths(found) == ["cases/struguri.md", "cases/struguri.ru.md"]


def test_more_pages_than_one_question_holds_are_found(standing: Standing) -> None:
    keys = [("cases", f"nu-e-{number}") for number in range(700)]
    assert paths(standing.pages([*keys, ("cases", "struguri-doi")])) == ["cases/struguri-doi.md"]


def test_a_kind_is_listed(standing: Standing) -> None:
    assert paths(standing.lists("specialists")) == ["specialists/diana-crudu.md"]


def test_cases_are_found_by_what_they_name(standing: Standing) -> None:
    assert standing.cases_naming([("specialists", "diana-crudu")]) == {("cases", "struguri"), ("cases", "rau")}
    # The same word that is no link to a page of this kind is none.
    assert standing.cases_naming([("events", "diana-crudu"), ("businesses", "agriculture")]) == set()


def test_what_is_left_out_does_not_stand(standing: Standing) -> None:
    assert standing.good(["cases/rau.md", "cases/struguri.md"]) == {"cases/struguri.md"}


def test_old_names_are_known_by_kind(standing: Standing) -> None:
    assert standing.renamed([("cases", "nou"), ("cases", "vechi")])
    assert not standing.renamed([("businesses", "vechi"), ("cases", "struguri")])


def test_problems_between_files_are_told(standing: Standing) -> None:
    assert [(each.path, each.code) for each in standing.between()] == [("cases/rau.md", "dangling_link")]


def test_cases_documents_and_files_are_counted(standing: Standing) -> None:
    assert standing.counts() == (2, 3, len(LIBRARY), len(LIBRARY) - 1)
