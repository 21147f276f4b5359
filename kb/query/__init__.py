"""The query language: what a person typed, read into nodes, filters and remarks. Knows no engine."""

from kb.query.explain import outline
from kb.query.fields import FIELDS, field_named
from kb.query.forms import exclude_forms, map_words, respelt, terms, to_stems
from kb.query.nodes import AllOf, AnyOf, Channel, Node, Not, Phrase, Prefix, Word, all_of, any_of, negated
from kb.query.parse import MAX_DEPTH, MAX_LENGTH, MAX_TERMS, parse
from kb.query.query import Hint, Ignored, Query, Reason
from kb.query.scan import MIN_PREFIX

__all__ = [
    "FIELDS",
    "MAX_DEPTH",
    "MAX_LENGTH",
    "MAX_TERMS",
    "MIN_PREFIX",
    "AllOf",
    "AnyOf",
    "Channel",
    "Hint",
    "Ignored",
    "Node",
    "Not",
    "Phrase",
    "Prefix",
    "Query",
    "Reason",
    "Word",
    "all_of",
    "any_of",
    "exclude_forms",
    "field_named",
    "map_words",
    "negated",
    "outline",
    "parse",
    "respelt",
    "terms",
    "to_stems",
]
