"""One way against forged forms, for readers with and without an account. What a form holds is its view's.

A form carries a token: a random value that only this browser holds, in a cookie that other sites' forms do not send
along (SameSite=Lax), signed with the site's secret and the time. A view need not do anything: every request that
changes something is checked before it is called; a template writes `{{ csrf_field() }}` into its form.
"""

import hashlib
import secrets

from flask import Flask, Response, current_app, g, request
from itsdangerous import BadData, TimestampSigner
from markupsafe import Markup

from kb.errors import FormExpired
from kb.i18n import N_
from kb.web.context import services

FORM_COOKIE = "form"
FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
# A form may lie open for a day; then it is shown again, filled in, with a new token.
MAX_AGE_S = 86_400
_READING = ("GET", "HEAD", "OPTIONS", "TRACE")
# What a browser says of a request that comes from our own page, or that somebody started by hand.
_OWN_SITES = ("same-origin", "none")


def install(app: Flask) -> None:
    """Check every request that changes something, and give templates `csrf_token` and `csrf_field`."""
    app.jinja_env.globals.update(csrf_token=csrf_token, csrf_field=csrf_field)
    app.before_request(check_form)
    app.after_request(_keep_cookie)


def csrf_token() -> str:
    """A token for a form of the page that is being made."""
    return _signer().sign(_digest(_browser())).decode().partition(".")[2]


def csrf_field() -> Markup:
    """The token as a hidden field."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token())


def renew_browser() -> None:
    """Give this browser a new value, so that tokens of before are void: at sign-in and sign-out."""
    g.form_browser = secrets.token_urlsafe(24)
    g.form_browser_is_new = True


def check_form() -> None:
    """Refuse what another site sent, or what has no valid token. Raises FormExpired."""
    if request.method in _READING or request.routing_exception is not None:
        return
    if not _is_own_site():
        raise FormExpired(N_("this form was sent from another site"))
    browser = request.cookies.get(cookie_name(), "")
    sent = request.form.get(FIELD) or request.headers.get(HEADER, "")
    try:
        _signer().unsign(f"{_digest(browser)}.{sent}", max_age=MAX_AGE_S)
    except BadData as error:
        raise FormExpired(N_("this form was open for too long, or cookies are off; send it again")) from error
    if not browser:
        raise FormExpired(N_("this form was open for too long, or cookies are off; send it again"))


def cookie_name() -> str:
    """The cookie's name: over https, one that no neighbouring host can write."""
    return f"__Host-{FORM_COOKIE}" if request.is_secure else FORM_COOKIE


def _is_own_site() -> bool:
    """By what browsers say of themselves, and that pages cannot change; older ones say only the origin, or nothing."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in _OWN_SITES
    origin = request.headers.get("Origin")
    return origin is None or origin.partition("://")[2] == request.host


def _browser() -> str:
    """What this browser is known by; made with its first form."""
    if "form_browser" not in g:
        g.form_browser = request.cookies.get(cookie_name(), "")
        if not g.form_browser:
            renew_browser()
    return str(g.form_browser)


def _digest(browser: str) -> str:
    return hashlib.sha256(browser.encode("utf-8", "backslashreplace")).hexdigest()


def _signer() -> TimestampSigner:
    key = current_app.extensions.get("kb.form_key")
    if key is None:
        key = current_app.extensions["kb.form_key"] = services().secret_key()
    return TimestampSigner(key, salt="kb.web.forms", digest_method=hashlib.sha256)


def _keep_cookie(response: Response) -> Response:
    if g.get("form_browser_is_new"):
        response.set_cookie(cookie_name(), g.form_browser, path="/", samesite="Lax", httponly=True,
                            secure=request.is_secure)
    return response
