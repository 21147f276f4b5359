"""Platforms: all that some case is filed under, and each with what was done there."""

from flask import Blueprint, render_template

from kb.errors import NotFound
from kb.i18n import N_
from kb.search import SearchRequest
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import known_page
from kb.web.present.did_this import present_did_this
from kb.web.present.medians import present_medians
from kb.web.present.topic import MEDIANS, present_topic, present_topics

blueprint = Blueprint("platforms", __name__)


@blueprint.get("/<language:lang>/platforms")
@public
def index() -> str:
    """Every platform of the library."""
    answer = services().search(SearchRequest(lang=locale()))
    page = present_topics("platform", services().vocabulary("platforms"), answer, current_reader())
    return render_template("platforms/index.html", page=page)


@blueprint.get("/<language:lang>/platforms/<slug>")
@public
def show(slug: str) -> str:
    """One platform with its cases, figures and people. Raises NotFound."""
    term = services().vocabulary("platforms").terms.get(slug)
    if term is None:
        raise NotFound(N_("there is no page named %(slug)s here"), field="slug", slug=slug)
    reader = current_reader()
    return render_template(
        "platforms/show.html",
        page=present_topic("platform", term, reader, services().search),
        medians=present_medians(services().medians_for("platform", slug)[:MEDIANS], reader, [("platform", slug)]),
        did_this=present_did_this({"platform": (slug,)}, reader, services().credited, known_page),
    )
