"""Skeletons: valid files whose gaps are all told, in the author's language."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.ingest import read_library, skeleton
from kb.ingest.reading import parse_source, render_file
from kb.ingest.skeleton import FILL_IN
from kb.model import LANGUAGES
from kb.sandbox import Workers
from kb.submissions import KINDS
from tests.builders import write_library

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", skeleton.MAKERS)
def test_a_skeleton_is_valid_by_itself(kind: str, lang: str) -> None:
    text = skeleton.MAKERS[kind]("nou", "Un titlu: cu două puncte", lang, TODAY)
    file = render_file(parse_source(f"{kind}/nou.md", text.encode()))
    assert file.is_good
    assert {problem.code for problem in file.problems} == {"to_fill"}
    assert file.fields["lang"] == lang
    assert (file.fields.get("title") or file.fields.get("name")) == "Un titlu: cu două puncte"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_gap_of_a_case_is_told(lang: str, tmp_path: Path, workers: Workers) -> None:
    content = write_library(tmp_path, cases={"nou": skeleton.new_case("nou", "Titlu", lang, TODAY)})
    read_back, problems = read_library(content, workers)
    assert not read_back.cases
    told = {(one.field, one.code) for one in problems}
    assert told == {
        ("summary", "to_fill"), ("reliability", "to_fill"), ("sources.0.url", "to_fill"),
        ("sources.0.publisher", "to_fill"), ("body", "to_fill"),
        ("businesses.0", "dangling_link"), ("industries.0", "dangling_link"), ("platforms.0", "dangling_link"),
    }
    assert sum(1 for one in problems if one.field == "body") == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_skeleton_stands_in_the_library_once_its_links_lead_somewhere(
    lang: str, tmp_path: Path, workers: Workers
) -> None:
    text = skeleton.new_case("nou", "Titlu", lang, TODAY)
    for field, slug in (("businesses", "tineri-fermieri"), ("industries", "wine"), ("platforms", "tv")):
        text = text.replace(f"{field}: [{FILL_IN[lang]}]", f"{field}: [{slug}]")
    read_back, problems = read_library(write_library(tmp_path, cases={"nou": text}), workers)
    assert read_back.cases["nou"].years == (2026,)
    assert read_back.cases["nou"].added == "2026-11-22"
    assert not any(problem.is_error for problem in problems)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pattern_of_a_result_is_right_once_it_is_filled_in(lang: str) -> None:
    text = skeleton.new_case("nou", "Titlu", lang, TODAY)
    lines = [line for line in text.split("\n") if not line.startswith("results: []")]
    start = next(number for number, line in enumerate(lines) if line.startswith("#  - metric"))
    lines.insert(start, "results:")
    filled = "\n".join(line.removeprefix("#") if line.startswith("# ") else line for line in lines)
    file = parse_source("cases/nou.md", filled.replace(FILL_IN[lang], "a").encode())
    assert file.is_good
    assert file.fields["results"] == [
        {"metric": "a", "label": "...", "value": 60.0, "unit": "a", "qualifier": "about", "evidence": "press",
        "source": 1},
    ]


def test_comments_speak_the_language_of_the_author() -> None:
    assert "una–trei propoziții" in skeleton.new_case("a", "T", "ro", TODAY)
    assert "одно–три предложения" in skeleton.new_case("a", "T", "ru", TODAY)
    assert "one to three sentences" in skeleton.new_case("a", "T", "en", TODAY)


@given(st.text(alphabet=st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=100),
st.sampled_from(LANGUAGES))
def test_any_title_gives_a_valid_file(title: str, lang: str) -> None:
    file = parse_source("cases/nou.md", skeleton.new_case("nou", title, lang, TODAY).encode())
    assert file.is_good


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("kind", "told"), [
    ("events", {"sources.0.url", "sources.0.publisher", "body"}),
    ("books", {"author", "sources.0.url", "sources.0.publisher", "body"}),
])
def test_an_event_and_a_book_ask_only_for_what_they_must_have(
    kind: str, told: set[str], lang: str, tmp_path: Path, workers: Workers
) -> None:
    text = skeleton.MAKERS[kind]("nou", "Un nume", lang, TODAY)
    content = write_library(tmp_path, files={f"{kind}/nou.md": text})
    read_back, problems = read_library(content, workers)
    assert {one.field for one in problems} == told
    assert "nou" in getattr(read_back, kind)


def test_there_is_a_skeleton_for_every_kind_of_page_that_people_write() -> None:
    assert set(skeleton.MAKERS) == set(KINDS)
