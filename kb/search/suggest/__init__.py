"""Suggestions while somebody types; the front door of the room."""

from kb.search.suggest.entries import KINDS, Entry, gather
from kb.search.suggest.index import MOST, Suggestion, SuggestionIndex

__all__ = ["KINDS", "MOST", "Entry", "Suggestion", "SuggestionIndex", "gather"]
