"""What an editor would notice: missing, empty and repeated sections, cedillas, names of people who withdrew."""

from pathlib import Path

import pytest

from kb.ingest import check_library
from kb.ingest.checks import check_body, check_letters
from kb.ingest.rendering import render
from kb.model import Severity
from kb.sandbox import Workers
from tests.builders import CASE_BODY, case_markdown, specialist_markdown, write_library


def found(markdown: str, kind: str = "cases", lang: str = "ro") -> list[tuple[int, str, bool]]:
    problems = check_body("cases/x.md", kind, lang, render(markdown), 10)
    return [(one.line, one.code, one.is_error) for one in problems]


def test_a_right_case_has_nothing_to_mend() -> None:
    assert found(CASE_BODY) == []


@pytest.mark.parametrize(("markdown", "expected"), [
    ("", [(10, "missing_section", True)] * 3),
    ("## Contextul\n\na\n\n## Rezultate\n\nb", [(10, "missing_section", True)]),
    (CASE_BODY + "## Lecții\n", [(21, "empty_section", False)]),
    (CASE_BODY.replace("Diana a filmat un apel.", ""), [(14, "empty_section", True)]),
    (CASE_BODY + "## Contextul\n\nc", [(21, "repeated_section", False)]),
    (CASE_BODY + "## Altceva\n\nc\n\n## Altceva\n\nd", []),
    (CASE_BODY.replace("Contextul", "Контекст"), [(10, "heading_language", False)]),
    (CASE_BODY.replace("Rezultate", "Results"), [(18, "heading_language", False)]),
    (CASE_BODY.replace("Rezultate", "Rezultatele"), []),
    (CASE_BODY.replace("Recolta a rămas nevândută.", "…"), [(10, "to_fill", False)]),
])
def test_sections_of_a_case(markdown: str, expected: list[tuple[int, str, bool]]) -> None:
    assert found(markdown) == expected


@pytest.mark.parametrize(("lang", "heading"), [("ro", "Ce s-a făcut"), ("ru", "Что сделали"),
("en", "What was done")])
def test_the_heading_to_write_is_told_in_the_language_of_the_file(lang: str, heading: str) -> None:
    problems = check_body("cases/x.md", "cases", lang, render("text"), 1)
    assert f"## {heading}" in {one.example for one in problems}


@pytest.mark.parametrize("kind", ["businesses", "specialists", "books", "questions"])
def test_other_pages_need_no_sections(kind: str) -> None:
    assert found("O frază.", kind) == []
    assert found("## Contextul", kind) == [(10, "empty_section", False)]


@pytest.mark.parametrize(("text", "lang", "line"), [
    ("a\nrecoltă ş vin", "ro", 2), ("Ţara", "ro", 1), ("s\u0327i", "ro", 1), ("recoltă și țuică", "ro", None),
    ("Şirket", "en", None), ("Şirket", "ru", None), ("ţ", None, 1),
])
def test_letters_with_a_cedilla_are_a_warning_in_romanian(text: str, lang: str | None, line: int | None) -> None:
    problems = check_letters("x.md", text.encode(), lang)
    expected = [] if line is None else [(line, "cedilla", Severity.WARNING)]
    assert [(one.line, one.code, one.severity) for one in problems] == expected


@pytest.mark.parametrize(("title", "named"), [
    ("Diana Crudu a filmat", True), ("diana crudu", True), ("Диана Круду о винограде", True),
    ("Diana Crudulescu", False),
    ("Struguri", False),
])
def test_texts_that_name_somebody_who_withdrew_are_listed(
    tmp_path: Path, workers: Workers, title: str, named: bool
) -> None:
    person = specialist_markdown(withdrawn="true", also_known_as=["Диана Круду"])
    body = CASE_BODY.replace("Diana", "Ea")
    write_library(tmp_path, cases={"caz": case_markdown(title=title, body=body)}, specialists={"diana-crudu": person})
    told = [(one.path, one.code, one.arguments["value"]) for one in check_library(tmp_path, workers)]
    assert told == ([("cases/caz.md", "withdrawn_named", "Diana Crudu")] if named else [])
