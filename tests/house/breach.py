"""A breach of a rule, as data: the small tree that breaks it, what is said, and a lawful neighbour."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Files = Mapping[str, str]


@dataclass(frozen=True)
class Breach:
    """A tree that breaks one rule, what the rule says about it, and a tree close to it that keeps it."""

    rule: Callable[[Any], Iterator[str]]
    broken: Files
    said: str
    kept: Files
