"""Who is asking, and whether they may: the session's cookie, and the check that stands before every view.

What there is to be allowed is the table in `kb.accounts`; how one signs in is `views/account`'s part.
"""

from typing import cast

from flask import Flask, Response, current_app, g, redirect, request
from werkzeug.wrappers import Response as BaseResponse

from kb.accounts import Action, Actor, Written
from kb.errors import Forbidden, KbError, SignInNeeded
from kb.i18n import N_
from kb.services import Services
from kb.web.addresses import account_address, sign_in_address
from kb.web.guards import action_of
from kb.web.language import locale

# As long as a session can last; when it ends before, the server knows.
_COOKIE_SECONDS = 30 * 86_400
# Parts of the site whose answers are the same whoever asks.
_SAME_FOR_ALL = ("files",)


def install(app: Flask) -> None:
    """Check every request of the app against what its route declares."""
    app.before_request(_check)
    app.after_request(_keep_private)


def current_actor() -> Actor:
    """Who is asking; ANONYMOUS when nobody is signed in. Raises Busy, StorageFailed."""
    if "actor" not in g:
        token = session_token()
        g.actor = _services().actor(token) if token else Actor.ANONYMOUS
    return cast(Actor, g.actor)


def may(action: Action | str, of: Written | None = None) -> bool:
    """Whether whoever is asking may do something, at all or to one thing."""
    return _services().can(current_actor(), action, of)


def require(action: Action | str, of: Written | None = None) -> None:
    """Go on only when whoever is asking may do something. Raises Forbidden, SignInNeeded."""
    if not may(action, of):
        raise _refusal()


def session_token() -> str:
    """What the browser was given at sign-in; empty when nothing."""
    return request.cookies.get(cookie_name(), "")


def cookie_name() -> str:
    """The cookie's name: over https, one that no neighbouring host can write."""
    return "__Host-session" if request.is_secure else "session"


def keep_session(response: BaseResponse, token: str) -> None:
    """Give the browser a session, in a cookie that no script reads and no other site's form sends along."""
    response.set_cookie(cookie_name(), token, max_age=_COOKIE_SECONDS, path="/", samesite="Lax", httponly=True,
                        secure=request.is_secure)


def forget_session(response: BaseResponse) -> None:
    """Take the session from the browser."""
    response.delete_cookie(cookie_name(), path="/", samesite="Lax", httponly=True, secure=request.is_secure)


def _check() -> BaseResponse | None:
    """A page that wants an account leads to where one signs in; anything else is refused, with what was typed."""
    if request.endpoint is None:
        return None
    if session_token() and request.blueprint not in _SAME_FOR_ALL:
        # A page that a browser kept from before sign-in is not the page of whoever is signed in now.
        request.environ.pop("HTTP_IF_NONE_MATCH", None)
    action = action_of(current_app.view_functions[request.endpoint])
    if action is Action.PUBLIC or (action is not None and may(action)):
        return None
    actor = current_actor()
    is_page = request.method in ("GET", "HEAD") and not request.headers.get("HX-Request")
    if is_page and not actor.is_signed_in:
        return redirect(sign_in_address(locale(), request.full_path.rstrip("?")), 303)
    if is_page and actor.must_enrol:
        return redirect(account_address(locale(), "second-step"), 303)
    raise _refusal()


def _refusal() -> KbError:
    actor = current_actor()
    if not actor.is_signed_in:
        return SignInNeeded(N_("your session is over: sign in again, then send this once more"))
    if actor.must_enrol:
        return Forbidden(N_("this site asks you to set up a second step of signing in before anything else"))
    return Forbidden(N_("your account is not allowed to do this; ask an admin if you need it"))


def _keep_private(response: Response) -> Response:
    """What is made for somebody who is signed in is kept nowhere."""
    if session_token() and request.blueprint not in _SAME_FOR_ALL:
        response.headers["Cache-Control"] = "no-store"
        response.headers.pop("ETag", None)
    return response


def _services() -> Services:
    return cast(Services, current_app.extensions["kb.services"])
