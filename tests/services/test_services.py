"""Services: everything a door may ask for, over a small library, with and without an index."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kb import services
from kb.errors import Busy, Conflict, IndexUnavailable, NotFound, StorageFailed, Unprocessable
from kb.indexing import Generations, Progress
from kb.ingest import parse_source
from kb.model import Business, Specialist
from kb.search import SearchRequest
from kb.services import Services
from kb.settings import Settings
from tests.builders import business_markdown, case_markdown, page, specialist_markdown, write_library

RU = page({"title": "Виноград", "summary": "Продажа.", "lang": "ru"},
          "## Контекст\n\nА.\n\n## Что сделали\n\nБ.\n\n## Результаты\n\nВ.\n")
CASES = {
    "struguri": case_markdown(aliases=["struguri-vechi"]), "struguri.ru": RU,
    "cafea": case_markdown(title="Cafea la colț", added="2026-11-23", specialists=[]),
    "rau": case_markdown(businesses=["nu-e"]),
}
TODAY = date(2026, 11, 22)


def make(folder: Path, engine: str = "sqlite_fts") -> Services:
    return services.build(Settings(
        content=folder / "content", index=folder / "index", instance=folder / "instance", engine=engine, processes=1,
    ))


def write(folder: Path) -> Path:
    people = {"diana-crudu": specialist_markdown(), "ana": specialist_markdown(name="Ana", withdrawn="true")}
    write_library(folder / "content", cases=CASES, specialists=people)
    return folder


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Services]:
    made = make(write(tmp_path_factory.mktemp("services")))
    made.reindex("full")
    made.search(SearchRequest("cafea"))  # opens its connections here, where they are closed
    yield made
    made.close()


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Services]:
    """Services over a library that was never indexed."""
    made = make(write(tmp_path))
    yield made
    made.close()


# -- reading -----------------------------------------------------------------------------------------------------------


def test_a_search_is_answered(live: Services) -> None:
    answer = live.search(SearchRequest("винограда", lang="ru"))
    assert [(hit.slug, hit.lang) for hit in answer.hits] == [("struguri", "ru")]


def test_the_newest_cases_are_those_added_last(live: Services) -> None:
    assert [hit.slug for hit in live.newest("ro", 5)] == ["cafea", "struguri"]
    assert [hit.slug for hit in live.newest("ro", 1)] == ["cafea"]
    assert live.newest("ro", 0) == ()


def test_cases_and_pages_are_read_by_slug(live: Services) -> None:
    case = live.case("struguri")
    assert case is not None
    assert case.langs == ("ro", "ru")
    assert isinstance(live.page("businesses", "tineri-fermieri"), Business)
    assert isinstance(live.page("specialists", "diana-crudu"), Specialist)


def test_all_pages_of_a_kind_are_read_once_a_generation(live: Services) -> None:
    assert [page.slug for page in live.pages("specialists")] == ["diana-crudu"]
    assert live.pages("businesses") is live.pages("businesses")
    assert live.pages("books") == ()


@pytest.mark.parametrize("slug", ["rau", "no-such", "struguri-vechi", ""])
def test_what_is_not_in_the_library_is_none(live: Services, slug: str) -> None:
    assert live.case(slug) is None
    assert live.page("businesses", slug) is None


def test_a_person_who_withdrew_is_nowhere(live: Services) -> None:
    assert live.page("specialists", "ana") is None
    assert live.source_text("specialists", "ana", None) is None
    assert live.label("specialist", "ana", "ro") == "ana"


def test_old_slugs_lead_to_new_ones(live: Services) -> None:
    assert live.renamed("cases", "struguri-vechi") == "struguri"
    assert live.renamed("cases", "struguri") is None


@pytest.mark.parametrize(("facet", "value", "lang", "label"), [
    ("industry", "agriculture", "ru", "Сельское хозяйство"), ("business", "tineri-fermieri", "en", "Tineri fermieri"),
    ("year", "2019", "ro", "2019"), ("industry", "nope", "ro", "nope"),
])
def test_facet_values_have_labels(live: Services, facet: str, value: str, lang: str, label: str) -> None:
    assert live.label(facet, value, lang) == label


def test_vocabularies_are_read_by_name(live: Services) -> None:
    assert live.vocabulary("units").label("tonne", "ru") == "Тонна"


SOURCES = [
    ("cases", "struguri", None, CASES["struguri"]), ("cases", "struguri", "ru", RU), ("cases", "struguri", "en", None),
    ("cases", "struguri", "ro", None), ("cases", "rau", None, None), ("cases", "no-such", None, None),
    ("businesses", "tineri-fermieri", None, business_markdown()), ("cases", "../vocabulary/roles", None, None),
]


@pytest.mark.parametrize(("kind", "slug", "lang", "text"), SOURCES)
def test_the_source_is_the_file_as_its_author_wrote_it(
    live: Services, kind: str, slug: str, lang: str | None, text: str | None
) -> None:
    assert live.source_text(kind, slug, lang) == text


def test_a_source_that_is_gone_or_unreadable_since_is_none(fresh: Services) -> None:
    fresh.reindex("full")
    file = fresh.settings.content_folder / "cases/cafea.md"
    file.write_bytes(b"\xff")
    assert fresh.source_text("cases", "cafea", None) is None
    file.unlink()
    assert fresh.source_text("cases", "cafea", None) is None
    file.mkdir()
    assert fresh.source_text("cases", "cafea", None) is None


QUESTIONS: dict[str, Callable[[Services], object]] = {
    "search": lambda made: made.search(SearchRequest("vin")),
    "newest": lambda made: made.newest("ro", 3),
    "case": lambda made: made.case("struguri"),
    "page": lambda made: made.page("businesses", "tineri-fermieri"),
    "renamed": lambda made: made.renamed("cases", "vechi"),
    "vocabulary": lambda made: made.vocabulary("roles"),
    "label": lambda made: made.label("role", "designer", "ro"),
    "source_text": lambda made: made.source_text("cases", "struguri", None),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_an_index_every_question_says_so(fresh: Services, question: str) -> None:
    with pytest.raises(IndexUnavailable, match="kb reindex"):
        QUESTIONS[question](fresh)


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_damaged_index_is_unavailable_and_answers_again_once_it_is_made_anew(
    fresh: Services, question: str
) -> None:
    generation = fresh.reindex("full").generation
    for file in (fresh.settings.index_folder / "generations" / generation).glob("*.sqlite"):
        file.write_bytes(b"\0" * 8192)
    with pytest.raises(IndexUnavailable):
        QUESTIONS[question](fresh)
    fresh.reindex("if_needed")
    QUESTIONS[question](fresh)


# -- the library and its index -----------------------------------------------------------------------------------------


def test_a_reindex_is_seen_by_the_next_question(fresh: Services) -> None:
    told: list[Progress] = []
    report = fresh.reindex("full", told.append)
    assert (report.action, report.cases, report.left_out) == ("built", 2, 1)
    assert told[-1].phase == "done"
    assert fresh.case("nou") is None
    (fresh.settings.content_folder / "cases/nou.md").write_text(case_markdown(title="Nou"), encoding="utf-8")
    assert fresh.reindex("changed").added == 1
    assert fresh.case("nou") is not None


def test_two_reindexes_at_once_are_refused(fresh: Services) -> None:
    with Generations(fresh.settings.index_folder).builder_lock(), pytest.raises(Busy):
        fresh.reindex("full")


def test_the_status_tells_what_is_live(live: Services) -> None:
    status = live.status()
    assert status.manifest is not None
    assert (status.manifest.cases, status.manifest.left_out) == (2, 1)
    assert (status.engine, status.lacks, status.reason) == ("sqlite_fts", frozenset(), "")
    assert status.work.progress is not None


def test_the_status_without_an_index_says_why(fresh: Services) -> None:
    status = fresh.status()
    assert (status.manifest, status.work.progress) == (None, None)
    assert "kb reindex" in status.reason


def test_the_status_of_an_engine_without_text_search_says_so(tmp_path: Path) -> None:
    made = make(write(tmp_path), engine="null")
    made.reindex("full")
    assert made.status().lacks == {"text"}
    assert made.search(SearchRequest("cafea")).ignored == (("cafea", "no_text_search"),)
    assert made.search(SearchRequest()).total == 2
    made.close()


def test_the_status_never_raises_whatever_is_damaged(fresh: Services) -> None:
    chance = random.Random(2)
    folder = fresh.settings.index_folder / "generations" / fresh.reindex("full").generation
    fresh.close()
    for file in sorted(folder.iterdir()):
        sound = file.read_bytes()
        for _ in range(12):
            damaged = bytearray(sound)
            start = chance.randrange(len(damaged))
            damaged[start:start + 4096] = b"\xff" * len(damaged[start:start + 4096])
            file.write_bytes(damaged)
            made = make(folder.parents[2])
            assert made.status().engine == "sqlite_fts"
            made.close()
        file.write_bytes(sound)


def test_check_tells_everything_and_needs_no_index(fresh: Services) -> None:
    assert [(problem.path, problem.code) for problem in fresh.check()] == [("cases/rau.md", "dangling_link")]
    assert not fresh.settings.index_folder.exists()


def test_closing_twice_is_no_error_and_a_question_opens_again(fresh: Services) -> None:
    fresh.reindex("full")
    assert fresh.case("cafea") is not None
    fresh.close()
    fresh.close()
    assert fresh.case("cafea") is not None


# -- new pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["cases", "businesses", "specialists", "events", "books", "questions", "wanted"])
@pytest.mark.parametrize("lang", ["ro", "ru", "en"])
def test_a_new_page_is_written_into_the_library_and_can_be_read(fresh: Services, kind: str, lang: str) -> None:
    path = fresh.new_page(kind, "pagina-noua", 'Un titlu: „nou” "și" - #1', lang, TODAY)
    assert path == fresh.settings.content_folder / kind / "pagina-noua.md"
    file = parse_source(f"{kind}/pagina-noua.md", path.read_bytes())
    assert file.fields["lang"] == lang
    assert not [problem for problem in file.problems if problem.is_error]
    assert (file.fields.get("title") or file.fields.get("name")) == 'Un titlu: „nou” "și" - #1'


BAD_SLUGS = ["", "Caz", "caz nou", "../caz", "caz/nou", "caz.ru", "ș", "-caz", "a" * 81, "a\0b", "."]


@pytest.mark.parametrize("slug", BAD_SLUGS)
def test_a_bad_slug_is_refused_and_nothing_written(fresh: Services, slug: str) -> None:
    before = sorted(fresh.settings.content_folder.rglob("*"))
    with pytest.raises(Unprocessable) as refused:
        fresh.new_page("cases", slug, "Titlu", "ro", TODAY)
    assert refused.value.field == "slug"
    assert sorted(fresh.settings.content_folder.rglob("*")) == before


def test_a_page_that_exists_is_never_overwritten(fresh: Services) -> None:
    with pytest.raises(Conflict, match="exists already"):
        fresh.new_page("cases", "struguri", "Titlu", "ro", TODAY)
    assert (fresh.settings.content_folder / "cases/struguri.md").read_text(encoding="utf-8") == CASES["struguri"]


@pytest.mark.parametrize("kind", ["", "help", "vocabulary", "../cases", "case"])
def test_other_kinds_cannot_be_made(fresh: Services, kind: str) -> None:
    with pytest.raises(NotFound):
        fresh.new_page(kind, "nou", "Titlu", "ro", TODAY)


def test_the_folder_of_a_first_page_is_made_and_where_it_cannot_be_that_is_said(tmp_path: Path) -> None:
    made = make(tmp_path)
    (tmp_path / "content").mkdir()
    assert made.new_page("cases", "primul", "Primul", "ro", TODAY).exists()
    (tmp_path / "content/businesses").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StorageFailed):
        made.new_page("businesses", "prima", "Prima", "ro", TODAY)
