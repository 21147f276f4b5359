"""The catalogue: what a generation knows of the library, as rows; the front door of the room."""

from kb.store.cards import Card, CardFigure, card_of, facet_values
from kb.store.catalogue import Catalogue, Stamp, StoredText
from kb.store.lexicon import Lexicon
from kb.store.schema import CATALOGUE_VERSION
from kb.store.standing import PageKey, Standing
from kb.store.writer import CatalogueWriter

__all__ = [
    "CATALOGUE_VERSION",
    "Card",
    "CardFigure",
    "Catalogue",
    "CatalogueWriter",
    "Lexicon",
    "PageKey",
    "Stamp",
    "Standing",
    "StoredText",
    "card_of",
    "facet_values",
]
