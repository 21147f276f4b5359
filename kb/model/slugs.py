"""Slugs: the names by which files and vocabulary values are known. No reading of files here."""

import re
from collections.abc import Iterable
from difflib import get_close_matches

MAX_SLUG = 80
_FILE_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_VALUE_SLUG = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*\Z")


def is_slug(text: str) -> bool:
    """Whether `text` may name a file: lower-case letters, digits and single hyphens, at most 80 characters."""
    return len(text) <= MAX_SLUG and _FILE_SLUG.match(text) is not None


def is_value(text: str) -> bool:
    """Whether `text` may name a vocabulary value: as a slug, with underscores allowed."""
    return len(text) <= MAX_SLUG and _VALUE_SLUG.match(text) is not None


def nearest(value: str, known: Iterable[str]) -> str | None:
    """The known value an author most likely meant, or None when nothing is near."""
    found = get_close_matches(value.lower(), list(known), n=1, cutoff=0.6)
    return found[0] if found else None
