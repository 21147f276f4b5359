"""Searches, facets and cases for programs: the parameters of the page, and `lang` for labels."""

from dataclasses import replace

from flask import Blueprint, Response, jsonify, request

from kb.i18n import DEFAULT, LANGUAGES
from kb.search import SearchRequest
from kb.search.serialise import facets_as_json
from kb.web.api.cases import case_as_json
from kb.web.context import reader_of, services
from kb.web.guards import public
from kb.web.parameters import read_search
from kb.web.views.cases import case_or_404
from kb.web.views.search import answer_or_404, json_answer

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/search")
@public
def search() -> Response:
    """A search answer."""
    return json_answer(answer_or_404(_asked()))


@blueprint.get("/facets")
@public
def facets() -> Response:
    """All values of the facets of a search with their counts, without its hits."""
    answer = answer_or_404(replace(_asked(), every_value=True))
    return jsonify(query=answer.request.text, lang=answer.request.lang, total=answer.total,
                   facets=facets_as_json(answer))


@blueprint.get("/cases/<slug>")
@public
def case(slug: str) -> Response:
    """A case with all its facts and the texts of every version."""
    found, reader = case_or_404(slug), reader_of(asked_lang())
    return jsonify(case_as_json(found, reader, services().page, services().similar(found, reader.lang)))


def _asked() -> SearchRequest:
    return read_search(request.args, asked_lang())


def asked_lang() -> str:
    """The language of labels, Romanian unless asked; who asks is no matter, so that answers can be shared."""
    lang = request.args.get("lang", DEFAULT)
    return lang if lang in LANGUAGES else DEFAULT
