"""The files of an index: Whoosh leaves some open when what it reads in them is damaged, or a writer fails."""

from contextlib import suppress
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile


class Storage(FileStorage):
    """Whoosh's files in a folder, every one of which can be closed."""

    def __init__(self, folder: Path | str, **options: Any) -> None:
        super().__init__(str(folder), **options)
        self._files: list[StructFile] = []

    def open_file(self, name: str, **options: Any) -> StructFile:
        """Open a file for reading."""
        return self._noted(super().open_file(name, **options))

    def create_file(self, name: str, *arguments: Any, **options: Any) -> StructFile:
        """Open a new file for writing."""
        return self._noted(super().create_file(name, *arguments, **options))

    def close_files(self) -> None:
        """Close what is still open; unlike `close`, which Whoosh calls when one reader of several is done."""
        for file in self._files:
            if not file.is_closed:
                with suppress(Exception):  # nothing of it is used any more
                    file.close()
        self._files.clear()

    def _noted(self, file: StructFile) -> StructFile:
        self._files = [each for each in self._files if not each.is_closed]
        self._files.append(file)
        return file
