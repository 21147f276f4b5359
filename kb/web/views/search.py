"""Results: a page, the part of it that htmx asks for, and JSON; one address is one search."""

from dataclasses import replace

from flask import Blueprint, Response, current_app, g, jsonify, make_response, render_template, request

from kb.errors import NotFound
from kb.i18n import N_
from kb.search import Answer, SearchRequest
from kb.search.serialise import as_json
from kb.web.addresses import search_address
from kb.web.context import THEME_COOKIE, count, current_reader, services
from kb.web.counting import count_search, is_settled
from kb.web.delivery import is_fresh, not_modified, tag_of
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import known_page
from kb.web.pages.reading import Link
from kb.web.parameters import read_search
from kb.web.present.did_this import present_did_this
from kb.web.present.elsewhere import Elsewhere, present_elsewhere
from kb.web.present.search import last_page, present_search
from kb.web.reader import Reader

blueprint = Blueprint("search", __name__)

# By the element of the page that asks.
_ADDRESS_HEADERS = {"search": "HX-Replace-Url", "facets": "HX-Push-Url"}


@blueprint.get("/<language:lang>/search")
@public
def show() -> Response:
    """The results page, or only its results when htmx asks for them."""
    answer = answer_or_404(read_search(request.args, locale()))
    if is_settled():
        count_search(answer)
        return Response(status=204)
    template = "search/_results.html" if is_fragment() else "search/show.html"
    tag = tag_of_answer(answer, template, request.cookies.get(THEME_COOKIE))
    if is_fresh(tag):
        return not_modified(tag)
    count_search(answer)
    g.canonical_path = search_address(answer.request)
    reader = current_reader()
    did_this = present_did_this(answer.request.filters, reader, services().credited, known_page)
    page = present_search(answer, reader, count)
    elsewhere = _elsewhere(answer, reader) if answer.searched_instead or not answer.total else None
    response = make_response(render_template(template, page=page, did_this=did_this, elsewhere=elsewhere))
    # Results are for readers; search engines of the web follow the links and keep the cases.
    response.headers["X-Robots-Tag"] = "noindex, follow"
    response.set_etag(tag, weak=True)
    _tell_htmx_the_address(response, answer.request)
    return response


def _elsewhere(answer: Answer, reader: Reader) -> Elsewhere | None:
    text = answer.searched_instead.query if answer.searched_instead else answer.request.text
    meanings = [meant for _, meant in answer.glossary]
    return present_elsewhere(text, services().market(), services().pages("questions"), reader, meanings)


@blueprint.get("/<language:lang>/search.json")
@public
def as_data() -> Response:
    """The same search for programs."""
    return json_answer(answer_or_404(read_search(request.args, locale())))


def _tell_htmx_the_address(response: Response, asked: SearchRequest) -> None:
    """The canonical address, without empty parameters: typing replaces it, a chosen filter adds to history."""
    header = _ADDRESS_HEADERS.get(request.headers.get("HX-Trigger", ""))
    if header and is_fragment():
        response.headers[header] = search_address(asked)


def json_answer(answer: Answer) -> Response:
    """An answer as JSON, or 304 when the program has it."""
    tag = tag_of_answer(answer, "json")
    if is_fresh(tag):
        return not_modified(tag)
    response = jsonify(as_json(answer))
    response.headers["X-Robots-Tag"] = "noindex"
    response.set_etag(tag, weak=True)
    return response


def tag_of_answer(answer: Answer, *form: object) -> str:
    """What an answer looks like is decided by the index, the search, this build of the site and the form."""
    build = current_app.extensions["kb.build"]
    return tag_of(answer.generation, search_address(answer.request), build, *form)


def is_fragment() -> bool:
    """Whether htmx asks for a part; when it restores history it needs the whole page."""
    return "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers


def answer_or_404(asked: SearchRequest) -> Answer:
    """The answer. Raises NotFound, with a way to the first page, for a page that is out of range."""
    answer = g.answer = services().search(replace(asked, page=max(asked.page, 1)))
    if 1 <= asked.page <= last_page(answer):
        return answer
    label = current_reader().say("The first page of these results")
    g.way_out = Link(label, search_address(replace(asked, page=1)))
    raise NotFound(N_("these results have no page %(page)s"), field="page", page=asked.page)
