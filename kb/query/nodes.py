"""What can be asked of an engine: a small tree of words. No syntax, no filters, no engine.

Where a Not may stand: as the whole tree, or directly inside an AllOf that also holds something positive; never
inside an AnyOf. So no engine must answer "everything but" except for a whole query of exclusions. `all_of`,
`any_of` and `negated` keep to this.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from itertools import chain
from typing import TypeAlias


class Channel(Enum):
    """Which column of the index a word is looked up in: as written, or by its stem."""

    EXACT = "exact"
    STEM = "stem"


@dataclass(frozen=True, slots=True)
class Word:
    """One folded word, or one stem when the channel says so."""

    text: str
    channel: Channel = Channel.EXACT


@dataclass(frozen=True, slots=True)
class Phrase:
    """Two or more words side by side, in this order."""

    words: tuple[str, ...]
    channel: Channel = Channel.EXACT


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any folded word that begins so; at least three letters or digits."""

    text: str


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of two or more nodes; none of them is a Not."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of two or more nodes; at least one of them is no Not."""

    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """What the node does not match."""

    node: "Node"


Node: TypeAlias = Word | Phrase | Prefix | AnyOf | AllOf | Not


def all_of(nodes: Iterable[Node]) -> Node | None:
    """Everything at once: flat, without repetitions; exclusions alone become one; None for nothing."""
    parts = _flat(nodes, AllOf)
    if any(isinstance(part, Not) for part in parts) and len(parts) > 1:
        wanted = [part for part in parts if not isinstance(part, Not)]
        unwanted = _flat((part.node for part in parts if isinstance(part, Not)), AnyOf)
        parts = [*wanted, *map(Not, unwanted)] if wanted else [Not(AnyOf(tuple(unwanted)))]
    return AllOf(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def any_of(nodes: Iterable[Node]) -> Node | None:
    """At least one of nodes that are no exclusions: flat, without repetitions; None for nothing."""
    parts = _flat(nodes, AnyOf)
    return AnyOf(tuple(parts)) if len(parts) > 1 else parts[0] if parts else None


def negated(node: Node) -> Node:
    """The opposite of a node; the opposite of an exclusion is what it excludes."""
    return node.node if isinstance(node, Not) else Not(node)


def _flat(nodes: Iterable[Node], kind: type[AllOf] | type[AnyOf]) -> list[Node]:
    """The nodes with those of the kind opened up, each once, in order."""
    opened = (node.nodes if isinstance(node, kind) else (node,) for node in nodes)
    return list(dict.fromkeys(chain.from_iterable(opened)))
