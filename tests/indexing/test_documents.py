"""What of a case is searched, and what is not."""

from dataclasses import replace

import pytest

from kb.indexing.documents import LONGEST_WORD, described, document_ids, documents_of, vocabulary_of, words_of
from kb.model import CaseStudy, Library, building
from kb.search import Document
from tests.builders import CASE_BODY, RESULT, business_markdown, case_markdown, specialist_markdown
from tests.catalogues import SMALL, source

RU = """---
title: Виноград вместо цветов
summary: Продажа винограда.
lang: ru
labels: {1: плодов}
did: {1: сняла}
what_did_not_work: Дождь.
reliability: Неточно.
---

## Контекст

Урожай.

## Что сделали

Видео.

## Результаты

Купили.
"""
MEDAL = {name: value for name, value in RESULT.items() if name != "value"} | {"text": "argint", "note": "nescris"}
CASE = case_markdown(
    body=CASE_BODY + "\n## Un titlu aparte\n\nAltceva, [cu legătură](https://adresa.md).\n",
    what_did_not_work="A plouat.", results=[RESULT, MEDAL],
    aliases=["slug-vechi"],
)
BUSINESS = business_markdown(also_known_as=["Фермеры", "Young Farmers"], body="Descriere.\n")
PERSON = specialist_markdown(also_known_as=["Диана Круду"])


def documents(**changed: str) -> list[Document]:
    """The documents of one case with a Russian version, over files by path with / for __."""
    texts = {
        **SMALL, "cases/struguri.md": CASE, "cases/struguri.ru.md": RU, "businesses/tineri-fermieri.md": BUSINESS,
        "specialists/diana-crudu.md": PERSON, **{path.replace("__", "/"): text for path, text in changed.items()},
    }
    library = _library({path: text for path, text in texts.items() if text})
    return documents_of(words_of(7, library.cases["struguri"], library))


def _library(texts: dict[str, str]) -> Library:
    return building.build_library([source(path, text) for path, text in texts.items()], texts)


def test_each_version_is_a_document_and_its_id_tells_the_case() -> None:
    assert [document.id for document in documents()] == [28, 29]
    assert document_ids(7) == (28, 29, 30, 31)


def test_title_and_summary_are_each_versions_own() -> None:
    [ro, ru] = documents()
    assert (ro.title.exact, ru.title.exact) == ("struguri in loc de flori", "виноград вместо цветов")
    assert (ro.summary.exact.split()[0], ru.summary.exact.split()[0]) == ("tinerii", "продажа")


def test_names_are_the_same_in_all_versions_so_that_any_language_finds_any_version() -> None:
    [ro, ru] = documents()
    assert ro.names == ru.names


NAMES = [
    "tineri", "fermieri", "фермеры", "young", "farmers", "diana", "crudu", "круду", "agricultura", "сельское",
    "agriculture", "televiziune", "телевидение", "vanzari", "sales", "chisinau", "кишинев", "antreprenor",
]


@pytest.mark.parametrize("word", NAMES)
def test_names_in_every_spelling_and_labels_in_every_language_are_searched(word: str) -> None:
    assert word in documents()[1].names.exact.split()


def test_the_years_of_a_case_are_searched_as_what_it_is_filed_under() -> None:
    assert all("2019" in document.names.exact.split() for document in documents())


@pytest.mark.parametrize(("name", "others", "spelling", "there"), [
    ("Ion Cușnir", [], "кушнир", True),
    ("Ион Кушнир", [], "cusnir", True),
    ("Eugenia Pop", ["Jenea Pop"], "евгения", True),  # the other spelling is in the same script
    ("Ion Cușnir", ["Иван Кушнирь"], "кушнир", False),  # a spelling that is given is the right one
])
def test_a_name_is_searched_in_the_other_script_unless_its_spelling_is_known(
    name: str, others: list[str], spelling: str, there: bool
) -> None:
    person = specialist_markdown(name=name, also_known_as=others)
    [document, _] = documents(**{"specialists/diana-crudu.md": person})
    assert (spelling in document.names.exact.split()) is there


def test_the_vocabulary_of_a_case_is_its_different_words_of_all_versions_without_figures() -> None:
    number, found = vocabulary_of(documents())
    assert number == 7
    assert {"struguri", "виноград", "diana"} <= found
    assert not any(character.isdigit() for word in found for character in word)


def test_words_longer_than_any_that_is_typed_are_not_in_the_vocabulary() -> None:
    long = "a" * (LONGEST_WORD + 1)
    [document, _] = documents()
    body = replace(document.body, exact=f"{long} {long[1:]}")
    assert {long, long[1:]} & vocabulary_of([replace(document, body=body)])[1] == {long[1:]}


@pytest.mark.parametrize(("word", "known_by"), [
    ("strugurilor", ("strug", "")), ("виноградом", ("виноград", "виноград")), ("большая", ("больш", "болш")),
])
def test_a_word_is_known_by_its_stem_and_a_cyrillic_one_by_its_sound(word: str, known_by: tuple[str, str]) -> None:
    assert described(word) == known_by


RO_BODY = ["recolta", "filmat", "cumparat", "plouat", "fructe", "argint", "apelul", "aparte", "legatura"]
RU_BODY = ["урожай", "видео", "купили", "дождь", "плодов", "argint", "сняла"]


@pytest.mark.parametrize(("version", "word"), [
    *((0, word) for word in RO_BODY), *((1, word) for word in RU_BODY),
])
def test_sections_results_deeds_and_failures_are_searched(version: int, word: str) -> None:
    assert word in documents()[version].body.exact.split()


NOWHERE = [
    "contextul", "rezultate", "контекст", "adresa", "https", "publika", "organizatorilor", "неточно", "nescris",
    "slug", "vechi", "struguri-in", "descriere", "antreprenoare", "units_sold",
]


@pytest.mark.parametrize("word", NOWHERE)
def test_standing_headings_sources_notes_and_other_pages_texts_are_not(word: str) -> None:
    for document in documents():
        for analysis in (document.title, document.summary, document.names, document.body):
            assert word not in analysis.exact.split()


def test_a_text_that_a_version_does_not_say_is_searched_as_the_main_one_says_it() -> None:
    [_, ru] = documents()
    assert "fructe" in ru.body.exact.split()  # the second result has no Russian label
    assert "apelul" not in ru.body.exact.split()
    [_, ru] = documents(**{"cases__struguri.ru.md": RU.replace("did: {1: сняла}\n", "")})
    assert "apelul" in ru.body.exact.split()


def test_a_person_who_withdrew_their_role_and_what_they_did_are_not_searched() -> None:
    for document in documents(**{"specialists__diana-crudu.md": specialist_markdown(withdrawn="true")}):
        assert {"diana", "crudu", "antreprenor"}.isdisjoint(document.names.exact.split())
        assert {"apelul", "сняла"}.isdisjoint(document.body.exact.split())
        assert "fermieri" in document.names.exact.split()


@pytest.mark.parametrize("name", ["industries", "platforms", "objectives", "roles", "places"])
def test_without_a_vocabulary_only_its_labels_are_missing(name: str) -> None:
    [ro, _] = documents(**{f"vocabulary__{name}.yaml": ""})
    assert "fermieri" in ro.names.exact.split()
    assert "recolta" in ro.body.exact.split()


def test_a_case_in_more_languages_than_there_are_ids_keeps_the_first() -> None:
    library = _library({**SMALL, "cases/struguri.md": CASE})
    case = library.cases["struguri"]
    many = CaseStudy(**{
        name: getattr(case, name) for name in case.__slots__ if name != "texts"
    }, texts=case.texts * 6)
    assert [document.id for document in documents_of(words_of(1, many, library))] == [4, 5, 6, 7]


def test_what_few_cases_have_is_searched_by_its_label_in_every_language() -> None:
    untold_case = case_markdown(body=CASE_BODY)
    told, untold = (documents(**{"cases/struguri.md": case}) for case in (CASE, untold_case))
    for words in ("ce n a mers", "что не сработало", "what did not work"):
        assert words in told[0].names.exact
        assert words not in untold[0].names.exact
    for words in ("lectii", "выводы", "lessons"):
        assert words not in told[0].names.exact.split()
    with_lessons = case_markdown(body=CASE_BODY + "\n## Lecții\n\nVorbiți devreme.\n")
    assert "выводы" in documents(**{"cases/struguri.md": with_lessons})[1].names.exact.split()
