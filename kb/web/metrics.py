"""What the site does, in numbers for Prometheus: requests, searches, the index. No address, word or person is in it.

Each worker counts in a file of its own; whichever is asked adds them up. The library that does it is an extra.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from hmac import compare_digest
from ipaddress import ip_address, ip_network
from types import ModuleType
from typing import Any

from flask import Flask, Response, g, request

from kb.errors import ConfigurationError
from kb.search import Answer
from kb.services import IndexStatus
from kb.settings import Settings

# Where the library looks for the files of all workers; it reads this when it is imported.
_SHARED = "PROMETHEUS_MULTIPROC_DIR"
_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
# Seconds. A page takes some milliseconds; what takes longer than ten seconds is not waited for.
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@contextmanager
def shared_by_workers(settings: Settings) -> Generator[None]:
    """While the block runs, processes that are forked from this one count together."""
    if not settings.metrics:
        yield
        return
    os.environ[_SHARED] = folder = tempfile.mkdtemp(prefix="kb-metrics-")
    owner = os.getpid()
    try:
        yield
    finally:
        if os.getpid() == owner:  # a worker leaves by the same way
            del os.environ[_SHARED]
            shutil.rmtree(folder, ignore_errors=True)


def install(app: Flask, settings: Settings) -> None:
    """Count every answer of the app, if asked for. Raises ConfigurationError when the extra is not installed."""
    if settings.metrics:
        app.extensions["kb.metrics"] = metrics = Metrics(_load())
        app.after_request(metrics.count)


def _load() -> ModuleType:
    try:
        import prometheus_client.multiprocess
    except ImportError as error:
        raise ConfigurationError("KB_METRICS needs an extra; install it with: pip install 'culise[metrics]'") from error
    # When a series began is nobody's question here.
    prometheus_client.disable_created_metrics()  # type: ignore[no-untyped-call]
    return prometheus_client


def may_read(settings: Settings) -> bool:
    """Whether this request comes from a trusted address or brings the token.

    An address that a proxy stands for, while none is declared, is nobody's in particular.
    """
    token = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.metrics_token and compare_digest(token.encode(), settings.metrics_token.encode()):
        return True
    if not settings.proxies and ("X-Forwarded-For" in request.headers or "Forwarded" in request.headers):
        return False
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    return any(address in ip_network(each, strict=False) for each in settings.metrics_from)


class Metrics:
    """The counters of one process."""

    def __init__(self, library: Any) -> None:
        self._library = library
        self._registry = library.CollectorRegistry()
        self._requests = library.Counter(
            "kb_requests", "Answered requests", ["endpoint", "method", "status"], registry=self._registry)
        self._seconds = library.Histogram(
            "kb_request_seconds", "How long an answer took", ["endpoint"], buckets=_BUCKETS, registry=self._registry)
        self._searches = library.Counter(
            "kb_searches", "Answered searches with words: found, rescued (by other words) or nothing",
            ["outcome"], registry=self._registry)
        for outcome in ("found", "rescued", "nothing"):
            self._searches.labels(outcome)

    def count(self, response: Response) -> Response:
        """Count an answer, and the search in it."""
        endpoint = request.endpoint or "none"
        method = request.method if request.method in _METHODS else "other"
        self._requests.labels(endpoint, method, response.status_code).inc()
        now = time.perf_counter()
        self._seconds.labels(endpoint).observe(now - g.get("started", now))
        answer = g.get("answer")
        if isinstance(answer, Answer) and answer.request.text.strip():
            self._searches.labels(_outcome(answer)).inc()
        return response

    def as_text(self, status: IndexStatus, now: datetime) -> tuple[bytes, str]:
        """What all workers have counted and how the index is, with the content type."""
        counted = self._registry
        if _SHARED in os.environ:
            counted = self._library.CollectorRegistry()
            self._library.multiprocess.MultiProcessCollector(counted)
        index = self._library.CollectorRegistry()
        index.register(_Index(self._library.metrics_core.GaugeMetricFamily, status, now))
        text = self._library.generate_latest(counted) + self._library.generate_latest(index)
        return text, str(self._library.CONTENT_TYPE_LATEST)


class _Index:
    """How the index is at this moment; nothing of it is kept by any process."""

    def __init__(self, family: Callable[..., Any], status: IndexStatus, now: datetime) -> None:
        self._family = family
        self._status = status
        self._now = now

    def collect(self) -> Iterator[Any]:
        """The numbers, as the library asks for them."""
        manifest, work = self._status.manifest, self._status.work
        yield self._family("kb_index_up", "Whether there is an index that can be read", float(manifest is not None))
        yield self._family("kb_index_building", "Whether a reindex is at work", float(work.is_building))
        if manifest:
            age = (self._now - datetime.fromisoformat(manifest.created)).total_seconds()
            yield self._family("kb_index_age_seconds", "How long ago the live generation was built", age)
            yield self._family("kb_index_cases", "Cases in the live generation", manifest.cases)
            yield self._family("kb_index_left_out", "Files that the live generation leaves out", manifest.left_out)


def _outcome(answer: Answer) -> str:
    if not answer.total:
        return "nothing"
    return "rescued" if answer.searched_instead else "found"
