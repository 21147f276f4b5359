"""How far a reindex is: told to whoever runs it, and kept in a small file that pages and commands read."""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

_FILE = "progress.json"
_EVERY_S = 0.2
_KEPT_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` files or cases in a phase (reading, indexing, done); `rate` in a second."""

    phase: str
    done: int
    total: int
    rate: float = 0.0
    process: int = 0


class Reporter:
    """Tells progress at most five times a second, keeps it once a second, and always the last step of a phase."""

    def __init__(
        self, index: Path, listen: Callable[[Progress], None] | None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._file = index / _FILE
        self._listen = listen
        self._clock = clock
        self._phase, self._began, self._told, self._kept = "", clock(), 0.0, 0.0

    def tell(self, phase: str, done: int, total: int) -> None:
        """Note that `done` of `total` are done."""
        now = self._clock()
        if phase != self._phase:
            self._phase, self._began, self._told = phase, now, 0.0
        if done < total and now - self._told < _EVERY_S:
            return
        self._told = now
        rate = done / (now - self._began) if now > self._began else 0.0
        progress = Progress(phase, done, total, round(rate, 1), os.getpid())
        if self._listen:
            self._listen(progress)
        if done == total or now - self._kept >= _KEPT_EVERY_S:
            self._kept = now
            self._keep(progress)

    def _keep(self, progress: Progress) -> None:
        """Progress is a courtesy: that it cannot be kept must not stop the work."""
        aside = self._file.with_name(f".{_FILE}.{os.getpid()}")
        with suppress(OSError):
            aside.write_text(json.dumps(asdict(progress)), encoding="ascii")
            aside.replace(self._file)


def read_progress(index: Path) -> Progress | None:
    """What the last reindex said last; None when there was none."""
    try:
        return Progress(**json.loads((index / _FILE).read_text(encoding="ascii")))
    except (OSError, ValueError, TypeError):
        return None
