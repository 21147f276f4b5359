"""The handbook: the list of its pages, and one page."""

from typing import cast

from flask import Blueprint, abort, g, redirect, render_template

from kb.model import Help
from kb.web.addresses import handbook_address
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import page_or_404
from kb.web.present.help import present_handbook, present_help

blueprint = Blueprint("help", __name__)


@blueprint.get("/<language:lang>/help")
@public
def index() -> str:
    """All pages of the handbook."""
    return render_template("help/index.html", pages=present_handbook(_pages(), current_reader()))


@blueprint.get("/<language:lang>/help/<slug>")
@public
def show(slug: str) -> str:
    """A page of the handbook; one that stands at an address of its own is shown there only."""
    address = handbook_address(locale(), slug)
    if not address.startswith(f"/{locale()}/help/"):
        abort(redirect(address, 301))
    return handbook_page(slug)


def handbook_page(slug: str) -> str:
    """A page of the handbook by its slug. Raises NotFound."""
    page = cast(Help, page_or_404("help", slug, handbook_address))
    g.canonical_path = handbook_address(locale(), page.slug)
    return render_template("help/show.html", page=present_help(page, _pages(), current_reader()))


def _pages() -> list[Help]:
    return [page for page in services().pages("help") if isinstance(page, Help)]
