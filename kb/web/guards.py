"""What protects every answer: a request id, limits, headers, and routes that say who may use them."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, g, request

from kb import log
from kb.errors import ConfigurationError, TooLarge

# Nothing that is sent today is larger than a search; write-ups and images will bring limits of their own.
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


def public(view: View) -> View:
    """Declare that anybody may use a route."""
    setattr(view, _ACTION, "public")
    return view


def require_declared_actions(app: Flask) -> None:
    """Refuse to start with a route that does not say who may use it. Raises ConfigurationError."""
    for rule in app.url_map.iter_rules():
        if not hasattr(app.view_functions[rule.endpoint], _ACTION):
            raise ConfigurationError("the route %(route)s does not declare who may use it", route=rule.rule)


def install(app: Flask, new_request_id: Callable[[], str]) -> None:
    """Guard every request of the app. An incoming request id is not trusted: it could forge log lines."""
    @app.before_request
    def begin() -> None:
        g.request_id = new_request_id()
        log.begin_request(g.request_id)
        if (request.content_length or 0) > MAX_REQUEST_BYTES:
            raise TooLarge("more than %(limit)s bytes were sent", limit=MAX_REQUEST_BYTES)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-Id"] = request_id()
        return response


def request_id() -> str:
    """The id of the current request."""
    return str(g.get("request_id", ""))


