"""Small trees of files, and what is in a tree, for tests of backups."""

import gzip
import io
import os
import tarfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from kb.backup import CONTENT, INSTANCE, gather


def plant(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files by their paths."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def state_of(folder: Path) -> dict[str, bytes | None]:
    """Every file with its bytes, and every folder with None, by path."""
    return {
        path.relative_to(folder).as_posix(): None if path.is_dir() else path.read_bytes()
        for path in sorted(folder.rglob("*"))
    }


def gathered(folder: Path):
    """What `folder/instance` and `folder/content` hold, as a backup is told to look for it."""
    return lambda: (gather(INSTANCE, folder / INSTANCE, ()), gather(CONTENT, folder / CONTENT, ()))


def entry(name: str, content: bytes = b"", kind: bytes = tarfile.REGTYPE, link: str = "") -> tuple:
    """A member of an archive made by hand."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname, info.size = kind, link, len(content)
    return info, content


def write_tar(file: Path, entries: Iterable[tuple]) -> Path:
    """An archive of members made by hand, right or wrong."""
    with gzip.open(file, "wb") as packed, tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for info, content in entries:
            tar.addfile(info, io.BytesIO(content))
    return file


def read_tar(file: Path) -> list[tuple]:
    """The members of an archive, to be changed and written again."""
    with tarfile.open(file) as tar:
        return [entry(each.name, tar.extractfile(each).read()) for each in tar]


def mode_of(path: Path) -> int:
    """Permissions alone."""
    return os.stat(path).st_mode & 0o777
