"""What takes long to make is made before somebody waits for it, by a thread of a process that serves.

It looks for a new generation now and then, opens it and makes ready what its first visitors will ask for. Until that
is done they get suggestions of the generation before.
"""

import atexit
import threading
from collections.abc import Callable
from functools import cached_property

from kb import log
from kb.errors import KbError
from kb.indexing import OpenGeneration
from kb.model import LANGUAGES
from kb.search import SearchRequest
from kb.services.suggesting import Suggesting

_LOGGER = log.get_logger("warming")
_EVERY_S = 0.5
_PATIENCE_S = 10.0


class Warming(Suggesting):
    """Making ready in advance. Without `keep_warm` everything is made by the first who wants it."""

    @cached_property
    def warmer(self) -> "Warmer":
        """The thread of this process; it does nothing before it is started."""
        return Warmer(self.warm)

    def keep_warm(self, settled: Callable[[], None] = lambda: None) -> None:
        """Make ready what is live, now and after every change, in the background; `settled` is called after each."""
        self.warmer.start(settled)

    def warm(self) -> bool:
        """Make ready what is live; whether there was anything to make. Raises IndexUnavailable, EngineFailed."""
        with self.index.reading() as generation:
            if generation.made("warm"):
                return False
            self.make_suggestions(generation)
            generation.kept("warm", lambda: _searched(generation))
            return True

    def end_warming(self) -> None:
        """End the thread, if there is one."""
        if "warmer" in self.__dict__:
            self.warmer.close()
            self.forget_suggestions()


class Warmer:
    """Calls `warm` at once, and again and again; what fails is told once and tried again."""

    def __init__(self, warm: Callable[[], bool], every_s: float = _EVERY_S) -> None:
        self._warm = warm
        self._every_s = every_s
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._failed = ""

    def start(self, settled: Callable[[], None]) -> None:
        """Begin; a second time does nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, args=(settled,), name="warming", daemon=True)
            self._thread.start()
            atexit.register(self.close)

    def close(self) -> None:
        """End, after what is being made."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)
        atexit.unregister(self.close)

    def _run(self, settled: Callable[[], None]) -> None:
        while True:
            try:
                if self._warm():
                    settled()
                self._failed = ""
            except Exception as error:  # noqa: BLE001 - a visitor may still get what was not made in advance
                self._tell(error.code if isinstance(error, KbError) else "internal", str(error))
            if self._stop.wait(self._every_s):
                return

    def _tell(self, code: str, reason: str) -> None:
        if self._failed != reason:
            _LOGGER.warning("what is live cannot be made ready", code=code, reason=reason)
        self._failed = reason


def _searched(generation: OpenGeneration) -> bool:
    """Ask as first visitors do, so that orders, labels and facets are there, and the index is in memory."""
    for lang in LANGUAGES:
        first = generation.searcher.search(SearchRequest(lang=lang))
        for hit in first.hits[:1]:
            generation.searcher.search(SearchRequest(hit.title, lang=lang))
    return True
