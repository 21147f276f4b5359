"""A change is judged near where it was made exactly when no other page can notice it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from kb.indexing.neighbourhood import Change, neighbourhood
from kb.model import Problem, SourceFile
from kb.store import CatalogueWriter
from tests.builders import CASE_BODY, RESULT, business_markdown, case_markdown, page, specialist_markdown
from tests.catalogues import SMALL, source, write_catalogue, writing

CASE, BUSINESS, PERSON = "cases/struguri.md", "businesses/tineri-fermieri.md", "specialists/diana-crudu.md"
VERSION = {"title": "Виноград", "summary": "Продажа.", "lang": "ru"}
OTHER = case_markdown(title="Cafea", businesses=["cafenea"], specialists=None, aliases=["cafea-veche"])
LIBRARY = {
    **SMALL,
    "cases/struguri.ru.md": page(VERSION, CASE_BODY),
    "cases/cafea.md": OTHER,
    "businesses/cafenea.md": business_markdown(name="Cafenea"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "catalogue.sqlite", LIBRARY)
    return tmp_path / "catalogue.sqlite"


@contextmanager
def changed(path: Path, texts: Mapping[str, str]) -> Iterator[tuple[CatalogueWriter, Change]]:
    """The catalogue after some files were put, and what is known of it."""
    with writing(path) as writer:
        before = {file.path: file for file in writer.standing.at(texts)}
        after = {name: source(name, text) for name, text in texts.items()}
        writer.put_files((file, 1, 2) for file in after.values())
        yield writer, Change(before, after)


def near(path: Path, texts: Mapping[str, str], told: tuple[Problem, ...] = ()) -> list[SourceFile] | None:
    with changed(path, texts) as (writer, change):
        return neighbourhood(writer.standing, change, told)


@pytest.mark.parametrize("texts", [
    {CASE: case_markdown(title="Altfel")},
    {CASE: case_markdown(body=CASE_BODY + "\nUn rând nou.\n")},
    {CASE: case_markdown(industries=["wine"], businesses=["cafenea"])},
    {CASE: case_markdown(results=None)},
    {"cases/struguri.ru.md": page({**VERSION, "title": "Другой"}, CASE_BODY)},
    {"cases/cafea.md": case_markdown(title="Altă cafea", specialists=None, aliases=["cafea-veche"])},
    {BUSINESS: business_markdown(name="Alții")},
    {PERSON: specialist_markdown(withdrawn="true")},
    {"cases/nou.md": case_markdown(title="Nou")},
    {"cases/cafea.ru.md": page(VERSION, CASE_BODY)},
    {"businesses/nou.md": business_markdown(name="Nou")},
    {"cases/nou.md": case_markdown(businesses=["nou"]), "businesses/nou.md": business_markdown(name="Nou")},
])
def test_a_change_that_no_other_page_can_notice_is_judged_nearby(path: Path, texts: dict[str, str]) -> None:
    found = near(path, texts)
    assert found is not None
    assert set(texts) <= {file.path for file in found}


@pytest.mark.parametrize("texts", [
    {CASE: "no front matter"},
    {CASE: case_markdown(title=None)},
    {CASE: case_markdown(businesses=["nu-e"])},
    {CASE: case_markdown(industries=["nu-e"])},
    {CASE: case_markdown(aliases=["vechi"])},
    {CASE: case_markdown(lang="ru")},
    {CASE: case_markdown(results=[{**RESULT, "unit": "percent"}])},
    {"cases/cafea.md": case_markdown(title="Fără nume vechi", specialists=None)},
    {"cases/struguri.ru.md": page({**VERSION, "labels": {9: "nu e"}}, CASE_BODY)},
    {"cases/cafea-veche.md": case_markdown(title="Cu numele vechi al altuia")},
    {"cases/nou.md": case_markdown(aliases=["struguri"])},
    {"cases/nou.ru.md": page(VERSION, CASE_BODY)},
    {"vocabulary/industries.yaml": SMALL["vocabulary/industries.yaml"] + "\n"},
])
def test_what_others_may_notice_or_what_is_wrong_is_not(path: Path, texts: dict[str, str]) -> None:
    assert near(path, texts) is None


def test_a_page_that_is_gone_may_be_missed_anywhere(path: Path) -> None:
    with changed(path, {CASE: case_markdown(title="Altfel")}) as (writer, change):
        assert neighbourhood(writer.standing, Change(change.before, change.after, gone=True), ()) is None


def test_the_cases_that_name_a_page_and_all_that_these_name_are_near_and_others_are_not(path: Path) -> None:
    found = near(path, {PERSON: specialist_markdown(name="Diana C.")})
    assert found is not None
    pages = {file.path for file in found if file.kind != "vocabulary"}
    assert pages == {PERSON, CASE, "cases/struguri.ru.md", BUSINESS}
    assert [file.path for file in found] == sorted(file.path for file in found)
    assert all(file.links for file in found if file.path == CASE)


def test_a_case_that_is_only_named_is_judged_but_not_indexed_again(path: Path) -> None:
    found = near(path, {CASE: case_markdown(related=["cafea"])})
    assert found is not None
    assert {file.slug for file in found if file.kind == "cases"} == {"struguri"}


BROKEN = {"cases/rau.md": case_markdown(businesses=["lipsa"])}


def test_a_new_page_may_be_what_another_one_misses_but_a_changed_page_is_not(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    write_catalogue(path, LIBRARY | BROKEN)
    assert near(path, {"businesses/lipsa.md": business_markdown()}) is None
    assert near(path, {CASE: case_markdown(title="Altfel")}) is not None


def test_a_page_that_was_left_out_is_judged_with_all(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    write_catalogue(path, LIBRARY | BROKEN)
    assert near(path, {"cases/rau.md": case_markdown()}) is None


def test_a_page_that_names_one_left_out_is_judged_with_all(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    write_catalogue(path, LIBRARY | BROKEN)
    assert near(path, {CASE: case_markdown(related=["rau"])}) is None


def test_files_that_could_not_be_read_must_be_those_known_before(path: Path) -> None:
    told = (Problem("cases/Rau.md", 1, "", "bad_file_name"),)
    assert near(path, {CASE: case_markdown(title="Altfel")}, told) is None


def test_a_missing_vocabulary_is_judged_with_all(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    write_catalogue(path, {name: text for name, text in LIBRARY.items() if name != "vocabulary/places.yaml"})
    assert near(path, {CASE: case_markdown(places=None)}) is None
