"""BM25F: how well documents fit a word, and the best documents for several.

Field weights multiply frequencies before they are saturated (Robertson, Zaragoza and Taylor, "Simple BM25 extension
to multiple weighted fields", CIKM 2004), with the constants of SQLite's FTS5, so that both engines rank alike.
Whoosh's own BM25F adds up a score a field, which rewards a word for standing in many fields.
"""

import heapq
import math
from collections.abc import Container, Iterable, Mapping, Sequence

from pyroaring import BitMap

from kb.search.whoosh_index.documents import Documents

_K1 = 1.2
_B = 0.75
# A word that stands in more than half of all documents still counts a little.
_LEAST_IDF = 1e-6


def score(frequencies: Mapping[int, float], documents: Documents) -> dict[int, float]:
    """The score of each document that holds something, from how often it does, weighted by field."""
    count = len(frequencies)
    idf = math.log((len(documents.lengths) - count + 0.5) / (count + 0.5))
    if idf <= 0:
        idf = _LEAST_IDF
    # One word more in each: an empty document has a length too, and FTS5 counts the mark that every document holds.
    average = documents.average + 1
    return {
        document: idf * frequency * (_K1 + 1)
        / (frequency + _K1 * (1 - _B + _B * (documents.lengths[document] + 1) / average))
        for document, frequency in frequencies.items()
    }


def best(
    found: BitMap, scored: Sequence[Mapping[int, float]], within: Container[int] | None, top: int
) -> list[tuple[int, float]]:
    """The best `top` of what was found, with all that tie with the last of them; equal ones by id."""
    sums = [(document, _sum(document, scored)) for document in _among(found, within)]
    least = min((value for _, value in heapq.nlargest(top, sums, key=lambda pair: pair[1])), default=0.0)
    return sorted((pair for pair in sums if pair[1] >= least), key=lambda pair: (-pair[1], pair[0]))


def _among(found: BitMap, within: Container[int] | None) -> Iterable[int]:
    return found if within is None else (document for document in found if document in within)


def _sum(document: int, scored: Sequence[Mapping[int, float]]) -> float:
    return sum(scores.get(document, 0.0) for scores in scored)
