"""How the site treats its readers and the people it writes about."""

from flask import Blueprint

from kb.web.guards import public
from kb.web.views.help import handbook_page

blueprint = Blueprint("privacy", __name__)


@blueprint.get("/<language:lang>/privacy")
@public
def show() -> str:
    """A page of the handbook at an address of its own."""
    return handbook_page("privacy")
