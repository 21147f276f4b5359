"""The questions written by hand are what they say: on the wrong keyboard, in other letters, without marks."""

import re
from collections import Counter
from pathlib import Path

import pytest

from kb.evaluation import Question, read_questions
from kb.evaluation.spellings import on_other_layout

FILE = Path(__file__).parents[1] / "eval/questions.yaml"
CYRILLIC = re.compile("[а-яё]", re.IGNORECASE)
LATIN = re.compile("[a-z]", re.IGNORECASE)


@pytest.fixture(scope="module")
def questions() -> tuple[Question, ...]:
    return read_questions(FILE)


def of_kind(questions: tuple[Question, ...], *kinds: str) -> list[Question]:
    found = [question for question in questions if question.kind in kinds]
    assert len(found) >= 20
    return found


def test_russian_questions_are_in_cyrillic_and_romanian_ones_in_latin_letters(questions: tuple[Question, ...]) -> None:
    for question in of_kind(questions, "ru", "ru_to_ro"):
        assert CYRILLIC.search(question.q)
        assert question.lang == "ru"
    assert not any(CYRILLIC.search(question.q) for question in of_kind(questions, "ro", "ro_bare", "ro_to_ru", "en"))


def test_romanian_without_diacritics_has_none_and_with_them_has_some(questions: tuple[Question, ...]) -> None:
    assert all(question.q.isascii() for question in of_kind(questions, "ro_bare"))
    assert sum(not question.q.isascii() for question in of_kind(questions, "ro")) >= 15


def test_on_the_right_keyboard_the_layout_questions_are_in_the_other_script(questions: tuple[Question, ...]) -> None:
    for question in of_kind(questions, "layout"):
        meant = on_other_layout(question.q)
        assert bool(CYRILLIC.search(meant)) is (question.lang == "ru"), question.q
        assert bool(LATIN.search(meant)) is (question.lang != "ru"), question.q


def test_transliterated_questions_are_in_the_script_of_the_other_language(questions: tuple[Question, ...]) -> None:
    for question in of_kind(questions, "translit"):
        assert bool(CYRILLIC.search(question.q)) is (question.lang == "ro"), question.q


def test_names_are_asked_in_both_scripts(questions: tuple[Question, ...]) -> None:
    scripts = Counter(bool(CYRILLIC.search(question.q)) for question in of_kind(questions, "name"))
    assert min(scripts.values()) >= 8


def test_ideas_are_asked_in_three_languages(questions: tuple[Question, ...]) -> None:
    languages = Counter(question.lang for question in of_kind(questions, "idea"))
    assert set(languages) == {"ro", "ru", "en"}
    assert min(languages.values()) >= 6
