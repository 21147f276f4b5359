"""What is searched instead of words that nobody knows, and when nothing is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.indexing import LiveIndex
from kb.language import Glossary
from kb.search import Answer, SearchRequest, rescue
from kb.search.rescue import Rescuer
from tests.builders import case_markdown, specialist_markdown, write_library
from tests.indexes import live_index, reindex, search, slugs


def body(context: str) -> str:
    return f"## Contextul\n\n{context}\n\n## Ce s-a făcut\n\nUn apel.\n\n## Rezultate\n\nNu s-au publicat cifre.\n"


RUSSIAN = """---
title: Праздник урожая
summary: Социальные ролики о винограде.
lang: ru
---

## Контекст

Загранпаспорт блогера.

## Что сделали

Сняли фильм.

## Результаты

Район узнал о празднике.
"""


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveIndex]:
    folder = tmp_path_factory.mktemp("library")
    write_library(folder / "content", cases={
        "maraton": case_markdown(title="Maratonul copiilor", summary="O alergare.", body=body("Lumânări din ceară.")),
        "targ": case_markdown(
            title="Târgul de cariere", summary="O expoziție.", body=body("Midnight Works și Purcari.")),
        "praznic": case_markdown(title="Sărbătoarea recoltei", summary="Un film.", body=body("Sărbătoare.")),
        "praznic.ru": RUSSIAN,
    }, specialists={"diana-crudu": specialist_markdown(name="Vadim Cușnir", also_known_as=[])},
        files={"glossary.yaml": "- ro: [bancnotă]\n  ru: [банкнота]\n  en: [banknote]\n"})
    reindex(folder)
    with live_index(folder) as opened:
        search(opened, "maraton")  # opens its connections here, where they are closed
        yield opened


def instead(answer: Answer) -> tuple[str, str] | None:
    return (answer.searched_instead.query, answer.searched_instead.reason) if answer.searched_instead else None


RESCUED = [
    ("maratnul", "maraton", ("maratonul", "typo")),
    ("amratonul", "maraton", ("maratonul", "typo")),
    ("naratonul copiilor", "maraton", ("maratonul copiilor", "typo")),
    ("lumanrai ceara", "maraton", ("lumânări ceară", "typo")),
    ("targ de cariree", "targ", ("targ de cariere", "typo")),
    ("Midnigth Works", "targ", ("midnight works", "typo")),
    ("загранпаспрот", "praznic", ("загранпаспорт", "typo")),
    ("ghfplybr", "praznic", ("праздник", "layout")),
    ("ghfplybr ehj;fz", "praznic", ("праздник урожая", "layout")),
    ("ьфкфещтгд сщзшшдщк", "maraton", ("maratonul copiilor", "layout")),
    ("prazdnik", "praznic", ("праздник", "translit")),
    ("sotsialnye roliki", "praznic", ("социальные ролики", "translit")),
    ("rajon", "praznic", ("район", "translit")),
    ("маратонул копиилор", "maraton", ("maratonul copiilor", "translit")),
    ("лумынэрь дин чарэ", "maraton", ("lumânări din ceară", "translit")),
]


@pytest.mark.parametrize(("typed", "found", "searched"), RESCUED)
def test_unknown_words_are_rescued_and_it_is_told(
    live: LiveIndex, typed: str, found: str, searched: tuple[str, str]
) -> None:
    answer = search(live, typed)
    assert slugs(answer)[:1] == [found]
    assert answer.hits[0].why == "rescued"
    assert answer.total >= 1
    assert instead(answer) == searched


UNFINISHED = [
    ("marat", "maraton", "marat*"),
    ("alergare lumân", "maraton", "alergare luman*"),
    ("targ de cari", "targ", "targ de cari*"),
    ("midnight wor", "targ", "midnight wor*"),
    ("Загранп", "praznic", "загранп*"),
    ("banknotes maratonul copi", None, None),
    ("maratonul xyz", None, None),
    ("copi maratonul", "maraton", None),
]


@pytest.mark.parametrize(("typed", "found", "searched"), UNFINISHED)
def test_a_last_word_that_is_not_finished_is_read_as_a_beginning_and_it_is_told(
    live: LiveIndex, typed: str, found: str | None, searched: str | None
) -> None:
    answer = search(live, typed)
    assert slugs(answer)[:1] == ([found] if found else slugs(answer)[:1])
    assert (answer.total > 0) is (found is not None)
    if searched:
        assert instead(answer) == (searched, "unfinished")
        assert search(live, searched).total == answer.total
    else:
        assert (instead(answer) or ("", ""))[1] != "unfinished"


@pytest.mark.parametrize("typed", ["mar", "targul de car", "maratonul cu"])
def test_of_a_word_that_stands_so_in_the_library_or_is_too_short_nothing_is_guessed(
    live: LiveIndex, typed: str
) -> None:
    first = search(live, typed)
    assert (instead(first) or ("", ""))[1] != "unfinished" or first.total > 0
    assert instead(search(live, "ma")) is None


@pytest.mark.parametrize("typed", ["marat ", "marat-", "(marat)", '"marat"', "-marat", "marat year:2019", "mar*"])
def test_only_a_word_at_the_very_end_is_being_typed(live: LiveIndex, typed: str) -> None:
    told = instead(search(live, typed))
    assert (told is not None and told[1] == "unfinished") is (typed == "marat ")


def test_a_slip_never_becomes_a_word_that_says_nothing(live: LiveIndex) -> None:
    for typed in ("pentrru", "pentu", "carre"):
        assert (instead(search(live, typed)) or ("", ""))[0] not in ("pentru", "care")


@pytest.mark.parametrize(("typed", "meant"), [("maaratoonul", "maratonul"), ("ofmlul", None), ("cexra", "ceară")])
def test_only_a_long_word_may_be_two_slips_away(live: LiveIndex, typed: str, meant: str | None) -> None:
    told = instead(search(live, typed))
    assert (told[0] if told else None) == meant


def test_what_was_searched_instead_is_marked_in_the_hits(live: LiveIndex) -> None:
    assert "<mark>Maratonul</mark>" in search(live, "maratnul").hits[0].title_html


@pytest.mark.parametrize(("typed", "found"), [
    ("maratoanele", "maraton"), ("кушнир", "maraton"), ("Кушниру Вадим", "maraton"), ("cusnir vadim", "maraton"),
    ("maratonul", "maraton"), ("праздника", "praznic"),
])
def test_a_word_that_is_known_in_any_form_is_never_touched(live: LiveIndex, typed: str, found: str) -> None:
    answer = search(live, typed)
    assert answer.searched_instead is None
    assert found in slugs(answer)


def test_known_words_that_stand_in_no_case_together_are_not_touched(live: LiveIndex) -> None:
    answer = search(live, "maratonul expozitie")
    assert (answer.total, answer.searched_instead) == (0, None)


def test_a_word_of_the_glossary_is_known_though_no_case_has_it(live: LiveIndex) -> None:
    assert instead(search(live, "banknote")) is None
    assert instead(search(live, "банкнота")) is None


@pytest.mark.parametrize("typed", [
    "elicopter", "рыбалка", "kangaroo", "mra", "xyz", "asdfgh", "covid19", "щзшгщр", "%", "C++",
])
def test_a_word_that_is_near_to_nothing_finds_nothing(live: LiveIndex, typed: str) -> None:
    answer = search(live, typed)
    assert (answer.total, answer.perhaps_total, answer.searched_instead) == (0, 0, None)


@pytest.mark.parametrize("typed", [row[0] for row in RESCUED])
def test_a_literal_search_is_left_as_it_was_typed(live: LiveIndex, typed: str) -> None:
    with live.reading() as generation:
        answer = generation.searcher.search(SearchRequest(typed, literal=True))
    assert answer.searched_instead is None
    assert all(hit.why != "rescued" for hit in answer.hits)


def test_filters_hold_for_what_is_searched_instead(live: LiveIndex) -> None:
    assert search(live, "maratnul", year="2019").total == 1
    assert search(live, "maratnul", industry="tourism").total == 0
    assert search(live, "maratnul year:2019").total == 1
    assert search(live, "maratnul -copiilor").total == 0


def test_a_quoted_phrase_is_rescued_as_a_phrase(live: LiveIndex) -> None:
    assert slugs(search(live, '"maratnul copiilor"')) == ["maraton"]
    assert search(live, '"copiilor maratnul"').total == 0


def test_near_words_are_offered_as_whole_queries_when_nothing_is_found(live: LiveIndex) -> None:
    assert search(live, "expozitie maratxxul").near[:1] == ("expozitie maratonul",)
    assert search(live, "maratonul").near == ()
    assert search(live, "elicopter").near == ()


def test_counts_of_a_rescued_search_are_what_a_click_yields(live: LiveIndex) -> None:
    for value in search(live, "maratnul").facets["industry"]:
        assert search(live, "maratnul", industry=value.value).total == value.count


@settings(max_examples=60)
@given(st.text(alphabet="maratonulcpi йцукенпраздник,;[]'\"-:*()", max_size=40))
def test_any_text_is_answered_and_a_rescue_is_always_told(live: LiveIndex, text: str) -> None:
    answer = search(live, text)
    assert any(hit.why == "rescued" for hit in answer.hits) <= (answer.searched_instead is not None)


def test_a_changed_case_changes_what_is_known(tmp_path: Path) -> None:
    content = tmp_path / "content"
    write_library(content, cases={"unu": case_markdown(title="Elicopter", summary="Zbor.")})
    reindex(tmp_path)
    with live_index(tmp_path) as live:
        assert instead(search(live, "elicpter")) == ("elicopter", "typo")
        write_library(content, cases={"unu": case_markdown(title="Submarin", summary="Apă.")})
        reindex(tmp_path, "changed")
        assert instead(search(live, "elicpter")) is None
        assert instead(search(live, "submrin")) == ("submarin", "typo")


def test_neighbours_of_a_word_are_looked_for_once_and_let_go_of_when_there_are_many(
    live: LiveIndex, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rescue, "_MOST_KEPT", 2)
    looked_for: list[str] = []
    monkeypatch.setattr(rescue, "nearest", lambda word, known, slips: looked_for.append(word) or [("maraton", 1)])
    with live.reading() as generation:
        rescuer = Rescuer(generation.catalogue.lexicon, Glossary([]))
        assert rescuer.near("maratn", 0) == []
        for word in ("maratn", "maratn", "maraon", "maratn", "maratno"):
            assert rescuer.near(word, 1) == [("maraton", 1)]
    assert looked_for == ["maratn", "maraon", "maratn", "maratno"]
