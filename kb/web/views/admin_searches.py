"""What readers searched for, for admins: lists, days, CSV, and a brief for a case that is missing in one click."""

from datetime import date, timedelta

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.i18n import LANGUAGES
from kb.journal import LISTS, SearchFilter
from kb.web.addresses import searches_address, write_address
from kb.web.context import current_reader, now, services, settings
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView
from kb.web.pages.admin import SearchesPage
from kb.web.present.searches import (
    ABOUT,
    day_or_none,
    language_choices,
    list_links,
    present_days,
    present_searches,
    present_sums,
)
from kb.web.writing.beginning import brief_for_search

blueprint = Blueprint("admin_searches", __name__)

MOST_LINES = 100
_MOST_DAYS = 93
_USUAL_DAYS = 30


@blueprint.get("/<language:lang>/admin/searches")
@requires(Action.ADMINISTER)
def show() -> str:
    """A list, with all searches in numbers."""
    reader, asked, log = current_reader(), _asked(), services().search_log
    kind, wanted = _kind(), _wanted(asked)
    page = SearchesPage(
        lists=list_links(kind, asked, reader), about=reader.say(ABOUT[kind]),
        lines=present_searches(log.counts(kind, wanted, MOST_LINES), kind, reader),
        days=present_days(log.days(wanted)[:_MOST_DAYS], reader), sums=present_sums(log.sums(wanted), reader),
        form=FormView(asked), kind=kind, languages=language_choices(asked.get("lang", "")),
        csv_url=searches_address(locale(), ".csv", [("list", kind), *asked.items()]),
        is_counting=settings().record_searches,
        kept=reader.translator.ngettext("%(num)s day", "%(num)s days", settings().keep_searches_days),
    )
    return render_template("admin/searches.html", page=page)


@blueprint.get("/<language:lang>/admin/searches.csv")
@requires(Action.ADMINISTER)
def as_table() -> Response:
    """The whole list as CSV."""
    kind = _kind()
    rows = services().searches_csv(kind, _wanted(_asked()))
    response = Response(rows, content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="culise-searches-{kind}.csv"'
    return response


@blueprint.post("/<language:lang>/admin/searches/brief")
@requires(Action.ADMINISTER)
def brief() -> BaseResponse:
    """Begin a brief for what was searched, and go on writing it. Raises Conflict, Unprocessable."""
    query = request.form.get("q", "").strip()
    lang = request.form.get("in", "")
    draft = brief_for_search(query, lang if lang in LANGUAGES else locale())
    return redirect(write_address(locale(), draft), 303)


def _kind() -> str:
    kind = request.args.get("list", "")
    return kind if kind in LISTS else LISTS[0]


def _asked() -> dict[str, str]:
    """The filter as asked; the last days where no days were."""
    asked = {name: request.args.get(name, "").strip()[:10] for name in ("lang", "since", "until")}
    if "since" not in request.args and "until" not in request.args:
        asked["since"] = _usual_beginning().isoformat()
    return asked


def _usual_beginning() -> date:
    return now().date() - timedelta(days=_USUAL_DAYS - 1)


def _wanted(asked: dict[str, str]) -> SearchFilter:
    lang = asked["lang"] if asked["lang"] in LANGUAGES else ""
    return SearchFilter(lang, day_or_none(asked["since"]), day_or_none(asked["until"]))
