"""The folders of the index: generations, the pointer to the live one, the lock of the builder.

`search_index/generations/<id>/` is never modified once `CURRENT` names it. A crash at any point leaves the old
pointer or the new one; two old generations are kept, half-built ones are cleared away by the next builder.
"""

import fcntl
import os
import re
import shutil
import time
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from kb.database import make_durable, make_name_durable, translated, write_atomically
from kb.errors import Busy, IndexUnavailable, NotFound

KEPT_OLD_GENERATIONS = 2
_BUILDING = ".building-"
_HOLD = "HELD"
# Somebody who only looks whether a builder is at work holds its lock for a moment.
_TRIES, _BETWEEN_TRIES_S = 10, 0.02
_FORMAT = "%Y%m%dT%H%M%S-%f"
_ID = re.compile(r"\d{8}T\d{6}-\d{6}\Z")


class Generations:
    """The generations under one index folder."""

    def __init__(self, index: Path) -> None:
        self.index = index
        self._folder = index / "generations"
        self._pointer = index / "CURRENT"

    def folder(self, generation: str) -> Path:
        """Where a generation lives."""
        return self._folder / generation

    def current(self) -> str:
        """The live generation's id. Raises IndexUnavailable when there is none."""
        try:
            generation = self._pointer.read_text(encoding="ascii").strip()
        except (OSError, ValueError) as error:
            raise IndexUnavailable("there is no index yet; make it with: kb reindex") from error
        if not _ID.match(generation):
            raise IndexUnavailable("the index pointer is damaged; make the index anew with: kb reindex")
        return generation

    def pointer_stamp(self) -> tuple[int, int] | None:
        """Something cheap that differs after each swap; None without a pointer."""
        try:
            status = self._pointer.stat()
        except OSError:
            return None
        return status.st_mtime_ns, status.st_ino

    @contextmanager
    def builder_lock(self) -> Generator[None]:
        """Be the only builder. Raises Busy when another one works, StorageFailed when the folder cannot be written."""
        with translated(self.index):
            self._folder.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.index / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            if not any(_locked(descriptor, wait_s=_BETWEEN_TRIES_S) for _ in range(_TRIES)):
                raise Busy("the index is being made by another process; try again when it is done")
            yield
        finally:
            os.close(descriptor)

    def is_building(self) -> bool:
        """Whether a builder is at work, in this process or another."""
        try:
            descriptor = os.open(self.index / "lock", os.O_RDWR)
        except OSError:
            return False
        try:
            return not _locked(descriptor)
        finally:
            os.close(descriptor)

    def roll_back(self, to: str | None = None) -> str:
        """Make an older generation live again, the newest one before the live one unless named; returns its id.

        It is held: until somebody reindexes by hand, no automatic reindex replaces it. Only the builder calls this.
        Raises NotFound when there is none, StorageFailed.
        """
        live = self.current()
        older = [name for name in self.kept() if name < live]
        generation = to or max(older, default=None)
        if generation is None or generation not in self.kept():
            raise NotFound("there is no older generation to go back to; to make the index anew, run: kb reindex")
        write_atomically(self.index / _HOLD, generation.encode())
        write_atomically(self._pointer, generation.encode())
        return generation

    def is_held(self) -> bool:
        """Whether the live generation was gone back to, and waits for somebody to reindex by hand."""
        return (self.index / _HOLD).exists()

    def release(self) -> None:
        """Let automatic reindexes go on. Raises StorageFailed."""
        with translated(self.index / _HOLD):
            (self.index / _HOLD).unlink(missing_ok=True)

    def abandoned(self) -> list[str]:
        """The folders of generations that are being built, or whose builder is gone."""
        return [name for name in self._names() if name.startswith(_BUILDING)]

    def kept(self) -> list[str]:
        """The ids of all complete generations, the newest first."""
        return sorted((name for name in self._names() if _ID.match(name)), reverse=True)

    def begin(self, now: datetime, copy_of: str | None = None) -> tuple[str, Path]:
        """A new id and the folder to build it in, empty or a copy of another generation. Raises StorageFailed."""
        generation = self._following(now.astimezone(UTC))
        folder = self._folder / f"{_BUILDING}{generation}"
        with translated(folder):
            if copy_of is None:
                folder.mkdir()
            else:
                shutil.copytree(self.folder(copy_of), folder)
        return generation, folder

    def _following(self, now: datetime) -> str:
        """An id by the time, later than all there are, so that they sort by age also where a clock was set back."""
        newest = max(self.kept(), default="")
        while (generation := f"{now:{_FORMAT}}") <= newest:
            now = max(now, datetime.strptime(newest, _FORMAT).replace(tzinfo=UTC)) + timedelta(microseconds=1)
        return generation

    def publish(self, generation: str, built: Path) -> None:
        """Make a built folder live: durable first, then named, then pointed to. Raises StorageFailed."""
        make_durable(built)
        with translated(built):
            built.rename(self.folder(generation))
        make_name_durable(self._folder)
        write_atomically(self._pointer, generation.encode())
        self.clear_away()

    def clear_away(self) -> None:
        """Remove half-built folders and all but the live and two older generations; only the builder calls this."""
        try:
            live = self.current()
        except IndexUnavailable:
            live = ""
        old = [name for name in self.kept() if name != live]
        for name in [*old[KEPT_OLD_GENERATIONS:], *self.abandoned()]:
            shutil.rmtree(self._folder / name, ignore_errors=True)

    def _names(self) -> list[str]:
        return [entry.name for entry in os.scandir(self._folder)] if self._folder.exists() else []


def _locked(descriptor: int, wait_s: float = 0.0) -> bool:
    """Whether the lock could be taken; it is given back when the descriptor is closed. Waits after a failure."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        time.sleep(wait_s)
        return False
    return True
