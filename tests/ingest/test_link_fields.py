"""Finding links: which fields and which words of a body name other pages, and on which line."""

import pytest

from kb.ingest.front_matter import parse_markdown
from kb.ingest.link_fields import LINK_FIELDS, find_body_links, find_links
from kb.model import Link


def test_links_know_their_field_and_line() -> None:
    document = parse_markdown("x.md", b"---\nindustries: [wine,\n  tourism]\nplace: orhei\n---\n")
    fields = {"industries": ["wine", "tourism"], "place": "orhei"}
    assert list(find_links("businesses", fields, document.lines)) == [
        Link("industries.0", 2, "vocabulary/industries", "wine"),
        Link("industries.1", 3, "vocabulary/industries", "tourism"),
        Link("place", 4, "vocabulary/places", "orhei"),
    ]


@pytest.mark.parametrize("kind", LINK_FIELDS)
def test_a_file_without_fields_has_no_links(kind: str) -> None:
    assert list(find_links(kind, {}, {})) == []


@pytest.mark.parametrize(("markdown", "found"), [
    ("fără", []),
    ("[a](../cases/x.md)", [("cases", "x", 10)]),
    ("a\n\n[a](../specialists/x.md#s-vision) și [b](../books/y)", [("specialists", "x", 12), ("books", "y", 12)]),
    ("[a](<../cases/x.md>)", [("cases", "x", 10)]),
    ('[a](../cases/x.md "titlu")', [("cases", "x", 10)]),
    ("[a](https://a.md/../cases/x.md)", []),
    ("[a](../media/x/y.png)", []),
    ("[a](../cases/X.md)", []),
])
def test_a_body_names_pages_by_their_files(markdown: str, found: list[tuple[str, str, int]]) -> None:
    links = [(link.kind, link.slug, link.line) for link in find_body_links(markdown, first_line=10)]
    assert links == found
