"""What the site is, where its facts come from, and how to take part."""

from flask import Blueprint

from kb.web.guards import public
from kb.web.views.help import handbook_page

blueprint = Blueprint("about", __name__)


@blueprint.get("/<language:lang>/about")
@public
def show() -> str:
    """A page of the handbook at an address of its own."""
    return handbook_page("about")
