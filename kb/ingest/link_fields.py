"""Which fields name other pages or vocabulary values, and the links that stand in one file."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kb.ingest.addresses import named_page
from kb.model import Link

# An organiser may be a business or a person.
ORGANISER = "businesses|specialists"

_Fields = tuple[tuple[str, str], ...]
_FACETS: _Fields = (
    ("industries.*", "vocabulary/industries"),
    ("platforms.*", "vocabulary/platforms"),
    ("objectives.*", "vocabulary/objectives"),
)
LINK_FIELDS: Mapping[str, _Fields] = {
    "cases": (
        *_FACETS,
        ("businesses.*", "businesses"),
        ("specialists.*.person", "specialists"),
        ("specialists.*.role", "vocabulary/roles"),
        ("places.*", "vocabulary/places"),
        ("results.*.metric", "vocabulary/metrics"),
        ("results.*.unit", "vocabulary/units"),
        ("results.*.base", "vocabulary/bases"),
        ("results.*.evidence", "vocabulary/evidence"),
        ("results.*.platform", "vocabulary/platforms"),
        ("books.*", "books"),
        ("related.*", "cases"),
    ),
    "businesses": (("industries.*", "vocabulary/industries"), ("place", "vocabulary/places")),
    "specialists": (("roles.*", "vocabulary/roles"), ("works_at.*", "businesses")),
    "events": (
        ("place", "vocabulary/places"),
        ("organiser", ORGANISER),
        ("speakers.*.person", "specialists"),
        ("cases.*", "cases"),
    ),
    "books": (("recommended_by.*", "specialists"),),
    "questions": (*_FACETS, ("cases.*", "cases")),
    "wanted": (*_FACETS, ("closed_by", "cases")),
    "market": (("unit", "vocabulary/units"), ("series.*.platform", "vocabulary/platforms")),
    "vocabulary/metrics": (("units.*", "vocabulary/units"), ("bases.*", "vocabulary/bases")),
    "golden-queries": (("expect.*", "cases"),),
}

_BODY_LINK = re.compile(r"\]\(<?(\.\./[a-z]+/[^\s()<>]*)")


def find_links(kind: str, fields: Mapping[str, Any], lines: Mapping[str, int], prefix: str = "") -> Iterator[Link]:
    """The links of a file's fields, or of one entry of a list file that stands at `prefix`."""
    for pattern, target in LINK_FIELDS.get(kind, ()):
        for name, slug in _values(fields, pattern.split("."), prefix):
            yield Link(name, lines.get(name) or lines.get(name.rpartition(".")[0], 1), target, slug)


def find_body_links(markdown: str, first_line: int) -> Iterator[Link]:
    """The pages that a body names by `../cases/<slug>.md`, each with its line in the file."""
    if "](" not in markdown:
        return
    for match in _BODY_LINK.finditer(markdown):
        if page := named_page(match[1]):
            yield Link("body", first_line + markdown.count("\n", 0, match.start()), *page)


def _values(value: Any, pattern: Sequence[str], place: str) -> Iterator[tuple[str, str]]:
    if not pattern:
        yield place, value
        return
    name, *rest = pattern
    if name != "*":
        if name in value:
            yield from _values(value[name], rest, f"{place}.{name}" if place else name)
        return
    for index, inner in enumerate(value):
        yield from _values(inner, rest, f"{place}.{index}")
