"""The JSON door; the front door of the room gives its blueprint."""

from kb.web.api.search import blueprint

__all__ = ["blueprint"]
