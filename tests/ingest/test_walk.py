"""Finding files: which are taken, which are passed over, which are refused, and that none is opened."""

import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.walk import MAX_PAGE_BYTES, Identity, identify, scan
from kb.model import Severity


def problems_of(folder: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in scan(folder).problems]


@pytest.mark.parametrize(("path", "identity"), [
    ("cases/struguri.md", ("cases", "struguri", None)),
    ("cases/struguri.ru.md", ("cases", "struguri", "ru")),
    ("businesses/a-1.en.md", ("businesses", "a-1", "en")),
    ("market/social.yaml", ("market", "social", None)),
    ("vocabulary/platforms.yaml", ("vocabulary", "platforms", None)),
    ("glossary.yaml", ("glossary", "glossary", None)),
    ("golden-queries.yaml", ("golden-queries", "golden-queries", None)),
])
def test_a_path_says_what_a_file_is(path: str, identity: tuple[str, str, str | None]) -> None:
    assert identify(path) == Identity(*identity)


@pytest.mark.parametrize("path", [
    "", "a.md", "cases/a", "cases/A.md", "cases/ă.md", "cases/a b.md", "cases/a.fr.md", "cases/a.ru.ru.md",
    "cases/.md",
    "cases/a_b.md", "cases/a.yaml", "cases/-a.md", "cases/" + "a" * 81 + ".md", "cases/x/a.md", "market/a.md",
    "market/a.ru.yaml", "vocabulary/platform.yaml", "other.yaml", "media/a/b.md", "../cases/a.md",
    "cases/a.md\n", "cases/a..md", "cases/a.ru.md.md",
])
def test_other_names_are_no_pages(path: str) -> None:
    assert identify(path) is None


@given(st.text())
def test_any_path_is_judged_without_raising(path: str) -> None:
    identity = identify(path)
    assert identity is None or identity.slug in path


def test_files_are_listed_in_order_with_size_and_time(library: Path) -> None:
    listed = scan(library)
    assert list(listed.files) == sorted(listed.files)
    assert len(listed.files) == 12
    stamp = listed.files["cases/struguri-in-loc-de-flori.md"]
    status = (library / stamp.path).stat()
    assert (stamp.size, stamp.mtime_ns) == (status.st_size, status.st_mtime_ns)
    assert listed.problems == ()


@pytest.mark.parametrize("name", [
    ".ascuns.md", ".git", "caz.md~", ".caz.md.swp", "caz.swp", "caz.md.tmp", "caz.md.bak", "README.md", "LICENSE.md",
])
def test_hidden_files_and_leftovers_are_passed_over(library: Path, name: str) -> None:
    (library / "cases" / name).write_text("x")
    assert problems_of(library) == []
    assert len(scan(library).files) == 12


@pytest.mark.parametrize(("path", "severity"), [
    ("cases/Caz.md", Severity.ERROR), ("cases/caz nou.md", Severity.ERROR), ("cases/caz.fr.md", Severity.ERROR),
    ("vocabulary/platform.yaml", Severity.ERROR), ("market/Social.yaml", Severity.ERROR),
    ("cases/caz.markdown", Severity.WARNING), ("cases/notite.txt", Severity.WARNING),
    ("market/a.yml", Severity.WARNING),
])
def test_wrong_names_are_told(library: Path, path: str, severity: Severity) -> None:
    (library / path).parent.mkdir(exist_ok=True)
    (library / path).write_text("x")
    problem = scan(library).problems[0]
    assert (problem.path, problem.code, problem.severity) == (path, "bad_file_name", severity)
    assert path not in scan(library).files


def test_the_nearest_vocabulary_is_offered(library: Path) -> None:
    (library / "vocabulary" / "platform.yaml").write_text("")
    assert scan(library).problems[0].nearest == "platforms"


def test_a_name_that_is_not_utf8_can_be_printed(library: Path) -> None:
    (library / os.fsdecode(b"cases/\xff.md")).write_text("x")
    problem = scan(library).problems[0]
    assert problem.code == "bad_file_name"
    assert str(problem).encode()


def test_links_out_of_the_library_are_not_followed(library: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.md").write_text("secret")
    (library / "cases" / "afara.md").symlink_to(tmp_path / "secret.md")
    (library / "cases" / "inauntru.md").symlink_to(library / "cases" / "struguri-in-loc-de-flori.md")
    (library / "cases" / "nicaieri.md").symlink_to(library / "nu-e")
    (library / "cases" / "cerc.md").symlink_to(library / "cases" / "cerc.md")
    assert problems_of(library) == [
        ("cases/afara.md", "outside_library"), ("cases/cerc.md", "unreadable"), ("cases/nicaieri.md", "unreadable"),
    ]
    assert "cases/inauntru.md" in scan(library).files


def test_a_folder_that_leads_out_is_not_followed(library: Path, tmp_path: Path) -> None:
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "carte.md").write_text("x")
    (library / "books").symlink_to(tmp_path / "books")
    assert problems_of(library) == [("books", "outside_library")]
    assert "books/carte.md" not in scan(library).files


def test_the_library_itself_may_stand_behind_a_link(library: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(library)
    assert scan(tmp_path / "link") == scan(library)


def test_what_is_not_a_regular_file_is_never_opened(library: Path) -> None:
    os.mkfifo(library / "cases" / "teava.md")
    (library / "cases" / "folder.md").mkdir()
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(library / "cases" / "priza.md"))
        assert problems_of(library) == [
            ("cases/folder.md", "unreadable"), ("cases/priza.md", "unreadable"), ("cases/teava.md", "unreadable"),
        ]


def test_a_file_that_is_too_large_is_refused_by_its_size(library: Path) -> None:
    (library / "cases" / "mare.md").write_bytes(b"x" * (MAX_PAGE_BYTES + 1))
    (library / "glossary.yaml").write_bytes(b"#" * (MAX_PAGE_BYTES + 1))
    assert problems_of(library) == [("cases/mare.md", "too_large")]
    assert "glossary.yaml" in scan(library).files


def test_a_missing_folder_is_a_problem_and_a_missing_part_is_none(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "nu-e") == [(".", "unreadable")]
    (tmp_path / "gol").mkdir()
    assert problems_of(tmp_path / "gol") == []
    (tmp_path / "gol" / "cases").write_text("a file where a folder should be")
    assert scan(tmp_path / "gol").files == {}
