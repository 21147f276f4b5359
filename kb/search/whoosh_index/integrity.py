"""A thorough check of an index: everything in it is read, and every document holds as many words as it was given."""

from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from kb.search.whoosh_index.documents import read_documents
from kb.search.whoosh_index.fields import CHANNELS, REMOVED
from kb.search.whoosh_index.storage import Storage


def index_faults(folder: Path) -> list[str]:
    """What is wrong with the index in a folder. Raises whatever Whoosh does where it cannot be read."""
    with ExitStack() as stack:
        storage = Storage(folder, readonly=True)
        stack.callback(storage.close_files)
        reader = stack.enter_context(closing(FileIndex(storage).reader()))
        return [*_wrong_lengths(reader), *_orphans(storage, reader)]


def _wrong_lengths(reader: IndexReader) -> Iterator[str]:
    counted: Counter[int] = Counter()
    for channel in CHANNELS.values():
        for field in channel:
            for word in reader.lexicon(field):
                matcher = reader.postings(field, word)
                while matcher.is_active():
                    counted[matcher.id()] += len(matcher.value_as("positions"))
                    matcher.next()
    lengths = {number: length for number, _, length in read_documents(reader) if length != REMOVED}
    wrong = sum(1 for number, length in lengths.items() if counted[number] != length)
    if wrong:
        yield f"{wrong} documents have lost words, or have some of others"


def _orphans(storage: FileStorage, reader: IndexReader) -> Iterator[str]:
    """Files that a killed writer left; they are in nobody's way, but take space in every copy."""
    segments = {segment.segment_id() for leaf, _ in reader.leaf_readers() if (segment := leaf.segment())}
    known = (".toc", "_WRITELOCK")
    for name in storage.list():
        if not name.endswith(known) and not any(segment in name for segment in segments):
            yield f"the file {name} belongs to nothing"
