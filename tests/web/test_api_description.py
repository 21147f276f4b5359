"""The JSON door is described in full, validly, and as it is: programs can be written from the document alone."""

import re
from copy import deepcopy

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from werkzeug.datastructures import ImmutableMultiDict

from kb import __version__
from kb.i18n import LANGUAGES
from kb.search import FACETS, SORTS
from kb.web.api.examples import EXAMPLES
from tests.web.api_shapes import PUBLISHED, breaches

ADDRESS = "/api/v1/openapi.json"
PREFIX = PUBLISHED["servers"][0]["url"]
OPERATIONS = {path: methods["get"] for path, methods in PUBLISHED["paths"].items()}
ANSWERING = [path for path in OPERATIONS if path != "/openapi.json"]


def parameters_of(path, place):
    return {each["name"]: each for each in OPERATIONS[path]["parameters"] if each.get("in") == place}


def schema_of(path, status="200"):
    return OPERATIONS[path]["responses"][status]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]


def filled(path):
    return PREFIX + path.replace("{slug}", "struguri")


# -- the document ------------------------------------------------------------------------------------------------------

def test_the_site_gives_the_document_and_it_is_valid(client):
    answer = client.get(ADDRESS)
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.json == PUBLISHED
    assert [error.message for error in OpenAPIV31SpecValidator(answer.json).iter_errors()] == []


@pytest.mark.parametrize("spoil", [
    lambda document: document.pop("info"),
    lambda document: document["paths"]["/cases/{slug}"]["get"]["parameters"].pop(0),
    lambda document: document["paths"]["/search"]["get"].update(operationId="facets"),
    lambda document: document["components"]["schemas"]["Hit"].update(type="thing"),
    lambda document: document.update(openapi="3.1"),
])
def test_the_validator_sees_what_is_wrong(spoil):
    document = deepcopy(PUBLISHED)
    spoil(document)
    with pytest.raises(Exception):  # noqa: B017, PT011 (of another class for every fault)
        OpenAPIV31SpecValidator(document).validate()


def test_it_says_version_licence_and_where_it_is_served_without_a_host(client):
    document = client.get(ADDRESS, headers={"Host": "elsewhere.md"}).json
    assert document["openapi"].startswith("3.1.")
    assert (document["info"]["title"], document["info"]["version"]) == ("Culise", __version__)
    assert document["info"]["license"] == {
        "name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"}
    assert document["servers"] == [{"url": "/api/v1"}]
    assert "elsewhere" not in client.get(ADDRESS).text


def test_a_program_that_has_it_is_not_sent_it_again(client):
    answer = client.get(ADDRESS)
    assert client.get(ADDRESS, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert (answer.headers["Cache-Control"], answer.headers["X-Robots-Tag"]) == ("no-cache", "noindex")
    assert "Cookie" not in (answer.headers.get("Vary") or "")


def test_it_is_given_without_an_index(client, services):
    assert client.get(ADDRESS).status_code == 200
    assert services.asked == []


def test_every_schema_is_used_and_every_reference_leads_to_one(client):
    text = client.get(ADDRESS).text
    used = set(re.findall(r'"#/components/schemas/(\w+)"', text))
    assert used == {*PUBLISHED["components"]["schemas"]}


# -- addresses and parameters ------------------------------------------------------------------------------------------

def test_it_describes_every_address_of_the_interface_and_no_other(app):
    routes = {re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule): rule.methods for rule in app.url_map.iter_rules()
              if rule.rule.startswith("/api/")}
    assert {PREFIX + path for path in OPERATIONS} == {*routes}
    assert {frozenset(methods) for methods in routes.values()} == {frozenset({"GET", "HEAD", "OPTIONS"})}
    assert {(*methods,) for methods in PUBLISHED["paths"].values()} == {("get",)}


@pytest.fixture
def read(entities, monkeypatch):
    """The names of the parameters that the code looked for since."""
    names = set()

    class Watched(ImmutableMultiDict):
        def get(self, key, *rest, **more):
            names.add(key)
            return super().get(key, *rest, **more)

        def getlist(self, key, *rest, **more):
            names.add(key)
            return super().getlist(key, *rest, **more)
    monkeypatch.setattr(entities.application.request_class, "parameter_storage_class", Watched)
    return names


@pytest.mark.parametrize("path", OPERATIONS)
def test_the_parameters_described_are_those_that_the_code_reads(entities, read, path):
    assert entities.get(filled(path)).status_code == 200
    assert read == {*parameters_of(path, "query")}


@pytest.mark.parametrize("path", OPERATIONS)
def test_the_parts_of_an_address_are_described(path):
    parts = parameters_of(path, "path")
    assert {*parts} == set(re.findall(r"{(\w+)}", path))
    assert all(part["required"] for part in parts.values())


def test_the_parameters_of_a_search_have_the_values_there_are():
    search = parameters_of("/search", "query")
    assert {*search} == {"q", *FACETS, "sort", "page", "literal", "lang"}
    assert search["sort"]["schema"]["enum"] == [*SORTS]
    assert search["lang"]["schema"]["enum"] == [*LANGUAGES]
    assert {search[facet]["schema"]["type"] for facet in FACETS} == {"array"}
    assert search == parameters_of("/facets", "query")


EXAMPLES_OF_PARAMETERS = [
    (path, name) for path in OPERATIONS for place in ("query", "path") for name in parameters_of(path, place)
    if "example" in parameters_of(path, place)[name]]


@pytest.mark.parametrize(("path", "name"), EXAMPLES_OF_PARAMETERS)
def test_an_example_of_a_parameter_is_one_of_its_values(path, name):
    parameter = (parameters_of(path, "query") | parameters_of(path, "path"))[name]
    assert Draft202012Validator(parameter["schema"]).is_valid(parameter["example"])


def test_every_parameter_that_takes_a_name_has_an_example():
    without = {name for path in OPERATIONS for name, each in parameters_of(path, "query").items()
               if "example" not in each}
    assert without == {"page", "literal", "context"}


# -- answers -----------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("path", ANSWERING)
def test_a_real_answer_is_as_described(entities, path):
    answer = entities.get(filled(path))
    assert answer.status_code == 200
    assert breaches(schema_of(path), answer.json) == []


@pytest.mark.parametrize("path", ANSWERING)
def test_a_real_failure_is_as_described(entities, path):
    answer = entities.post(filled(path))
    assert answer.status_code == 405
    assert breaches(schema_of(path, "default"), answer.json) == []


@pytest.mark.parametrize("path", ANSWERING)
def test_every_answer_has_an_example_that_is_one(path):
    for status in ("200", "default"):
        content = OPERATIONS[path]["responses"][status]["content"]["application/json"]
        name = schema_of(path, status)
        assert content["example"] == EXAMPLES[name]
        assert breaches(name, EXAMPLES[name]) == []


@pytest.mark.parametrize("path", OPERATIONS)
def test_an_answer_that_the_program_has_is_told_with_its_status(entities, path):
    tag = entities.get(filled(path)).headers["ETag"]
    answer = entities.get(filled(path), headers={"If-None-Match": tag})
    assert str(answer.status_code) in OPERATIONS[path]["responses"]
    assert answer.status_code == 304


def test_the_way_from_an_old_name_is_described(client):
    answer = client.get("/api/v1/cases/struguri-vechi")
    assert answer.status_code == 301
    assert "301" in OPERATIONS["/cases/{slug}"]["responses"]


# -- the check itself --------------------------------------------------------------------------------------------------

HIT = EXAMPLES["Search"]["hits"][0]
FIGURE = HIT["figure"]


@pytest.mark.parametrize(("name", "value"), [
    ("Hit", HIT | {"other": 1}), ("Hit", {key: HIT[key] for key in reversed(HIT)}), ("Hit", HIT | {"lang": "fr"}),
    ("Hit", {key: HIT[key] for key in HIT if key != "why"}), ("Hit", HIT | {"years": [True]}),
    ("Hit", HIT | {"figure": FIGURE | {"other": 1}}), ("Hit", HIT | {"businesses": [{"name": "a", "slug": "b"}]}),
    ("Figure", FIGURE | {"value_to": None}), ("Figure", FIGURE | {"value": None}), ("Error", {"error": "x"}),
    ("Quartiles", {}), ("Case", EXAMPLES["Case"] | {"budget": {}}),
    ("Insights", EXAMPLES["Insights"] | {"filters": {"colour": "red"}}),
])
def test_an_answer_that_is_not_as_described_is_seen(name, value):
    assert breaches(name, value) != []


@pytest.mark.parametrize(("name", "value"), [
    ("Hit", HIT), ("Hit", HIT | {"figure": None, "why": None}), ("Figure", FIGURE | {"value_to": 70}),
    ("Figure", FIGURE | {"value": "argint"}), ("Insights", EXAMPLES["Insights"] | {"filters": {}}),
])
def test_what_may_be_missing_may_be_missing(name, value):
    assert breaches(name, value) == []
