"""Putting restored files in the place of a folder: the old state is moved aside, never deleted, and can be put back.

A folder changes its name as a whole where that is possible. Where it is not, because it is a volume of its own, its
parent cannot be written or another kept folder stands in it, what is in it changes places one by one.
"""

import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from kb.backup.gathering import is_of_a_restore
from kb.database import make_durable, make_name_durable, translated

_MOUNTS = Path("/proc/self/mountinfo")


def is_occupied(folder: Path, others: Collection[Path] = ()) -> bool:
    """Whether anything is in a folder, apart from the kept folders that stand in it."""
    return folder.exists() and any(True for _ in _entries(folder.resolve(), others))


class Placing:
    """One folder that is restored: `staging` is filled first, `put` makes it the folder, `undo` takes that back.

    `others` are folders that stay where they are, `stamp` tells one restore from another.
    """

    def __init__(self, folder: Path, others: Collection[Path], stamp: str) -> None:
        self.folder = folder.resolve()
        self._others = [other.resolve() for other in others if other.exists()]
        self.is_whole = self._can_be_renamed()
        parent, name = (self.folder.parent, self.folder.name) if self.is_whole else (self.folder, "")
        self.staging = parent / f".{name}.restoring-{stamp}" if name else parent / f".restoring-{stamp}"
        self.aside = parent / f"{name}.before-restore-{stamp}" if name else parent / f".before-restore-{stamp}"
        self._done: list[tuple[Path, Path]] = []

    def _can_be_renamed(self) -> bool:
        if any(other.is_relative_to(self.folder) for other in self._others):
            return False
        parent = next(each for each in self.folder.parents if each.exists())
        return os.access(parent, os.W_OK) and not _is_mounted(self.folder)

    def put(self) -> Path | None:
        """Move the old state aside and the staged one in; where the old one is now. Raises StorageFailed."""
        make_durable(self.staging)
        is_moved = is_occupied(self.folder, self._others)
        with translated(self.folder):
            for source, target in list(self._moves()):
                target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                source.rename(target)
                self._done.append((source, target))
            if not self.is_whole:
                self.staging.rmdir()
        make_name_durable(self.folder.parent if self.is_whole else self.folder)
        return self.aside if is_moved else None

    def _moves(self) -> Iterator[tuple[Path, Path]]:
        if not self.is_whole:
            for entry in _entries(self.folder, self._others):
                yield entry, self.aside / entry.name
            for entry in sorted(self.staging.iterdir()):
                yield entry, self.folder / entry.name
            return
        if is_occupied(self.folder):
            yield self.folder, self.aside
        yield self.staging, self.folder  # an empty folder is replaced by the change of name itself

    def undo(self) -> None:
        """Put everything back where it was, as far as the disk allows. Raises StorageFailed."""
        with translated(self.folder):
            while self._done:
                source, target = self._done.pop()
                source.parent.mkdir(parents=True, exist_ok=True)
                target.rename(source)
            with suppress(OSError):
                self.aside.rmdir()


def _entries(folder: Path, others: Collection[Path]) -> Iterator[Path]:
    """What is in a folder but for what an earlier restore put there and what leads to another kept folder."""
    kept = [other.resolve() for other in others]
    for entry in sorted(folder.iterdir()):
        if not is_of_a_restore(entry.name) and not any(other.is_relative_to(entry) for other in kept):
            yield entry


def _is_mounted(folder: Path) -> bool:
    """Whether something is mounted there; what is mounted from the same disk shows in the list of mounts alone."""
    lines = _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines() if _MOUNTS.exists() else ()
    return folder.is_mount() or any(line.split(" ")[4] == str(folder).replace(" ", r"\040") for line in lines)
