"""The proof: known questions are asked of what was built, what is missed is told, and nothing of it stops a reindex."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from kb.errors import EngineFailed, IndexUnavailable, TooComplex
from kb.indexing import AskedQuery, Generations, Manifest, Moved, Proof
from kb.indexing.manifest import read_manifest
from kb.indexing.proof import ask, moved, prove
from kb.model import GoldenQuery
from kb.search import PAGE_SIZE, Answer, SearchRequest
from kb.search.sqlite_fts.engine import SqliteEngine
from tests.builders import case_markdown, write_library
from tests.indexes import live_index, reindex, search

CASES = {
    "struguri": case_markdown(),
    "cafea": case_markdown(title="Cafea la colț", summary="O cafenea.", platforms=["facebook"]),
    "cafea-tv": case_markdown(title="Cafea la televizor", summary="O cafenea.", platforms=["tv"]),
}
QUERIES = """
- {q: struguri flori, lang: ro, expect: [struguri]}
- {q: cafea colț, lang: ro, expect: [struguri]}
- {q: cafea, expect: [cafea, cafea-tv], within: 2}
- {q: cafea, expect: [cafea, cafea-tv], within: 2, filters: {platform: tv}}
"""


class Asked:
    """A search that answers the same slugs whatever is asked, page by page, and remembers what was asked."""

    def __init__(self, *slugs: str) -> None:
        self.slugs = slugs
        self.requests: list[SearchRequest] = []

    def __call__(self, request: SearchRequest) -> Answer:
        self.requests.append(request)
        start = (request.page - 1) * PAGE_SIZE
        hits = [SimpleNamespace(slug=slug) for slug in self.slugs[start:start + PAGE_SIZE]]
        return cast(Answer, SimpleNamespace(hits=tuple(hits), pages=-(-len(self.slugs) // PAGE_SIZE)))


def failing(error: Exception) -> Callable[[SearchRequest], Answer]:
    def fail(request: SearchRequest) -> Answer:
        raise error
    return fail


def numbered(count: int) -> tuple[str, ...]:
    return tuple(f"caz-{number}" for number in range(1, count + 1))


# -- one question ------------------------------------------------------------------------------------------------------

PLACES: list[tuple[tuple[str, ...], tuple[str, ...], int, bool]] = [
    (("a",), ("a",), 1, True),
    (("a",), ("b", "a"), 1, False),
    (("a",), ("b", "c", "a"), 3, True),
    (("a",), ("b", "c", "d", "a"), 3, False),
    (("a", "b"), ("b", "a"), 2, True),
    (("a", "b"), ("b", "c", "a"), 3, True),
    (("a", "b"), ("a", "c", "d", "b"), 3, False),
    (("a", "b"), ("a",), 3, False),
    (("a",), (), 3, False),
    (("caz-10",), numbered(30), 10, True),
    (("caz-11",), numbered(30), 10, False),
    (("caz-11",), numbered(30), 11, True),
    (("caz-1", "caz-25"), numbered(30), 25, True),
    (("caz-26",), numbered(30), 25, False),
]


@pytest.mark.parametrize(("expected", "hits", "within", "is_met"), PLACES)
def test_a_question_is_met_when_every_expected_case_is_among_the_first(
    expected: tuple[str, ...], hits: tuple[str, ...], within: int, is_met: bool
) -> None:
    proof = ask([GoldenQuery("vin", expected, within=within)], Asked(*hits))
    assert (proof.asked, proof.met, len(proof.missed)) == ((1, 1, 0) if is_met else (1, 0, 1))


def test_what_was_missed_is_told_with_what_came_first_instead() -> None:
    proof = ask([GoldenQuery("vin", ("a", "b"), lang="ru", within=2)], Asked("c", "a", "b"))
    assert proof.missed == (AskedQuery("vin", "ru", ("a", "b"), found=("c", "a")),)


@pytest.mark.parametrize(("within", "pages"), [(1, [1]), (10, [1]), (11, [1, 2]), (20, [1, 2]), (21, [1, 2, 3])])
def test_no_more_pages_are_asked_for_than_count(within: int, pages: list[int]) -> None:
    asked = Asked(*numbered(45))
    ask([GoldenQuery("vin", ("caz-1",), within=within)], asked)
    assert [request.page for request in asked.requests] == pages


@pytest.mark.parametrize(("hits", "pages"), [(0, [1]), (3, [1]), (10, [1]), (12, [1, 2])])
def test_no_page_is_asked_for_after_the_last(hits: int, pages: list[int]) -> None:
    asked = Asked(*numbered(hits))
    ask([GoldenQuery("vin", ("altul",), within=100)], asked)
    assert [request.page for request in asked.requests] == pages


@pytest.mark.parametrize(("query", "request_"), [
    (GoldenQuery("vin", ("a",)), SearchRequest("vin", lang="ro")),
    (GoldenQuery("вино", ("a",), lang="ru"), SearchRequest("вино", lang="ru")),
    (GoldenQuery("wine", ("a",), lang="en", filters={"platform": ("tv", "radio"), "year": ("2019",)}),
     SearchRequest("wine", {"platform": ("tv", "radio"), "year": ("2019",)}, lang="en")),
])
def test_it_is_asked_as_a_reader_would_in_its_language_with_its_filters(
    query: GoldenQuery, request_: SearchRequest
) -> None:
    asked = Asked("a")
    ask([query], asked)
    assert asked.requests == [request_]


@pytest.mark.parametrize(("error", "told"), [
    (EngineFailed("the engine failed: %(reason)s", reason="disk"), "the engine failed: disk"),
    (TooComplex("too much"), "too much"),
    (KeyError("cafea"), "KeyError: 'cafea'"),
    (RecursionError("too deep"), "RecursionError: too deep"),
])
def test_a_question_that_fails_is_missed_and_says_why(error: Exception, told: str) -> None:
    proof = ask([GoldenQuery("vin", ("a",))], failing(error))
    assert proof.missed == proof.answers == (AskedQuery("vin", "ro", ("a",), failure=told),)


def test_one_that_fails_keeps_no_other_from_being_asked() -> None:
    def search(request: SearchRequest) -> Answer:
        return failing(EngineFailed("no"))(request) if request.text == "rău" else Asked("a")(request)

    proof = ask([GoldenQuery(text, ("a",)) for text in ("bun", "rău", "bun")], search)
    assert (proof.asked, proof.met, [each.q for each in proof.missed]) == (3, 2, ["rău"])


def test_without_questions_nothing_is_asked() -> None:
    assert ask([], failing(AssertionError("asked"))) == Proof()


# -- two proofs --------------------------------------------------------------------------------------------------------

def asked(q: str, *found: str, expected: str = "a") -> AskedQuery:
    return AskedQuery(q, "ro", (expected,), found)


@pytest.mark.parametrize(("before", "after", "expected"), [
    ([asked("vin", "a")], [asked("vin", "a")], []),
    ([asked("vin", "a", "b")], [asked("vin", "a", "c")], [("vin", True, True)]),
    ([asked("vin", "a")], [asked("vin", "b")], [("vin", True, False)]),
    ([asked("vin", "b")], [asked("vin", "a")], [("vin", False, True)]),
    ([asked("vin", "b")], [asked("vin", "a"), asked("nou", "a")], [("vin", False, True)]),
    ([asked("vin", "a"), asked("vechi", "a")], [asked("vin", "a")], []),
    ([asked("vin", "a")], [asked("vin", "b", expected="b")], []),
    ([asked("unu", "b"), asked("doi", "a")], [asked("unu", "a"), asked("doi", "b")],
     [("doi", True, False), ("unu", False, True)]),
])
def test_the_questions_whose_first_hits_differ_have_moved(
    before: list[AskedQuery], after: list[AskedQuery], expected: list[tuple[str, bool, bool]]
) -> None:
    found = moved(Proof(tuple(before)), Proof(tuple(after)))
    assert [(each.q, each.was_met, each.is_met) for each in found] == expected


def test_what_moved_tells_both_first_hits() -> None:
    [found] = moved(Proof((asked("vin", "a", "b"),)), Proof((asked("vin", "b", "a"),)))
    assert found == Moved("vin", "ro", ("a", "b"), ("b", "a"), was_met=True, is_met=True)


# -- a reindex ---------------------------------------------------------------------------------------------------------

def library(folder: Path, queries: str | None = QUERIES) -> Path:
    files = {} if queries is None else {"golden-queries.yaml": queries}
    write_library(folder / "content", cases=CASES, files=cast(dict[str, Any], files))
    return folder


def manifest(folder: Path) -> Manifest:
    generations = Generations(folder / "index")
    return read_manifest(generations.folder(generations.current()))


def counts(proof: Proof | Manifest | None) -> tuple[int, int] | None:
    return proof and (proof.asked, proof.met)


def test_a_full_build_tells_which_questions_its_index_answers(tmp_path: Path) -> None:
    report = reindex(library(tmp_path))
    assert report.proof is not None
    assert counts(report.proof) == counts(manifest(tmp_path)) == (4, 2)
    first, second = report.proof.missed
    assert (first.q, first.lang, first.expected, first.found[:1]) == ("cafea colț", "ro", ("struguri",), ("cafea",))
    assert (second.q, second.expected, second.found) == ("cafea", ("cafea", "cafea-tv"), ("cafea-tv",))


def test_a_live_generation_can_be_asked_again(tmp_path: Path) -> None:
    report = reindex(library(tmp_path))
    assert prove(Generations(tmp_path / "index").folder(report.generation), "sqlite_fts") == report.proof


@pytest.mark.parametrize(("queries", "engine"), [(None, "sqlite_fts"), ("[]\n", "sqlite_fts"), (QUERIES, "null")])
def test_without_questions_or_an_engine_for_words_nothing_is_asked(
    tmp_path: Path, queries: str | None, engine: str
) -> None:
    report = reindex(library(tmp_path, queries), engine=engine)
    assert (report.action, report.proof, counts(manifest(tmp_path))) == ("built", Proof(), (0, 0))


def test_a_question_about_a_case_that_is_not_there_is_missed(tmp_path: Path) -> None:
    report = reindex(library(tmp_path, "- {q: cafea, expect: [cafea, nu-e]}\n"))
    assert report.proof is not None
    assert [each.expected for each in report.proof.missed] == [("cafea", "nu-e")]


def test_an_engine_that_fails_at_questions_stops_no_reindex(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **options: object) -> None:
        raise EngineFailed("the engine failed")

    library(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(SqliteEngine, "match", fail)
        report = reindex(tmp_path)
    assert report.proof is not None
    assert counts(report.proof) == counts(manifest(tmp_path)) == (4, 0)
    assert {each.failure for each in report.proof.missed} == {"the engine failed"}
    with live_index(tmp_path) as live:
        assert search(live, "cafea").total == 2


def test_an_index_that_cannot_be_opened_for_its_questions_is_not_put_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **options: object) -> None:
        raise IndexUnavailable("no facets")

    first = reindex(library(tmp_path))
    monkeypatch.setattr("kb.indexing.proof.Searcher", fail)
    with pytest.raises(IndexUnavailable, match="no facets"):
        reindex(tmp_path)
    assert Generations(tmp_path / "index").current() == first.generation


def test_a_sync_asks_nothing_and_keeps_the_counts_it_started_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reindex(library(tmp_path))
    monkeypatch.setattr("kb.indexing.job.prove", lambda *_: pytest.fail("asked"))
    for title in ("Struguri", "Struguri negri"):
        (tmp_path / "content/cases/nou.md").write_text(case_markdown(title=title), encoding="utf-8")
        report = reindex(tmp_path, "changed")
        assert (report.action, report.proof, counts(manifest(tmp_path))) == ("synced", None, (4, 2))
    report = reindex(tmp_path, "if_needed")
    assert (report.action, report.proof) == ("nothing", None)


def test_a_full_build_tells_which_questions_moved(tmp_path: Path) -> None:
    assert reindex(library(tmp_path)).moved == ()
    assert reindex(tmp_path).moved == ()
    (tmp_path / "content/cases/cafea.md").unlink()
    lost = reindex(tmp_path).moved[0]
    assert (lost.q, set(lost.before), lost.after) == ("cafea", {"cafea", "cafea-tv"}, ("cafea-tv",))
    assert (lost.was_met, lost.is_met) == (True, False)


def test_a_full_build_counts_anew(tmp_path: Path) -> None:
    reindex(library(tmp_path))
    (tmp_path / "content/golden-queries.yaml").write_text("- {q: cafea, expect: [cafea]}\n", encoding="utf-8")
    assert reindex(tmp_path, "changed").action == "synced"
    assert counts(manifest(tmp_path)) == (4, 2)
    assert counts(reindex(tmp_path).proof) == counts(manifest(tmp_path)) == (1, 1)


@pytest.mark.parametrize("mode", ["changed", "if_needed"])
def test_an_index_whose_manifest_knows_no_counts_is_built_anew(tmp_path: Path, mode: str) -> None:
    report = reindex(library(tmp_path))
    file = Generations(tmp_path / "index").folder(report.generation) / "manifest.json"
    text = file.read_text()
    file.write_text(text.replace(',\n "asked": 4,\n "met": 2', ""))
    assert file.read_text() != text
    report = reindex(tmp_path, mode)
    assert (report.action, counts(report.proof)) == ("built", (4, 2))
