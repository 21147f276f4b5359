"""Generated questions, over a small library whose every word is known."""

from collections import defaultdict

import pytest

from kb.evaluation import GENERATED, Question, generate, generate_names
from kb.evaluation.generate import MOST
from kb.evaluation.spellings import on_other_layout
from kb.ingest import read_library
from kb.language import fold
from kb.model import Library
from tests.builders import case_markdown, specialist_markdown, write_library
from tests.generator import generate_library


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    read, _ = read_library(generate_library(tmp_path_factory.mktemp("generated"), 120, seed=3))
    return read


@pytest.fixture(scope="module")
def by_kind(library: Library) -> dict[str, list[Question]]:
    kinds: dict[str, list[Question]] = defaultdict(list)
    for question in generate(library):
        kinds[question.kind].append(question)
    return kinds


KINDS = {
    "plain_ro", "plain_ru", "plain_en", "inflected_ro", "inflected_ru", "no_diacritics", "cedilla", "typo_ro",
    "typo_ru", "typo_first_letter", "typo_two", "layout_ru", "layout_ro", "layout_en", "translit_ru",
    "translit_ru_careful", "translit_ro", "cross_ru_to_ro", "cross_ro_to_ru", "cross_en_to_ro",
    "person", "person_last_name_first", "person_other_script", "brand", "facet_words",
}


def test_every_kind_is_there_and_none_is_longer_than_wanted(by_kind: dict[str, list[Question]]) -> None:
    assert set(by_kind) >= KINDS
    assert all(0 < len(questions) <= MOST for questions in by_kind.values())


def test_the_same_library_gives_the_same_questions_and_each_its_own_key(library: Library) -> None:
    questions = generate(library)
    assert questions == generate(library)
    assert all(question.origin == GENERATED and question.q.strip() and question.expect for question in questions)
    assert all(set(question.expect) <= set(library.cases) for question in questions)


def test_plain_questions_are_three_words_of_the_case(library: Library, by_kind: dict[str, list[Question]]) -> None:
    for question in by_kind["plain_ro"]:
        text = library.cases[question.expect[0]].text("ro")
        words = question.q.split()
        assert len(words) == 3
        assert {fold(word) for word in words} <= {fold(word) for word in f"{text.title} {text.summary}".split()} | {
            fold(word.strip(".,")) for word in f"{text.title} {text.summary}".split()}


def test_inflected_questions_hold_a_form_that_the_case_does_not_have(
    library: Library, by_kind: dict[str, list[Question]]
) -> None:
    for question in (*by_kind["inflected_ro"], *by_kind["inflected_ru"]):
        case = library.cases[question.expect[0]]
        own = {fold(word.strip(".,*")) for text in case.texts
               for word in f"{text.title} {text.summary} {text.body.plain}".split()}
        assert not {fold(word) for word in question.q.split()} <= own


@pytest.mark.parametrize(("kind", "letters"), [("cedilla", "şţ"), ("old_i", "î")])
def test_a_respelt_question_has_the_letters_it_is_about(
    by_kind: dict[str, list[Question]], kind: str, letters: str
) -> None:
    assert all(set(question.q) & set(letters) for question in by_kind[kind])


def test_questions_in_other_letters_can_be_read_back(by_kind: dict[str, list[Question]]) -> None:
    assert all(on_other_layout(question.q).isascii() is False for question in by_kind["layout_ru"])
    assert all(not question.q.isascii() and question.lang == "ro" for question in by_kind["layout_ro"])
    assert all(question.q.isascii() for question in by_kind["translit_ru"])
    assert all(max(question.q) >= "а" for question in by_kind["translit_ro"])


def test_questions_across_languages_are_asked_of_the_main_versions_alone(
    library: Library, by_kind: dict[str, list[Question]]
) -> None:
    crossed = [question for kind, questions in by_kind.items() if kind.startswith("cross") for question in questions]
    assert crossed
    for question in crossed:
        case = library.cases[question.expect[0]]
        assert question.main_only
        assert question.kind == f"cross_{question.lang}_to_{case.lang}"
        assert question.lang in case.langs[1:]
    assert not any(question.main_only for question in by_kind["plain_ro"])


# -- names, in a library of three cases ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    folder = write_library(
        tmp_path_factory.mktemp("small"),
        cases={
            "a": case_markdown(title="Vin la târg", platforms=["tv"], places=["chisinau"], years=["2019"]),
            "b": case_markdown(title="Vin în oraș", platforms=["tv"], places=["chisinau"], years=["2019"]),
            "c": case_markdown(title="Miere", specialists=[{"person": "ion-ene", "role": "business_owner"}],
                               platforms=["facebook"], places=["chisinau"], years=["2020"]),
        },
        specialists={
            "diana-crudu": specialist_markdown(),
            "ion-ene": specialist_markdown(name="Ion Ene", withdrawn="true"),
            "nimeni": specialist_markdown(name="Nimeni Altul"),
        },
    )
    return read_library(folder)[0]


def asked(make: generate_names.Maker, library: Library) -> set[tuple[str, str, tuple[str, ...]]]:
    return {(each.kind, each.q, each.expect) for each in make(library, list(library.cases.values()), 10)}


def test_people_are_asked_for_in_three_ways_but_not_those_who_withdrew_or_did_nothing(small: Library) -> None:
    assert asked(generate_names.people, small) == {
        ("person", "Diana Crudu", ("a", "b")), ("person_last_name_first", "Crudu Diana", ("a", "b")),
        ("person_other_script", "Диана Круду", ("a", "b")),
    }


def test_businesses_are_asked_for_in_both_scripts(small: Library) -> None:
    assert asked(generate_names.brands, small) == {
        ("brand", "Tineri fermieri", ("a", "b", "c")), ("brand_other_script", "Тинери Фермиери", ("a", "b", "c")),
    }


def test_whatever_is_filed_under_both_words_answers(small: Library) -> None:
    for _, query, right in asked(generate_names.facet_words, small):
        assert right in (("a", "b"), ("c",), ("a", "b", "c"))
        assert ("2020" in query) <= (right == ("c",))
        assert query == query.lower()


@pytest.mark.parametrize(("name", "said"), [
    ("Purcari", True), ("Castel Mimi", True), ("Discover the Routes of Life", False), ("Star Kebab", False),
    ("Biofood.md", False), ("Oficiul Național al Viei", False),
])
def test_only_short_names_from_here_are_spelt_in_the_other_script(name: str, said: bool) -> None:
    assert generate_names.is_said_as_written(name) is said
