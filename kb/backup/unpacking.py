"""Filling the folders beside the live ones from a backup, each file with the permissions it is to have."""

from collections.abc import Mapping
from pathlib import Path

from kb.backup.archive import read_backup
from kb.backup.contents import INSTANCE, Manifest
from kb.database import integrity_faults, translated
from kb.errors import StorageFailed

# Records are their owner's alone; nothing of the library becomes writable for others.
_RECORDS_FILE, _RECORDS_FOLDER = 0o600, 0o700
_LIBRARY_AT_LEAST, _LIBRARY_AT_MOST = 0o600, 0o755


def unpack(file: Path, folders: Mapping[str, Path]) -> Manifest:
    """Put the files of a backup into a folder for each of its areas, and check them.

    Raises as `read_backup`, and StorageFailed when a file of records did not arrive whole.
    """
    def place(name: str) -> Path:
        area, _, rest = name.partition("/")
        return folders[area] / rest

    manifest = read_backup(file, place)
    with translated(file):
        for area, folder in folders.items():
            folder.mkdir(parents=True, exist_ok=True)
            if area == INSTANCE:
                folder.chmod(_RECORDS_FOLDER)
        for name in manifest.folders:
            place(name).mkdir(parents=True, exist_ok=True)
        for member in manifest.members:
            place(member.name).chmod(_mode(member.name, member.mode))
    for name in manifest.migrations or ():
        if faults := integrity_faults(place(name)):
            raise StorageFailed("%(file)s is damaged: %(fault)s", file=name, fault=faults[0])
    return manifest


def _mode(name: str, mode: int) -> int:
    return _RECORDS_FILE if name.startswith(f"{INSTANCE}/") else mode & _LIBRARY_AT_MOST | _LIBRARY_AT_LEAST
