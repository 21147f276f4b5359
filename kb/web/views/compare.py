"""Cases side by side. The list is in the address; a cookie remembers it, so that a case can be added from anywhere."""

from collections.abc import Iterable, Sequence

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.insights import MOST_CASES
from kb.model import CaseStudy, is_slug
from kb.search import Hit, SearchRequest
from kb.web.addresses import compare_address
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.parameters import read_search
from kb.web.present.compare import present_compare
from kb.web.views.cases import case_or_404

blueprint = Blueprint("compare", __name__)

SHORTLIST_COOKIE = "shortlist"
# A slug has no point in it.
_BETWEEN = "."
_A_MONTH = 2_678_400


@blueprint.get("/<language:lang>/compare")
@public
def show() -> BaseResponse:
    """The cases that the address names; without any, those that were chosen last."""
    if "case" not in request.args and remembered():
        return redirect(compare_address(locale(), remembered()))
    cases = _cases(request.args.getlist("case"))
    text = read_search(request.args, locale()).text
    comparison = services().compare(tuple(cases))
    g.canonical_path = compare_address(locale(), [case.slug for case in cases])
    page = present_compare(cases, comparison, text, _found(text, cases), current_reader(), services().page)
    response = make_response(render_template("compare/show.html", page=page))
    response.headers["X-Robots-Tag"] = "noindex, follow"
    _remember(response, [case.slug for case in cases])
    return response


@blueprint.get("/<language:lang>/compare/add/<slug>")
@public
def add(slug: str) -> BaseResponse:
    """Put a case beside those chosen before, instead of the oldest when there are four. Raises NotFound."""
    slug = case_or_404(slug).slug
    slugs = [each for each in remembered() if each != slug][-(MOST_CASES - 1):]
    response = redirect(compare_address(locale(), [*slugs, slug]), 303)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def remembered() -> list[str]:
    """The slugs that were chosen last; a cookie that holds anything else holds nothing."""
    return _slugs(request.cookies.get(SHORTLIST_COOKIE, "").split(_BETWEEN))


def _slugs(given: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(slug for slug in given if is_slug(slug)))[:MOST_CASES]


def _cases(given: Iterable[str]) -> list[CaseStudy]:
    """The cases there are, under their new slugs; what is not there any more is left out."""
    found = (services().case(services().renamed("cases", slug) or slug) for slug in _slugs(given))
    return list({case.slug: case for case in found if case}.values())


def _found(text: str, cases: Sequence[CaseStudy]) -> Sequence[Hit]:
    """Cases to add: those that the words find, else those like the ones here, else the newest."""
    if text:
        return services().search(SearchRequest(text, lang=locale())).hits
    if cases:
        found = [similar.hit for case in cases for similar in services().similar(case, locale())]
        return list({hit.slug: hit for hit in found}.values())
    return services().newest(locale(), 6)


def _remember(response: Response, slugs: Sequence[str]) -> None:
    """Keep the list as long as it says something new."""
    if _BETWEEN.join(slugs) == request.cookies.get(SHORTLIST_COOKIE, ""):
        return
    if slugs:
        response.set_cookie(SHORTLIST_COOKIE, _BETWEEN.join(slugs), max_age=_A_MONTH, samesite="Lax",
                            secure=request.is_secure, httponly=True)
    else:
        response.delete_cookie(SHORTLIST_COOKIE, samesite="Lax", secure=request.is_secure, httponly=True)
