"""The JSON door described for programs: an OpenAPI document made of the tables of parameters, answers and examples."""

from collections.abc import Sequence

from flask import Blueprint, Response, jsonify

from kb import __version__
from kb.web.api.asked import CASE, INSIGHTS, SEARCH, SUGGEST, Parameter
from kb.web.api.examples import EXAMPLES
from kb.web.api.schemas import SCHEMAS, Schema, named
from kb.web.context import SITE_NAME
from kb.web.guards import public

blueprint = Blueprint("description", __name__)

_IF_NONE_MATCH: Parameter = {
    "name": "If-None-Match", "in": "header", "schema": {"type": "string"},
    "description": "The ETag of the answer that the program has: 304 without a body while it is still right.",
}
_ABOUT = (
    "The same searches, cases and figures as the pages of the site, to be read by anybody without a key. "
    "Parameters that are not known are ignored. What an answer holds stays; keys may be added. "
    "The texts are under CC BY 4.0: name the authors, link to the licence and say what you changed."
)
_MOVED = {"description": "The case has another name now; Location leads to it."}


@blueprint.get("/openapi.json")
@public
def show() -> Response:
    """The document; like every answer it is not sent again to a program that has it."""
    response = jsonify(document())
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def document() -> dict[str, object]:
    """The description of every address of the JSON door, in the form of OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": SITE_NAME, "version": __version__, "description": _ABOUT,
            "license": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": _paths(),
        "components": {"schemas": SCHEMAS, "parameters": {"IfNoneMatch": _IF_NONE_MATCH}},
    }


def _paths() -> dict[str, object]:
    case = _reading("case", "A case with all its facts and the texts of every version", CASE, "Case")
    case["responses"] = {"301": _MOVED} | case["responses"]
    return {
        "/search": {"get": _reading("search", "Cases, a page of them, with facets", SEARCH, "Search")},
        "/facets": {"get": _reading("facets", "All values of the facets of a search", SEARCH, "Facets")},
        "/cases/{slug}": {"get": case},
        "/suggest": {"get": _reading("suggest", "What the beginning of a text may lead to", SUGGEST, "Suggestions")},
        "/insights": {"get": _reading("insights", "Medians and a page of figures", INSIGHTS, "Insights")},
        "/openapi.json": {"get": _reading("description", "This document", [], None)},
    }


def _reading(name: str, summary: str, parameters: Sequence[Parameter], answer: str | None) -> Schema:
    """One address that only reads. It answers with one of SCHEMAS, or else with any object."""
    good = _holding(answer, "The answer.") if answer else {
        "description": "The document.", "content": {"application/json": {"schema": {"type": "object"}}}}
    return {
        "operationId": name, "summary": summary,
        "parameters": [*parameters, {"$ref": "#/components/parameters/IfNoneMatch"}],
        "responses": {
            "200": good, "304": {"description": "The program has the answer already."},
            "default": _holding("Error", "Any failure: not found (404), or the library cannot answer (5xx)."),
        },
    }


def _holding(name: str, description: str) -> Schema:
    content = {"schema": named(name), "example": EXAMPLES[name]}
    return {"description": description, "content": {"application/json": content}}
