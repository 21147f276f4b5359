"""`kb search`."""

import dataclasses
import json

import pytest

from kb.cli.search import plain
from kb.search import FACETS, SearchedInstead, SearchRequest
from kb.search.serialise import as_json
from tests.web.fake_services import answer_of, make_hit


def test_the_flags_are_the_parameters_of_the_page(run, services):
    run("search", "struguri", "vânduți", "--industry", "wine", "--industry", "agriculture", "--platform", "tv",
        "--sort", "newest", "--page", "2", "--literal", "--lang", "ru")
    [(_, request)] = services.asked
    assert request == SearchRequest(
        "struguri vânduți", {"industry": ("wine", "agriculture"), "platform": ("tv",)}, "newest", 2, True, "ru")


@pytest.mark.parametrize("facet", FACETS)
def test_every_facet_has_a_flag(run, services, facet):
    run("search", f"--{facet}", "x", f"--{facet}", "y")
    assert services.asked[0][1].filters == {facet: ("x", "y")}


def test_no_words_search_everything(run, services):
    assert run("search").exit_code == 0
    assert services.asked[0][1] == SearchRequest(lang="en")


def test_words_that_begin_with_a_hyphen_can_be_excluded(run, services):
    run("search", "--", "struguri", "-facebook")
    assert services.asked[0][1].text == "struguri -facebook"


def test_json_is_the_one_serialised_answer(run):
    request = SearchRequest("cazul", {"industry": ("wine",)}, lang="ro")
    result = run("search", "cazul", "--industry", "wine", "--lang", "ro", "--json")
    assert json.loads(result.stdout) == json.loads(json.dumps(as_json(answer_of(request))))
    assert "Agricultură" in result.stdout


def test_hits_are_readable(run, services):
    hit = make_hit(1, period=("2019-02", "2019-03-24"), versions=("ro", "ru"))
    services.answer = lambda request: answer_of(request, (hit,))
    assert run("search", "--lang", "ro").stdout.splitlines() == [
        "1 caz",
        "",
        "1. Cazul <1> [ro, ru]",
        "   Firma 1 · Agricultură · Facebook · februarie – 24 martie 2019",
        "   60 t vândute (presă, 4 surse)",
        "   …au vândut struguri & mere…",
        "   /ro/cases/case-1",
    ]


def test_a_hit_without_figure_and_snippet_is_shorter(run, services):
    hit = make_hit(1, figure=None, snippet="")
    services.answer = lambda request: answer_of(request, (hit,))
    assert run("search").stdout.splitlines()[2:] == [
        "1. Cazul <1> [ro]", "   Firma 1 · Agricultură · Facebook · 2016", "   /en/cases/case-1"]


@pytest.mark.parametrize(("changes", "text"), [
    ({"value": 10, "value_to": 20}, "10–20 t vândute"), ({"value": None, "text": "argint"}, "argint vândute"),
    ({"unit": "unheard", "value": 1234.5}, "1,234.5 vândute"),
])
def test_figures_are_written_as_stated(run, services, changes, text):
    hit = make_hit(1)
    figure = dataclasses.replace(hit.figure, **changes)
    services.answer = lambda request: answer_of(request, (make_hit(1, figure=figure),))
    assert text in run("search").stdout


def test_later_pages_go_on_counting(run):
    lines = run("search", "--page", "2").stdout.splitlines()
    assert lines[2].startswith("11. ")
    assert lines[-1] == "Page 2 of 4"


def test_nothing_found_is_no_failure(run):
    result = run("search", "zzz")
    assert (result.exit_code, result.stdout) == (0, "0 cases\n")


def test_what_was_read_otherwise_is_told(run, services):
    services.answer = lambda request: answer_of(
        request, (), searched_instead=SearchedInstead("struguri", "typo"), ignored=(("vi*", "short_prefix"),))
    assert run("search", "strugri vi*").stdout.splitlines()[:2] == [
        "Searched instead for: struguri", "Not read as typed: vi*"]


@pytest.mark.parametrize(("snippet", "text"), [
    ("a <mark>b</mark> c", "a \x1b[1mb\x1b[0m c"), ("&lt;i&gt; &amp; &#39;x&#39;", "<i> & 'x'"),
    ("<mark>a</mark> <mark>b</mark>", "\x1b[1ma\x1b[0m \x1b[1mb\x1b[0m"), ("", ""),
])
def test_a_snippet_is_plain_text_with_what_matched_in_bold(snippet, text):
    assert plain(snippet) == text


def test_words_that_no_engine_searches_are_named(run, services):
    services.answer = lambda request: answer_of(request, (), ignored=(("vin", "no_text_search"),))
    assert "Left out, since this engine finds no words: vin" in run("search", "vin").stdout
