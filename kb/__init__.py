"""Culise, a case-study knowledge base for one local market. Only the version lives here."""

__all__ = ["__version__"]

__version__ = "0.1.0"
