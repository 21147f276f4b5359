"""Who one is on this site: the e-mail address one signs in with, and the page of the library about oneself."""

from flask import Blueprint, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Conflict, NotFound, TooManyRequests, Unprocessable, UserError
from kb.web.addresses import account_address
from kb.web.context import current_reader, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView
from kb.web.present.account import present_claim, refused
from kb.web.views.account import shown
from kb.web.views.account_entry import network_address
from kb.web.visitor import current_actor

blueprint = Blueprint("account_identity", __name__)

_ANSWERED = (Conflict, NotFound, TooManyRequests, Unprocessable)


@blueprint.route("/<language:lang>/account/email", methods=["GET", "POST"])
@requires(Action.ACCOUNT)
def email() -> BaseResponse:
    """Change the address, by the password; where the site sends mail, a link in a mail to the new one confirms it."""
    if request.method != "POST":
        return shown("email", FormView())
    made, actor = services(), current_actor()
    try:
        made.accounts.check_own_password(actor, request.form.get("current", ""), network_address())
        is_done = made.change_email(actor, request.form.get("new", ""), network_address())
    except _ANSWERED as error:
        return shown("email", refused(_at_new(error), request.form), error)
    return redirect(account_address(locale(), f"email?done={'email' if is_done else 'email-mailed'}"), 303)


def _at_new(error: UserError) -> UserError:
    """What is wrong with an address belongs to the field of the new one; the other tells programs whose page it is."""
    error.field = "new" if error.field == "email" else error.field
    return error


@blueprint.route("/<language:lang>/account/page", methods=["GET", "POST"])
@requires(Action.ACCOUNT)
def page() -> BaseResponse:
    """Say which page of a person is about oneself, or take that back. An editor confirms it."""
    if request.method != "POST":
        return _page(FormView())
    made, actor, wanted = services(), current_actor(), request.form.get("do", "")
    try:
        if wanted == "end":
            made.accounts.end_claim(actor, actor.id)
        else:
            made.claim_page(actor, request.form.get("specialist", ""))
    except _ANSWERED as error:
        return _page(refused(error, request.form), error)
    return redirect(account_address(locale(), f"page?done={'page-ended' if wanted == 'end' else 'page'}"), 303)


def _page(form: FormView, error: UserError | None = None) -> BaseResponse:
    made, actor = services(), current_actor()
    view = present_claim(made.accounts.person(actor.id).specialist, made.accounts.own_claim(actor),
                         made.pages("specialists"), form.value("specialist"), current_reader())
    return shown("page", form, error, claim=view)
