"""Backup and restore, wired: which folders are kept, what waits meanwhile, and what a restore refuses."""

import shutil
from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.accounts import ACCOUNT_MIGRATIONS
from kb.backup import (
    CONTENT,
    INSTANCE,
    Gathered,
    Manifest,
    Placing,
    gather,
    is_occupied,
    read_backup,
    unpack,
    write_backup,
)
from kb.database import later_migrations, translated
from kb.errors import Conflict, KbError, NotFound, Unprocessable
from kb.journal import AUDIT_MIGRATIONS, SEARCH_MIGRATIONS
from kb.services.contribution import one_at_a_time
from kb.services.wired import Wired
from kb.submissions import REPORT_MIGRATIONS, SUBMISSION_MIGRATIONS

_KNOWN = (ACCOUNT_MIGRATIONS, AUDIT_MIGRATIONS, SEARCH_MIGRATIONS, SUBMISSION_MIGRATIONS, REPORT_MIGRATIONS)
# Where backups may lie within the instance folder; it is not backed up itself.
BACKUPS_FOLDER = "backups"
_NAME, _ENDING = "culise-", ".tar.gz"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: its file, what is in it, and the older ones that were deleted for it."""

    file: Path
    manifest: Manifest
    deleted: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the state of before lies now."""

    manifest: Manifest
    aside: tuple[Path, ...]


class Backups(Wired):
    """What keeps everything that cannot be made anew in one file, and brings it back."""

    def back_up(self, target: Path, keep: int = 0) -> Backup:
        """Write a backup: to a file that is not there yet, or under the name of the moment into a folder.

        The site goes on meanwhile; approvals wait for it. With `keep`, only so many backups stay in that folder.
        Raises Busy, Conflict, StorageFailed, Unprocessable.
        """
        file = target / f"{_NAME}{self.clock():%Y%m%dT%H%M%S}{_ENDING}" if target.is_dir() else target
        self._check_target(file)
        with one_at_a_time(self.settings.instance_folder):
            manifest = write_backup(file, self._look, self.clock().isoformat(timespec="seconds"))
        return Backup(file, manifest, _thin_out(file.parent, keep) if keep and target.is_dir() else ())

    def _look(self) -> tuple[Gathered, ...]:
        return tuple(gather(area, folder, self._not_in(area)) for area, folder in self._folders().items())

    def verify_backup(self, file: Path) -> Backup:
        """Read a backup to its last byte. Raises NotFound, Unprocessable when it cannot be restored here."""
        manifest = read_backup(file)
        _refuse_later(manifest)
        return Backup(file, manifest)

    def restore(self, file: Path, *, insist: bool = False) -> Restored:
        """Put everything back as it is in a backup, which is checked to its last byte before anything is touched.

        With `insist`, also over what is there; that is moved aside. The index is the caller's to make anew.
        Raises Conflict, NotFound, StorageFailed, Unprocessable; then everything is as it was.
        """
        if not file.is_file():  # whoever mistyped it is told so, and not first to insist
            raise NotFound("there is no backup %(file)s; give the path of one", file=str(file))
        places = self._places()
        if not insist:
            self._refuse_to_overwrite(places)
        try:
            with self._publishing_held():
                manifest = unpack(file, {area: place.staging for area, place in places.items()})
                _refuse_later(manifest)
                aside = _put_all(list(places.values()))
        finally:
            for place in places.values():
                shutil.rmtree(place.staging, ignore_errors=True)
        return Restored(manifest, aside)

    def _places(self) -> dict[str, Placing]:
        """The library first: when that cannot be put in place, no records have moved."""
        stamp = f"{self.clock():%Y%m%dT%H%M%S}"
        return {area: Placing(folder, self._not_in(area), stamp) for area, folder in self._folders().items()}

    def _folders(self) -> dict[str, Path]:
        """The kept folders; the library's may be gone, if it is set."""
        content = self.settings.content or self.settings.content_folder
        return {CONTENT: content, INSTANCE: self.settings.instance_folder}

    def _not_in(self, area: str) -> list[Path]:
        """What may stand inside one of the kept folders and is no part of it."""
        others = [folder for name, folder in self._folders().items() if name != area]
        return [*others, self.settings.index_folder, self.settings.instance_folder / BACKUPS_FOLDER]

    def _refuse_to_overwrite(self, places: dict[str, Placing]) -> None:
        for area, place in places.items():
            if is_occupied(place.folder, self._not_in(area)):
                raise Conflict("there is something in %(folder)s already; with --force it is moved aside",
                               folder=str(place.folder))

    def _check_target(self, file: Path) -> None:
        if file.exists():
            raise Conflict("%(file)s exists already; give another name", file=str(file))
        if not file.parent.is_dir():
            raise Unprocessable("there is no folder %(folder)s; make it first", folder=str(file.parent))
        kept, place = list(self._folders().values()), file.resolve()
        backups = (self.settings.instance_folder / BACKUPS_FOLDER).resolve()
        if not place.is_relative_to(backups) and any(place.is_relative_to(folder.resolve()) for folder in kept):
            raise Unprocessable("a backup does not belong into the folder that it keeps; put it elsewhere, or into "
                                "%(folder)s", folder=str(backups))

    @contextmanager
    def _publishing_held(self) -> Generator[None]:
        """Nothing is published, backed up or restored at the same time, where there is an instance already."""
        with ExitStack() as stack:
            if self.settings.instance_folder.is_dir():
                stack.enter_context(one_at_a_time(self.settings.instance_folder))
            yield


def _refuse_later(manifest: Manifest) -> None:
    for name, applied in (manifest.migrations or {}).items():
        if later_migrations(applied, _KNOWN):
            raise Unprocessable("%(file)s was written by version %(version)s of the program, which is later than this "
                                "one; install that version first", file=name, version=manifest.version)


def _put_all(places: Sequence[Placing]) -> tuple[Path, ...]:
    """All folders, or none."""
    aside: list[Path] = []
    begun: list[Placing] = []
    try:
        for place in places:
            begun.append(place)
            if moved := place.put():
                aside.append(moved)
    except (KbError, KeyboardInterrupt):
        for place in reversed(begun):
            place.undo()
        raise
    return tuple(aside)


def _thin_out(folder: Path, keep: int) -> tuple[Path, ...]:
    """Delete all but the newest backups that were named by their moment. Raises StorageFailed."""
    old = sorted(folder.glob(f"{_NAME}*{_ENDING}"), reverse=True)[keep:]
    with translated(folder):
        for file in old:
            file.unlink()
    return tuple(old)
