"""Suggestions, similar cases and who did it, from the files of a library to what doors are given."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from kb import services
from kb.errors import IndexUnavailable
from kb.search import SearchRequest
from kb.search.suggest import KINDS
from kb.services import Services
from kb.settings import Settings
from tests.builders import business_markdown, case_markdown, page, specialist_markdown, write_library

RU = page({"title": "Виноград вместо цветов", "summary": "Продажа.", "lang": "ru"},
          "## Контекст\n\nА.\n\n## Что сделали\n\nБ.\n\n## Результаты\n\nВ.\n")
QUESTION = page({"title": "Cum vindem repede?", "summary": "Pași.", "lang": "ro", "asked": "2026-11-22",
                 "cases": ["struguri", "mere"]}, "1. Repede.\n")
ANA = [{"person": "ana", "role": "designer"}]
CASES = {
    "struguri": case_markdown(related=["cafea"]), "struguri.ru": RU,
    "mere": case_markdown(title="Mere în loc de flori", businesses=["livada"], platforms=["tv"], specialists=ANA),
    "cafea": case_markdown(title="Cafea la colț", businesses=["cafenea"], industries=["restaurants"],
                           specialists=[], objectives=["trust"]),
}
PEOPLE = {
    "diana-crudu": specialist_markdown(),
    "ana": specialist_markdown(name="Ana Plecată", also_known_as=["Anuța"]),
}


def make(folder: Path, *, withdrawn: bool = False, engine: str = "sqlite_fts") -> Services:
    people = PEOPLE | ({"ana": specialist_markdown(name="Ana Plecată", withdrawn="true")} if withdrawn else {})
    write_library(
        folder / "content", cases=CASES, specialists=people, files={"questions/repede.md": QUESTION},
        businesses={"tineri-fermieri": business_markdown(also_known_as=["Молодые фермеры"]),
                    "livada": business_markdown(name="Livada de Nord"),
                    "cafenea": business_markdown(name="Cafeneaua din colț")})
    made = services.build(Settings(
        content=folder / "content", index=folder / "index", instance=folder / "instance", engine=engine, processes=1))
    made.reindex("full")
    return made


@pytest.fixture(scope="module", params=["sqlite_fts", "null"])
def live(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = make(tmp_path_factory.mktemp("suggesting"), engine=request.param)
    made.search(SearchRequest("x"))  # opens its connections here, where they are closed
    yield made
    made.close()


@pytest.mark.parametrize(("text", "kind", "slug", "count"), [
    ("strug", "case", "struguri", 1), ("виноград", "case", "struguri", 1), ("tineri", "business", "tineri-fermieri", 1),
    ("молодые", "business", "tineri-fermieri", 1), ("crudu", "person", "diana-crudu", 1), ("anuta", "person", "ana", 1),
    ("круду", "person", "diana-crudu", 1), ("agric", "industry", "agriculture", 2),
    ("сельское", "industry", "agriculture", 2), ("tele", "platform", "tv", 3), ("cum vind", "question", "repede", 2),
])
def test_everything_with_a_page_is_suggested_by_any_of_its_names(
    live: Services, text: str, kind: str, slug: str, count: int
) -> None:
    found = live.suggest(text, "ro")
    assert (kind, slug, count) in [(each.kind, each.slug, each.count) for each in found]


def test_what_no_case_has_is_not_suggested(live: Services) -> None:
    assert live.suggest("tiktok", "ro") == ()


def test_kinds_can_be_chosen(live: Services) -> None:
    assert {each.kind for each in live.suggest("caf", "ro")} == {"business", "case"}
    assert {each.kind for each in live.suggest("caf", "ro", ["business"])} == {"business"}
    assert set(KINDS) == {"industry", "platform", "business", "person", "question", "case"}


def test_similar_cases_come_with_hits_and_reasons(live: Services) -> None:
    case = live.case("struguri")
    assert case is not None
    found = live.similar(case, "ro")
    assert (found[0].hit.slug, found[0].hit.title) == ("cafea", "Cafea la colț")
    assert found[0].likeness.named
    if live.settings.engine == "sqlite_fts":
        assert found[1].hit.title == "Mere în loc de flori"
        assert found[1].likeness.facets["industry"] == ("agriculture",)


def test_a_case_that_is_gone_meanwhile_is_like_nothing(live: Services, tmp_path: Path) -> None:
    case = live.case("struguri")
    assert case is not None
    write_library(tmp_path / "content", cases={})
    other = services.build(Settings(content=tmp_path / "content", index=tmp_path / "index", processes=1))
    other.reindex("full")
    assert other.similar(case, "ro") == ()
    other.close()


@pytest.mark.parametrize(("filters", "people"), [
    ({"industry": ["agriculture"]}, [("ana", ("designer",)), ("diana-crudu", ("business_owner",))]),
    ({"industry": ["agriculture"], "platform": ["facebook"]}, [("diana-crudu", ("business_owner",))]),
    ({"industry": ["wine"]}, []), ({"objective": ["trust"]}, []),
])
def test_who_did_it_are_the_people_of_the_cases_that_fit(
    live: Services, filters: dict[str, list[str]], people: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(each.slug, each.roles) for each in live.credited(filters, "ro")] == people


def test_a_person_who_withdrew_is_neither_suggested_nor_credited(tmp_path: Path) -> None:
    made = make(tmp_path, withdrawn=True)
    for text in ("ana", "anuta", "plecata", "плеката"):
        assert "ana" not in [each.slug for each in made.suggest(text, "ro")]
    assert [each.slug for each in made.credited({"industry": ["agriculture"]}, "ro")] == ["diana-crudu"]
    case = made.case("mere")
    assert case is not None
    assert all("specialist" not in each.likeness.facets for each in made.similar(case, "ro"))
    made.close()


def test_suggestions_follow_the_library(tmp_path: Path) -> None:
    made = make(tmp_path)
    assert made.suggest("zmeur", "ro") == ()
    (tmp_path / "content/cases/zmeura.md").write_text(
        case_markdown(title="Zmeură la pahar"), encoding="utf-8")
    made.reindex("changed")
    assert [each.slug for each in made.suggest("zmeur", "ro")] == ["zmeura"]
    made.close()


def test_without_an_index_everything_says_so(tmp_path: Path) -> None:
    write_library(tmp_path / "content")
    made = services.build(Settings(content=tmp_path / "content", index=tmp_path / "index"))
    for ask in (lambda: made.suggest("vin", "ro"), lambda: made.credited({"industry": ["wine"]}, "ro")):
        with pytest.raises(IndexUnavailable):
            ask()
    made.close()
