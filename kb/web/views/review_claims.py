"""Pages that people say are about them, before an editor, who confirms it or says why not."""

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Conflict, Forbidden, FormExpired, NotFound, Unprocessable, UserError
from kb.i18n import N_
from kb.web.context import current_reader, services
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView, Told
from kb.web.present.account import present_waiting_claims, refused
from kb.web.visitor import current_actor

blueprint = Blueprint("review_claims", __name__)

_DONE = {"confirm": N_("The account and the page are linked."), "refuse": N_("It is refused; they can read why.")}


@blueprint.get("/<language:lang>/review/claims")
@requires(Action.REVIEW)
def index() -> Response:
    """The claims that wait, the longest first."""
    return _list(FormView())


@blueprint.post("/<language:lang>/review/claims")
@requires(Action.REVIEW)
def settle() -> BaseResponse:
    """Confirm or refuse the claim of a person, as the button says."""
    person, page, is_refused = (request.form.get(name, "") for name in ("person", "specialist", "do"))
    reason = request.form.get("text", "") if is_refused == "refuse" else None
    try:
        services().settle_claim(current_actor(), person, page, reason)
    except (Conflict, Forbidden, NotFound, Unprocessable) as error:
        return _list(refused(error, request.form), error)
    return redirect(f"/{locale()}/review/claims?done={'confirm' if reason is None else 'refuse'}", 303)


@blueprint.errorhandler(FormExpired)
def show_again(error: FormExpired) -> Response:
    """The list with the reason that was typed, and a new token."""
    return _list(refused(error, request.form), error)


def _list(form: FormView, error: UserError | None = None) -> Response:
    made, reader, actor = services(), current_reader(), current_actor()
    claims = present_waiting_claims(made.claims(actor), actor.id, made.pages("specialists"), reader)
    done = _DONE.get(request.args.get("done", ""))
    told = Told(reader.say(done)) if done and not error else None
    return make_response(render_template("review/claims.html", claims=claims, form=form, told=told),
                         error.status if error else 200)
