"""Every failure becomes one page or one JSON shape, without a traceback, with what was typed given back."""

from collections.abc import Mapping

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template, request
from jinja2 import TemplateError
from markupsafe import escape
from werkzeug.exceptions import HTTPException

from kb import log
from kb.errors import KbError
from kb.i18n import N_
from kb.search import SearchRequest
from kb.web.addresses import home_address, search_address
from kb.web.guards import request_id
from kb.web.language import current_translator, locale
from kb.web.pages.error import ErrorPage, TypedField
from kb.web.pages.reading import Link
from kb.web.parameters import MAX_TEXT

_LOGGER = log.get_logger("web")
_JSON_PATHS = ("/api/", "/healthz", "/readyz")

# Answers after which the same form may well be taken: signed in anew, a fresh token, a moment later.
_WORTH_ANOTHER_TRY = (401, 403, 429, 500, 503)
_NEVER_GIVEN_BACK = ("csrf_token", "password", "current", "code")
_ONE_LINE = 60

# code for programs, title, what to do
_STATUSES: Mapping[int, tuple[str, str, str]] = {
    400: ("bad_request", N_("This request cannot be read"),
          N_("Check the address, or start again from the first page.")),
    401: ("sign_in_needed", N_("Sign in first"), N_("Sign in in another tab, then come back here and send it again.")),
    403: ("forbidden", N_("You may not do this"),
          N_("Open the page anew and try again.")),
    404: ("not_found", N_("There is nothing here"),
          N_("Search for what you need, or start from the first page.")),
    405: ("method_not_allowed", N_("This cannot be done here"), N_("Open the page by its address instead.")),
    409: ("conflict", N_("This has changed meanwhile"), N_("Look at the new state, then try again.")),
    413: ("too_large", N_("This is too large"), N_("Send less at once.")),
    422: ("unprocessable", N_("This cannot be accepted as it is"),
          N_("Correct what is named above and try again.")),
    429: ("too_many_requests", N_("Too many requests"), N_("Wait a while, then try again.")),
    500: ("internal", N_("Something went wrong here"),
          N_("It is not your fault. Try again; if it stays, tell us the request number.")),
    503: ("unavailable", N_("The library cannot answer just now"), N_("Try again in a minute.")),
}
_MESSAGES: Mapping[int, str] = {
    400: N_("the request is not valid"),
    404: N_("there is no page at this address"),
    405: N_("this address does not accept this kind of request"),
    413: N_("more was sent than is accepted"),
    500: N_("an unexpected error occurred"),
}


def install(app: Flask) -> None:
    """Answer every failure of the app."""
    app.register_error_handler(KbError, answer_to)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def answer_to(error: KbError) -> Response:
    """The page of an error of ours; also for a handler of a blueprint, which must not raise."""
    if error.status >= 500:
        _LOGGER.error("failed", code=error.code, reason=str(error))
    message = current_translator().describe(error.message, error.arguments)
    return answer(error.status, error.code, message, error.field)


def _http(error: HTTPException) -> Response:
    """Redirects pass; what Allow and Retry-After say is kept."""
    if error.code is None or error.code < 400:
        return current_app.make_response(error.get_response())
    status = error.code if error.code in _STATUSES else 400 if error.code < 500 else 500
    response = answer(status, _STATUSES[status][0], current_translator().gettext(_message(status)))
    original = error.get_response().headers
    for name in ("Allow", "Retry-After"):
        if name in original:
            response.headers[name] = original[name]
    return response


def _unexpected(error: Exception) -> Response:
    _LOGGER.error("failed", code="internal", exc_info=error)
    return answer(500, "internal", current_translator().gettext(_message(500)))


def _message(status: int) -> str:
    return _MESSAGES.get(status) or _MESSAGES[400 if status < 500 else 500]


def answer(status: int, code: str, message: str, field: str | None = None) -> Response:
    """The failure as JSON for programs, as a page for people."""
    if is_for_programs():
        error = {"code": code, "message": message, "field": field, "request_id": request_id()}
        response = jsonify(error=error)
    else:
        response = make_response(_page(_view(status, message)))
    response.status_code = status
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response


def is_for_programs() -> bool:
    """Whether the address is one that programs ask."""
    return request.path.startswith(_JSON_PATHS) or request.path.endswith(".json")


def _view(status: int, message: str) -> ErrorPage:
    say = current_translator().gettext
    _, title, what_to_do = _STATUSES.get(status, _STATUSES[500])
    link = g.get("way_out")
    typed = _typed()
    return ErrorPage(
        status=status,
        title=say(title),
        message=_sentence(message),
        what_to_do=say(what_to_do),
        request_id=request_id(),
        text=request.args.get("q", "")[:MAX_TEXT] or None,
        home_url=home_address(locale()),
        search_url=search_address(SearchRequest(lang=locale())),
        link=link if isinstance(link, Link) else None,
        typed=typed,
        resend_url=request.full_path.rstrip("?") if typed and status in _WORTH_ANOTHER_TRY and is_own_form() else "",
    )


def _typed() -> list[TypedField]:
    """What a form held that could not be taken, but for secrets; files cannot be given back."""
    if request.method in ("GET", "HEAD") or request.routing_exception is not None:
        return []
    try:
        fields = list(request.form.items(multi=True))
    except HTTPException:  # too large, or cut off
        return []
    return [TypedField(name, value, len(value) > _ONE_LINE or "\n" in value)
            for name, value in fields if name not in _NEVER_GIVEN_BACK]


def is_own_form() -> bool:
    """Whether a page of ours sent this: what another site put into a form must not be one click away from done."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin", "").partition("://")[2] == request.host


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:] + ("" if message.endswith((".", "?", "!")) else ".")


def _page(view: ErrorPage) -> str:
    """The error page; when even that fails, the bare words of it."""
    try:
        return render_template("errors/show.html", error=view)
    except (TemplateError, KbError, LookupError, AttributeError, TypeError, ValueError, OSError) as error:
        _LOGGER.error("failed", code="error_page", exc_info=error)
        return _bare_page(view)


def _bare_page(view: ErrorPage) -> str:
    said = (view.message, view.what_to_do, view.text, view.request_id)
    lines = (f"<p>{escape(line)}</p>" for line in said if line)
    return (
        f'<!doctype html><html lang="{locale()}"><meta charset="utf-8"><title>{escape(view.title)}</title>'
        f'<h1>{escape(view.title)}</h1>{"".join(lines)}'
        f'<p><a href="{escape(view.home_url)}">Culise</a></p></html>'
    )
