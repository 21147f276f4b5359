"""Medians of comparable figures and the figures themselves for programs, by the parameters of the page."""

from dataclasses import asdict

from flask import Blueprint, Response, jsonify, request

from kb.errors import NotFound
from kb.i18n import DEFAULT, LANGUAGES, N_
from kb.insights import Summary, family_of
from kb.model import Metric, StatedFigure
from kb.web.addresses import case_address
from kb.web.context import reader_of, services
from kb.web.guards import public
from kb.web.parameters import read_page
from kb.web.present.insights import PAGE_SIZE, chosen_pairs, last_page_of, read_chosen
from kb.web.reader import Reader

blueprint = Blueprint("insights", __name__)


@blueprint.get("/insights")
@public
def show() -> Response:
    """What was asked for, the medians among it, and a page of the figures. Raises NotFound for a page out of range."""
    lang = request.args.get("lang", DEFAULT)
    reader = reader_of(lang if lang in LANGUAGES else DEFAULT)
    chosen, page = read_chosen(request.args), read_page(request.args.get("page", ""))
    figures, summaries = services().chosen_figures(chosen)
    pages = last_page_of(len(figures))
    if not 1 <= page <= pages:
        raise NotFound(N_("these figures have no page %(page)s"), field="page", page=page)
    return jsonify(
        lang=reader.lang, filters=dict(chosen_pairs(chosen)), total=len(figures), page=page, pages=pages,
        medians=[summary_as_json(each, reader) for each in summaries],
        figures=[figure_as_json(each, reader) for each in figures[(page - 1) * PAGE_SIZE:page * PAGE_SIZE]],
    )


def summary_as_json(summary: Summary, reader: Reader) -> dict[str, object]:
    """A group of comparable figures; without quartiles when fewer than three cases have one."""
    measure = summary.measure
    metrics = reader.vocabulary("metrics")
    term = metrics.terms.get(measure.metric)
    return {
        "metric": measure.metric, "label": reader.label("metrics", measure.metric), "unit": measure.unit,
        "base": measure.base or None, "family": family_of(metrics).get(measure.metric),
        "direction": term.direction if isinstance(term, Metric) else None, "cases": summary.n,
        "quartiles": asdict(summary.quartiles) if summary.quartiles else None,
        "at_least": summary.qualified("at_least"), "at_most": summary.qualified("at_most"),
        "slugs": [figure.case.slug for figure in summary.figures],
    }


def figure_as_json(figure: StatedFigure, reader: Reader) -> dict[str, object]:
    """A figure as its case states it, with its source; its words in the reader's language if they are."""
    result, lang = figure.result, reader.lang
    return {
        "case": figure.case.slug, "title": figure.case.titles.get(lang) or figure.case.titles[figure.case.lang],
        "url": case_address(lang, figure.case.slug), "industries": figure.case.industries,
        "platforms": figure.case.platforms, "objectives": figure.case.objectives, "years": figure.case.years,
        "metric": result.metric, "label": figure.labels.get(lang, result.label), "value": result.value,
        "value_to": result.value_to, "text": figure.texts.get(lang, result.text), "unit": result.unit or None,
        "qualifier": result.qualifier, "before": result.before, "base": result.base, "platform": result.platform,
        "kind": result.kind, "note": figure.notes.get(lang, result.note), "evidence": result.evidence,
        "source": asdict(figure.source),
    }
