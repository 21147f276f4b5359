"""Suggestions while typing, for the search box and for programs."""

from flask import Blueprint, Response, jsonify, request

from kb.search.suggest import KINDS, Suggestion
from kb.web.api.search import asked_lang
from kb.web.context import reader_of, services
from kb.web.guards import public
from kb.web.present.suggestions import about, suggestion_address

blueprint = Blueprint("suggest", __name__)

# No name is longer; what was sent is sent back.
MOST_TEXT = 100


@blueprint.get("/suggest")
@public
def show() -> Response:
    """What the beginning of a text in `q` may lead to, best first, of each `kind` asked for (of all without any).

    `html` is `label` with what was typed marked, `about` says the kind and how many cases in the language of the
    reader, `label_lang` is the language of the label.
    """
    lang, text = asked_lang(), request.args.get("q", "")
    kinds = request.args.getlist("kind") or KINDS
    found = services().suggest(text, lang, kinds)
    response = jsonify(query=text[:MOST_TEXT], suggestions=[_as_json(each, lang) for each in found])
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _as_json(suggestion: Suggestion, lang: str) -> dict[str, object]:
    return {
        "kind": suggestion.kind,
        "label": suggestion.name,
        "label_lang": suggestion.lang,
        "html": suggestion.html,
        "url": suggestion_address(suggestion, lang),
        "count": suggestion.count,
        "about": about(suggestion, reader_of(lang)),
    }
