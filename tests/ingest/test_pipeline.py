"""Many files: order, progress, reuse of rendered bodies, and a library from whatever lies in the folder."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Literal, cast

import pytest

from kb.ingest import check_library, new_workers, read_files, read_library, scan
from kb.ingest.reading import read_file, render_file
from kb.model import Body, Problem, SourceFile, body_sha256
from kb.sandbox import Failure, Workers
from tests.builders import business_markdown, case_markdown, page, write_library
from tests.generator import generate_library

# Passes every limit and still takes the parser far more than two seconds.
STALLING = "~~~ a\n" * 40_000


def read(content: Path, workers: Workers) -> list[SourceFile]:
    return list(read_files(content, list(scan(content).files), workers))


def test_files_come_in_the_order_asked_for(library: Path, workers: Workers) -> None:
    paths = list(scan(library).files)[::-1]
    assert [file.path for file in read_files(library, paths, workers)] == paths


def test_progress_is_told_after_each_file(library: Path, workers: Workers) -> None:
    told: list[tuple[int, int]] = []
    paths = list(scan(library).files)
    list(read_files(library, paths, workers, on_progress=lambda done, total: told.append((done, total))))
    assert told == [(number, len(paths)) for number in range(1, len(paths) + 1)]


def test_no_paths_give_no_files(library: Path, workers: Workers) -> None:
    assert list(read_files(library, [], workers)) == []
    assert list(read_files(library, [], workers, {}.get)) == []


def test_kept_bodies_are_used_and_new_ones_rendered(tmp_path: Path, workers: Workers) -> None:
    content = generate_library(tmp_path, 30, seed=3)
    fresh = read(content, workers)
    kept = {body_sha256(file.body.markdown): file.body for file in fresh[::2] if file.body}
    asked: list[str] = []

    def reuse(name: str) -> Body | None:
        asked.append(name)
        return kept.get(name)

    again = list(read_files(content, list(scan(content).files), workers, reuse))
    assert again == fresh
    assert len(asked) == sum(1 for file in fresh if file.body)


def test_a_kept_body_is_taken_as_it_is(library: Path, workers: Workers) -> None:
    path = "cases/struguri-in-loc-de-flori.md"
    text = read(library, workers)[1].body
    assert text is not None
    marked = Body("", "<p>kept</p>", text.sections)
    file = next(iter(read_files(library, [path], workers, lambda _: marked)))
    assert file.body == Body(text.markdown, "<p>kept</p>", text.sections)


@pytest.mark.slow
@pytest.mark.parametrize("reuse", [None, {}.get])
def test_a_text_that_stalls_the_parser_fails_alone(
    library: Path, workers: Workers, reuse: Callable[[str], Body] | None
) -> None:
    stalling = case_markdown(title=None, body=STALLING)
    write_library(library, cases={"stalls": stalling, "a": case_markdown(), "b": case_markdown()})
    files = {file.path: file for file in read_files(library, list(scan(library).files), workers, reuse)}
    assert [problem.code for problem in files["cases/stalls.md"].problems] == ["missing", "render_timeout"]
    assert files["cases/stalls.md"].body is None
    assert files["cases/a.md"].is_good
    assert files["cases/b.md"].is_good


def test_a_library_is_read_whole(library: Path, workers: Workers) -> None:
    read_back, problems = read_library(library, workers)
    assert problems == ()
    case = read_back.cases["struguri-in-loc-de-flori"]
    assert case.texts[0].title == "Struguri în loc de flori"
    assert case.results[0].value == 60
    assert read_back.businesses["tineri-fermieri"].name == "Tineri fermieri"
    assert "facebook" in read_back.vocabulary("platforms")


def test_workers_are_started_when_none_are_lent(library: Path) -> None:
    assert len(read_library(library)[0].cases) == 1


def test_bad_files_are_left_out_and_told_in_order(library: Path, workers: Workers) -> None:
    write_library(library, cases={
        "bun": case_markdown(), "b-stricat": case_markdown(title=None, lang=None), "a-stricat": "fără nimic",
        "legat": case_markdown(related=["b-stricat"]),
    })
    read_back, problems = read_library(library, workers)
    assert set(read_back.cases) == {"bun", "struguri-in-loc-de-flori"}
    assert [(one.path, one.code) for one in problems] == [
        ("cases/a-stricat.md", "no_front_matter"), ("cases/b-stricat.md", "missing"),
        ("cases/b-stricat.md", "missing"), ("cases/legat.md", "left_out_link"),
    ]


def test_problems_of_the_folder_stand_among_the_others(library: Path, workers: Workers) -> None:
    (library / "cases" / "Caz Nou.md").write_text("x")
    problems = read_library(library, workers)[1]
    assert [(one.path, one.code) for one in problems] == [("cases/Caz Nou.md", "bad_file_name")]


@pytest.mark.parametrize("exists", [True, False])
def test_an_empty_or_missing_folder_is_an_empty_library(tmp_path: Path, workers: Workers, exists: bool) -> None:
    folder = tmp_path / "gol"
    if exists:
        folder.mkdir()
    read_back, problems = read_library(folder, workers)
    assert not read_back.cases
    assert [one.code for one in problems] == ([] if exists else ["unreadable"])


def test_versions_join_their_main_file(library: Path, workers: Workers) -> None:
    version = {"title": "Виноград", "summary": "Кратко.", "lang": "ru", "labels": {1: "фрукты"}, "did": {1: "сняла"}}
    body = "## Контекст\n\nа\n\n## Что сделали\n\nб\n\n## Результаты\n\nв\n"
    write_library(library, cases={"struguri-in-loc-de-flori.ru": page(version, body)})
    read_back, problems = read_library(library, workers)
    assert problems == ()
    case = read_back.cases["struguri-in-loc-de-flori"]
    assert case.langs == ("ro", "ru")
    assert case.text("ru").labels == {1: "фрукты"}
    assert case.text("ru").body.sections[0].kind == "context"
    assert case.text("en").title == "Struguri în loc de flori"


def test_a_check_also_tells_what_only_an_editor_minds(library: Path, workers: Workers) -> None:
    write_library(library, businesses={"tineri-fermieri": business_markdown(body="Fermieri din ţară.\n")})
    assert [one.code for one in check_library(library, workers)] == ["cedilla"]


def test_reading_twice_gives_the_same(tmp_path: Path, workers: Workers) -> None:
    content = generate_library(tmp_path, 40, seed=5)
    with new_workers(1) as one:
        assert read_library(content, workers) == read_library(content, one)


def test_a_generated_library_has_no_problems(tmp_path: Path, workers: Workers) -> None:
    read_back, problems = read_library(generate_library(tmp_path, 120, seed=11), workers)
    assert problems == ()
    assert len(read_back.cases) == 120
    assert 10 <= sum(len(case.texts) - 1 for case in read_back.cases.values()) <= 45


def test_problems_name_line_field_and_example(library: Path, workers: Workers) -> None:
    write_library(library, cases={"caz": case_markdown(platforms="facebook")})
    problem: Problem = read_library(library, workers)[1][0]
    assert str(problem) == "cases/caz.md:7: platforms: a list is expected here"
    assert problem.example == "platforms: [facebook, tv]"


class Failing:
    """Workers that fail in a given way: at everything, or only at what also renders."""

    def __init__(self, kind: Literal["timeout", "crash", "error"], *, always: bool) -> None:
        self.kind = kind
        self.always = always

    def map_batches(self, function: Callable[[object], object], items: Iterable[object]) -> Iterator[object]:
        for item in items:
            renders = getattr(function, "func", function) in (read_file, render_file)
            yield Failure(item, self.kind, "MemoryError: ") if renders or self.always else function(item)

    def run(self, function: Callable[[object], object], item: object) -> object:
        return next(self.map_batches(function, [item]))


@pytest.mark.parametrize("reuse", [None, {}.get])
@pytest.mark.parametrize(("kind", "code", "words"), [
    ("timeout", "render_timeout", "longer than 2 s"), ("crash", "render_failed", "ended the process"),
    ("error", "render_failed", "MemoryError"),
])
def test_however_rendering_fails_the_file_says_so_and_keeps_its_fields(
    library: Path, reuse: Callable[[str], Body | None] | None, kind: Literal["timeout"], code: str, words: str
) -> None:
    workers = cast("Workers", Failing(kind, always=False))
    file = next(iter(read_files(library, ["cases/struguri-in-loc-de-flori.md"], workers, reuse)))
    assert [problem.code for problem in file.problems] == [code]
    assert words in file.problems[0].message
    assert file.fields["lang"] == "ro"
    assert file.body is None


@pytest.mark.parametrize("reuse", [None, {}.get])
@pytest.mark.parametrize(("kind", "words"), [
    ("timeout", "too much time"), ("crash", "too much time"), ("error", "MemoryError"),
])
def test_however_reading_fails_the_file_is_left_out_with_the_reason(
    library: Path, reuse: Callable[[str], Body | None] | None, kind: Literal["timeout"], words: str
) -> None:
    workers = cast("Workers", Failing(kind, always=True))
    file = next(iter(read_files(library, ["cases/struguri-in-loc-de-flori.md"], workers, reuse)))
    assert (file.kind, file.slug) == ("cases", "struguri-in-loc-de-flori")
    assert [problem.code for problem in file.problems] == ["unreadable"]
    assert words in file.problems[0].message
    assert not file.is_good
