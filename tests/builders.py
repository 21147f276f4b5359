"""Builders of small right files and libraries; a test changes only what it is about."""

import json
from collections.abc import Mapping
from pathlib import Path

from tests.vocabularies import LABELS, vocabulary_yaml

SOURCE = {"url": "https://publika.md/struguri", "publisher": "Publika.md", "lang": "ro"}
RESULT = {
    "metric": "units_sold", "label": "fructe vândute la târg", "value": "60", "unit": "tonne",
    "qualifier": "about", "evidence": "press", "source": "1",
}
CASE = {
    "title": "Struguri în loc de flori",
    "summary": "Tinerii fermieri din Durlești au vândut struguri de 8 martie.",
    "lang": "ro",
    "businesses": ["tineri-fermieri"],
    "industries": ["agriculture"],
    "platforms": ["facebook", "tv"],
    "objectives": ["sales"],
    "specialists": [{"person": "diana-crudu", "role": "business_owner", "did": "a filmat apelul"}],
    "places": ["chisinau"],
    "years": ["2019"],
    "added": "2026-11-22",
    "results": [RESULT],
    "sources": [SOURCE],
    "reliability": "Cifrele sunt ale organizatorilor.",
}
CASE_BODY = """## Contextul

Recolta a rămas nevândută.

## Ce s-a făcut

Diana a filmat un apel.

## Rezultate

Oamenii au cumpărat strugurii.
"""
BUSINESS = {"name": "Tineri fermieri", "lang": "ro", "industries": ["agriculture"], "sources": [SOURCE]}
SPECIALIST = {"name": "Diana Crudu", "lang": "ro", "roles": ["business_owner"], "sources": [SOURCE]}


def page(fields: Mapping[str, object], body: str = "") -> str:
    """A Markdown file: each field a line of JSON, which is YAML too; a field that is None is left out."""
    lines = [f"{name}: {_yaml(value)}" for name, value in fields.items() if value is not None]
    return "\n".join(("---", *lines, "---", "", body))


def case_markdown(*, body: str = CASE_BODY, **overrides: object) -> str:
    """A right case study; `title=None` leaves the title out."""
    return page({**CASE, **overrides}, body)


def business_markdown(*, body: str = "O asociație.\n", **overrides: object) -> str:
    """A right organisation."""
    return page({**BUSINESS, **overrides}, body)


def specialist_markdown(*, body: str = "Antreprenoare.\n", **overrides: object) -> str:
    """A right person."""
    return page({**SPECIALIST, **overrides}, body)


def write_library(
    folder: Path, *,
    cases: Mapping[str, str] | None = None,
    businesses: Mapping[str, str] | None = None,
    specialists: Mapping[str, str] | None = None,
    files: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write a library with all vocabularies, and the given pages by slug (`x.ru` for a version), into `folder`.

    What is None gets what a right case links to; `files` are any others by path, and replace what is there.
    """
    texts: dict[str, str | bytes] = {f"vocabulary/{name}.yaml": vocabulary_yaml(name) for name in LABELS}
    texts |= _pages("cases", {"struguri-in-loc-de-flori": case_markdown()} if cases is None else cases)
    texts |= _pages("businesses", {"tineri-fermieri": business_markdown()} if businesses is None else businesses)
    texts |= _pages("specialists", {"diana-crudu": specialist_markdown()} if specialists is None else specialists)
    for path, text in (texts | dict(files or {})).items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def _pages(folder: str, texts: Mapping[str, str]) -> dict[str, str | bytes]:
    return {f"{folder}/{slug}.md": text for slug, text in texts.items()}


def _yaml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_yaml(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    return json.dumps(str(value), ensure_ascii=False)
