"""Errors and replies: what readers write to the editors without an account. A refused form keeps what was typed."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.errors import FormExpired, KbError, Unprocessable
from kb.i18n import N_
from kb.submissions import Message
from kb.web.addresses import handbook_address, home_address, report_address, with_query
from kb.web.context import current_reader, now, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import named_page
from kb.web.present.reports import present_form

blueprint = Blueprint("reports", __name__)

# A field that people do not see and programs fill in.
TRAP = "website"


@blueprint.get("/<language:lang>/report")
@public
def show() -> Response:
    """The form, about the page that the address names, if any."""
    return _form(_about(Message("report", request.args.get("about", ""), "")))


@blueprint.post("/<language:lang>/report")
@public
def send() -> BaseResponse:
    """Keep a report and say thanks; else the form again, with the reason."""
    message = sent_message("report", request.form.get("about", ""))
    try:
        take(message)
    except KbError as error:
        return _form(message, error)
    return redirect(sent_address(message.about), 303)


@blueprint.get("/<language:lang>/report/sent")
@public
def sent() -> str:
    """Thanks, what happens next, and the way back."""
    message = _about(Message("report", request.args.get("about", ""), ""))
    return render_template(
        "reports/sent.html", page=named_page(message.about), back=message.about or home_address(locale()),
        review_url=handbook_address(locale(), "review"),
    )


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The form with what was typed and a new token."""
    return _form(sent_message("report", request.form.get("about", "")), error)


def sent_message(kind: str, about: str) -> Message:
    """What a form holds, as it was typed."""
    text, name, email = (request.form.get(field, "") for field in ("text", "name", "email"))
    return Message(kind, about, text, name, email, locale())


def take(message: Message) -> None:
    """Keep a message that a person sent. Raises Unprocessable, TooManyRequests, Busy, StorageFailed."""
    if request.form.get(TRAP):
        raise Unprocessable(N_("the last field must stay empty: it is there to catch programs"), field=TRAP)
    services().send_message(message, request.remote_addr or "", now())


def sent_address(about: str) -> str:
    """The address of the thanks, with the way back."""
    return with_query(f"/{locale()}/report/sent", [("about", about)] if about else [])


def _about(message: Message) -> Message:
    """A message about a page of this site; any other address is dropped."""
    return message if message.names_own_page else Message(message.kind, "", message.text)


def _form(message: Message, error: KbError | None = None) -> Response:
    page = named_page(_about(message).about)
    form = present_form(message, report_address(locale()), page, error, current_reader())
    return make_response(render_template("reports/show.html", form=form, trap=TRAP), error.status if error else 200)
