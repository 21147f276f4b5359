"""How far a reindex is: told to whoever runs it, and kept in a small file that pages and commands read.

A second small file is the way back: whoever writes it asks the running reindex to stop.
"""

import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kb.database import translated
from kb.errors import Cancelled

_FILE = "progress.json"
_CANCEL_FILE = "cancel"
_EVERY_S = 0.2
_KEPT_EVERY_S = 1.0


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` files or cases in a phase (reading, indexing, proving, done); `rate` in a second.

    `began` is when the reindex did (ISO 8601, UTC), `mode` what was asked of it, `process` who works at it.
    """

    phase: str
    done: int
    total: int
    rate: float = 0.0
    process: int = 0
    began: str = ""
    mode: str = ""

    @property
    def is_over(self) -> bool:
        """Whether the reindex said itself that it had come to an end."""
        return self.phase in ("done", "failed", "refused", "cancelled")

    @property
    def remaining_s(self) -> int | None:
        """Seconds left in this phase at its rate; None while nothing can be said."""
        return round((self.total - self.done) / self.rate) if self.rate else None


class Reporter:
    """Tells progress at most five times a second, keeps it once a second, and always the last step of a phase."""

    def __init__(
        self, index: Path, listen: Callable[[Progress], None] | None, clock: Callable[[], float] = time.monotonic, *,
        began: str = "", mode: str = "",
    ) -> None:
        self._of: dict[str, Any] = {"process": os.getpid(), "began": began, "mode": mode}
        self._file = index / _FILE
        self._listen = listen
        self._clock = clock
        self._phase, self._began, self._told, self._kept = "", clock(), 0.0, 0.0

    def tell(self, phase: str, done: int, total: int) -> None:
        """Note that `done` of `total` are done. Raises Cancelled when somebody asked for it."""
        now = self._clock()
        if phase != self._phase:
            self._phase, self._began, self._told = phase, now, 0.0
        if done < total and now - self._told < _EVERY_S:
            return
        self._told = now
        rate = done / (now - self._began) if now > self._began else 0.0
        progress = Progress(phase, done, total, round(rate, 1), **self._of)
        if self._listen:
            self._listen(progress)
        if done == total or now - self._kept >= _KEPT_EVERY_S:
            self._kept = now
            self._keep(progress)
        if not progress.is_over and (self._file.with_name(_CANCEL_FILE)).exists():
            raise Cancelled("the reindex was cancelled; the live index stays as it was")

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


def ask_to_cancel(index: Path) -> None:
    """Ask the reindex that is at work to stop; it does within a moment. Raises StorageFailed."""
    with translated(index / _CANCEL_FILE):
        (index / _CANCEL_FILE).touch()


def forget_cancelling(index: Path) -> None:
    """A new reindex does not stop because an older one was asked to. Raises StorageFailed."""
    with translated(index / _CANCEL_FILE):
        (index / _CANCEL_FILE).unlink(missing_ok=True)
