"""What was asked of FTS5 lately, kept for as long as a generation is read.

Somebody who turns a page, chooses a facet or reads the tiers of one search asks for the same words again. Answers are
kept as flat numbers and are bounded together; nothing is known here of queries or of SQL.
"""

import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter, neg
from typing import TypeVar

from pyroaring import BitMap

from kb.search.document import cases_of

# In bytes: all answers to the commonest words of 10,000 cases.
MOST_KEPT = 8_000_000


@dataclass(frozen=True)
class Listed:
    """The documents of an answer as a set, which nobody changes, and the cases they belong to."""

    ids: BitMap

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        return 4 * len(self.ids)

    @cached_property
    def cases(self) -> BitMap:
        """Their cases."""
        return cases_of(self.ids)


@dataclass(frozen=True)
class Ranked:
    """All documents of an answer, the best first; higher scores are better, equal ones stand by id."""

    documents: Sequence[int]
    scores: Sequence[float]

    @classmethod
    def of(cls, rows: Sequence[tuple[int, float]]) -> "Ranked":
        """From rows of document and rank as FTS5 gives them: by id, and the lower the better."""
        ordered = sorted(rows, key=itemgetter(1))
        return cls(array("I", map(itemgetter(0), ordered)), array("d", map(neg, map(itemgetter(1), ordered))))

    @property
    def weight(self) -> int:
        """About how many bytes it takes."""
        return 16 * len(self.documents)

    @cached_property
    def listed(self) -> Listed:
        """The documents as a set."""
        return Listed(BitMap(self.documents))

    def first(self, within: Container[int] | None, top: int) -> list[tuple[int, float]]:
        """The best `top` among `within` (all when None), with every document that ties with the last of them."""
        if within is None:
            last = self.scores[top - 1] if top < len(self.scores) else float("-inf")
            while top < len(self.scores) and self.scores[top] == last:
                top += 1
            return list(zip(self.documents[:top], self.scores[:top], strict=True))
        found: list[tuple[int, float]] = []
        for document, score in zip(self.documents, self.scores, strict=True):
            if len(found) >= top and score < found[-1][1]:
                break
            if document in within:
                found.append((document, score))
        return found


T = TypeVar("T", Ranked, Listed)


class KeptAnswers:
    """Answers by the question as FTS5 was asked it; the ones not asked for longest give way. Shared by threads."""

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Ranked | Listed] = OrderedDict()
        self._weight = 0

    def ranked(self, question: str, ask: Callable[[], Ranked]) -> Ranked:
        """The ranked answer to a question, kept or asked for now."""
        kept = self._get(question)
        return kept if isinstance(kept, Ranked) else self._keep(question, ask())

    def is_ranked(self, question: str) -> bool:
        """Whether the ranked answer to a question is kept."""
        return isinstance(self._get(question), Ranked)

    def size(self, question: str) -> int:
        """The number of documents of an answer, 0 when it is not kept."""
        kept = self._get(question)
        return len(kept.documents) if isinstance(kept, Ranked) else len(kept.ids) if kept else 0

    def listed(self, question: str, ask: Callable[[], BitMap]) -> Listed:
        """The answer to a question as a set, kept or asked for now."""
        kept = self._get(question)
        if kept is None:
            return self._keep(question, Listed(ask()))
        return kept.listed if isinstance(kept, Ranked) else kept

    def clear(self) -> None:
        """Let go of everything."""
        with self._lock:
            self._kept.clear()
            self._weight = 0

    def _get(self, question: str) -> Ranked | Listed | None:
        with self._lock:
            kept = self._kept.get(question)
            if kept is not None:
                self._kept.move_to_end(question)
            return kept

    def _keep(self, question: str, answer: T) -> T:
        with self._lock:
            before = self._kept.pop(question, None)
            self._weight += answer.weight - (0 if before is None else before.weight)
            self._kept[question] = answer
            while self._weight > self._most and len(self._kept) > 1:
                _, oldest = self._kept.popitem(last=False)
                self._weight -= oldest.weight
        return answer
