"""Tiers: the same question asked ever more widely, and what each of them alone finds.

A later tier never repeats a case of an earlier one; the tier is the "why this result" of a hit.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from kb.language import is_stop
from kb.query import AllOf, Node, Not, Word, all_of, any_of, exclude_forms, to_stems
from kb.search.document import case_of, cases_of
from kb.search.engine import Engine


@dataclass(frozen=True, slots=True)
class Tier:
    """One way of asking: its name, the node tree (None when no words are asked), and the cases only it adds."""

    name: str
    node: Node | None
    cases: BitMap


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
    for (name, node), matches in zip(asked, engine.match([node for _, node in asked], top=0), strict=True):
        cases = (cases_of(matches.ids) & among) - seen
        seen |= cases
        found.append(Tier(name, node, cases))
    return found


def find_perhaps(engine: Engine, wider: Node, among: BitMap) -> list[Tier]:
    """Cases that have at least half of what is asked, those with most of it first; none for a single word.

    `wider` is the question as widely as it can be put. Raises EngineFailed, TooComplex.
    """
    parts = [part for part in _parts(wider) if not isinstance(part, Not)]
    among = among - _cases_of(engine, _unwanted(wider))
    met = Counter(
        case for matches in engine.match(parts, top=0) for case in cases_of(matches.ids) & among
    )
    least = max(1, -(-len(parts) // 2))
    node = any_of(parts)
    return [
        Tier("perhaps", node, BitMap(case for case, count in met.items() if count == wanted))
        for wanted in range(len(parts) - 1, least - 1, -1)
    ]


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
