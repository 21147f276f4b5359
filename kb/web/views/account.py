"""One's own account: details, password, second step, sessions, one's data."""

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action
from kb.errors import Conflict, NotFound, TooManyRequests, Unprocessable, UserError
from kb.i18n import LANGUAGES, N_
from kb.web.addresses import account_address
from kb.web.context import SITE_NAME, current_reader, services
from kb.web.forms import renew_browser
from kb.web.guards import requires
from kb.web.language import locale
from kb.web.pages.account import FormView, Told
from kb.web.present.account import account_parts, present_second_step, present_sessions, refused
from kb.web.views.account_entry import browser, network_address, signed_in
from kb.web.visitor import current_actor, forget_session, keep_session, session_token

blueprint = Blueprint("account", __name__)

_ANSWERED = (Conflict, NotFound, TooManyRequests, Unprocessable)
_DONE = {
    "details": N_("Your details are kept."),
    "password": N_("Your password is changed; every other browser is signed out."),
    "session": N_("That session is over."), "sessions": N_("Every other browser is signed out."),
    "off": N_("The second step is off."),
    "email": N_("Your address is changed."),
    "email-mailed": N_("If it can be done, a message is on its way to the new address. The link in it is good once."),
    "page": N_("An editor will look at it."), "page-ended": N_("Your account is linked with no page."),
}


@blueprint.route("/<language:lang>/account/", methods=["GET", "POST"])
@requires(Action.ACCOUNT)
def show() -> BaseResponse:
    """Name, name on cases, language."""
    if request.method != "POST":
        person = services().accounts.person(current_actor().id)
        return shown("details", FormView({"name": person.name, "credit": person.credit, "lang": person.lang}))
    lang = request.form.get("lang", "")
    try:
        services().accounts.change_details(
            current_actor(), request.form.get("name", ""), request.form.get("credit", ""),
            lang if lang in LANGUAGES else locale())
    except _ANSWERED as error:
        return shown("details", refused(error, request.form), error)
    return redirect(f"{account_address(lang if lang in LANGUAGES else locale())}?done=details", 303)


@blueprint.route("/<language:lang>/account/password", methods=["GET", "POST"])
@requires(Action.ACCOUNT)
def password() -> BaseResponse:
    """Change the password, by the old one."""
    if request.method != "POST":
        return shown("password", FormView())
    accounts, actor = services().accounts, current_actor()
    try:
        accounts.check_own_password(actor, request.form.get("current", ""), network_address())
        token = accounts.change_password(actor, request.form.get("password", ""), browser())
    except _ANSWERED as error:
        return shown("password", refused(error, request.form), error)
    return signed_in(token, account_address(locale(), "password?done=password"))


@blueprint.route("/<language:lang>/account/second-step", methods=["GET", "POST"])
@requires(Action.ACCOUNT)
def second_step() -> BaseResponse:
    """Set up the second step by a first code, take it off, or make new recovery codes, by the password."""
    if request.method != "POST":
        return _second_step(FormView())
    accounts, actor, wanted = services().accounts, current_actor(), request.form.get("do", "")
    try:
        if wanted == "on":
            return _codes_made(accounts.confirm_enrolment(actor, request.form.get("code", "")))
        accounts.check_own_password(actor, request.form.get("current", ""), network_address())
        if wanted == "codes":
            return _codes_made(accounts.renew_recovery_codes(actor))
        accounts.end_second_step(actor, actor.id)
    except _ANSWERED as error:
        return _second_step(refused(error, request.form), error)
    return redirect(account_address(locale(), "second-step?done=off"), 303)


def _codes_made(codes: tuple[str, ...]) -> Response:
    """Recovery codes are shown this once. A session from before the second step is not one after it."""
    token = services().accounts.renewed(current_actor(), browser())
    renew_browser()
    response = _second_step(FormView(), codes=codes)
    keep_session(response, token)
    return response


def _second_step(form: FormView, error: UserError | None = None, codes: tuple[str, ...] = ()) -> Response:
    accounts, actor = services().accounts, current_actor()
    state = accounts.second_step(actor)
    enrolment = None if state.is_on else accounts.begin_enrolment(actor, SITE_NAME)
    view = present_second_step(state, enrolment, current_reader(), is_wanted=actor.must_enrol, codes=codes)
    return shown("second-step", form, error, step=view)


@blueprint.route("/<language:lang>/account/sessions", methods=["GET", "POST"])
@requires(Action.ACCOUNT)
def sessions() -> BaseResponse:
    """Where one is signed in; end one session, or all others."""
    accounts, actor = services().accounts, current_actor()
    if request.method != "POST":
        found = present_sessions(accounts.sessions(actor, session_token()), current_reader())
        return shown("sessions", FormView(), found=found)
    if handle := request.form.get("session"):
        accounts.end_session(actor, handle)
        return redirect(account_address(locale(), "sessions?done=session"), 303)
    return signed_in(accounts.renewed(actor, browser()), account_address(locale(), "sessions?done=sessions"))


@blueprint.get("/<language:lang>/account/data")
@requires(Action.ACCOUNT)
def data() -> BaseResponse:
    """What is kept of oneself, to take away or to be forgotten."""
    return shown("data", FormView())


@blueprint.get("/<language:lang>/account/data.json")
@requires(Action.ACCOUNT)
def export() -> Response:
    """Everything that is kept of oneself."""
    response = jsonify(services().data_of(current_actor()))
    response.headers["Content-Disposition"] = 'attachment; filename="culise-account.json"'
    return response


@blueprint.post("/<language:lang>/account/delete")
@requires(Action.ACCOUNT)
def delete() -> BaseResponse:
    """Be forgotten, by the password: the person goes, what was published stays under its credit."""
    accounts, actor = services().accounts, current_actor()
    try:
        accounts.check_own_password(actor, request.form.get("current", ""), network_address())
        services().delete_person(actor, actor.id)
    except _ANSWERED as error:
        return shown("data", refused(error, request.form), error)
    response = make_response(render_template("account/gone.html"))
    forget_session(response)
    renew_browser()
    return response


def _email() -> str:
    """Whose password a form asks for, so that the browser offers the right one."""
    return services().accounts.person(current_actor().id).email


def shown(part: str, form: FormView, error: UserError | None = None, **more: object) -> Response:
    """A part of one's account, with what was done or why it was refused."""
    reader = current_reader()
    done = _DONE.get(request.args.get("done", ""))
    told = Told(reader.say(done)) if done and error is None else None
    name = "" if part == "details" else part
    page = render_template(f"account/{part.replace('-', '_')}.html", form=form, told=told,
                           account_parts=account_parts(name, reader), email=_email(), **more)
    return make_response(page, error.status if error else 200)
