"""The file itself: a compressed tar that any system can open, with the manifest as its last member.

Written aside, forced to disk, then named: at no moment does a half of a backup bear a backup's name.
"""

import fcntl
import gzip
import hashlib
import io
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from kb import __version__
from kb.backup.contents import INSTANCE, MANIFEST_NAME, Manifest, Member, as_bytes, check_name, parse_manifest
from kb.backup.gathering import Gathered
from kb.database import applied_migrations, copy_records, integrity_faults, make_name_durable, translated
from kb.errors import NotFound, StorageFailed, Unprocessable

_ASIDE = ".kb-backup-"
_RECORDS = ".sqlite"
_CHUNK = 1 << 20
# Level 6 is the usual one: text shrinks to a third, and a library of usual size takes a second.
_LEVEL = 6


def write_backup(target: Path, look: Callable[[], Sequence[Gathered]], made: str) -> Manifest:
    """Write everything that `look` finds into a file that only its owner can read; `made` is the moment in ISO form.

    Files of records are copied first, each at one moment; what they speak of is looked for after that, so that an
    upload is there for each row. Raises Busy, and StorageFailed when the disk is full or a file of records is
    damaged; then there is no file.
    """
    with translated(target), _aside(target.parent) as aside:
        copies = _copies(_files(look()), aside)
        gathered = look()
        files = {name: path for name, path in _files(gathered).items() if not _is_record(name)} | copies
        migrations = {name: applied_migrations(path) for name, path in copies.items()}
        with open(aside / target.name, "xb", opener=_private) as file:
            with gzip.GzipFile("", "wb", _LEVEL, file) as packed, tarfile.open(
                    fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as tar:
                manifest = Manifest(
                    made, __version__, tuple(_add_files(tar, files)), _all("folders", gathered),
                    _all("left_out", gathered), migrations)
                _add(tar, MANIFEST_NAME, as_bytes(manifest))
            file.flush()
            os.fsync(file.fileno())
        (aside / target.name).rename(target)
        make_name_durable(target.parent)
    return manifest


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _files(gathered: Sequence[Gathered]) -> dict[str, Path]:
    return {name: path for each in gathered for name, path in each.files.items()}


def _is_record(name: str) -> bool:
    return name.startswith(f"{INSTANCE}/") and name.endswith(_RECORDS)


def _all(name: str, gathered: Sequence[Gathered]) -> tuple[str, ...]:
    return tuple(each for one in gathered for each in getattr(one, name))


def _copies(files: Mapping[str, Path], aside: Path) -> dict[str, Path]:
    """Whole copies of the files of records. Raises StorageFailed for a damaged one: such a backup would be no help."""
    copies: dict[str, Path] = {}
    for name, path in files.items():
        if _is_record(name):
            copies[name] = aside / f"{len(copies)}{_RECORDS}"
            copy_records(path, copies[name])
            if faults := integrity_faults(copies[name]):
                raise StorageFailed("%(file)s is damaged, so no backup was made: %(fault)s; restore an older backup",
                                    file=path.name, fault=faults[0])
    return copies


def _add_files(tar: tarfile.TarFile, files: Mapping[str, Path]) -> Iterator[Member]:
    for name, path in files.items():
        try:
            content, mode = path.read_bytes(), path.stat().st_mode & 0o777
        except FileNotFoundError:  # deleted since it was listed
            continue
        _add(tar, name, content)
        yield Member(name, len(content), hashlib.sha256(content).hexdigest(), mode)


def _add(tar: tarfile.TarFile, name: str, content: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(content)
    entry.mode = 0o600
    tar.addfile(entry, io.BytesIO(content))


@contextmanager
def _aside(folder: Path) -> Generator[Path]:
    """A folder that is gone afterwards; what a killed backup has left is cleared away by the next one.

    A lock on the folder tells whether its owner still lives.
    """
    for left in folder.glob(f"{_ASIDE}*"):
        with _opened(left) as descriptor:
            if _is_free(descriptor):
                shutil.rmtree(left, ignore_errors=True)
    aside = Path(tempfile.mkdtemp(prefix=_ASIDE, dir=folder))
    with _opened(aside) as descriptor:
        _is_free(descriptor)
        try:
            yield aside
        finally:
            shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def _opened(folder: Path) -> Generator[int]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _is_free(descriptor: int) -> bool:
    """Lock, if nobody else has."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def read_backup(file: Path, place: Callable[[str], Path] | None = None) -> Manifest:
    """Read a backup to its last byte and compare every file with the manifest; `place` says where a file is put.

    Raises NotFound, Unprocessable when it is damaged, holds what no backup may, or is a later program's, and
    StorageFailed when a file cannot be put. What was put before is the caller's to take away.
    """
    try:
        with gzip.open(file) as packed:
            with tarfile.open(fileobj=packed, mode="r|") as tar:
                found, manifest = _read_members(tar, place)
            while packed.read(_CHUNK):  # to the end, where the checksum of the whole stands
                pass
    except FileNotFoundError as error:
        raise NotFound("there is no backup %(file)s; give the path of one", file=str(file)) from error
    except (OSError, EOFError, ValueError, tarfile.TarError, zlib.error) as error:
        raise _damaged(file, str(error)) from error
    if manifest is None:
        raise _damaged(file, "it has no manifest")
    _compare(file, manifest, found)
    return manifest


def _read_members(
    tar: tarfile.TarFile, place: Callable[[str], Path] | None
) -> tuple[dict[str, tuple[int, str]], Manifest | None]:
    found: dict[str, tuple[int, str]] = {}
    manifest = None
    for entry in tar:
        stream = tar.extractfile(entry) if entry.type == tarfile.REGTYPE else None
        if stream is None or entry.name in found or manifest is not None:
            raise ValueError(f"{entry.name!r} is not what a backup may hold")
        if entry.name == MANIFEST_NAME:
            manifest = parse_manifest(stream.read())
            continue
        check_name(entry.name)
        digest = hashlib.sha256()
        with _sink(place(entry.name) if place else Path(os.devnull)) as put:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                put(chunk)
        found[entry.name] = (entry.size, digest.hexdigest())
    return found, manifest


@contextmanager
def _sink(path: Path) -> Generator[Callable[[bytes], object]]:
    """Where the bytes of a file go; it must not be there yet."""
    try:
        if not path.is_char_device():
            path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("wb" if path.is_char_device() else "xb")
    except OSError as error:
        raise _cannot_put(path, error) from error
    with file:
        def put(chunk: bytes) -> None:
            try:
                file.write(chunk)
                file.flush()
            except OSError as error:
                raise _cannot_put(path, error) from error
        yield put


def _cannot_put(path: Path, error: OSError) -> StorageFailed:
    return StorageFailed("%(file)s cannot be written: %(reason)s", file=path.name, reason=str(error))


def _compare(file: Path, manifest: Manifest, found: Mapping[str, tuple[int, str]]) -> None:
    said = {member.name: (member.size, member.sha256) for member in manifest.members}
    if wrong := sorted(name for name in said.keys() | found.keys() if said.get(name) != found.get(name)):
        raise _damaged(file, f"{wrong[0]} is not what the manifest says")


def _damaged(file: Path, reason: str) -> Unprocessable:
    return Unprocessable("the backup %(file)s cannot be used: %(reason)s; nothing was touched, take another one",
                         file=file.name, reason=reason)
