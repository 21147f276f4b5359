"""The searcher over the SQLite engine: tiers, filters, facets, order, paging, hits."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.indexing import LiveIndex
from kb.search import FACETS, PAGE_SIZE
from tests.builders import RESULT, business_markdown, case_markdown, specialist_markdown, write_library
from tests.indexes import live_index, reindex, search, slugs


def body(context: str, actions: str = "Un apel.", results: str = "Nu s-au publicat cifre.") -> str:
    return f"## Contextul\n\n{context}\n\n## Ce s-a făcut\n\n{actions}\n\n## Rezultate\n\n{results}\n"


RUSSIAN = """---
title: Виноград вместо цветов
summary: Молодые фермеры продали виноград.
lang: ru
---

## Контекст

Урожай остался на складе.

## Что сделали

Диана записала видео для Инстаграма.

## Результаты

Люди купили виноград за одно утро.
"""
AUDITED = {**RESULT, "evidence": "audited"}
CASES = {
    "struguri": case_markdown(title="Struguri în loc de flori", years=["2019"]),
    "struguri.ru": RUSSIAN,
    "cafea": case_markdown(
        title="Cafea la colț", summary="O cafenea mică.", years=["2020", "2021"], platforms=["instagram"],
        results=[AUDITED], body=body("Vânzările mergeau greu; informațiile lipseau.", "S-a vândut pe Instagram.")),
    "festival": case_markdown(
        title="Un festival de vin", summary="Oamenii au venit la târgul de vin.", years=["2017"], businesses=["crama"],
        specialists=[], results=[], industries=["wine"], period={"from": "2017-10-07", "to": "2017-10-08"},
        body=body("Festivalul avea nevoie de vizitatori.", "Bilete la facebook-ul lor, C++ pe tricouri, 50 % redus.")),
    "turnul": case_markdown(
        title="Vin și muzică", summary="Un concert.", years=["2017"], businesses=["crama"], specialists=[], results=[],
        industries=["wine", "tourism"], body=body("O seară cu vin în pivnițele mari.")),
}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    folder = tmp_path_factory.mktemp("library")
    write_library(
        folder / "content", cases=CASES,
        businesses={
            "tineri-fermieri": business_markdown(),
            "crama": business_markdown(name="Crama Purcari", also_known_as=["Пуркарь"], industries=["wine"]),
        },
        specialists={"diana-crudu": specialist_markdown(also_known_as=["Диана Круду"])},
    )
    assert reindex(folder).problems == ()
    with live_index(folder) as opened:
        search(opened, "vin")  # opens its connections here, where they are closed
        yield opened


FOUND = [
    ("struguri", ["struguri"]),
    ("STRUGURII", ["struguri"]),
    ("strugurilor", ["struguri"]),
    ("struguri vanduti", ["struguri"]),
    ("виноград", ["struguri"]),
    ("винограда", ["struguri"]),
    ("цветы", ["struguri"]),
    ("Пуркарь", ["festival", "turnul"]),
    ("purcari", ["festival", "turnul"]),
    ("Круду Диана", ["cafea", "struguri"]),
    ("diana crudu", ["cafea", "struguri"]),
    ("informatie", ["cafea"]),
    ("informaţii", ["cafea"]),
    ("informațiile", ["cafea"]),
    ("vin", ["festival", "turnul"]),
    ("vin -muzica", ["festival"]),
    ("vin -festivalul", ["turnul"]),
    ('"festival de vin"', ["festival"]),
    ('"de vin festival"', []),
    ("fest*", ["festival"]),
    ("festival OR muzica", ["festival", "turnul"]),
    ("cafea OR festival vin", ["festival"]),
    ("c++", ["festival"]),
    ("50%", ["festival"]),
    ("facebook-ul", ["festival", "struguri", "turnul"]),
    ("industry:wine", ["festival", "turnul"]),
    ("industrie:vin muzica", ["turnul"]),
    ("отрасль:вино -industry:tourism", ["festival"]),
    ("year:2019..2020", ["cafea", "struguri"]),
    ("year:2018..", ["cafea", "struguri"]),
    ("-vin", ["cafea", "struguri"]),
    ("nimic asemenea", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_a_query_finds_exactly_these_cases(live: LiveIndex, text: str, expected: list[str]) -> None:
    answer = search(live, text)
    assert sorted(hit.slug for hit in answer.hits if hit.why != "perhaps") == expected
    assert answer.total == len(expected)


def test_the_exact_form_ranks_before_other_forms_and_each_hit_says_why(live: LiveIndex) -> None:
    answer = search(live, "strugurii")
    assert [(hit.slug, hit.why) for hit in answer.hits] == [("struguri", "exact")]
    answer = search(live, "festivalul")
    assert [(hit.slug, hit.why) for hit in answer.hits] == [("festival", "exact")]
    answer = search(live, "vinuri")
    assert {hit.why for hit in answer.hits} == {"form"}


def test_a_word_in_the_title_ranks_before_one_in_the_text(live: LiveIndex) -> None:
    assert slugs(search(live, "festival"))[0] == "festival"


@pytest.mark.parametrize("text", ["vanduti", "vânduți", "vânduţi", "VÂNDUȚI", "vînduți"])
def test_spelling_of_diacritics_never_matters(live: LiveIndex, text: str) -> None:
    assert search(live, text).total == search(live, "vânduți").total > 0


def test_values_inside_a_facet_are_or_and_facets_are_and(live: LiveIndex) -> None:
    assert sorted(slugs(search(live, industry="wine,agriculture"))) == ["cafea", "festival", "struguri", "turnul"]
    assert slugs(search(live, industry="agriculture", platform="instagram")) == ["cafea"]
    assert slugs(search(live, "vin", industry="tourism")) == ["turnul"]


def test_chosen_and_typed_filters_are_and(live: LiveIndex) -> None:
    assert slugs(search(live, "year:2017 vin", industry="tourism")) == ["turnul"]
    assert slugs(search(live, "year:2019", year="2017")) == []


def test_each_facet_is_counted_without_its_own_selection(live: LiveIndex) -> None:
    counts = {value.value: value.count for value in search(live, industry="wine").facets["industry"]}
    assert counts == {"wine": 2, "agriculture": 2, "tourism": 1}
    assert {value.value: value.count for value in search(live, industry="wine").facets["year"]} == {"2017": 2}


def test_every_facet_is_answered_with_labels_in_the_readers_language(live: LiveIndex) -> None:
    facets = search(live, lang="ru").facets
    assert tuple(facets) == FACETS
    labels = {facet: {value.value: value.label for value in values} for facet, values in facets.items()}
    assert labels["language"] == {"ro": "румынский", "ru": "русский"}
    assert labels["business"]["crama"] == "Crama Purcari"
    assert labels["has"]["results"] == "результаты в цифрах"
    assert labels["year"]["2019"] == "2019"


def test_facet_values_stand_by_count_then_label_and_years_from_the_latest(live: LiveIndex) -> None:
    facets = search(live).facets
    assert [value.value for value in facets["year"]] == ["2021", "2020", "2019", "2017"]
    assert [value.count for value in facets["industry"]] == sorted((v.count for v in facets["industry"]), reverse=True)


def test_a_chosen_value_stays_even_at_zero(live: LiveIndex) -> None:
    values = search(live, "festival", industry="tourism").facets["industry"]
    assert [(value.value, value.count, value.selected) for value in values if value.selected] == [("tourism", 0, True)]


@pytest.mark.parametrize("facet", FACETS)
def test_a_value_that_does_not_exist_is_a_chip_with_zero_and_changes_nothing_else(live: LiveIndex, facet: str) -> None:
    answer = search(live, **{facet: "no-such-value"})
    assert answer.total == 4
    [chip] = [value for value in answer.facets[facet] if value.selected]
    assert (chip.value, chip.count) == ("no-such-value", 0)


def test_a_typed_value_that_does_not_exist_is_ignored_and_told(live: LiveIndex) -> None:
    answer = search(live, "vin industry:nosuch")
    assert answer.total == 2
    assert ("industry:nosuch", "unknown_value") in answer.ignored


ORDERS = [
    ("", "newest", ["cafea", "struguri", "festival", "turnul"]),
    ("vin", "newest", ["festival", "turnul"]),
    ("", "evidence", ["cafea", "struguri", "festival", "turnul"]),
    ("", "relevance", ["cafea", "struguri", "festival", "turnul"]),
    ("", "no-such-order", ["cafea", "struguri", "festival", "turnul"]),
]


@pytest.mark.parametrize(("text", "sort", "expected"), ORDERS)
def test_orders(live: LiveIndex, text: str, sort: str, expected: list[str]) -> None:
    assert slugs(search(live, text, sort=sort)) == expected


def test_one_hit_a_case_and_the_version_that_opens_follows_the_reader(live: LiveIndex) -> None:
    for lang, opened in (("ro", "ro"), ("ru", "ru"), ("en", "ro")):
        [hit] = search(live, "струг* OR struguri OR виноград", lang=lang).hits
        assert (hit.lang, hit.versions) == (opened, ("ro", "ru"))


def test_a_snippet_comes_from_the_version_that_matched_and_says_its_language(live: LiveIndex) -> None:
    [hit] = search(live, "инстаграма", lang="ro").hits
    assert (hit.lang, hit.snippet_lang) == ("ro", "ru")
    assert "<mark>Инстаграма</mark>" in hit.snippet


def test_a_snippet_leads_into_the_section_that_matched(live: LiveIndex) -> None:
    [hit] = search(live, "bilete").hits
    with live.reading() as generation:
        case = generation.catalogue.case("festival")
    assert case is not None
    [section] = [section for section in case.texts[0].body.sections if section.kind == "actions"]
    assert hit.section == section.anchor
    assert "<mark>Bilete</mark>" in hit.snippet


def test_titles_and_snippets_mark_the_forms_a_reader_sees(live: LiveIndex) -> None:
    [hit] = search(live, "strugurilor").hits
    assert hit.title_html == "<mark>Struguri</mark> în loc de flori"
    assert hit.snippet == "Oamenii au cumpărat <mark>strugurii</mark>."


def test_excluded_words_are_never_marked(live: LiveIndex) -> None:
    [hit] = search(live, "vin -muzica").hits
    assert "vin" in hit.snippet.replace("<mark>", "").replace("</mark>", "")
    assert "muzic" not in hit.snippet


def test_without_words_a_hit_shows_its_summary_and_no_reason(live: LiveIndex) -> None:
    hit = search(live).hits[0]
    assert (hit.snippet, hit.section, hit.why) == ("O cafenea mică.", None, None)


def test_the_figure_is_the_first_outcome_with_its_evidence(live: LiveIndex) -> None:
    figure = search(live, "cafea").hits[0].figure
    assert figure is not None
    assert (figure.value, figure.unit, figure.evidence, figure.sources) == (60, "tonne", "audited", 1)
    assert search(live, "muzica").hits[0].figure is None


def test_counts_and_pages_of_a_long_answer(tmp_path: Path) -> None:
    number = 2 * PAGE_SIZE + 3
    titles = {f"caz-{index:02}": "Vin la masă" if index % 2 else "Vinuri la masă" for index in range(number)}
    cases = {slug: case_markdown(title=title) for slug, title in titles.items()}
    write_library(tmp_path / "content", cases=cases)
    reindex(tmp_path)
    with live_index(tmp_path) as live:
        pages = [search(live, "vin", page=page) for page in (1, 2, 3, 4)]
        assert [len(answer.hits) for answer in pages] == [10, 10, 3, 0]
        assert {(answer.total, answer.pages) for answer in pages} == {(number, 3)}
        seen = [slug for answer in pages for slug in slugs(answer)]
        assert sorted(seen) == sorted(cases)
        reasons = [hit.why for answer in pages for hit in answer.hits]
        assert reasons == ["exact"] * 11 + ["form"] * 12


def test_with_search_switched_off_filters_and_browsing_still_answer(tmp_path: Path) -> None:
    write_library(tmp_path / "content")
    reindex(tmp_path, engine="null")
    with live_index(tmp_path, "null") as live:
        assert slugs(search(live, industry="agriculture")) == ["struguri-in-loc-de-flori"]
        answer = search(live, "absent industry:agriculture -alt")
        assert slugs(answer) == ["struguri-in-loc-de-flori"], "words are left out, filters are not"
        assert answer.ignored == (("absent -alt", "no_text_search"),), "and that is said"
        assert search(live, industry="agriculture").ignored == ()
        with live.reading() as generation:
            assert generation.engine.status().lacks == {"text"}
