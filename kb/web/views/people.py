"""Specialists: everybody by surname, and each with a track record and their own sense of the trade."""

from typing import cast

from flask import Blueprint, render_template

from kb.model import Specialist
from kb.search import SearchRequest
from kb.web.addresses import person_address
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import known_page, page_or_404
from kb.web.pages.directory import Directory
from kb.web.present.directory import present_people
from kb.web.present.person import present_person
from kb.web.present.timeline import gather

blueprint = Blueprint("people", __name__)


@blueprint.get("/<language:lang>/people")
@public
def index() -> str:
    """Everybody who is credited in the library."""
    return render_template("people/index.html", page=services().kept(f"people in {locale()}", _listed))


def _listed() -> Directory:
    found = [page for page in services().pages("specialists") if isinstance(page, Specialist)]
    answer = services().search(SearchRequest(lang=locale(), every_value=True))
    return present_people(found, answer, current_reader())


@blueprint.get("/<language:lang>/people/<slug>")
@public
def show(slug: str) -> str:
    """A specialist; an old slug leads to the new one. Who withdrew is not there. Raises NotFound."""
    person = cast(Specialist, page_or_404("specialists", slug, person_address))
    cases = gather("specialist", slug, locale(), services().search)
    page = present_person(person, cases, current_reader(), services().case, known_page)
    return render_template("people/show.html", page=page)
