"""Trees of query nodes answered with sets of documents. Total on nodes, and exact by construction."""

from collections.abc import Callable
from itertools import chain

from pyroaring import BitMap

from kb.query import AllOf, AnyOf, Node, Not, Phrase, Prefix, Word
from kb.search.whoosh_index.postings import Leaf


def matching(node: Node, every: BitMap, holding: Callable[[Leaf], BitMap]) -> BitMap:
    """The documents among `every` that a tree matches, when `holding` tells which hold a word, phrase or prefix."""
    match node:
        case Word() | Phrase() | Prefix():
            return holding(node)
        case AnyOf(nodes):
            return BitMap.union(BitMap(), *(matching(each, every, holding) for each in nodes))
        case Not(inner):
            return every - matching(inner, every, holding)
        case AllOf(nodes):
            return _in_all(nodes, every, holding)


def _in_all(nodes: tuple[Node, ...], every: BitMap, holding: Callable[[Leaf], BitMap]) -> BitMap:
    """What all of them match; what cannot match any more is not read."""
    found = every
    wanted = (each for each in nodes if not isinstance(each, Not))
    unwanted = (each for each in nodes if isinstance(each, Not))
    for each in chain(wanted, unwanted):
        if not found:
            break
        found = found & matching(each, every, holding)
    return found
