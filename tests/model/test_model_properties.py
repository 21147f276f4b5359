"""Values of the model over anything: slugs, names, figures and versions keep what they promise to every other room."""

import copy
import pickle
from dataclasses import FrozenInstanceError, replace

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kb.ingest import parse_source
from kb.model import LANGUAGES, Problem, Severity, is_slug, is_value
from kb.model.building import build_case, build_library
from kb.model.figures import figures_of
from kb.model.problems import MESSAGES
from kb.model.slugs import MAX_SLUG, nearest
from kb.model.text import HEADINGS, REQUIRED_SECTIONS, SECTION_TITLES, body_sha256
from kb.model.vocabulary import Term, Unit, Vocabulary
from tests.builders import RESULT, SOURCE, case_markdown, page, specialist_markdown

LETTERS = st.text(st.sampled_from("az09-_A ș\n\u0660\u00b2"), max_size=12)


@given(LETTERS)
@hypothesis_settings(max_examples=400)
def test_a_slug_is_a_safe_name_of_a_file_and_of_an_address(text):
    if not is_slug(text):
        return
    assert is_value(text)
    assert text.isascii()
    assert text == text.lower().strip("-")
    assert "--" not in text
    assert not set(text) & set("/\\. _\n")


@pytest.mark.parametrize(("text", "expected"), [
    ("a", True), ("a" * MAX_SLUG, True), ("a" * (MAX_SLUG + 1), False), ("a\n", False), ("a-", False), ("-a", False),
    ("a--b", False), ("1", True), ("²", False), ("٣", False), ("ａ", False), ("con", True), ("a.b", False), ("", False),
])
def test_slugs_at_their_edges(text, expected):
    assert is_slug(text) is expected


@given(LETTERS, st.lists(LETTERS, max_size=6))
def test_what_is_nearest_is_one_of_the_known_and_a_known_one_is_nearest_to_itself(value, known):
    found = nearest(value, known)
    assert found is None or found in known
    if value and value == value.lower() and value in known:
        assert found == value


@pytest.mark.parametrize("known", [[], ["x" * 5_000] * 50])
def test_nothing_is_near_to_what_is_far_too_long(known):
    assert nearest("y" * 5_000, known) is None


def build(*versions, **changes):
    files = [parse_source("cases/vin.md", case_markdown(**changes).encode()), *versions]
    return build_library(files, [file.path for file in files]).cases["vin"]


def version(lang, **fields):
    return parse_source(f"cases/vin.{lang}.md", page({"title": "T", "summary": "S", "lang": lang, **fields}).encode())


@given(st.permutations(["ru", "en"]), st.booleans())
@hypothesis_settings(max_examples=8)
def test_versions_stand_in_one_order_however_the_folder_is_read(order, main_last):
    files = [version(lang) for lang in order]
    main = parse_source("cases/vin.md", case_markdown().encode())
    files = [*files, main] if main_last else [main, *files]
    case = build_library(files, [file.path for file in files]).cases["vin"]
    assert [text.lang for text in case.texts] == list(LANGUAGES)


def test_a_case_travels_between_processes_and_stays_what_it_was():
    case = build(version("ru"))
    for other in (pickle.loads(pickle.dumps(case)), copy.deepcopy(case), replace(case)):
        assert other == case
    with pytest.raises(FrozenInstanceError):
        case.slug = "altul"


@pytest.mark.parametrize(("sources", "places"), [(["1", "1"], [1, 2]), (["1", "2"], [1, 2]), (["2", "1"], [1, 2])])
def test_figures_keep_their_place_and_each_its_own_source(sources, places):
    results = [{**RESULT, "label": f"r{number}", "source": source} for number, source in enumerate(sources, 1)]
    case = build(results=results, sources=[SOURCE, {**SOURCE, "url": "https://diez.md/b"}])
    figures = figures_of(case)
    assert [figure.place for figure in figures] == places
    assert [figure.source.url for figure in figures] == [
        [SOURCE["url"], "https://diez.md/b"][int(source) - 1] for source in sources]


def test_a_figure_whose_source_is_not_there_is_none_and_moves_no_other():
    case = build(results=[{**RESULT, "label": "a"}, {**RESULT, "label": "b"}])
    shifted = replace(case, results=(replace(case.results[0], source=9), case.results[1]))
    assert [(figure.place, figure.result.label) for figure in figures_of(shifted)] == [(2, "b")]
    assert figures_of(replace(case, sources=())) == ()
    assert figures_of(replace(case, results=(replace(case.results[0], source=0),))) == ()


def test_words_of_a_version_go_with_the_figure_of_their_number():
    case = build(version("ru", labels={"2": "второй"}), results=[
        {**RESULT, "label": "a"}, {**RESULT, "label": "b"}])
    assert [dict(figure.labels) for figure in figures_of(case)] == [{}, {"ru": "второй"}]


def test_years_are_sorted_whatever_the_file_says():
    assert build(years=["2021", "2019", "2020"]).years == (2019, 2020, 2021)


# -- problems ----------------------------------------------------------------------------------------------------------

@given(st.sampled_from(sorted(MESSAGES)), st.sampled_from(list(Severity)), st.integers(1, 10**6))
def test_a_problem_is_the_same_after_it_came_from_a_worker(code, severity, line):
    problem = Problem("cases/x.md", line, "title", code, {"value": "50 %"}, severity)
    other = pickle.loads(pickle.dumps(problem))
    assert other == problem
    assert other.is_error == (severity is Severity.ERROR)


# -- texts and vocabularies --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("kind", SECTION_TITLES)
def test_a_heading_to_write_is_one_that_is_recognised_in_each_language(kind):
    assert set(SECTION_TITLES[kind]) == set(LANGUAGES)
    assert set(SECTION_TITLES[kind].values()) <= set(HEADINGS[kind])


def test_what_every_case_must_have_can_be_written():
    assert set(REQUIRED_SECTIONS) <= set(SECTION_TITLES) == set(HEADINGS)


@given(st.text(st.characters(codec="utf-8"), max_size=30), st.text(st.characters(codec="utf-8"), max_size=30))
def test_two_texts_have_one_name_only_when_they_are_one(first, second):
    assert (body_sha256(first) == body_sha256(second)) == (first == second)


@given(st.dictionaries(st.sampled_from(LANGUAGES), st.sampled_from(["{} leu|{} lei|{} de lei", "{} t", "", "MDL {}"])),
       st.sampled_from([*LANGUAGES, "de"]))
def test_a_unit_can_be_written_in_every_language(pattern, lang):
    forms = Unit("mdl", {"ro": "Lei"}, pattern=pattern).forms(lang)
    assert forms
    assert all(form.count("{}") == 1 for form in forms)


def test_a_vocabulary_answers_for_what_it_does_not_hold():
    known = Vocabulary("roles", {"editor": Term("editor", {"ro": "Redactor"})})
    assert ("editor" in known, "zmeu" in known, None in known) == (True, False, False)
    assert (known.label("editor", "ru"), known.label("zmeu", "ru")) == ("Redactor", "zmeu")
    assert [term.slug for term in known] == ["editor"]


def test_who_has_withdrawn_is_in_the_library_and_every_case_that_names_them_is_whole():
    files = [parse_source("specialists/diana-crudu.md", specialist_markdown(withdrawn="true").encode()),
             parse_source("cases/vin.md", case_markdown().encode())]
    library = build_library(files, [file.path for file in files])
    assert library.specialists["diana-crudu"].withdrawn
    assert [credit.person for credit in library.cases["vin"].specialists] == ["diana-crudu"]
    assert build_case(files[1]) == library.cases["vin"]
