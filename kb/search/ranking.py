"""The order of the cases of a tier: by the engine's scores, how close the words stand, what cases are filed under.

Works on scores and sets of cases. Which cases there are to order is decided by the tiers.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pyroaring import BitMap

from kb.language import is_stop, stem, stems
from kb.query import AllOf, Channel, Node, Phrase, Word, any_of, terms
from kb.search.document import VERSIONS_PER_CASE, case_of, document_id
from kb.search.engine import Engine
from kb.search.hits import Found
from kb.search.passages import MOST_KEPT
from kb.search.tiers import CaseDocuments, Tier
from kb.store import Catalogue

# How much two words count that stand side by side as they were typed, measured against the words themselves.
CLOSE = 1.0
# What each thing that the words name and the case is filed under adds to the score of a case, as a part of it.
FILED = 0.1
# How much a case is preferred that has more of the words, where not all are needed.
SHARE = 2.0
# What a title that has all that was asked adds to the score of its case, as a part of it.
TITLED = 1.0
# What the summary counts, measured against the title.
SUMMARY = 0.4
# So many of the best are ordered by all that; beyond them nobody looks, and the engine's own order is kept.
WINDOW = 40


@dataclass(frozen=True, slots=True)
class Preference:
    """What makes one case of a tier better than another: words that stand close, sets of cases filed so, and its head.

    `stems` are the typed words that tell something, `concepts` the stems of every way to say each of them.
    """

    close: Node | None = None
    filed: Sequence[BitMap] = ()
    stems: Sequence[str] = ()
    concepts: Sequence[frozenset[str]] = ()


class Ranking:
    """Orders the cases of one generation; `by_strength` breaks ties."""

    def __init__(self, engine: Engine, heads: "Heads", by_strength: Mapping[int, int]) -> None:
        self._engine = engine
        self._heads = heads
        self._by_strength = by_strength

    def near(self, preference: Preference, cases: BitMap) -> dict[int, float]:
        """How close the words stand in those of the cases where they are closest. Raises EngineFailed, TooComplex."""
        if preference.close is None or len(cases) < 2:
            return {}
        [found] = self._engine.match(
            [preference.close], within=CaseDocuments(cases), top=WINDOW * VERSIONS_PER_CASE
        )
        return {case: each.score for case, each in _best(found.top).items()}

    def best(
        self, tier: Tier, cases: BitMap, needed: int, preference: Preference, near: Mapping[int, float]
    ) -> list[Found]:
        """The first `needed` of the cases, or more. Raises EngineFailed, TooComplex."""
        if tier.node is None:
            return []
        best = list(_best(self._documents(tier, cases, needed)).values())
        first, rest = best[:WINDOW], best[WINDOW:] if needed > WINDOW else []
        titled = self._heads.shares([each.case for each in first], preference) if len(first) > 1 else {}
        scored = [
            self._score(each, near.get(each.case, 0.0), preference.filed, tier.shares, titled.get(each.case, 0.0))
            for each in first
        ]
        return [replace(each, tier=tier.name) for each in (*self._sorted(scored), *self._sorted(rest))]

    def _documents(self, tier: Tier, cases: BitMap, needed: int) -> Sequence[tuple[int, float]]:
        within = CaseDocuments(cases)
        if tier.best is not None:
            return [each for each in tier.best if each[0] in within]
        nodes = [tier.node] if tier.node else []
        [found] = self._engine.match(nodes, within=within, top=max(needed, WINDOW) * VERSIONS_PER_CASE)
        return found.top

    def _sorted(self, found: Sequence[Found]) -> list[Found]:
        return sorted(found, key=lambda each: (-each.score, self._by_strength[each.case]))

    def _score(
        self, found: Found, near: float, filed: Sequence[BitMap], shares: Mapping[int, float] | None,
        titled: float,
    ) -> Found:
        share = sum(found.case in cases for cases in filed)
        score = (found.score + CLOSE * near) * (1 + FILED * share + TITLED * titled)
        if shares is not None:
            score *= shares.get(found.case, 0.0) ** SHARE
        return replace(found, score=score)


@dataclass(frozen=True, slots=True)
class _Head:
    """The stems of a title, and every two that stand side by side in it with a blank between; those of the summary."""

    title: frozenset[str]
    summary: frozenset[str]

    def share(self, preference: Preference) -> float:
        """How much of what was asked, and of the neighbourhood of its words, the head has, from 0 to 1."""
        concepts, stems = preference.concepts, preference.stems
        held = 0.0
        for concept in concepts:
            if not self.title.isdisjoint(concept):
                held += 1.0
            elif not self.summary.isdisjoint(concept):
                held += SUMMARY
        pairs = sum(" ".join(pair) in self.title for pair in pairwise(stems)) if held else 0
        return (held + pairs) / (len(concepts) + max(0, len(stems) - 1))


class Heads:
    """Titles and summaries of cases by their stems; those looked at are kept."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._kept: dict[int, list[_Head]] = {}

    def shares(self, cases: Sequence[int], preference: Preference) -> dict[int, float]:
        """How much of what was asked the best head of each case has, whatever its language."""
        if not preference.concepts:
            return {}
        heads = {case: kept for case in cases if (kept := self._kept.get(case))}
        missing = [case for case in cases if case not in heads]
        if missing:
            heads |= self._read(missing)
        return {case: max((head.share(preference) for head in heads[case]), default=0.0) for case in cases}

    def _read(self, cases: Sequence[int]) -> dict[int, list[_Head]]:
        documents = (document_id(case, version) for case in cases for version in range(VERSIONS_PER_CASE))
        heads: dict[int, list[_Head]] = {case: [] for case in cases}
        for document, (title, summary) in self._catalogue.heads(documents).items():
            heads[case_of(document)].append(_head(title, summary))
        if len(self._kept) + len(heads) > MOST_KEPT:
            self._kept.clear()
        self._kept.update(heads)
        return heads


def _head(title: str, summary: str) -> _Head:
    said = stems(title)
    return _Head(frozenset([*said, *map(" ".join, pairwise(said))]), frozenset(stems(summary)))


def preferring(node: Node | None, wider: Node | None, filed: Sequence[BitMap]) -> Preference:
    """What the words of a query prefer; `wider` says each of them in every way there is."""
    parts = node.nodes if isinstance(node, AllOf) else (node,) if node else ()
    typed = [part.text for part in parts if isinstance(part, Word)]
    telling = [stem(word) for word in typed if not is_stop(word)] or [stem(word) for word in typed]
    meant = wider.nodes if isinstance(wider, AllOf) else (wider,) if wider else ()
    concepts = [found for part in meant if (found := frozenset(_stems(part)))]
    return Preference(side_by_side(node), filed, telling, concepts or [frozenset([each]) for each in telling])


def _stems(node: Node) -> Iterator[str]:
    """The stems of the single words that meet a part of a query."""
    for term in terms(node):
        if isinstance(term, Word):
            yield term.text if term.channel is Channel.STEM else stem(term.text)


def side_by_side(node: Node | None) -> Node | None:
    """Every two words that were typed one after the other, as phrases in any form; None where there are none."""
    parts = node.nodes if isinstance(node, AllOf) else ()
    pairs = [
        Phrase((stem(one.text), stem(two.text)), Channel.STEM)
        for one, two in pairwise(parts)
        if isinstance(one, Word) and isinstance(two, Word) and not (is_stop(one.text) and is_stop(two.text))
    ]
    return any_of(pairs)


def _best(documents: Sequence[tuple[int, float]]) -> dict[int, Found]:
    """The best version of each case, in the engine's order."""
    best: dict[int, Found] = {}
    for document, score in documents:
        best.setdefault(case_of(document), Found(case_of(document), None, score, document))
    return best
