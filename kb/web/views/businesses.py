"""Businesses: all of them by letter, and each with its cases year by year."""

from typing import cast

from flask import Blueprint, render_template

from kb.model import Business
from kb.search import SearchRequest
from kb.web.addresses import business_address
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import known_page, page_or_404
from kb.web.pages.directory import Directory
from kb.web.present.business import present_business
from kb.web.present.directory import present_businesses
from kb.web.present.timeline import gather

blueprint = Blueprint("businesses", __name__)


@blueprint.get("/<language:lang>/businesses")
@public
def index() -> str:
    """Every business of the library."""
    return render_template("businesses/index.html", page=services().kept(f"businesses in {locale()}", _listed))


def _listed() -> Directory:
    found = [page for page in services().pages("businesses") if isinstance(page, Business)]
    answer = services().search(SearchRequest(lang=locale(), every_value=True))
    return present_businesses(found, answer, current_reader())


@blueprint.get("/<language:lang>/businesses/<slug>")
@public
def show(slug: str) -> str:
    """A business; an old slug leads to the new one. Raises NotFound."""
    business = cast(Business, page_or_404("businesses", slug, business_address))
    cases = gather("business", slug, locale(), services().search)
    page = present_business(business, cases, current_reader(), services().case, known_page)
    return render_template("businesses/show.html", page=page)
