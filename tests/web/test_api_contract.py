"""The JSON door keeps its word: every key of every answer, every failure, whatever is asked and however.

Over a real index of a small library. Answers are held against the schemas that the site publishes.
"""

import itertools
from math import ceil

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.i18n import LANGUAGES, translator
from kb.search import FACETS
from kb.web.parameters import MAX_TEXT
from tests.web.api_shapes import breaches


@pytest.fixture
def api(entities):
    """Asks for JSON and reads it, when it is what was asked for."""
    def ask(address, **parameters):
        answer = entities.get(f"/api/v1/{address}", query_string=parameters)
        assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.text
        return answer.json
    return ask


SEARCHES = [
    {}, {"q": "struguri"}, {"q": "strugurii"}, {"q": "struuguri"}, {"q": "cnheuehb"}, {"q": "виноград"},
    {"q": "nimic-de-felul-acesta"}, {"q": "struguri xilofon"}, {"q": "struguri -vin industry:wine"}, {"q": "AND"},
    {"q": "colour:red ((("}, {"industry": "wine"}, {"industry": ["wine", "agriculture"], "platform": "facebook"},
    {"industry": "unheard"}, {"has": "results", "sort": "evidence"}, {"q": "struguri", "literal": "1"},
    {"sort": "newest", "lang": "ru"}, {"year": "2019", "language": "ru", "lang": "en"}, {"q": "x" * 2_000},
]


@pytest.mark.parametrize("parameters", SEARCHES)
def test_a_search_has_every_key_of_the_contract_in_its_order(api, parameters):
    answer = api("search", **parameters)
    assert breaches("Search", answer) == []
    assert breaches("Facets", api("facets", **parameters)) == []


@pytest.mark.parametrize("parameters", SEARCHES)
def test_facets_alone_count_as_those_of_the_search(api, parameters):
    """And have every value, where a search gives as many as a page can show."""
    search, facets = api("search", **parameters), api("facets", **parameters)
    for facet, values in search["facets"].items():
        assert [value for value in values if value not in facets["facets"][facet]] == []
    assert (facets["total"], facets["query"], facets["lang"]) == (search["total"], search["query"], search["lang"])


@pytest.mark.parametrize("parameters", SEARCHES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_as_json_is_the_answer_of_the_interface(entities, api, parameters, lang):
    of_page = entities.get(f"/{lang}/search.json", query_string=parameters).json
    of_api = api("search", **(parameters | {"lang": lang}))
    assert of_page | {"took_ms": 0} == of_api | {"took_ms": 0}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("slug", ["struguri", "eticheta", "bar"])
def test_a_case_has_every_key_of_the_contract_in_its_order(api, slug, lang):
    case = api(f"cases/{slug}", lang=lang)
    assert breaches("Case", case) == []
    assert case["url"] == f"/{lang}/cases/{slug}"


@pytest.mark.parametrize("parameters", [
    {}, {"metric": "units_sold"}, {"family": "sales", "lang": "ru"}, {"industry": "wine", "context": "1"},
    {"evidence": "unheard"}, {"page": "1"}, {"page": "x"},
])
def test_insights_have_every_key_of_the_contract_in_its_order(api, parameters):
    assert breaches("Insights", api("insights", **parameters)) == []


@pytest.mark.parametrize("typed", ["", "s", "stru", "ви", "dia", "a\0b", "%", "<b>", "fermieri"])
def test_suggestions_have_every_key_of_the_contract_in_its_order(api, typed):
    answer = api("suggest", q=typed)
    assert breaches("Suggestions", answer) == []


def test_every_address_that_an_answer_gives_is_one_that_opens(entities, api):
    urls = {hit["url"] for hit in api("search")["hits"]} | {api("cases/struguri")["url"]}
    urls |= {figure["url"] for figure in api("insights")["figures"]}
    urls |= {each["url"] for typed in ("stru", "dia", "ferm", "vi") for each in api("suggest", q=typed)["suggestions"]}
    assert len(urls) > 5
    assert {url: entities.get(url).status_code for url in urls} == dict.fromkeys(urls, 200)


def test_marked_text_holds_marks_and_no_other_markup(api):
    found = [hit["snippet"] for hit in api("search", q="fermierii")["hits"]]
    found += [each["html"] for each in api("suggest", q="stru")["suggestions"]]
    assert any("<mark>" in text for text in found)
    for text in found:
        assert "<" not in text.replace("<mark>", "").replace("</mark>", "")


# -- pages of an answer ------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("query", ["", "q=cazul", "industry=wine", "platform=tv&industry=agriculture"])
def test_the_pages_of_an_answer_hold_each_hit_once_and_no_page_is_behind_the_last(client, query):
    """Over thirty-five invented cases: four pages."""
    first = client.get(f"/api/v1/search?{query}").json
    pages = [client.get(f"/api/v1/search?{query}&page={page}").json for page in range(1, first["pages"] + 1)]
    slugs = [hit["slug"] for page in pages for hit in page["hits"]]
    assert len(slugs) == len(set(slugs)) == first["total"]
    assert first["pages"] == ceil(first["total"] / 10)
    assert {page["total"] for page in pages} == {first["total"]}
    assert client.get(f"/api/v1/search?{query}&page={first['pages'] + 1}").status_code == 404


# -- failures ----------------------------------------------------------------------------------------------------------

FAILURES = [
    # address, status, code, field
    ("search?page=99", 404, "not_found", "page"), ("search?page=0", 404, "not_found", "page"),
    ("facets?page=99", 404, "not_found", "page"), ("cases/nobody", 404, "not_found", "slug"),
    ("cases/STRUGURI", 404, "not_found", "slug"), ("cases/struguri.md", 404, "not_found", "slug"),
    ("cases/", 404, "not_found", None), ("cases", 404, "not_found", None),
    ("insights?page=99", 404, "not_found", "page"),
    ("insights?page=0", 404, "not_found", "page"), ("", 404, "not_found", None), ("nothing", 404, "not_found", None),
    ("search/", 404, "not_found", None), ("SEARCH", 404, "not_found", None),
]


@pytest.mark.parametrize(("address", "status", "code", "field"), FAILURES)
def test_a_failure_says_which_parameter_and_in_the_language_of_whoever_asks(entities, address, status, code, field):
    said = set()
    for lang in LANGUAGES:
        answer = entities.get(f"/api/v1/{address}", headers={"Accept-Language": lang})
        error = answer.json["error"]
        assert breaches("Error", answer.json) == []
        assert (error["code"], error["field"]) == (code, field)
        assert answer.status_code == status
        said.add(error["message"])
    assert len(said) == len(LANGUAGES)


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["search", "facets", "suggest", "insights", "cases/struguri"])
def test_the_interface_only_reads_and_says_by_which_methods(entities, address, method):
    answer = entities.open(f"/api/v1/{address}", method=method, json={"q": "x"})
    assert (answer.status_code, answer.json["error"]["code"]) == (405, "method_not_allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(("old", "new"), [
    ("/api/v1/cases/struguri-vechi?lang=ru", "/api/v1/cases/struguri-in-loc-de-flori?lang=ru"),
    ("/ru/cases/struguri-vechi.md?version=ru", "/ru/cases/struguri-in-loc-de-flori.md?version=ru"),
    ("/ro/cases/struguri-vechi.bib", "/ro/cases/struguri-in-loc-de-flori.bib"),
    ("/en/cases/struguri-vechi/cite", "/en/cases/struguri-in-loc-de-flori/cite"),
    ("/ro/cases/struguri-vechi?version=ru&q=a&q=b", "/ro/cases/struguri-in-loc-de-flori?version=ru&q=a&q=b"),
])
def test_an_old_name_of_a_case_leads_to_the_same_thing_by_its_new_one(client, old, new):
    answer = client.get(old)
    assert (answer.status_code, answer.headers["Location"]) == (301, new)
    assert client.get(new).status_code == 200


# -- how it is asked ---------------------------------------------------------------------------------------------------

ADDRESSES = ["search?q=struguri", "facets?industry=wine", "suggest?q=stru", "insights?metric=units_sold",
             "cases/struguri?lang=ru"]
ACCEPTED = ["", "*/*", "application/json", "text/html", "application/xml;q=0.9, */*;q=0", "nonsense", "a/b/c;;;q=x",
            "text/html," * 200]


def without_time(answer):
    return {name: value for name, value in answer.json.items() if name != "took_ms"}


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_is_json_whatever_a_program_says_it_accepts(entities, address):
    answers = [entities.get(f"/api/v1/{address}", headers={"Accept": accept}) for accept in ACCEPTED]
    assert {(answer.status_code, answer.mimetype) for answer in answers} == {(200, "application/json")}
    assert all(without_time(answer) == without_time(answers[0]) for answer in answers)


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_asks_is_no_matter(entities, address):
    """So that an answer can be shared by caches: neither cookies nor the language of the browser are in it."""
    plain = entities.get(f"/api/v1/{address}")
    asked = entities.get(f"/api/v1/{address}", headers={
        "Cookie": "lang=en; theme=dark; compare=bar", "Accept-Language": "ru", "HX-Request": "true"})
    assert without_time(plain) == without_time(asked)
    assert "Cookie" not in (plain.headers.get("Vary") or "")
    assert "Set-Cookie" not in asked.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_program_has_is_not_sent_again_however_it_names_it(entities, address):
    tag = entities.get(f"/api/v1/{address}").headers["ETag"]
    bare = tag.removeprefix("W/")
    for named, status in ((tag, 304), (bare, 304), (f'"x", {tag}, W/"y"', 304), ("*", 304), ('"x"', 200), ("", 200),
                          (bare.strip('"'), 304), ("W/", 200)):
        answer = entities.get(f"/api/v1/{address}", headers={"If-None-Match": named})
        if named != "*":
            assert answer.status_code == status, named
        assert answer.status_code in (200, 304)
        assert bool(answer.data) == (answer.status_code == 200)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_head_tells_the_tag_and_the_type_and_sends_nothing(entities, address):
    head, full = entities.head(f"/api/v1/{address}"), entities.get(f"/api/v1/{address}")
    names = ("ETag", "Content-Type", "Vary", "Cache-Control", "X-Robots-Tag")
    assert [head.headers.get(name) for name in names] == [full.headers.get(name) for name in names]
    assert (head.status_code, head.data) == (200, b"")


HOSTILE = st.text(max_size=30) | st.sampled_from([
    "\0", "\ufffe", "' OR 1=1 --", "%00", "../../etc/passwd", "{{7*7}}", "${x}", "<script>", "\u202e", "1e999", "-1",
    "9" * 400, "NaN", "a" * 3_000, "industry:", '"', "(((((", "𝒳", "é" * 200,
])
NAMES = st.sampled_from(
    ["q", *FACETS, "sort", "page", "literal", "lang", "metric", "family", "context", "kind", "version"])


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["search", "facets", "suggest", "insights", "cases/struguri"]),
       st.lists(st.tuples(NAMES, HOSTILE), max_size=6))
def test_whatever_is_asked_the_answer_keeps_the_contract_or_says_what_is_wrong(entities, address, parameters):
    """A real engine is asked: what is typed must not reach it as anything but words."""
    names = {"search": "Search", "facets": "Facets", "suggest": "Suggestions", "insights": "Insights"}
    answer = entities.get(f"/api/v1/{address}", query_string=parameters)
    if answer.status_code == 404:
        assert answer.json["error"]["field"] == "page"
    else:
        assert answer.status_code == 200
        assert breaches(names.get(address, "Case"), answer.json) == []


def test_words_are_sent_back_as_they_came_up_to_a_limit(api):
    assert api("search", q="x" * 5_000)["query"] == "x" * MAX_TEXT
    assert api("search", q="  țuică <b> ")["query"] == "țuică <b>"


def test_labels_of_facets_are_in_the_language_asked_for(api):
    labels = {lang: [value["label"] for value in api("facets", lang=lang)["facets"]["industry"]] for lang in LANGUAGES}
    assert all(a != b for a, b in itertools.combinations(labels.values(), 2))


def test_a_message_is_not_english_to_a_romanian(entities):
    said = entities.get("/api/v1/cases/nobody", headers={"Accept-Language": "ro"}).json["error"]["message"]
    assert said == translator("ro").gettext("there is no case named %(slug)s", slug="nobody")
    assert said != translator("en").gettext("there is no case named %(slug)s", slug="nobody")
