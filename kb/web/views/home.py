"""The first page: an invitation to search, what is new, and ways in by industry and platform."""

from flask import Blueprint, redirect, render_template
from werkzeug.wrappers import Response as BaseResponse

from kb.search import Answer, SearchRequest
from kb.web.addresses import home_address, list_address, search_address
from kb.web.context import SITE_NAME, absolute, current_reader, services
from kb.web.guards import public
from kb.web.language import preferred_language
from kb.web.pages.reading import FacetValueView, HomePage
from kb.web.present.hits import present_hits
from kb.web.present.search import facet_value, in_reading_order
from kb.web.structured import as_script, website

blueprint = Blueprint("home", __name__)

NEWEST = 6


@blueprint.get("/")
@public
def choose_language() -> BaseResponse:
    """Lead to the first page in the reader's own language; caches must not lead everybody the same way."""
    response = redirect(home_address(preferred_language()))
    response.vary.update(["Cookie", "Accept-Language"])
    return response


@blueprint.get("/<language:lang>/")
@public
def show() -> str:
    """The first page."""
    reader = current_reader()
    answer = services().search(SearchRequest(lang=reader.lang))
    page = HomePage(
        action=search_address(answer.request),
        total_cases=answer.total,
        newest=present_hits(services().newest(reader.lang, NEWEST), reader),
        industries=_values("industry", answer),
        platforms=_values("platform", answer),
        industries_url=list_address(reader.lang, "industries"),
        platforms_url=list_address(reader.lang, "platforms"),
    )
    structured = as_script(website(SITE_NAME, absolute(""), reader.lang))
    return render_template("home/show.html", page=page, structured=structured)


def _values(facet: str, answer: Answer) -> list[FacetValueView]:
    values = in_reading_order(facet, answer.facets.get(facet, ()), answer.request.lang)
    return [facet_value(facet, value, answer.request) for value in values]
