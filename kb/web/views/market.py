"""Figures about the market: the list of all series, and one page of them."""

from flask import Blueprint, g, render_template, request

from kb.errors import NotFound
from kb.i18n import N_
from kb.web.addresses import market_address
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.present.market import MAX_TEXT, present_market, present_market_list

blueprint = Blueprint("market", __name__)


@blueprint.get("/<language:lang>/market")
@public
def index() -> str:
    """Every series of every page, or those that have the words of `q`."""
    text = request.args.get("q", "")[:MAX_TEXT].strip()
    g.canonical_path = market_address(locale())
    entries = present_market_list(services().market(), text, current_reader())
    return render_template("market/index.html", entries=entries, text=text, action=market_address(locale()))


@blueprint.get("/<language:lang>/market/<slug>")
@public
def show(slug: str) -> str:
    """One page of market figures. Raises NotFound."""
    figures = next((each for each in services().market() if each.slug == slug), None)
    if figures is None:
        raise NotFound(N_("there is no page named %(slug)s here"), field="slug", slug=slug)
    page = present_market(figures, current_reader())
    return render_template("market/show.html", page=page, all_url=market_address(locale()))
