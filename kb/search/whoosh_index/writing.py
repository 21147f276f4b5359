"""Putting documents into an index: one batch, one Whoosh writer, one commit."""

from collections.abc import Generator
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import partial
from pathlib import Path

from whoosh.index import FileIndex
from whoosh.writing import IndexWriter

from kb.search.document import Document
from kb.search.whoosh_index import door
from kb.search.whoosh_index.documents import read_documents
from kb.search.whoosh_index.fields import new_schema, tombstone, values
from kb.search.whoosh_index.storage import Storage

# How much a writer gathers in memory before it spills; a build of 10,000 cases then is one segment.
_MEMORY_MB = 256


class WhooshBatch:
    """Changes until the commit.

    A document of an earlier batch is deleted. One of this batch is outdone by what follows it, since Whoosh cannot
    delete what is not committed yet; `Documents` knows that the last counts.
    """

    def __init__(self, writer: IndexWriter, present: dict[int, list[int]], name: str) -> None:
        self._writer = writer
        self._present = present
        self._name = name
        self._put: set[int] = set()

    def put(self, document: Document) -> None:
        """Add or replace. Raises StorageFailed, EngineFailed."""
        with door.writing(self._name):
            self._forget(document.id)
            self._writer.add_document(**values(document))
            self._put.add(document.id)

    def remove(self, document_id: int) -> None:
        """Forget, if it is there. Raises StorageFailed, EngineFailed."""
        with door.writing(self._name):
            self._forget(document_id)
            if document_id in self._put:
                self._writer.add_document(**tombstone(document_id))
                self._put.discard(document_id)

    def _forget(self, document_id: int) -> None:
        for number in self._present.pop(document_id, ()):
            self._writer.delete_document(number)


@contextmanager
def new_batch(folder: Path) -> Generator[WhooshBatch]:
    """A batch over the index in `folder`, made when there is none: committed on exit, dropped on an exception.

    Raises StorageFailed, EngineFailed.
    """
    with ExitStack() as stack:
        with door.writing(folder.name):
            index = _open_or_create(folder, stack)
            present = _present(index)
            writer = index.writer(limitmb=_MEMORY_MB)
        stack.push(partial(_cancel, writer))
        yield WhooshBatch(writer, present, folder.name)
        with door.writing(folder.name):
            writer.commit()


def _cancel(writer: IndexWriter, kind: type[BaseException] | None, *_: object) -> None:
    """Drop what was not committed; what failed first is told, not what fails now."""
    if kind:
        with suppress(Exception):
            writer.cancel()


def _open_or_create(folder: Path, stack: ExitStack) -> FileIndex:
    new = not folder.exists()
    if new:
        folder.mkdir()
    storage = Storage(folder)
    stack.callback(storage.close_files)
    return FileIndex.create(storage, new_schema()) if new else FileIndex(storage)


def _present(index: FileIndex) -> dict[int, list[int]]:
    """Whoosh's numbers of each document, those outdone by a later one too."""
    numbers: dict[int, list[int]] = {}
    with closing(index.reader()) as reader:
        for number, document_id, _ in read_documents(reader):
            numbers.setdefault(document_id, []).append(number)
    return numbers
