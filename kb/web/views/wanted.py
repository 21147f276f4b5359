"""Cases wanted: open briefs, one of them, and the form by which a reader names a case that is missing."""

from typing import cast

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.errors import FormExpired, KbError
from kb.model import Wanted
from kb.submissions import Message
from kb.web.addresses import propose_address, wanted_address
from kb.web.context import current_reader, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import page_or_404
from kb.web.parameters import MAX_VALUE
from kb.web.present.reports import present_form
from kb.web.present.wanted import present_wanted, present_wanted_list
from kb.web.views.reports import TRAP, sent_address, sent_message, take

blueprint = Blueprint("wanted", __name__)


@blueprint.get("/<language:lang>/wanted")
@public
def index() -> str:
    """All briefs."""
    briefs = [page for page in services().pages("wanted") if isinstance(page, Wanted)]
    page = present_wanted_list(briefs, current_reader())
    return render_template("wanted/index.html", page=page, propose_url=propose_address(locale()))


@blueprint.get("/<language:lang>/wanted/<slug>")
@public
def show(slug: str) -> str:
    """A brief."""
    brief = cast(Wanted, page_or_404("wanted", slug, wanted_address))
    g.canonical_path = wanted_address(locale(), brief.slug)
    answer = services().case(brief.closed_by) if brief.closed_by else None
    return render_template("wanted/show.html", page=present_wanted(brief, answer, current_reader()))


@blueprint.get("/<language:lang>/wanted/propose")
@public
def propose() -> Response:
    """The form, with what was searched for or which figure has too few."""
    return _form(Message("wanted", _origin(), ""))


@blueprint.post("/<language:lang>/wanted/propose")
@public
def send() -> BaseResponse:
    """Keep a proposal and say thanks; else the form again, with the reason."""
    message = sent_message("wanted", _origin())
    try:
        take(message)
    except KbError as error:
        return _form(message, error)
    return redirect(sent_address(f"/{locale()}/wanted"), 303)


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The form with what was typed and a new token."""
    return _form(sent_message("wanted", _origin()), error)


def _origin() -> str:
    """The address of the form with what led to it: it is kept with the message."""
    return propose_address(locale(), _given("q"), _given("metric"))


def _given(name: str) -> str:
    return request.values.get(name, "")[:MAX_VALUE].strip()


def _form(message: Message, error: KbError | None = None) -> Response:
    reader, metric = current_reader(), _given("metric")
    form = present_form(message, propose_address(locale()), None, error, reader)
    label = reader.label("metrics", metric) if metric else ""
    page = render_template("wanted/propose.html", form=form, trap=TRAP, query=_given("q"), metric=metric, label=label)
    return make_response(page, error.status if error else 200)
