"""Counting searches beside answering them: what waits is in memory, and written every few seconds by a thread.

A visitor never waits for it and never notices that it fails: whatever cannot be written is tried again, and lost when
there is too much of it or the process is killed.
"""

import atexit
import threading
from collections import deque
from collections.abc import Callable
from datetime import date, datetime, timedelta

from kb import log
from kb.errors import KbError
from kb.journal.searches import Opened, Searched, SearchLog

# Some minutes of a busy site; more are lost.
MOST_WAITING = 5_000
EVERY_S = 5.0
# How long a process that is told to stop waits for a write that is under way.
_PATIENCE_S = 6.0
_LOGGER = log.get_logger("searches")


class SearchCounter:
    """Counts for one process. `find` gives the log, for the first time when something is written.

    `keep_days` is how long a day is remembered, `clock` tells the moment in UTC.
    """

    def __init__(
        self, find: Callable[[], SearchLog], keep_days: int, clock: Callable[[], datetime], *,
        every_s: float = EVERY_S, most: int = MOST_WAITING,
    ) -> None:
        self._find = find
        self._keep_days = keep_days
        self._clock = clock
        self._every_s = every_s
        self._waiting: deque[tuple[date, Searched | Opened]] = deque(maxlen=most)
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._starting, self._writing = threading.Lock(), threading.Lock()
        self._purged: date | None = None
        self._fails = False

    def count(self, event: Searched | Opened) -> None:
        """Note something; it is written a few seconds later. Waits for nothing."""
        self._waiting.append((self._clock().date(), event))
        # A process that was forked has the waiting line of its parent, but not its thread.
        if self._thread is None or not self._thread.is_alive():
            self._start()

    def flush(self) -> None:
        """Write what waits, and forget what is too old. Raises nothing."""
        with self._writing:
            today = self._clock().date()
            batch = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if not batch and self._purged == today:
                return
            try:
                self._write(batch, today)
            except KbError as error:
                self._waiting.extendleft(reversed(batch))
                self._say_once(error.code, str(error))
            except Exception as error:  # noqa: BLE001 - lost counts must never become a visitor's trouble
                self._say_once("internal", repr(error))
            else:
                self._fails = False

    def close(self) -> None:
        """Write what waits and stop."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)
            self._thread = None
        if self._waiting:
            self.flush()
        atexit.unregister(self.close)

    def _write(self, batch: list[tuple[date, Searched | Opened]], today: date) -> None:
        found = self._find()
        if batch:
            found.add(batch)
            batch.clear()
        if self._purged != today:
            found.purge(today - timedelta(days=self._keep_days))
            self._purged = today

    def _start(self) -> None:
        """One thread; who finds another starting it goes on."""
        if not self._starting.acquire(blocking=False):
            return
        try:
            if self._thread is None or not self._thread.is_alive():
                self._stop.clear()
                thread = threading.Thread(target=self._run, name="searches", daemon=True)
                thread.start()
                self._thread = thread
                atexit.register(self.close)
        except RuntimeError:  # no thread can be had, or the process is ending
            pass
        finally:
            self._starting.release()

    def _run(self) -> None:
        while not self._stop.wait(self._every_s):
            self.flush()

    def _say_once(self, code: str, reason: str) -> None:
        """A disk that is full is told once, not every few seconds."""
        if not self._fails:
            _LOGGER.warning("searches are not counted", code=code, reason=reason)
        self._fails = True
