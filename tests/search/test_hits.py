"""Hits: the version that opens, the snippet of what matched, labels in the reader's language, safe HTML."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest

from kb.query import parse
from kb.search import Hit
from kb.search.hits import SNIPPET_LENGTH, Found, HitBuilder, opening_language
from kb.search.labels import FacetLabels
from kb.search.wanted import wanted_words
from kb.store import Card, Catalogue
from tests.builders import CASE_BODY, RESULT, case_markdown
from tests.catalogues import SMALL, reading, write_catalogue

RU = """---
title: Виноград вместо цветов
summary: Продажа винограда.
lang: ru
labels: {1: плоды}
---

## Контекст

Урожай остался.

## Что сделали

Диана сняла видео.

## Результаты

Купили.
"""
SCRIPT = '<script>alert("1")</script>'
FILES = {
    **SMALL,
    "cases/a.md": case_markdown(),
    "cases/a.ru.md": RU,
    "cases/b.md": case_markdown(
        title=f"Vin {SCRIPT}", summary=f"Un {SCRIPT} & vin.", lang="en", results=[],
        body=CASE_BODY + f"\nText cu `{SCRIPT}` vin.\n" + "\nAlte cuvinte.\n" * 300),
    "cases/c.md": case_markdown(results=[{**RESULT, "value": "2", "value_to": "3", "qualifier": "exactly"}]),
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    path = tmp_path_factory.mktemp("hits") / "catalogue.sqlite"
    write_catalogue(path, FILES)
    with reading(path) as opened:
        opened.count()  # opens its connection here, where it is closed
        yield opened


@pytest.fixture(scope="module")
def numbers(catalogue: Catalogue) -> dict[str, int]:
    return {card.slug: number for number, card in catalogue.cards(range(9)).items()}


def hit(catalogue: Catalogue, found: Found, text: str = "", lang: str = "ro") -> Hit:
    [built] = HitBuilder(catalogue, FacetLabels(catalogue)).build(
        [found], {found.tier: wanted_words(parse(text).words)}, lang)
    return built


CARD = Card("a", ("ru", "ro"), {"ru": "Т", "ro": "T"}, {}, (), (), ())


@pytest.mark.parametrize(("lang", "opened"), [("ro", "ro"), ("ru", "ru"), ("en", "ru"), ("", "ru")])
def test_a_case_opens_in_the_readers_language_else_in_its_main_one(lang: str, opened: str) -> None:
    assert opening_language(CARD, lang) == opened
    assert opening_language(replace(CARD, langs=("en",)), lang) == "en"


def test_hits_keep_their_order_tier_and_score(catalogue: Catalogue, numbers: dict[str, int]) -> None:
    found = [Found(numbers["c"], "exact", 1.23456), Found(numbers["a"], "form", 0.5), Found(10**6), Found(numbers["b"])]
    hits = HitBuilder(catalogue, FacetLabels(catalogue)).build(
        found, {each.tier: wanted_words(None) for each in found}, "ro")
    assert [(each.slug, each.why, each.score) for each in hits] == [
        ("c", "exact", 1.2346), ("a", "form", 0.5), ("b", None, 0.0),
    ]


def test_names_and_labels_are_in_the_readers_language(catalogue: Catalogue, numbers: dict[str, int]) -> None:
    built = hit(catalogue, Found(numbers["a"]), lang="ru")
    assert [(choice.value, choice.label) for choice in built.platforms] == [
        ("facebook", "Facebook"), ("tv", "Телевидение"),
    ]
    assert [choice.label for choice in built.industries] == ["Сельское хозяйство"]
    assert [(choice.value, choice.label) for choice in built.businesses] == [("tineri-fermieri", "Tineri fermieri")]


@pytest.mark.parametrize(("lang", "label", "evidence"), [
    ("ro", "fructe vândute la târg", "Presă"), ("ru", "плоды", "Пресса"), ("en", "fructe vândute la târg", "Press"),
])
def test_the_figure_is_labelled_in_the_readers_language_else_in_the_main_one(
    catalogue: Catalogue, numbers: dict[str, int], lang: str, label: str, evidence: str
) -> None:
    figure = hit(catalogue, Found(numbers["a"]), lang=lang).figure
    assert figure is not None
    assert (figure.label, figure.evidence_label, figure.value, figure.qualifier) == (label, evidence, 60, "about")


def test_a_range_has_both_ends_and_no_results_no_figure(catalogue: Catalogue, numbers: dict[str, int]) -> None:
    figure = hit(catalogue, Found(numbers["c"])).figure
    assert figure is not None
    assert (figure.value, figure.value_to) == (2, 3)
    assert hit(catalogue, Found(numbers["b"])).figure is None


SNIPPETS = [
    ("filmat", "ro", "ro", "Diana a <mark>filmat</mark> un apel."),
    ("сняла", "ro", "ru", "Диана <mark>сняла</mark> видео."),
    ("сняла", "ru", "ru", "Диана <mark>сняла</mark> видео."),
    ("filmat", "ru", "ro", "Diana a <mark>filmat</mark> un apel."),
    ("durlesti", "ro", "ro", "Tinerii fermieri din <mark>Durlești</mark> au vândut struguri de 8 martie."),
    ("facebook", "ru", "ru", "Продажа винограда."),
    ("", "ro", "ro", "Tinerii fermieri din Durlești au vândut struguri de 8 martie."),
]


@pytest.mark.parametrize(("text", "lang", "shown", "snippet"), SNIPPETS)
def test_the_snippet_is_from_the_version_that_shows_the_words(
    catalogue: Catalogue, numbers: dict[str, int], text: str, lang: str, shown: str, snippet: str
) -> None:
    built = hit(catalogue, Found(numbers["a"]), text, lang)
    assert (built.snippet_lang, built.snippet) == (shown, snippet)


def test_only_a_snippet_from_a_section_leads_into_it(catalogue: Catalogue, numbers: dict[str, int]) -> None:
    assert hit(catalogue, Found(numbers["a"]), "filmat").section == "s-actions"
    assert hit(catalogue, Found(numbers["a"]), "durlesti").section is None
    assert hit(catalogue, Found(numbers["a"])).section is None


@pytest.mark.parametrize("text", ["vin", "script", "alert", "1", ""])
def test_titles_and_snippets_are_html_with_no_tag_but_marks(
    catalogue: Catalogue, numbers: dict[str, int], text: str
) -> None:
    built = hit(catalogue, Found(numbers["b"]), text)
    for html in (built.title_html, built.snippet):
        bare = re.sub("</?mark>", "", html)
        assert "<" not in bare
        assert html.count("<mark>") == html.count("</mark>")
        assert len(unescape(bare)) <= SNIPPET_LENGTH + 2
    assert unescape(re.sub("</?mark>", "", built.title_html)) == built.title == f"Vin {SCRIPT}"


def test_a_case_without_its_texts_still_has_a_card_to_show(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    write_catalogue(path, SMALL)
    with reading(path) as catalogue:
        assert HitBuilder(catalogue, FacetLabels(catalogue)).build([], {}, "ro") == ()
