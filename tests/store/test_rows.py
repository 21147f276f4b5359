"""Files, bodies and problems go into rows and come back the same."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kb.model import MESSAGES, Body, Link, Problem, Section, Severity, SourceFile, body_sha256
from kb.store.rows import (
    FILE_COLUMNS,
    body_row,
    file_row,
    problem_row,
    rendered_body,
    source_file,
    stored_problem,
)
from tests.builders import case_markdown
from tests.catalogues import source

words = st.text(max_size=20)
numbers = st.integers(1, 9999)
problems = st.builds(
    Problem, path=words, line=numbers, field=words, code=st.sampled_from(sorted(MESSAGES)),
    arguments=st.dictionaries(words, words, max_size=3), severity=st.sampled_from(Severity),
    nearest=st.none() | words, example=st.none() | words,
)
links = st.builds(Link, field=words, line=numbers, kind=words, slug=words)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=8,
)
files = st.builds(
    SourceFile, path=words, kind=words, slug=words, lang=st.none() | st.sampled_from(["ro", "ru", "en"]), sha256=words,
    fields=st.dictionaries(words, values, max_size=4), links=st.lists(links, max_size=3).map(tuple),
    problems=st.lists(problems, max_size=3).map(tuple),
)
sections = st.builds(Section, kind=words, anchor=words, heading=words, plain=words, line=numbers)
bodies = st.builds(Body, markdown=words, html=words, sections=st.lists(sections, max_size=3).map(tuple))


def row_of(file: SourceFile) -> list[object]:
    row = file_row(file, size=1, mtime_ns=2)
    return [row[name] for name in FILE_COLUMNS.split(", ")]


@given(files)
def test_a_file_is_the_same_after_it_was_kept(file: SourceFile) -> None:
    assert source_file(row_of(file)) == file


@given(bodies)
def test_a_rendered_body_is_the_same_after_it_was_kept_but_for_its_source(body: Body) -> None:
    row = body_row(body)
    assert rendered_body(row["html"], row["sections"]) == replace(body, markdown="")


@given(problems)
def test_a_problem_is_the_same_after_it_was_kept(problem: Problem) -> None:
    row = problem_row(problem)
    assert row["path"] == problem.path
    assert stored_problem(row["problem"]) == problem


def test_a_real_file_is_the_same_after_it_was_kept() -> None:
    file = source("cases/struguri.md", case_markdown(titlu="Struguri"))
    assert file.problems
    assert source_file(row_of(file), file.body) == replace(file, body_line=1)


def test_a_row_knows_its_stamp_and_its_body_by_hash() -> None:
    file = source("cases/struguri.md", case_markdown())
    assert file.body is not None
    row = file_row(file, size=12, mtime_ns=34)
    assert (row["size"], row["mtime_ns"], row["body_sha256"]) == (12, 34, body_sha256(file.body.markdown))
    assert body_row(file.body)["sha256"] == row["body_sha256"]


def test_a_file_without_a_body_has_no_hash_of_one() -> None:
    assert file_row(SourceFile("x", "cases", "x", None, "a"), 1, 2)["body_sha256"] is None


@given(words)
def test_who_reads_and_who_stores_name_a_body_alike(markdown: str) -> None:
    assert body_sha256(markdown) == body_sha256(markdown)
