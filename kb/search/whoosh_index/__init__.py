"""The second engine: a Whoosh index over pre-analysed text; the front door of the room."""

from kb.search.whoosh_index.engine import ENGINE_VERSION, WhooshEngine

__all__ = ["ENGINE_VERSION", "WhooshEngine"]
