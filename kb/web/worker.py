"""A worker process of the server: what it answers to requests it cannot read, how it stops, how it logs.

Gunicorn has its own ways for all three: it tells network addresses and addresses of pages in plain lines, sends bare
English pages without our headers, and drops connections that wait to be accepted while it stops.
"""

import secrets
import select
import signal
from collections.abc import Mapping
from http import HTTPStatus
from types import FrameType
from typing import Any

from gunicorn import util
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker
from markupsafe import escape

from kb import log
from kb.i18n import LANGUAGES, N_, translator
from kb.web.guards import HEADERS

_LOGGER = log.get_logger("server")
_STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT)

# What cannot be read of a request, by what gunicorn says of it; anything else that is the sender's fault is a 400.
_STATUSES: Mapping[type[BaseException], HTTPStatus] = {
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.ForbiddenProxyRequest: HTTPStatus.FORBIDDEN,
}
# A header that the site itself tried to send.
_OURS = ("InvalidResponseHeader", "InvalidResponseHeaderName")
_MESSAGES = {
    HTTPStatus.REQUEST_URI_TOO_LONG: N_("The address is too long. Search for fewer words."),
    HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: N_(
        "The browser sent too much along. Delete the cookies of this site and try again."),
    HTTPStatus.INTERNAL_SERVER_ERROR: N_(
        "It is not your fault. Try again; if it stays, tell us the request number."),
}
_MESSAGE = N_("This request cannot be read. Check the address, or start again from the first page.")


class ServerLog(Logger):
    """The server's own lines, as JSON among all others; the message of a fault may quote an address, so it is left."""

    def critical(self, msg: object, *args: object, **_: object) -> None:
        """Something that needs somebody."""
        _LOGGER.critical(_written(msg, args))

    def error(self, msg: object, *args: object, **_: object) -> None:
        """Something that failed."""
        _LOGGER.error(_written(msg, args))

    def warning(self, msg: object, *args: object, **_: object) -> None:
        """Something to know of."""
        _LOGGER.warning(_written(msg, args))

    def info(self, msg: object, *args: object, **_: object) -> None:
        """What the server does; only told when asked for everything."""
        _LOGGER.debug(_written(msg, args))

    def debug(self, msg: object, *args: object, **_: object) -> None:
        """Nothing: these lines quote what browsers sent."""

    def exception(self, msg: object, *_: object, **__: object) -> None:
        """A fault with where it happened. The arguments are left out: they are addresses of pages."""
        _LOGGER.error(str(msg).partition("%")[0].strip(), exc_info=True)


def _written(message: object, arguments: tuple[Any, ...]) -> str:
    return str(message) % arguments if arguments else str(message)


class GracefulArbiter(Arbiter):
    """The process that makes workers and stops them, without losing a stop that comes while one is being made."""

    def spawn_worker(self) -> int:
        """A new process would take the signal with the handler of this one, forget it, and serve on until killed."""
        signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)
        try:
            return super().spawn_worker()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)


class GracefulWorker(ThreadWorker):
    """A worker that loses no request when it stops, and answers whatever comes in the site's own way."""

    def init_signals(self) -> None:
        """From here on the process heeds the signals that were held back while it was made."""
        super().init_signals()
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _STOPS)

    def handle_quit(self, sig: int, frame: FrameType | None) -> None:
        """Stop once what was begun is answered.

        Gunicorn's own answer to Ctrl+C leaves by an exception, wherever the process is at that moment; in a destructor
        that ends in a traceback on the terminal.
        """
        self.handle_exit(sig, frame)

    def set_accept_enabled(self, enabled: bool | None) -> None:
        """When stopping, take what has connected already and close the door: later ones are told so by the system.

        Whoever waits to be accepted would else lose the connection, and a request with it, when the process ends.
        """
        super().set_accept_enabled(enabled)
        if enabled or self.alive:
            return
        for listener in self.sockets:
            waiting = select.poll()
            waiting.register(listener.fileno(), select.POLLIN)
            while waiting.poll(0):
                self.accept(listener)
            listener.close()

    def handle_error(self, _req: Any, client: Any, _addr: Any, exc: BaseException) -> None:
        """Answer what could not be read, or failed outside the site, as the site answers everything."""
        is_ours = type(exc).__name__ in _OURS or not isinstance(exc, errors.ParseException | OSError)
        status = HTTPStatus.INTERNAL_SERVER_ERROR if is_ours else _STATUSES.get(type(exc), HTTPStatus.BAD_REQUEST)
        request_id = secrets.token_hex(8)
        if is_ours:
            _LOGGER.error("failed", code="internal", request_id=request_id, exc_info=exc)
        else:
            _LOGGER.warning("request refused", status=int(status), reason=type(exc).__name__, request_id=request_id)
        try:
            util.write_nonblock(client, answer(status, request_id))
        except OSError as error:
            _LOGGER.debug("not answered", reason=type(error).__name__)


def answer(status: HTTPStatus, request_id: str) -> bytes:
    """A whole answer in all languages, since the one that was asked for could not be read."""
    page = _page(status, request_id).encode()
    headers = HEADERS | {
        "Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(page)), "Connection": "close",
        "Cache-Control": "no-store", "X-Request-Id": request_id,
    }
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + page


def _page(status: HTTPStatus, request_id: str) -> str:
    message = _MESSAGES.get(status, _MESSAGE)
    said = "".join(f'<p lang="{lang}">{escape(translator(lang).gettext(message))}</p>' for lang in LANGUAGES)
    return (
        f'<!doctype html><html lang="{LANGUAGES[0]}"><meta charset="utf-8"><title>{status.value} · Culise</title>'
        '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/static/site.css">'
        f'<main><div class="wrap error"><div><p class="status">{status.value}</p><h1>Culise</h1>{said}'
        '<div class="go"><a class="btn strong" href="/">Culise</a></div>'
        f'<p class="id"><code>{escape(request_id)}</code></p></div></div></main></html>')
