"""What the program says about itself: JSON lines on a stream, each with the id of its request.

No personal data is logged: no addresses, no words that somebody searched for, no cookies. Only this module
knows the logging library.
"""

import logging
import sys
from collections.abc import Mapping
from typing import TextIO, cast

import structlog

Logger = structlog.typing.FilteringBoundLogger


def configure(level: str = "info", stream: TextIO | None = None) -> None:
    """Send every line of `level` and above to `stream`, else to standard error; may be called again."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            # Without the values of variables: among them is what somebody typed.
            structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False)),
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        # Looked up for each line: a stream that was replaced meanwhile may be closed.
        logger_factory=lambda *_: structlog.PrintLogger(stream or sys.stderr),
        # A logger kept by a module follows a later call of configure.
        cache_logger_on_first_use=False,
    )


def get_logger(room: str) -> Logger:
    """A logger whose lines name the room they come from."""
    return cast(Logger, structlog.get_logger(room=room))


def begin_request(request_id: str) -> None:
    """From here on every line of this thread carries the request's id, and nothing of an earlier request."""
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request_id=request_id)


def end_request() -> None:
    """Forget the request of this thread."""
    structlog.contextvars.clear_contextvars()


def context() -> Mapping[str, object]:
    """What every line of this thread carries at this moment."""
    return dict(structlog.contextvars.get_contextvars())
