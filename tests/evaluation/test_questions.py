"""Questions with known answers: the library's own, and those that people write."""

from pathlib import Path

import pytest

from kb.errors import ContentError
from kb.evaluation import GOLDEN, WRITTEN, Question, golden_questions, read_questions
from kb.model import GoldenQuery


def write(folder: Path, text: str) -> Path:
    path = folder / "questions.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_golden_query_is_a_question_in_the_readers_default_language() -> None:
    queries = (GoldenQuery("vin", ("a",)), GoldenQuery("вино", ("b", "c"), "ru", "cross_language"))
    assert golden_questions(queries) == (
        Question("vin", ("a",), "ro", "plain", GOLDEN), Question("вино", ("b", "c"), "ru", "cross_language", GOLDEN))


def test_a_golden_query_that_chooses_facets_is_not_asked_as_words() -> None:
    assert golden_questions([GoldenQuery("vin", ("a",), filters={"year": ("2019",)})]) == ()


def test_hand_written_questions_are_read(tmp_path: Path) -> None:
    text = (
        "# a comment\n"
        '- {q: "вино: дом", lang: ru, kind: ru, expect: [a, b-2]}\n'
        "- q: nimic aici\n  kind: no_answer\n  expect: []\n"
    )
    assert read_questions(write(tmp_path, text)) == (
        Question("вино: дом", ("a", "b-2"), "ru", "ru", WRITTEN),
        Question("nimic aici", (), "ro", "no_answer", WRITTEN),
    )


@pytest.mark.parametrize(("text", "line"), [
    ("q: vin\n", 1),
    ("- {q: vin\n", 2),
    ("- vin\n", 1),
    ("- {q: vin, kind: ro}\n", 1),
    ("\n- {q: vin, kind: ro, expect: []}\n- {q: vin, kind: ro, expect: a}\n", 3),
    ("- {q: '', kind: ro, expect: []}\n", 1),
    ("- {q: vin, kind: '', expect: []}\n", 1),
    ("- {q: vin, kind: ro, expect: [Not A Slug]}\n", 1),
    ("- {q: vin, kind: ro, expect: [[a]]}\n", 1),
    ("- {q: vin, kind: ro, expect: [], lang: de}\n", 1),
    ("- {q: vin, kind: ro, expect: [], within: 3}\n", 1),
    ("- {q: [vin], kind: ro, expect: []}\n", 1),
    ("- {q: &a vin, kind: *a, expect: []}\n", 1),
])
def test_a_bad_question_is_refused_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(ContentError) as caught:
        read_questions(write(tmp_path, text))
    assert caught.value.arguments["line"] == line


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff"])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "questions.yaml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ContentError, match=r"questions\.yaml cannot be read"):
        read_questions(path)


def test_the_key_of_a_question_says_where_it_belongs() -> None:
    assert Question("vin", ("a",), "ro", "plain", GOLDEN).key == "golden/plain/ro: vin"
