"""The folders of the index: generations, the pointer to the live one, the lock of the builder.

`search_index/generations/<id>/` is never modified once `CURRENT` names it. A crash at any point leaves the old
pointer or the new one; two old generations are kept, half-built ones are cleared away by the next builder.
"""

import fcntl
import os
import re
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from kb.database import make_durable, make_name_durable, translated, write_atomically
from kb.errors import Busy, IndexUnavailable

KEPT_OLD_GENERATIONS = 2
_BUILDING = ".building-"
_ID = re.compile(r"\d{8}T\d{6}-[0-9a-f]{6}\Z")


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
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Busy("the index is being made by another process; try again when it is done") from error
            yield
        finally:
            os.close(descriptor)

    def begin(self, now: datetime, copy_of: str | None = None) -> tuple[str, Path]:
        """A new id and the folder to build it in, empty or a copy of another generation. Raises StorageFailed."""
        generation = f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
        folder = self._folder / f"{_BUILDING}{generation}"
        with translated(folder):
            if copy_of is None:
                folder.mkdir()
            else:
                shutil.copytree(self.folder(copy_of), folder)
        return generation, folder

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
        old = sorted((name for name in self._names() if _ID.match(name) and name != live), reverse=True)
        abandoned = [name for name in self._names() if name.startswith(_BUILDING)]
        for name in [*old[KEPT_OLD_GENERATIONS:], *abandoned]:
            shutil.rmtree(self._folder / name, ignore_errors=True)

    def _names(self) -> list[str]:
        return [entry.name for entry in os.scandir(self._folder)] if self._folder.exists() else []
