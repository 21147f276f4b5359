"""Watches every SQLite connection from opening to close(), so that a test which leaves one open fails.

Being collected is not being closed: a connection that only the garbage collector ends holds its file for as
long as that pleases, and later Pythons warn about it. Child processes are not watched.
"""

import itertools
import sqlite3
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, wraps
from pathlib import Path
from typing import Any

_CHECKOUT = str(Path(__file__).resolve().parent.parent)
GRACE = 2.0  # seconds a thread that is still answering gets to close what it opened


@dataclass(frozen=True)
class Opened:
    """One connection that is not closed yet: when in the order of openings, by whom, where."""

    serial: int
    thread: int
    where: str = field(compare=False)


class Watch:
    """All connections opened through `sqlite3.connect` since `start()`, until they are closed."""

    def __init__(self) -> None:
        self._open: dict[int, Opened] = {}
        self._serials = itertools.count(1)

    def start(self, module: Any = sqlite3) -> Callable[[], None]:
        """Replace `module.connect`; the answer undoes it."""
        real = module.connect

        @wraps(real)
        def connect(*args: Any, **options: Any) -> sqlite3.Connection:
            factory = options.pop("factory", sqlite3.Connection)
            connection: sqlite3.Connection = real(*args, factory=_watched(factory), **options)
            self._note(connection)
            return connection

        module.connect = connect
        return lambda: setattr(module, "connect", real)

    def _note(self, connection: Any) -> None:
        serial = next(self._serials)
        self._open[serial] = Opened(serial, threading.get_ident(), _caller())
        connection.when_closed = lambda: self._open.pop(serial, None)

    def mark(self) -> int:
        """A point in the order of openings; what is opened later is left open `since` it."""
        return next(self._serials)

    def forgive(self, reported: list[Opened]) -> None:
        """Forget what has been reported, so that one leak fails one test."""
        for opened in reported:
            self._open.pop(opened.serial, None)

    def left_open(self, since: int, *, own_thread_only: bool = False, grace: float = GRACE) -> list[Opened]:
        """What was opened after `since` and is still open; other threads get `grace` seconds to finish."""
        me = threading.get_ident()
        ends = time.monotonic() + grace
        while True:
            left = [o for o in list(self._open.values()) if o.serial > since]
            if own_thread_only:
                return [o for o in left if o.thread == me]
            if any(o.thread == me for o in left) or not left or time.monotonic() > ends:
                return left
            time.sleep(0.02)


@cache
def _watched(factory: type[sqlite3.Connection]) -> type[sqlite3.Connection]:
    class Watched(factory):  # type: ignore[misc,valid-type]
        when_closed: Callable[[], object] = staticmethod(lambda: None)

        def close(self) -> None:
            super().close()
            self.when_closed()

    return Watched


def _caller() -> str:
    """The innermost lines of the checkout that led to this file."""
    frames = [f for f in traceback.extract_stack() if f.filename.startswith(_CHECKOUT)]
    ours = [f for f in frames if f.filename != __file__ and "site-packages" not in f.filename]
    return "\n".join(f"  {f.filename}:{f.lineno} in {f.name}: {f.line}" for f in ours[-4:])
