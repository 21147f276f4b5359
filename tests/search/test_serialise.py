"""The one JSON form of an answer."""

import json

import pytest

from kb.search import Answer, Choice, FacetValue, Figure, Hit, SearchedInstead, SearchRequest
from kb.search.serialise import as_json, facets_as_json

FIGURE = Figure("", 60.0, None, "tonne", "fructe vândute", "about", "press", "presă", 4)
HIT = Hit(
    slug="struguri", title="Struguri <3", title_html="<mark>Struguri</mark> &lt;3", lang="ro", versions=("ro", "ru"),
    businesses=(Choice("fermieri", "Fermieri"),), industries=(Choice("agriculture", "Agricultură"),),
    platforms=(Choice("facebook", "Facebook"), Choice("tv", "TV")), years=(2019,), period=("2019-02", None),
    figure=FIGURE, snippet="au vândut <mark>struguri</mark> &amp; mere", snippet_lang="ro", section="rezultate",
    why="exact", score=2.5,
)
ANSWER = Answer(
    request=SearchRequest("виноград", {"platform": ("tv",)}, page=2, lang="ru"), total=11, perhaps_total=3, pages=2,
    hits=(HIT,), facets={"platform": (FacetValue("tv", "ТВ", 11, True), FacetValue("facebook", "Facebook", 4))},
    ignored=(("vi*", "short_prefix"),), glossary=(("виноград", "struguri"),),
    searched_instead=SearchedInstead("struguri", "typo"), took_ms=1.25, generation="g1",
)


def test_an_answer_has_the_documented_keys_in_their_order():
    assert list(as_json(ANSWER)) == [
        "query", "lang", "searched_instead", "ignored", "glossary", "total", "perhaps_total", "page", "pages",
        "took_ms", "hits", "facets",
    ]


def test_a_hit_has_the_documented_keys_in_their_order():
    assert list(as_json(ANSWER)["hits"][0]) == [
        "slug", "kind", "title", "lang", "versions", "url", "businesses", "industries", "platforms", "years",
        "figure", "snippet", "section", "why", "score",
    ]


@pytest.mark.parametrize(("key", "value"), [
    ("query", "виноград"), ("lang", "ru"), ("total", 11), ("perhaps_total", 3), ("page", 2), ("pages", 2),
    ("took_ms", 1.25), ("searched_instead", {"query": "struguri", "reason": "typo"}),
    ("ignored", [{"text": "vi*", "reason": "short_prefix"}]),
    ("glossary", [{"from": "виноград", "to": "struguri"}]),
    ("facets", {"platform": [{"value": "tv", "label": "ТВ", "count": 11, "selected": True},
                             {"value": "facebook", "label": "Facebook", "count": 4, "selected": False}]}),
])
def test_an_answer_says_what_was_found(key, value):
    assert as_json(ANSWER)[key] == value


@pytest.mark.parametrize(("key", "value"), [
    ("slug", "struguri"), ("kind", "case"), ("title", "Struguri <3"), ("lang", "ro"), ("versions", ["ro", "ru"]),
    ("url", "/ru/cases/struguri"), ("businesses", [{"slug": "fermieri", "name": "Fermieri"}]),
    ("industries", ["agriculture"]), ("platforms", ["facebook", "tv"]), ("years", [2019]),
    ("snippet", "au vândut <mark>struguri</mark> &amp; mere"), ("section", "rezultate"), ("why", "exact"),
    ("score", 2.5),
    ("figure", {"value": 60.0, "unit": "tonne", "label": "fructe vândute", "qualifier": "about",
                "evidence": "press", "sources": 4}),
])
def test_a_hit_says_what_it_is(key, value):
    assert as_json(ANSWER)["hits"][0][key] == value


def hit_with(figure):
    answer = Answer(SearchRequest(), 1, 0, 1, (Hit(**{name: getattr(HIT, name) for name in HIT.__slots__}
                                                   | {"figure": figure}),), {})
    return as_json(answer)["hits"][0]["figure"]


def test_a_hit_without_a_figure_says_null():
    assert hit_with(None) is None


def test_a_figure_that_is_no_number_is_its_words():
    figure = Figure("argint", None, None, "award", "premiu", "exactly", "press", "presă", 1)
    assert hit_with(figure)["value"] == "argint"


def test_a_range_has_its_end_besides():
    figure = hit_with(Figure("", 10, 20, "tonne", "x", "exactly", "press", "presă", 1))
    assert (figure["value"], figure["value_to"]) == (10, 20)


def test_nothing_found_is_a_whole_answer_too():
    empty = as_json(Answer(SearchRequest(), 0, 0, 0, (), {}))
    assert (empty["searched_instead"], empty["hits"], empty["facets"], empty["ignored"]) == (None, [], {}, [])


def test_it_becomes_text_and_comes_back_the_same():
    assert json.loads(json.dumps(as_json(ANSWER))) == as_json(ANSWER)


def test_facets_alone_are_those_of_the_answer():
    assert facets_as_json(ANSWER) == as_json(ANSWER)["facets"]
