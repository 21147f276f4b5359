"""What protects every answer: a request id, limits, headers, and routes that say who may use them."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, request

from kb import log
from kb.accounts import Action
from kb.errors import ConfigurationError, TooLarge

# A search or a letter is far smaller; routes that take texts, images or archives say so themselves, by `accepts`.
MAX_REQUEST_BYTES = 1_000_000

CONTENT_SECURITY_POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
))
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

View = TypeVar("View", bound=Callable[..., Any])
_ACTION = "kb_action"
_LIMIT = "kb_limit"


def public(view: View) -> View:
    """Declare that anybody may use a route."""
    return requires(Action.PUBLIC)(view)


def requires(action: Action | str) -> Callable[[View], View]:
    """Declare what one must be allowed to do to use a route. Raises ValueError for an action that does not exist.

    That somebody may review does not mean that they may review this: whoever loads a thing asks again, for it.
    """
    declared = Action(action)

    def declare(view: View) -> View:
        setattr(view, _ACTION, declared)
        return view
    return declare


def accepts(limit: int) -> Callable[[View], View]:
    """Declare how many bytes may be sent to a route, where that is more than usual."""
    def declare(view: View) -> View:
        setattr(view, _LIMIT, limit)
        return view
    return declare


def action_of(view: Callable[..., Any]) -> Action | None:
    """What a view is declared to need; None when it is not declared."""
    declared = getattr(view, _ACTION, None)
    return declared if isinstance(declared, Action) else None


def require_declared_actions(app: Flask) -> None:
    """Refuse to start with a route that does not say who may use it. Raises ConfigurationError."""
    for rule in app.url_map.iter_rules():
        if action_of(app.view_functions[rule.endpoint]) is None:
            raise ConfigurationError("the route %(route)s does not declare who may use it", route=rule.rule)


def install(app: Flask, new_request_id: Callable[[], str]) -> None:
    """Guard every request of the app. An incoming request id is not trusted: it could forge log lines."""
    @app.before_request
    def begin() -> None:
        g.request_id = new_request_id()
        log.begin_request(g.request_id)
        limit = getattr(current_app.view_functions.get(request.endpoint or ""), _LIMIT, MAX_REQUEST_BYTES)
        request.max_content_length = request.max_form_memory_size = limit
        if (request.content_length or 0) > limit:
            raise TooLarge("more than %(limit)s MB were sent", limit=-(-limit // 1_000_000))

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = request_id()
        return response


def request_id() -> str:
    """The id of the current request."""
    return str(g.get("request_id", ""))
