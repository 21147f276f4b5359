"""Tiers: the same question asked ever more widely, and what each of them alone finds.

A later tier never repeats a case of an earlier one; the tier is the "why this result" of a hit.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from operator import itemgetter

from pyroaring import BitMap

from kb.language import is_stop
from kb.query import AllOf, Node, Not, Phrase, Word, all_of, any_of, exclude_forms, to_stems
from kb.search.document import VERSIONS_PER_CASE, case_of, document_id
from kb.search.engine import Engine

# A case with less of what was asked is none that was asked for.
LEAST_SHARE = 0.2
# With fewer documents than this, all of them are ranked at once.
FEW = 64
# Of more cases that have a part only, those with most of it are ranked first, and the others after them.
RANKED_AT_ONCE = 400
# The texts of such cases are ranked by so many of the parts: more of them, and commoner ones, change no order.
MOST_RANKED_BY = 6
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


class CaseDocuments(Collection[int]):
    """The documents of some cases, as engines want them: `id in documents`."""

    def __init__(self, cases: BitMap) -> None:
        self._cases = cases

    def __contains__(self, document: object) -> bool:
        return isinstance(document, int) and case_of(document) in self._cases

    def __iter__(self) -> Iterator[int]:
        """Every id that a version of the cases can have."""
        first = (document_id(case, 0) for case in self._cases)
        return chain.from_iterable(range(each, each + VERSIONS_PER_CASE) for each in first)

    def __len__(self) -> int:
        return len(self._cases) * VERSIONS_PER_CASE


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
        cases = (matches.cases & among) - seen
        seen |= cases
        known = matches.top if 0 < len(matches.top) < FEW else None
        found.append(Tier(name, node, cases, best=known))
    return found


def find_perhaps(engine: Engine, wider: Node, among: BitMap, everything: int) -> list[Tier]:
    """Cases that have a good part of what is asked, weighed by how rare it is among `everything` cases.

    `wider` is the question as widely as it can be put; none for a single word. Raises EngineFailed, TooComplex.
    """
    parts = [part for part in _parts(wider) if not isinstance(part, Not)]
    if len(parts) < 2:
        return []
    among = among - _cases_of(engine, _unwanted(wider))
    found = [(part, matches.cases) for part, matches in zip(parts, engine.match(parts, top=0), strict=True)]
    met = [(part, cases) for part, cases in found if cases]
    shares = _shares([cases for _, cases in met], among, everything)
    # Texts are looked through for the rarest parts, and not for what hardly any of them lacks.
    rarest = sorted(met, key=lambda each: len(each[1]))[:MOST_RANKED_BY]
    node = any_of(part for part, cases in rarest if log(everything / len(cases)) > LEAST_WEIGHT)
    if node is None:
        return []
    return [Tier("perhaps", node, cases, shares) for cases in _by_share(shares)]


def _shares(met: Sequence[BitMap], among: BitMap, everything: int) -> dict[int, float]:
    """Which share of the weight of all parts each case has; parts that most cases have weigh nothing."""
    weighed = [(log(everything / len(cases)), cases) for cases in met]
    total = sum(weight for weight, _ in weighed)
    counted = sorted((each for each in weighed if each[0] > LEAST_WEIGHT), key=itemgetter(0), reverse=True)
    left = sum(weight for weight, _ in counted)
    held: dict[int, float] = {}
    known = BitMap()
    for weight, cases in counted:
        if left >= LEAST_SHARE * total:  # later on, a case that has nothing yet cannot come to have enough
            new = (cases & among) - known
            held.update(dict.fromkeys(new, 0.0))
            known |= new
        for case in cases & known:
            held[case] += weight
        left -= weight
    return {case: weight / total for case, weight in held.items() if weight >= LEAST_SHARE * total}


def _by_share(shares: Mapping[int, float]) -> list[BitMap]:
    """Cases that have more of what was asked before those that have less; few enough at once to be ranked quickly."""
    alike: dict[float, list[int]] = defaultdict(list)
    for case, share in shares.items():
        alike[round(share, 6) if len(shares) > RANKED_AT_ONCE else 1.0].append(case)
    groups: list[BitMap] = []
    for share in sorted(alike, reverse=True):
        if not groups or len(groups[-1]) >= RANKED_AT_ONCE:
            groups.append(BitMap())
        groups[-1].update(alike[share])
    return groups


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
    return BitMap.union(BitMap(), *(matches.cases for matches in engine.match(nodes, top=0)))


def _without_stop_words(node: Node) -> Node:
    return all_of(telling(node.nodes)) or node if isinstance(node, AllOf) else node


def telling(parts: Sequence[Node]) -> Sequence[Node]:
    """The parts without words such as "the", when others are wanted: a text may say the same without them."""
    rest = list(filter(is_telling, parts))
    return rest if any(not isinstance(part, Not) for part in rest) else parts


def is_telling(part: Node) -> bool:
    """Whether a part says something by itself; `într-un` is two words that do not."""
    if isinstance(part, Phrase):
        return not all(map(is_stop, part.words))
    return not (isinstance(part, Word) and is_stop(part.text))
