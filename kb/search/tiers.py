"""Tiers: the same question asked ever more widely, and what each of them alone finds.

A later tier never repeats a case of an earlier one; the tier is the "why this result" of a hit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from kb.language import is_stop
from kb.query import AllOf, Node, Not, Word, exclude_forms, to_stems
from kb.search.document import case_of
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


def find_tiers(engine: Engine, words: Node, among: BitMap) -> list[Tier]:
    """Ask exactly, then by word forms; only cases of `among` count. Raises EngineFailed, TooComplex."""
    asked = _asked(words)
    found: list[Tier] = []
    seen = _cases_of(engine, _unwanted(asked[0][1]))
    for (name, node), matches in zip(asked, engine.match([node for _, node in asked], top=0), strict=True):
        cases = (BitMap(map(case_of, matches.ids)) & among) - seen
        seen |= cases
        found.append(Tier(name, node, cases))
    return found


def _asked(words: Node) -> Sequence[tuple[str, Node]]:
    plain = exclude_forms(_without_stop_words(words))
    return [("exact", plain), ("form", to_stems(plain))]


def _unwanted(words: Node) -> Sequence[Node]:
    """What the whole query excludes; a case is out when any of its language versions has it."""
    parts = words.nodes if isinstance(words, AllOf) else (words,)
    return [part.node for part in parts if isinstance(part, Not)]


def _cases_of(engine: Engine, nodes: Sequence[Node]) -> BitMap:
    return BitMap(case_of(document) for matches in engine.match(nodes, top=0) for document in matches.ids)


def _without_stop_words(node: Node) -> Node:
    """Words such as "the" are not asked for when others are: a text may say the same without them."""
    if not isinstance(node, AllOf):
        return node
    telling = tuple(each for each in node.nodes if not (isinstance(each, Word) and is_stop(each.text)))
    wanted = any(not isinstance(each, Not) for each in telling)
    return AllOf(telling) if wanted else node
