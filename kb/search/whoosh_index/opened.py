"""An index opened for reading: shared by threads, with the postings that were read last kept in memory."""

import threading
from collections import OrderedDict
from collections.abc import Container, Iterable
from contextlib import ExitStack, closing
from pathlib import Path

from pyroaring import BitMap
from whoosh.index import FileIndex

from kb.errors import IndexUnavailable
from kb.query import Node, terms
from kb.search.whoosh_index.documents import Documents
from kb.search.whoosh_index.fields import EXACT_FIELDS
from kb.search.whoosh_index.postings import Deadline, Leaf, PostingReader, Postings
from kb.search.whoosh_index.scoring import best
from kb.search.whoosh_index.storage import Storage
from kb.search.whoosh_index.trees import matching

# A posting takes about a hundred bytes. The words of one search are asked for several times: exactly, by stem, ranked.
MOST_KEPT = 300_000


class OpenedIndex:
    """The index in a folder that nobody writes any more.

    Whoosh's readers seek in files they share, so postings are read by one thread at a time.
    """

    def __init__(self, folder: Path) -> None:
        with ExitStack() as opening:
            storage = Storage(folder, readonly=True)
            opening.callback(storage.close_files)
            reader = opening.enter_context(closing(FileIndex(storage).reader()))
            self.documents = Documents.of(reader)
            self._postings = PostingReader(reader, self.documents)
            self._files = opening.pop_all()
        self._lock = threading.Lock()
        self._kept: OrderedDict[Leaf, Postings] = OrderedDict()
        self._weight = 0
        self._closed = False

    def matching(self, node: Node, deadline: Deadline) -> BitMap:
        """The documents that a tree matches, in a set of the caller's own. Raises TooComplex, IndexUnavailable."""
        return matching(node, self.documents.every, lambda leaf: self.postings(leaf, deadline).documents).copy()

    def best(
        self, node: Node, within: Container[int] | None, top: int, deadline: Deadline
    ) -> list[tuple[int, float]]:
        """The best documents with their scores (see the contract). Raises TooComplex, IndexUnavailable."""
        found = self.matching(node, deadline)
        scored = [self.postings(leaf, deadline).scores for leaf in terms(node)] if found else []
        deadline.check()
        return best(found, scored, within, top)

    def postings(self, leaf: Leaf, deadline: Deadline) -> Postings:
        """The postings of a leaf, read or kept. Raises TooComplex, IndexUnavailable."""
        with self._lock:
            if self._closed:
                raise IndexUnavailable("the index was replaced while it was read")
            if leaf not in self._kept:
                self._keep(leaf, self._postings.read(leaf, deadline))
            self._kept.move_to_end(leaf)
            return self._kept[leaf]

    def _keep(self, leaf: Leaf, postings: Postings) -> None:
        """Keep what was read, and let go of what was asked for longest ago."""
        self._kept[leaf] = postings
        self._weight += len(postings.scores)
        while self._weight > MOST_KEPT and len(self._kept) > 1:
            _, oldest = self._kept.popitem(last=False)
            self._weight -= len(oldest.scores)

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """Every folded word with the number of documents it stands in."""
        with self._lock:
            return self._postings.vocabulary(EXACT_FIELDS)

    def close(self) -> None:
        """Let go of the files; closing twice is no error."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._kept.clear()
                self._files.close()
