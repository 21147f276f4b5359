"""Ways into an account: signing in and out, registering by a link, a new password."""

from collections.abc import Mapping
from dataclasses import replace

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Kind, SignedIn
from kb.errors import Conflict, Forbidden, NotFound, TooManyRequests, Unprocessable, UserError
from kb.i18n import N_
from kb.web.addresses import account_address, sign_in_address
from kb.web.context import current_reader, services, settings
from kb.web.device import device_of
from kb.web.forms import renew_browser
from kb.web.guards import public
from kb.web.language import locale
from kb.web.next_page import own_path
from kb.web.pages.account import EntryPage, FormView
from kb.web.pages.reading import Link
from kb.web.present.account import refused
from kb.web.visitor import current_actor, forget_session, keep_session, session_token

blueprint = Blueprint("account_entry", __name__)

_ANSWERED = (Conflict, TooManyRequests, Unprocessable)


@blueprint.route("/<language:lang>/account/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> BaseResponse:
    """Sign in, and go on to where one was."""
    if request.method != "POST":
        if current_actor().is_signed_in:
            return redirect(_after(request.args), 303)
        return _shown("account/sign_in.html", _sign_in_page(FormView(), request.args))
    try:
        begun = services().accounts.sign_in(
            request.form.get("email", ""), request.form.get("password", ""), address=network_address(),
            device=browser(), token=session_token())
    except _ANSWERED as error:
        return _shown("account/sign_in.html", _sign_in_page(refused(error, request.form), request.form), error)
    return _begun(begun, request.form)


def _begun(begun: SignedIn, given: Mapping[str, str]) -> BaseResponse:
    after = _after(given)
    code_address = account_address(locale(), "sign-in/code") + sign_in_address("", after).partition("sign-in")[2]
    return signed_in(begun.token, code_address if begun.wants_code else after)


@blueprint.route("/<language:lang>/account/sign-in/code", methods=["GET", "POST"])
@public
def code() -> BaseResponse:
    """The second step: a code of one's phone, or a recovery code."""
    given = request.form if request.method == "POST" else request.args
    address = account_address(locale(), "sign-in/code")
    page = EntryPage(current_reader().say(N_("The second step")), address, FormView(), given.get("next", ""))
    if not session_token() or not services().accounts.waits_for_code(session_token()):
        return redirect(sign_in_address(locale(), page.after), 303)
    if request.method != "POST":
        return _shown("account/code.html", page)
    try:
        token = services().accounts.give_code(session_token(), request.form.get("code", ""), browser())
    except _ANSWERED as error:
        page = EntryPage(page.title, address, refused(error, request.form), page.after)
        return _shown("account/code.html", page, error)
    return signed_in(token, _after(given))


@blueprint.post("/<language:lang>/account/sign-out")
@public
def sign_out() -> BaseResponse:
    """Sign out here."""
    if session_token():
        services().accounts.sign_out(session_token())
    response = redirect(f"/{locale()}/", 303)
    forget_session(response)
    renew_browser()
    return response


@blueprint.route("/<language:lang>/account/register", methods=["GET", "POST"])
@public
def ask_to_register() -> BaseResponse:
    """On an open site: ask for a link by mail. Else: how one gets an invitation."""
    reader, address = current_reader(), account_address(locale(), "register")
    is_open = settings().registration == "open"
    template = "account/ask_register.html" if is_open else "account/by_invitation.html"
    page = EntryPage(reader.say(N_("Make an account")), address, FormView(), others=_others("sign-in"))
    if request.method != "POST":
        return _shown(template, page)
    try:
        services().ask_to_register(request.form.get("email", ""), network_address(), locale())
    except (*_ANSWERED, Forbidden) as error:
        page = EntryPage(page.title, address, refused(error, request.form), others=page.others)
        return _shown(template, page, error)
    return _shown("account/mailed.html", EntryPage(page.title, address, FormView(), email=request.form["email"]))


@blueprint.route("/<language:lang>/account/register/<token>", methods=["GET", "POST"])
@public
def register(token: str) -> BaseResponse:
    """Make the account that an invitation is for. Raises NotFound for a link that is no longer good."""
    link = services().accounts.link(Kind.INVITATION, token)
    address = account_address(locale(), f"register/{token}")
    title = current_reader().say(N_("Make your account"))
    if request.method != "POST":
        return _shown("account/register.html", EntryPage(title, address, FormView(), email=link.email))
    try:
        begun = services().accounts.accept(
            token, request.form.get("name", ""), request.form.get("password", ""), locale(), browser())
    except _ANSWERED as error:
        page = EntryPage(title, address, refused(error, request.form), email=link.email)
        return _shown("account/register.html", page, error)
    return signed_in(begun, account_address(locale()))


@blueprint.route("/<language:lang>/account/reset", methods=["GET", "POST"])
@public
def ask_reset() -> BaseResponse:
    """Ask for a link to a new password; the answer is the same for every address."""
    reader, address = current_reader(), account_address(locale(), "reset")
    page = EntryPage(reader.say(N_("A new password")), address, FormView(), others=_others("sign-in"))
    template = "account/ask_reset.html" if settings().smtp_host else "account/reset_by_admin.html"
    if request.method != "POST":
        return _shown(template, page)
    try:
        services().ask_reset(request.form.get("email", ""), network_address())
    except (*_ANSWERED, NotFound) as error:
        page = EntryPage(page.title, address, refused(error, request.form), others=page.others)
        return _shown(template, page, error)
    return _shown("account/mailed.html", EntryPage(page.title, address, FormView(), email=request.form["email"]))


@blueprint.route("/<language:lang>/account/reset/<token>", methods=["GET", "POST"])
@public
def reset(token: str) -> BaseResponse:
    """Choose a new password by a link. Raises NotFound for one that is no longer good."""
    link = services().accounts.link(Kind.RESET, token)
    address = account_address(locale(), f"reset/{token}")
    title = current_reader().say(N_("Choose a new password"))
    if request.method != "POST":
        return _shown("account/reset.html", EntryPage(title, address, FormView(), email=link.email))
    try:
        services().accounts.reset_password(token, request.form.get("password", ""))
    except _ANSWERED as error:
        page = EntryPage(title, address, refused(error, request.form), email=link.email)
        return _shown("account/reset.html", page, error)
    done = EntryPage(current_reader().say(N_("Sign in with your new password")), sign_in_address(locale()),
                     FormView({"email": link.email}), others=_others())
    return _shown("account/sign_in.html", done)


@blueprint.route("/<language:lang>/account/new-email/<token>", methods=["GET", "POST"])
@public
def new_email(token: str) -> BaseResponse:
    """Confirm a new address by a link. Raises NotFound for one that is no longer good."""
    link = services().accounts.link(Kind.EMAIL, token)
    address = account_address(locale(), f"new-email/{token}")
    title = current_reader().say(N_("Your new e-mail address"))
    if request.method != "POST":  # programs that look at mails open links too
        return _shown("account/new_email.html", EntryPage(title, address, FormView(), email=link.email))
    try:
        services().confirm_email(token)
    except _ANSWERED as error:
        page = EntryPage(title, address, replace(refused(error, {}), at=""), email=link.email)  # no field to stand at
        return _shown("account/new_email.html", page, error)
    return redirect(account_address(locale(), "email?done=email"), 303)


def signed_in(token: str, address: str) -> BaseResponse:
    """Go on with a new session; forms that were open before are void."""
    response = redirect(address, 303)
    keep_session(response, token)
    renew_browser()
    return response


def network_address() -> str:
    """Where the request comes from, as far as the settings say whom to believe."""
    return request.remote_addr or ""


def browser() -> str:
    """What the browser says of itself, in a few words."""
    return device_of(request.headers.get("User-Agent", ""))


def _after(given: Mapping[str, str]) -> str:
    return own_path(given.get("next", ""), account_address(locale()))


def _sign_in_page(form: FormView, given: Mapping[str, str]) -> EntryPage:
    after = own_path(given.get("next", ""), "")
    others = _others("reset", "register")
    return EntryPage(current_reader().say(N_("Sign in")), sign_in_address(locale()), form, after, others=others)


_LABELS = {
    "reset": N_("I forgot my password"), "register": N_("I have no account yet"), "sign-in": N_("Sign in"),
}


def _others(*parts: str) -> list[Link]:
    say = current_reader().say
    return [Link(say(_LABELS[part]), account_address(locale(), part)) for part in parts]


def _shown(template: str, page: EntryPage, error: UserError | None = None) -> Response:
    """A form is made for one browser, and kept nowhere."""
    response = make_response(render_template(template, page=page), error.status if error else 200)
    response.headers["Cache-Control"] = "no-store"
    return response
