"""Finding what is to be kept: every file of the two folders but for what is derived, half written or another's."""

import errno
import os
import stat
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kb.backup.contents import INSTANCE

# Beside a file of records: what only the process that writes it can read.
_SIDE_FILES = ("-journal", "-wal", "-shm", ".lock")
# In the name of what a restore has put aside, or was killed over.
_PUT_ASIDE, _STAGED = ".before-restore-", ".restoring-"


@dataclass
class Gathered:
    """The files to keep by their names in the backup, the empty folders, and what is no file."""

    files: dict[str, Path] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def gather(area: str, root: Path, others: Collection[Path]) -> Gathered:
    """Everything under `root`, in order; `others` are folders inside it that are kept elsewhere, or not at all.

    A link to a file of the same folder is kept as the file. Raises OSError when a folder cannot be read.
    """
    gathered = Gathered()
    root = root.resolve()
    passed_over = {other.resolve() for other in others}
    for folder, folders, files in os.walk(root, onerror=_raise):
        here = Path(folder)
        folders[:] = sorted(name for name in folders if _is_kept(area, here / name, passed_over))
        links = [name for name in folders if (here / name).is_symlink()]
        for name in sorted([*links, *(name for name in files if _is_kept(area, here / name, passed_over))]):
            _take(gathered, f"{area}/{(here / name).relative_to(root).as_posix()}", here / name, root)
        if not folders and not files and here != root:
            gathered.folders.append(f"{area}/{here.relative_to(root).as_posix()}")
    return gathered


def is_of_a_restore(name: str) -> bool:
    """Whether a restore made this: it is neither kept nor in the way of another restore."""
    return _PUT_ASIDE in name or _STAGED in name


def _is_kept(area: str, path: Path, passed_over: Collection[Path]) -> bool:
    if path in passed_over or is_of_a_restore(path.name):
        return False
    return area != INSTANCE or not (path.name.startswith(".") or path.name.endswith(_SIDE_FILES))


def _take(gathered: Gathered, name: str, path: Path, root: Path) -> None:
    if _is_own_file(path, root):
        gathered.files[name] = path
    else:
        gathered.left_out.append(name)


def _is_own_file(path: Path, root: Path) -> bool:
    try:
        return stat.S_ISREG(path.stat().st_mode) and path.resolve().is_relative_to(root)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ELOOP):  # a link that leads nowhere, or in a circle
            return False
        raise


def _raise(error: OSError) -> Iterator[None]:
    raise error
