"""Front matter and body: where one ends and the other begins, and what is refused before it is parsed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest.front_matter import MAX_FRONT_MATTER, parse_markdown, parse_yaml_file
from tests.builders import case_markdown


@pytest.mark.parametrize(("text", "value", "body", "body_line"), [
    ("---\na: b\n---\nbody\n", {"a": "b"}, "body\n", 4),
    ("---\na: b\n---\n\nbody", {"a": "b"}, "\nbody", 4),
    ("---\na: b\n---", {"a": "b"}, "", 4),
    ("---  \na: b\n--- \t\nbody", {"a": "b"}, "body", 4),
    ("---\r\na: b\r\n---\r\nbody\r\n", {"a": "b"}, "body\n", 4),
    ("\ufeff---\na: b\n---\nbody", {"a": "b"}, "body", 4),
    ("---\na: |\n  ---\n  x\n---\nbody\n---\n", {"a": "---\nx\n"}, "body\n---\n", 6),
])
def test_a_file_is_cut_at_its_fences(text: str, value: object, body: str, body_line: int) -> None:
    document = parse_markdown("x.md", text.encode())
    assert document.problems == ()
    assert (document.value, document.body, document.body_line) == (value, body, body_line)


def test_lines_count_from_the_top_of_the_file() -> None:
    document = parse_markdown("x.md", b"---\na: b\nc:\n  - d\n---\n")
    assert document.lines == {"a": 2, "c": 3, "c.0": 4}


@pytest.mark.parametrize(("text", "code", "line"), [
    ("", "no_front_matter", 1),
    ("\n---\na: b\n---\n", "no_front_matter", 1),
    ("title: a\n", "no_front_matter", 1),
    ("--\na: b\n--\n", "no_front_matter", 1),
    ("---\na: b\n", "unclosed_front_matter", 1),
    ("---", "unclosed_front_matter", 1),
    ("---\na: b\n ---\n", "unclosed_front_matter", 1),
    ("---\n---\nbody", "not_a_mapping", 2),
    ("---\n- a\n---\n", "not_a_mapping", 2),
    ("---\nwords\n---\n", "not_a_mapping", 2),
    ("---\na: b: c\n---\n", "bad_yaml", 2),
    ("---\na: b\n\nc: *d\n---\n", "yaml_feature", 4),
    ("---\na: \x01\n---\n", "control_character", 2),
    ("---\na: b\n---\nbody\x00\n", "control_character", 4),
])
def test_what_is_wrong_is_told_with_its_line(text: str, code: str, line: int) -> None:
    problems = parse_markdown("x.md", text.encode()).problems
    assert (problems[0].code, problems[0].line) == (code, line)


def test_front_matter_has_its_own_limit() -> None:
    fits = "---\na: " + "x" * (MAX_FRONT_MATTER - 4) + "\n---\n"
    assert parse_markdown("x.md", fits.encode()).problems == ()
    problem = parse_markdown("x.md", fits.replace("x", "xx", 1).encode()).problems[0]
    assert problem.code == "front_matter_too_large"
    assert problem.arguments == {"size": str(MAX_FRONT_MATTER + 1), "limit": str(MAX_FRONT_MATTER)}


def test_yaml_files_may_be_larger_but_not_without_end() -> None:
    assert parse_yaml_file("x.yaml", b"a: " + b"x" * 500_000).problems == ()
    assert parse_yaml_file("x.yaml", b"a: " + b"x" * 1_100_000).problems[0].code == "too_large"
    assert parse_yaml_file("x.yaml", b"\xff").problems[0].code == "not_utf8"


def test_a_right_case_is_read_whole() -> None:
    document = parse_markdown("x.md", case_markdown().encode())
    assert document.problems == ()
    assert isinstance(document.value, dict)
    assert document.value["title"] == "Struguri în loc de flori"
    assert document.body.lstrip().startswith("## Contextul")


@given(st.binary(max_size=2000) | st.binary(max_size=500).map(lambda data: b"---\n" + data + b"\n---\n" + data))
def test_any_bytes_give_a_document_or_problems(data: bytes) -> None:
    document = parse_markdown("x.md", data)
    assert document.problems or isinstance(document.value, dict)
    assert all(problem.line >= 1 for problem in document.problems)
    assert all(str(problem) for problem in document.problems)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "Zs"]), max_size=200))
def test_a_body_comes_back_composed_and_otherwise_as_it_was_written(body: str) -> None:
    document = parse_markdown("x.md", f"---\na: b\n---\n{body}".encode())
    assert (document.problems, document.body) == ((), unicodedata.normalize("NFC", body))
