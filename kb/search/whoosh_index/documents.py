"""Which documents an index holds: Whoosh numbers them in its own way, and some of its numbers mean nothing any more."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pyroaring import BitMap
from whoosh.reading import IndexReader

from kb.search.whoosh_index.fields import ID, LENGTH, REMOVED

# Stands for a number of Whoosh's whose document was replaced or removed.
NONE = -1


@dataclass(frozen=True, slots=True)
class Documents:
    """The documents of an opened index: ids by Whoosh's number (NONE for dead ones), lengths in words by id."""

    ids: Sequence[int]
    lengths: dict[int, int]
    every: BitMap
    average: float

    @classmethod
    def of(cls, reader: IndexReader) -> "Documents":
        """Read them once; of several with one id the last counts."""
        last = {document: (number, length) for number, document, length in read_documents(reader)}
        living = {document: place for document, place in last.items() if place[1] != REMOVED}
        ids = [NONE] * reader.doc_count_all()
        for document, (number, _) in living.items():
            ids[number] = document
        lengths = {document: length for document, (_, length) in living.items()}
        return cls(ids, lengths, BitMap(lengths), sum(lengths.values()) / max(1, len(lengths)))

    @property
    def all_alive(self) -> bool:
        """Whether each number stands for a document, so that Whoosh's own counts are right."""
        return len(self.ids) == len(self.lengths)


def read_documents(reader: IndexReader) -> Iterator[tuple[int, int, int]]:
    """Number, id and length of every document that was not deleted, in the order in which they were put."""
    for leaf, offset in reader.leaf_readers():
        if leaf.doc_count_all():
            ids, lengths = leaf.column_reader(ID), leaf.column_reader(LENGTH)
            for number in leaf.all_doc_ids():
                yield offset + number, ids[number], lengths[number]
