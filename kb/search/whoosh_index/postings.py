"""The postings of words, phrases and beginnings of words, read from an opened index and scored."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyroaring import BitMap
from whoosh.matching.mcore import Matcher
from whoosh.reading import IndexReader

from kb.errors import TooComplex
from kb.query import Channel, Phrase, Prefix, Word
from kb.search.whoosh_index.documents import NONE, Documents
from kb.search.whoosh_index.fields import CHANNELS
from kb.search.whoosh_index.scoring import score

Leaf = Word | Phrase | Prefix
Counts = Iterable[tuple[int, float]]
# A beginning of three letters has a few hundred words in a library of 10,000 cases.
MOST_WORDS = 5_000


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents that hold something, and how well each of them fits it."""

    documents: BitMap
    scores: Mapping[int, float]


class Deadline:
    """An end for the work on one question, in seconds of its own thread: waiting for a busy machine does not count."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.thread_time) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def check(self) -> None:
        """Raise TooComplex when the time is over."""
        if self._clock() > self._end:
            raise TooComplex("this search takes too long; use fewer words")


class PostingReader:
    """Reads postings; not to be shared by threads that read at the same time."""

    def __init__(self, reader: IndexReader, documents: Documents) -> None:
        self._reader = reader
        self._leaves = list(reader.leaf_readers())
        self._documents = documents

    def read(self, leaf: Leaf, deadline: Deadline) -> Postings:
        """The postings of a leaf of a tree, over all fields of its channel. Raises TooComplex."""
        frequencies: dict[int, float] = defaultdict(float)
        for weight, counts in self._weighted(leaf, deadline):
            deadline.check()
            for document, count in counts:
                frequencies[document] += weight * count
        return Postings(BitMap(frequencies), score(frequencies, self._documents))

    def vocabulary(self, fields: Sequence[str]) -> list[tuple[str, int]]:
        """Every word of some fields with the number of documents it stands in, in order."""
        standing: dict[bytes, list[str]] = defaultdict(list)
        for field in fields:
            for word in self._reader.lexicon(field):
                standing[word].append(field)
        return sorted((word.decode(), count) for word, names in standing.items() if (count := self._count(word, names)))

    def _count(self, word: bytes, fields: Sequence[str]) -> int:
        if len(fields) == 1 and self._documents.all_alive:
            return self._reader.doc_frequency(fields[0], word)
        return len({document for field in fields for document, _ in self._postings(field, word)})

    def _weighted(self, leaf: Leaf, deadline: Deadline) -> Iterator[tuple[float, Counts]]:
        """How often each document holds it, field by field, with the weight of the field."""
        match leaf:
            case Prefix(text):
                yield from self._beginning_with(text)
            case Word(text, channel):
                for name, weight in CHANNELS[channel].items():
                    yield weight, self._counts(name, text.encode())
            case Phrase(words, channel):
                for name, weight in CHANNELS[channel].items():
                    yield weight, self._phrase_counts(name, [word.encode() for word in words], deadline)

    def _beginning_with(self, text: str) -> Iterator[tuple[float, Counts]]:
        words = 0
        for name, weight in CHANNELS[Channel.EXACT].items():
            for word in self._reader.expand_prefix(name, text):
                words += 1
                if words > MOST_WORDS:
                    raise TooComplex("too many words begin with %(letters)s; type more letters", letters=text)
                yield weight, self._counts(name, word)

    def _counts(self, field: str, word: bytes) -> Counts:
        return ((document, matcher.weight()) for document, matcher in self._postings(field, word))

    def _phrase_counts(self, field: str, words: Sequence[bytes], deadline: Deadline) -> Counts:
        """How often the words stand side by side, the rarest read first so that few places of the others are."""
        starts: dict[int, set[int]] | None = None
        for place in sorted(range(len(words)), key=lambda place: self._reader.doc_frequency(field, words[place])):
            deadline.check()
            found = {
                document: {position - place for position in matcher.value_as("positions")}
                for document, matcher in self._postings(field, words[place]) if starts is None or document in starts
            }
            starts = found if starts is None else {
                document: both for document, here in found.items() if (both := here & starts[document])
            }
        return ((document, float(len(places))) for document, places in (starts or {}).items())

    def _postings(self, field: str, word: bytes) -> Iterator[tuple[int, Matcher]]:
        """The documents with a word in a field, each with the matcher that stands at it."""
        ids = self._documents.ids
        for leaf, offset in self._leaves:
            if (field, word) in leaf:
                matcher = leaf.postings(field, word)
                while matcher.is_active():
                    document = ids[offset + matcher.id()]
                    if document != NONE:
                        yield document, matcher
                    matcher.next()

