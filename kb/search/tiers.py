"""Tiers: the same question asked ever more widely, and what each of them alone finds.

A later tier never repeats a case of an earlier one; the tier is the "why this result" of a hit.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from pyroaring import BitMap

from kb.language import is_stop
from kb.query import AllOf, Node, Not, Word, all_of, any_of, exclude_forms, to_stems
from kb.search.document import case_of, cases_of
from kb.search.engine import Engine

# A case with less of what was asked is none that was asked for.
LEAST_SHARE = 0.25
# With fewer documents than this, all of them are ranked at once.
FEW = 64
# What more than two of three cases have tells them not apart.
LEAST_WEIGHT = log(1.5)


@dataclass(frozen=True, slots=True)
class Tier:
    """One way of asking: its name, the node tree (None when no words are asked), and the cases only it adds.

    `shares` says how much of what was asked a case has, where a case needs not have all of it;
    `best` are its documents with their scores when all of them are known already.
    """

    name: str
    node: Node | None
    cases: BitMap
    shares: Mapping[int, float] | None = None
    best: Sequence[tuple[int, float]] | None = None


class CaseDocuments:
    """The documents of some cases, as engines want them: `id in documents`."""

    def __init__(self, cases: BitMap) -> None:
        self._cases = cases

    def __contains__(self, document: object) -> bool:
        return isinstance(document, int) and case_of(document) in self._cases


def find_tiers(engine: Engine, words: Node, among: BitMap, wider: Node | None = None) -> list[Tier]:
    """Ask exactly, by word forms, then by `wider` meanings; only cases of `among` count.

    Raises EngineFailed, TooComplex.
    """
    asked = [*_asked(words), *([("glossary", wider)] if wider else [])]
    found: list[Tier] = []
    seen = _cases_of(engine, _unwanted(asked[0][1]))
    for place, (name, node) in enumerate(asked):
        # Most words of a library stand in few documents; then one question gives both what is found and its order.
        [matches] = engine.match([node], top=0 if place else FEW)
        cases = (cases_of(matches.ids) & among) - seen
        seen |= cases
        known = matches.top if 0 < len(matches.top) < FEW else None
        found.append(Tier(name, node, cases, best=known))
    return found


def find_perhaps(engine: Engine, wider: Node, among: BitMap, everything: int) -> list[Tier]:
    """Cases that have a good part of what is asked, weighed by how rare it is among `everything` cases.

    `wider` is the question as widely as it can be put; none for a single word. Raises EngineFailed, TooComplex.
    """
    parts = [part for part in _parts(wider) if not isinstance(part, Not)]
    node = any_of(parts)
    if len(parts) < 2 or node is None:
        return []
    among = among - _cases_of(engine, _unwanted(wider))
    met = [cases_of(matches.ids) for matches in engine.match(parts, top=0)]
    shares = _shares([cases for cases in met if cases], among, everything)
    return [Tier("perhaps", node, BitMap(shares), shares)] if shares else []


def _shares(met: Sequence[BitMap], among: BitMap, everything: int) -> dict[int, float]:
    """Which share of the weight of all parts each case has; parts that most cases have weigh nothing."""
    weights = [log(everything / len(cases)) for cases in met]
    total = sum(weights)
    held: dict[int, float] = {}
    for cases, weight in zip(met, weights, strict=True):
        if weight > LEAST_WEIGHT:
            for case in cases & among:
                held[case] = held.get(case, 0.0) + weight
    return {case: weight / total for case, weight in held.items() if weight >= LEAST_SHARE * total}


def widest(words: Node) -> Node:
    """A question by word forms, without words that tell nothing: what `find_perhaps` starts from."""
    return _asked(words)[-1][1]


def _asked(words: Node) -> list[tuple[str, Node]]:
    plain = exclude_forms(_without_stop_words(words))
    return [("exact", plain), ("form", to_stems(plain))]


def _unwanted(words: Node) -> Sequence[Node]:
    """What the whole query excludes; a case is out when any of its language versions has it."""
    return [part.node for part in _parts(words) if isinstance(part, Not)]


def _parts(words: Node) -> Sequence[Node]:
    return words.nodes if isinstance(words, AllOf) else (words,)


def _cases_of(engine: Engine, nodes: Sequence[Node]) -> BitMap:
    return BitMap.union(BitMap(), *(cases_of(matches.ids) for matches in engine.match(nodes, top=0)))


def _without_stop_words(node: Node) -> Node:
    return all_of(telling(node.nodes)) or node if isinstance(node, AllOf) else node


def telling(parts: Sequence[Node]) -> Sequence[Node]:
    """The parts without words such as "the", when others are wanted: a text may say the same without them."""
    rest = [part for part in parts if not (isinstance(part, Word) and is_stop(part.text))]
    return rest if any(not isinstance(part, Not) for part in rest) else parts
