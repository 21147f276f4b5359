"""A query as it was asked of the engine: how it was read, what it chose, and the cases each tier found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape

from pyroaring import BitMap

from kb.language import Wanted, tokenise
from kb.query import Query
from kb.search.meanings import Widened
from kb.search.rescue import Rescue
from kb.search.results import Hit, SearchedInstead
from kb.search.selection import Selection
from kb.search.tiers import Tier
from kb.search.wanted import wanted_words

_TAG = re.compile(r"</?mark>")


@dataclass(frozen=True, slots=True)
class Asked:
    """`among` are the cases that typed fields leave; `rescue` tells what was typed when another query was asked."""

    query: Query
    selection: Selection
    among: BitMap
    tiers: tuple[Tier, ...]
    wider: Widened | None = None
    rescue: Rescue | None = None

    @property
    def found(self) -> BitMap:
        """The cases of all tiers."""
        return cases_of_tiers(self.tiers)

    @property
    def needed_glossary(self) -> bool:
        """Whether other ways of saying it found something."""
        return self.wider is not None and any(tier.node == self.wider.node and tier.cases for tier in self.tiers)

    def rescued(self) -> "Asked":
        """The same, its tiers named after what they are to the reader: found by other words than those typed."""
        return replace(self, tiers=tuple(replace(tier, name="rescued") for tier in self.tiers))

    def instead(self, hits: Sequence[Hit]) -> SearchedInstead | None:
        """What was searched for in place of what was typed, its words spelled as the hits spell them."""
        if self.rescue is None:
            return None
        shown = " ".join(f"{hit.title} {_TAG.sub('', unescape(hit.snippet))}" for hit in hits)
        spelt = {token.folded: token.surface.lower() for token in reversed(tokenise(shown))}
        text = str(self.query)
        for token in reversed(tokenise(text)):
            text = text[:token.start] + spelt.get(token.folded, token.surface) + text[token.end:]
        return SearchedInstead(text, self.rescue.reason)

    def wanted(self) -> dict[str | None, Wanted]:
        """What to mark in the hits of each tier."""
        typed = wanted_words(self.query.words)
        meant = wanted_words(self.wider.node) if self.wider else typed
        rescued = meant if self.needed_glossary else typed
        return {None: typed, "exact": typed, "form": typed, "glossary": meant, "rescued": rescued, "perhaps": meant}


def cases_of_tiers(tiers: Sequence[Tier]) -> BitMap:
    """The cases of several tiers together."""
    return BitMap.union(BitMap(), *(tier.cases for tier in tiers))
