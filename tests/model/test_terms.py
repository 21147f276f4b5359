"""Vocabularies and texts: labels in the reader's language, forms of units, sections put together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import LANGUAGES, Body, Library, Section, Term, Unit, Vocabulary, body_sha256
from kb.model.text import HEADINGS, REQUIRED_SECTIONS, SECTION_TITLES

WINE = Term("wine", {"ro": "Vin", "ru": "Вино", "en": "Wine"})
PARTLY = Term("mead", {"ro": "Mied", "ru": ""})


@pytest.mark.parametrize(("term", "lang", "label"), [
    (WINE, "ro", "Vin"), (WINE, "ru", "Вино"), (WINE, "en", "Wine"), (PARTLY, "ru", "Mied"), (PARTLY, "en", "Mied"),
])
def test_a_label_is_in_the_readers_language_else_in_romanian(term: Term, lang: str, label: str) -> None:
    assert term.label(lang) == label


def test_a_vocabulary_labels_what_it_knows_and_names_what_it_does_not() -> None:
    vocabulary = Vocabulary("industries", {"wine": WINE, "mead": PARTLY})
    assert vocabulary.label("wine", "en") == "Wine"
    assert vocabulary.label("nope", "en") == "nope"
    assert "wine" in vocabulary
    assert "nope" not in vocabulary
    assert [term.slug for term in vocabulary] == ["wine", "mead"]


UNITS = [
    ({"ro": "{} an|{} ani|{} de ani", "ru": "{} год|{} года|{} лет"}, "ro", ("{} an", "{} ani", "{} de ani")),
    ({"ro": "{} an|{} ani|{} de ani", "ru": "{} год|{} года|{} лет"}, "ru", ("{} год", "{} года", "{} лет")),
    ({"ro": "{} t"}, "en", ("{} t",)),
    ({"ro": "", "en": "{} pcs"}, "en", ("{} pcs",)),
    ({}, "ru", ("{}",)),
]


@pytest.mark.parametrize(("pattern", "lang", "forms"), UNITS)
def test_a_unit_is_written_by_its_own_forms(pattern: dict[str, str], lang: str, forms: tuple[str, ...]) -> None:
    assert Unit("x", {"ro": "x"}, pattern=pattern).forms(lang) == forms


def test_a_library_has_an_empty_vocabulary_where_a_file_is_missing() -> None:
    library = Library(vocabularies={"industries": Vocabulary("industries", {"wine": WINE})})
    assert library.vocabulary("industries").label("wine", "ru") == "Вино"
    assert (library.vocabulary("roles").name, list(library.vocabulary("roles"))) == ("roles", [])


def test_a_body_is_its_sections_without_markup() -> None:
    body = Body(sections=(Section("other", "", "", "Început."), Section("context", "contextul", "Contextul", "A.")))
    assert body.plain == "Început.\nA."
    assert Body().plain == ""


@given(st.text(max_size=30), st.text(max_size=30))
def test_what_was_rendered_is_found_again_by_the_text_and_by_no_other(one: str, other: str) -> None:
    assert (body_sha256(one) == body_sha256(other)) == (one == other)


@pytest.mark.parametrize("kind", HEADINGS)
def test_every_heading_that_is_written_is_recognised_in_its_language(kind: str) -> None:
    assert set(SECTION_TITLES[kind]) == set(LANGUAGES)
    assert set(SECTION_TITLES[kind].values()) <= set(HEADINGS[kind])


def test_no_heading_means_two_sections() -> None:
    headings = [heading for known in HEADINGS.values() for heading in known]
    assert len(headings) == len(set(headings))
    assert set(REQUIRED_SECTIONS) < set(HEADINGS)
