"""What a person asked, read: the words as a tree, the filters, and what of it was ignored and why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kb.query.explain import canonical
from kb.query.nodes import Node


class Reason(StrEnum):
    """Why a part of what was typed was not read as it was meant; each is a message id."""

    EMPTY_VALUE = "empty_value"  # `industry:` and nothing after it; read as a word
    EXCLUSION_IN_OR = "exclusion_in_or"  # `a OR -b`: the exclusion holds for the whole query
    FIELD_IN_OR = "field_in_or"  # `a OR year:2019`: the filter holds for the whole query
    NO_TEXT_SEARCH = "no_text_search"  # words, where the engine finds none
    PREFIX_OF_SEVERAL = "prefix_of_several"  # `e-mail*`: read without the star
    SHORT_PREFIX = "short_prefix"  # `vi*`: read without the star
    TOO_DEEP = "too_deep"  # parentheses inside more than MAX_DEPTH others
    TOO_LONG = "too_long"  # what stands after MAX_LENGTH characters
    TOO_MANY_TERMS = "too_many_terms"  # what stands after MAX_TERMS terms
    UNKNOWN_FIELD = "unknown_field"  # `colour:red`; read as words


class Hint(StrEnum):
    """What may help a person whose query says little; each is a message id."""

    EMPTY = "empty_query"  # nothing was typed
    NOTHING_TO_SEARCH = "nothing_to_search"  # signs alone
    ONLY_EXCLUSIONS = "only_exclusions"  # everything but some words


@dataclass(frozen=True, slots=True)
class Ignored:
    """A part of the query, as typed, and why it was ignored or read otherwise."""

    reason: Reason
    text: str


@dataclass(frozen=True, slots=True)
class Query:
    """A query read from what was typed. `str()` of it writes the same query in a fixed form.

    `filters` and `excluded` map a facet to values as typed, lower case; values of one facet are alternatives.
    """

    text: str = ""
    words: Node | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excluded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ignored: tuple[Ignored, ...] = ()
    hint: Hint | None = None

    def without_words(self) -> "Query":
        """The filters alone, with the remark that words cannot be searched; the query itself when it has no words."""
        if self.words is None:
            return self
        left_out = Ignored(Reason.NO_TEXT_SEARCH, canonical(self.words, {}, {}))
        return replace(self, words=None, ignored=(*self.ignored, left_out))

    def __str__(self) -> str:
        """The query in a fixed form that parses to the same nodes and filters."""
        return canonical(self.words, self.filters, self.excluded)
