"""How an answer leaves: 304 when the browser has it, packed when it takes that, and what caches may do."""

import hashlib
import time

from flask import Flask, Response, g, request

from kb import log
from kb.web.compression import best_encoding, pack

# Below this a packet is a packet, compressed or not.
_MIN_COMPRESSED_BYTES = 600
_COMPRESSIBLE = frozenset({
    "text/html", "text/markdown", "text/plain", "text/csv", "application/json", "application/xml",
    "application/atom+xml", "application/opensearchdescription+xml", "image/svg+xml",
})
_LOGGER = log.get_logger("web")


def install(app: Flask) -> None:
    """Deliver every answer of the app."""
    @app.before_request
    def start_clock() -> None:
        g.started = time.perf_counter()

    @app.after_request
    def deliver(response: Response) -> Response:
        _set_caching(response)
        _make_conditional(response)
        _compress(response)
        _write_line(response)
        return response

    @app.teardown_request
    def forget(_: BaseException | None) -> None:
        log.end_request()


def _write_line(response: Response) -> None:
    """The address is not logged: it holds what somebody searched for."""
    now = time.perf_counter()
    _LOGGER.info("request", method=request.method, endpoint=request.endpoint, status=response.status_code,
                 milliseconds=round((now - g.get("started", now)) * 1000, 1))


def tag_of(*parts: object) -> str:
    """An entity tag of everything that decides what an answer looks like."""
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "backslashreplace")).hexdigest()[:24]


def is_fresh(tag: str) -> bool:
    """Whether the browser holds the answer with this tag already."""
    return request.if_none_match.contains_weak(tag)


def not_modified(tag: str) -> Response:
    """An answer without a body: what the browser holds is still right."""
    response = Response(status=304)
    response.set_etag(tag, weak=True)
    return response


def _set_caching(response: Response) -> None:
    """Pages are asked for again each time, cheaply; errors are never kept."""
    if response.status_code >= 400:
        response.headers["Cache-Control"] = "no-store"
    elif "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-cache"
    if response.mimetype == "text/html":
        response.vary.update(["Cookie", "HX-Request"])


def _make_conditional(response: Response) -> None:
    if response.status_code != 200 or response.direct_passthrough or request.method not in ("GET", "HEAD"):
        return
    if response.cache_control.no_store:
        return
    if not response.get_etag()[0]:
        response.set_etag(hashlib.sha256(response.get_data()).hexdigest()[:24], weak=True)
    response.make_conditional(request.environ)


def _compress(response: Response) -> None:
    """Compress what gains by it; caches must keep both forms apart."""
    if response.mimetype not in _COMPRESSIBLE or response.direct_passthrough:
        return
    response.vary.add("Accept-Encoding")
    encoding = best_encoding(request.accept_encodings)
    if not encoding or "Content-Encoding" in response.headers or response.status_code in (204, 304):
        return
    content = response.get_data()
    if len(content) >= _MIN_COMPRESSED_BYTES:
        response.set_data(pack(content, encoding))
        response.headers["Content-Encoding"] = encoding
