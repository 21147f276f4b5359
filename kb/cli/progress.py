"""Progress of a long work: one line that moves on a terminal, a few plain lines elsewhere."""

import sys
from typing import TYPE_CHECKING, TextIO

from kb.cli.session import Session
from kb.i18n import N_, number

if TYPE_CHECKING:
    from kb.indexing import Progress

_PHASES = {"reading": N_("reading"), "indexing": N_("indexing")}
_WIDTH = 30
# Outside of a terminal a line at each fifth tells enough.
_STEPS = 5


class ProgressLines:
    """Writes progress as it is told; phases that have no length are not shown."""

    def __init__(self, session: Session, stream: TextIO | None = None) -> None:
        self._session = session
        self._stream = stream or sys.stderr
        self._last: tuple[str, int] = ("", -1)

    def __call__(self, progress: "Progress") -> None:
        """Show where the work is."""
        if progress.phase not in _PHASES or progress.total <= 0:
            return
        if self._stream.isatty():
            end = "\n" if progress.done >= progress.total else ""
            self._stream.write(f"\r\x1b[K{self._bar(progress)}{self._figures(progress)}{end}")
        elif self._is_next_step(progress):
            self._stream.write(self._figures(progress) + "\n")
        self._stream.flush()

    def _is_next_step(self, progress: "Progress") -> bool:
        step = (progress.phase, progress.done * _STEPS // progress.total)
        is_next = step != self._last
        self._last = step
        return is_next

    def _bar(self, progress: "Progress") -> str:
        filled = progress.done * _WIDTH // progress.total
        return f"[{'#' * filled}{'.' * (_WIDTH - filled)}] "

    def _figures(self, progress: "Progress") -> str:
        lang = self._session.lang
        rate = self._session.say("%(rate)s a second", rate=number(round(progress.rate), lang))
        return (f"{self._session.say(_PHASES[progress.phase])}: {number(progress.done, lang)}"
                f"/{number(progress.total, lang)}, {rate}")
