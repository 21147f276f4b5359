"""Figures of all cases: the overview, the figures of a choice, and placing a result of one's own."""

from flask import Blueprint, g, render_template, request

from kb.errors import NotFound
from kb.i18n import N_, parse_number
from kb.insights import place
from kb.model import Metric
from kb.web.addresses import insights_address, place_address
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.parameters import read_page
from kb.web.present.insights import chosen_pairs, last_page_of, present_insights, read_chosen
from kb.web.present.place import MAX_TYPED, present_place, read_measure

blueprint = Blueprint("insights", __name__)


@blueprint.get("/<language:lang>/insights")
@public
def show() -> str:
    """The overview by family of metrics, or the figures that parameters ask for."""
    chosen = read_chosen(request.args)
    page = read_page(request.args.get("page", ""))
    figures, summaries = services().chosen_figures(chosen)
    if not 1 <= page <= last_page_of(len(figures)):
        raise NotFound(N_("these figures have no page %(page)s"), field="page", page=page)
    g.canonical_path = insights_address(locale(), chosen_pairs(chosen, page))
    shown = present_insights(chosen, figures, summaries, page, current_reader())
    return render_template("insights/show.html", page=shown)


@blueprint.get("/<language:lang>/insights/place", endpoint="place")
@public
def place_result() -> str:
    """A form for a result of one's own, and where it stands."""
    measure = read_measure(request.args.get("measure", ""))
    typed = request.args.get("value", "").strip()[:MAX_TYPED]
    reader = current_reader()
    summaries = services().summaries()
    value = parse_number(typed, reader.lang)
    summary = next((each for each in summaries if each.measure == measure), None)
    metric = reader.vocabulary("metrics").terms.get(measure.metric)
    direction = metric.direction if isinstance(metric, Metric) else "neutral"
    placing = place(value, summary, direction) if summary and value is not None else None
    g.canonical_path = place_address(locale())
    page = present_place(measure, typed, summaries, placing, reader)
    return render_template("insights/place.html", page=page)
