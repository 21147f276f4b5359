"""What was put into a catalogue is read from it: cards, texts, names, orders, old slugs, whole cases and pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.model import Body, Business, Event, GoldenQuery
from kb.store import Catalogue
from tests.builders import RESULT, SOURCE, business_markdown, case_markdown, page, specialist_markdown
from tests.catalogues import SMALL, reading, write_catalogue

CREDITS = [
    {"person": "diana-crudu", "role": "business_owner", "did": "a filmat"},
    {"person": "ion", "role": "designer", "did": "a desenat"},
]
MARKET = """title: {ro: Utilizatori, ru: Пользователи, en: Users}
unit: tonne
method: {ro: Audit, ru: Аудит, en: Audit}
series:
  - name: {ro: Rețea, ru: Сеть, en: Network}
    platform: facebook
    points:
      - {year: 2016, value: 560000, source: "https://gemius.md"}
"""
RU = """---
title: Виноград
summary: Продажа.
lang: ru
did: {1: сняла, 2: нарисовал}
---

## Контекст

А.

## Что сделали

Б.

## Результаты

В.
"""
EVENT = {
    "name": "Social Media în Culise", "lang": "ro", "date": "2019-10-12", "organiser": "tineri-fermieri",
    "speakers": [{"person": "ion", "talk": "Despre desen"}], "sources": [SOURCE],
}
FILES = {
    **SMALL,
    "cases/struguri.md": case_markdown(specialists=CREDITS, aliases=["struguri-vechi"]),
    "cases/struguri.ru.md": RU,
    "cases/cafea.md": case_markdown(
        title="Cafea", years=["2021"], added="2026-11-20", results=[{**RESULT, "evidence": "audited"}]),
    "cases/vin.md": case_markdown(title="Vin", years=["2017"], added="2026-11-23", results=[]),
    "cases/alt.md": case_markdown(title="Alt", years=["2017"], added="2026-11-23", results=[]),
    "cases/rau.md": case_markdown(businesses=["nu-e"]),
    "cases/foarte-rau.md": "---\ntitle: A\n",
    "specialists/ion.md": specialist_markdown(
        name="Ion Rusu", aliases=["ion-vechi"], also_known_as=["Ион Русу", "Иван"]),
    "specialists/ana.md": specialist_markdown(
        name="Ana", withdrawn="true", aliases=["ana-veche"], also_known_as=["Анна"]),
    "events/culise.md": page(EVENT, "O întâlnire.\n"),
    "market/retele.yaml": MARKET,
}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    path = tmp_path_factory.mktemp("catalogue") / "catalogue.sqlite"
    write_catalogue(path, FILES)
    with reading(path) as opened:
        opened.count()  # opens its connection here, where it is closed
        yield opened


ORDERS = [
    ("time", ["cafea", "struguri", "alt", "vin"]),
    ("strength", ["cafea", "struguri", "alt", "vin"]),
    ("added", ["alt", "vin", "struguri", "cafea"]),
]


@pytest.mark.parametrize(("order", "expected"), ORDERS)
def test_orders_put_the_newest_or_strongest_first_and_equals_by_slug(
    catalogue: Catalogue, order: str, expected: list[str]
) -> None:
    numbers = catalogue.numbers(order)
    cards = catalogue.cards(numbers)
    assert [cards[number].slug for number in numbers] == expected


def test_only_cases_of_the_library_count(catalogue: Catalogue) -> None:
    assert catalogue.count() == 4


def test_cards_of_no_numbers_and_of_unknown_ones_are_none(catalogue: Catalogue) -> None:
    assert catalogue.cards([]) == {}
    assert catalogue.cards([10**9]) == {}
    assert catalogue.texts([-1]) == {}


def test_texts_hold_titles_and_sections_by_document(catalogue: Catalogue) -> None:
    [number] = [number for number, card in catalogue.cards(range(9)).items() if card.slug == "struguri"]
    texts = catalogue.texts([4 * number, 4 * number + 1])
    assert [(text.lang, text.title, text.summary) for _, text in sorted(texts.items())] == [
        ("ro", "Struguri în loc de flori", "Tinerii fermieri din Durlești au vândut struguri de 8 martie."),
        ("ru", "Виноград", "Продажа."),
    ]
    assert [heading for _, heading, _ in texts[4 * number + 1].sections] == ["Контекст", "Что сделали", "Результаты"]
    assert [plain for _, _, plain in texts[4 * number + 1].sections] == ["А.", "Б.", "В."]


def test_names_are_those_of_pages_that_may_be_shown(catalogue: Catalogue) -> None:
    assert catalogue.names("specialists") == {"diana-crudu": "Diana Crudu", "ion": "Ion Rusu"}
    assert catalogue.names("businesses") == {"tineri-fermieri": "Tineri fermieri"}
    assert catalogue.names("cases").keys() == {"struguri", "cafea", "vin", "alt"}
    assert catalogue.names("no-such-kind") == {}


def test_spellings_are_those_of_pages_that_may_be_shown_in_the_order_of_the_page(catalogue: Catalogue) -> None:
    assert catalogue.spellings("specialists") == {"ion": ("Ион Русу", "Иван")}
    assert catalogue.spellings("businesses") == catalogue.spellings("no-such-kind") == {}


def test_a_case_is_read_whole_with_its_versions(catalogue: Catalogue) -> None:
    case = catalogue.case("struguri")
    assert case is not None
    assert case.langs == ("ro", "ru")
    assert "<p>Recolta a rămas nevândută.</p>" in case.text("ro").body.html
    assert [section.kind for section in case.text("ru").body.sections] == ["context", "actions", "results"]
    assert [credit.person for credit in case.specialists] == ["diana-crudu", "ion"]
    assert case.text("ru").did == {1: "сняла", 2: "нарисовал"}


@pytest.mark.parametrize("slug", ["", "rau", "foarte-rau", "no-such", "struguri-vechi", "struguri.ru", "' OR 1=1 --"])
def test_what_is_no_case_of_the_library_is_none(catalogue: Catalogue, slug: str) -> None:
    assert catalogue.case(slug) is None


def test_pages_of_other_kinds_are_read_whole(catalogue: Catalogue) -> None:
    business = catalogue.page("businesses", "tineri-fermieri")
    assert isinstance(business, Business)
    assert "O asociație." in business.texts[0].body.html
    event = catalogue.page("events", "culise")
    assert isinstance(event, Event)
    assert (event.date, event.speakers[0].person) == ("2019-10-12", "ion")


@pytest.mark.parametrize(("kind", "slug"), [
    ("specialists", "ana"), ("specialists", "no-such"), ("cases", "struguri"), ("vocabulary", "roles"), ("", ""),
])
def test_a_withdrawn_person_an_unknown_page_and_an_unknown_kind_are_none(
    catalogue: Catalogue, kind: str, slug: str
) -> None:
    assert catalogue.page(kind, slug) is None


RENAMED = [
    ("cases", "struguri-vechi", "struguri"), ("specialists", "ion-vechi", "ion"), ("cases", "ion-vechi", None),
    ("specialists", "ana-veche", None), ("cases", "struguri", None), ("", "", None),
]


@pytest.mark.parametrize(("kind", "alias", "slug"), RENAMED)
def test_an_old_slug_leads_to_the_new_one_of_its_kind(
    catalogue: Catalogue, kind: str, alias: str, slug: str | None
) -> None:
    assert catalogue.renamed(kind, alias) == slug


PATHS = [
    ("cases", "struguri", None, "cases/struguri.md"), ("cases", "struguri", "ru", "cases/struguri.ru.md"),
    ("cases", "struguri", "en", None), ("cases", "struguri", "ro", None), ("cases", "rau", None, None),
    ("cases", "foarte-rau", None, None), ("specialists", "ana", None, None),
    ("specialists", "ion", None, "specialists/ion.md"), ("cases", "../secret", None, None),
]


@pytest.mark.parametrize(("kind", "slug", "lang", "path"), PATHS)
def test_the_path_of_a_version_is_known_for_what_may_be_shown(
    catalogue: Catalogue, kind: str, slug: str, lang: str | None, path: str | None
) -> None:
    assert catalogue.path_of(kind, slug, lang) == path


def test_problems_of_files_and_between_files_are_told_together_by_path(catalogue: Catalogue) -> None:
    assert [(problem.path, problem.code) for problem in catalogue.problems()] == [
        ("cases/foarte-rau.md", "unclosed_front_matter"), ("cases/rau.md", "dangling_link"),
    ]


def test_every_file_that_was_read_has_a_stamp_even_a_bad_one(catalogue: Catalogue) -> None:
    assert catalogue.stamps().keys() == FILES.keys()


def test_a_body_is_found_by_the_hash_of_its_text(catalogue: Catalogue) -> None:
    hashes = [row[0] for row in catalogue._rows("SELECT body_sha256 FROM files WHERE path = 'cases/struguri.ru.md'")]
    body = catalogue.body(hashes[0])
    assert isinstance(body, Body)
    assert "<p>А.</p>" in body.html
    assert catalogue.body("0" * 64) is None


def test_vocabularies_are_read_in_the_order_of_their_files(catalogue: Catalogue) -> None:
    assert list(catalogue.vocabularies["evidence"].terms)[:2] == ["self_declared", "press"]
    assert catalogue.vocabularies["places"].label("balti", "ru") == "Бельцы"


def test_what_a_withdrawn_person_did_goes_with_them_and_nobody_else_gets_it(tmp_path: Path) -> None:
    files = {**FILES, "specialists/diana-crudu.md": specialist_markdown(withdrawn="true")}
    write_catalogue(tmp_path / "catalogue.sqlite", files)
    with reading(tmp_path / "catalogue.sqlite") as catalogue:
        case = catalogue.case("struguri")
    assert case is not None
    assert [(credit.person, credit.did) for credit in case.specialists] == [("ion", "a desenat")]
    assert case.text("ru").did == {1: "нарисовал"}


def test_a_missing_vocabulary_is_an_empty_one_and_the_cases_stay(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if path != "vocabulary/industries.yaml"}
    write_catalogue(tmp_path / "catalogue.sqlite", files)
    with reading(tmp_path / "catalogue.sqlite") as catalogue:
        assert catalogue.count() == 4
        assert list(catalogue.vocabularies["industries"]) == []
        assert catalogue.vocabularies["industries"].label("wine", "ro") == "wine"


def test_a_renamed_business_reaches_the_cards_of_its_cases(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    write_catalogue(path, SMALL)
    write_catalogue(path, {"businesses/tineri-fermieri.md": business_markdown(name="Livada")})
    with reading(path) as catalogue:
        [card] = catalogue.cards(catalogue.numbers("time")).values()
    assert card.businesses == {"tineri-fermieri": "Livada"}


@pytest.mark.parametrize(("text", "expected"), [
    (None, ()),
    ("[]\n", ()),
    ("- {q: vin, expect: [struguri]}\n- {q: вино, lang: ru, expect: [a, b], filters: {platform: tv}, within: 5}\n", (
        GoldenQuery("vin", ("struguri",)),
        GoldenQuery("вино", ("a", "b"), lang="ru", filters={"platform": ("tv",)}, within=5),
    )),
])
def test_golden_queries_are_read_back(tmp_path: Path, text: str | None, expected: tuple[GoldenQuery, ...]) -> None:
    write_catalogue(tmp_path / "catalogue.sqlite", SMALL if text is None else {**SMALL, "golden-queries.yaml": text})
    with reading(tmp_path / "catalogue.sqlite") as opened:
        assert opened.golden_queries() == expected


def test_all_pages_of_a_kind_come_by_slug_without_withdrawn_people(catalogue: Catalogue) -> None:
    assert [page.slug for page in catalogue.pages("specialists")] == ["diana-crudu", "ion"]
    assert [page.name for page in catalogue.pages("events")] == ["Social Media în Culise"]
    assert catalogue.pages("specialists")[1] == catalogue.page("specialists", "ion")


def test_market_figures_come_with_their_series(catalogue: Catalogue) -> None:
    [figures] = catalogue.market()
    assert figures.title["ru"] == "Пользователи"
    assert [(point.year, point.value) for point in figures.series[0].points] == [(2016, 560000)]
