"""Measurements of ingestion and search, run by hand; see README.md."""
