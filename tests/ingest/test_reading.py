"""Reading one file: every step's problems together, and a usable source file whatever the bytes."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.ingest.reading import finish, parse_source, read_file, read_source, refuse_body, render_file
from kb.ingest.rendering import render
from kb.model import Body, SourceFile
from tests.builders import CASE_BODY, business_markdown, case_markdown

CASE = "cases/struguri-in-loc-de-flori.md"


def codes(file: SourceFile) -> list[str]:
    return [problem.code for problem in file.problems]


def test_a_right_file_is_read_whole(library: Path) -> None:
    file = read_file(library, CASE)
    data = (library / CASE).read_bytes()
    assert (file.path, file.kind, file.slug, file.lang) == (CASE, "cases", "struguri-in-loc-de-flori", None)
    assert file.sha256 == hashlib.sha256(data).hexdigest()
    assert file.is_good
    assert file.problems == ()
    assert file.body is not None
    assert [section.kind for section in file.body.sections] == ["context", "actions", "results"]
    assert data.decode().split("\n")[file.body_line - 1:] == file.body.markdown.split("\n")
    assert {link.kind for link in file.links} >= {"businesses", "specialists", "vocabulary/metrics"}


def test_a_source_holds_its_markdown_only(library: Path) -> None:
    source = read_source(library, CASE)
    assert source.body is not None
    assert (source.body.html, source.body.sections) == ("", ())
    assert render_file(source) == read_file(library, CASE)


def test_a_body_kept_from_before_gives_the_same_file(library: Path) -> None:
    source = read_source(library, CASE)
    assert source.body is not None
    assert finish(source, render(source.body.markdown)) == read_file(library, CASE)


def test_a_file_that_is_gone_is_a_problem(library: Path) -> None:
    file = read_file(library, "cases/nu-e.md")
    assert codes(file) == ["unreadable"]
    assert not file.is_good
    assert (file.kind, file.slug) == ("cases", "nu-e")


def test_a_pipe_or_folder_in_place_of_a_file_does_not_stall(library: Path) -> None:
    os.mkfifo(library / "cases" / "teava.md")
    (library / "cases" / "folder.md").mkdir()
    assert codes(read_file(library, "cases/teava.md")) == ["unreadable"]
    assert codes(read_file(library, "cases/folder.md")) == ["unreadable"]


def test_a_file_that_grew_since_the_scan_is_refused(library: Path) -> None:
    (library / CASE).write_bytes(b"x" * 400_000)
    assert codes(read_file(library, CASE)) == ["too_large"]


@pytest.mark.parametrize("path", ["cases/Bad Name.md", "nothing", "", "cases/x.txt"])
def test_a_wrong_name_is_a_problem(library: Path, path: str) -> None:
    file = read_file(library, path)
    assert codes(file) == ["bad_file_name"]
    assert file.path == path


def test_problems_of_all_steps_are_told_at_once() -> None:
    text = case_markdown(title=None, years=["no"], body="## Contextul\n\nş\n\n## Rezultate\n\na\n")
    file = render_file(parse_source("cases/x.md", text.encode()))
    assert sorted(codes(file)) == ["cedilla", "missing", "missing_section", "wrong_type"]
    assert file.body is not None


def test_a_body_that_is_too_complex_leaves_all_else_told() -> None:
    text = case_markdown(title=None, body="> " * 60 + "a")
    file = render_file(parse_source("cases/x.md", text.encode()))
    assert codes(file) == ["missing", "too_deep"]
    assert file.body is None
    assert file.problems[1].field == "body"


def test_why_a_body_is_left_out_is_told_at_its_first_line() -> None:
    source = parse_source("cases/x.md", case_markdown().encode())
    refused = refuse_body(source, "render_timeout", limit="2")
    assert (refused.body, refused.problems[0].line) == (None, source.body_line)
    assert "2 s" in refused.problems[0].message


def test_a_version_must_be_in_the_language_of_its_name() -> None:
    text = '---\ntitle: "a"\nsummary: "b"\nlang: en\n---\n' + CASE_BODY
    file = parse_source("cases/x.ru.md", text.encode())
    assert [(one.code, one.line) for one in file.problems] == [("version_language", 4)]


@pytest.mark.parametrize(("path", "text", "code"), [
    ("vocabulary/platforms.yaml", "a: b", "not_a_list"),
    ("vocabulary/platforms.yaml", "", "not_a_list"),
    ("golden-queries.yaml", "words", "not_a_list"),
    ("market/x.yaml", "- a", "not_a_mapping"),
    ("market/x.yaml", "", "not_a_mapping"),
])
def test_a_yaml_file_has_the_shape_of_its_kind(path: str, text: str, code: str) -> None:
    file = parse_source(path, text.encode())
    assert codes(file) == [code]
    assert file.body is None
    assert "items" not in file.fields


def test_pages_without_a_text_are_rendered_to_nothing() -> None:
    file = render_file(parse_source("businesses/x.md", business_markdown(body="").encode()))
    assert file.is_good
    assert file.body == Body("\n")


def test_a_body_that_cannot_be_told_from_the_front_matter_is_not_judged() -> None:
    file = render_file(parse_source("cases/x.md", b"## Contextul\n"))
    assert codes(file) == ["no_front_matter"]
    assert file.body is None


def test_a_body_under_bad_front_matter_is_judged_too() -> None:
    file = render_file(parse_source("cases/x.md", b"---\na: b: c\n---\n## Contextul\n\na\n"))
    assert codes(file) == ["bad_yaml", "missing_section", "missing_section"]


PATHS = st.sampled_from([
    "cases/x.md", "cases/x.ru.md", "businesses/x.md", "vocabulary/metrics.yaml", "glossary.yaml", "market/x.yaml",
    "x",
])


@given(PATHS, st.binary(max_size=300) | st.text(alphabet="-: \n[]{}ab1'\"…", max_size=300).map(str.encode))
@settings(max_examples=200)
def test_any_bytes_at_any_path_give_a_source_file(path: str, data: bytes) -> None:
    for content in (data, b"---\n" + data + b"\n---\n" + data):
        file = render_file(parse_source(path, content))
        assert file.path == path
        assert file.is_good <= bool(file.fields)
        assert all(problem.message and problem.line >= 1 for problem in file.problems)
