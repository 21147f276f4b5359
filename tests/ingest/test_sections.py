"""Sections: kinds by heading in three languages, plain text as it is shown, lines in the source."""

import pytest

from kb.ingest.rendering import render
from kb.ingest.sections import section_kind
from kb.model import HEADINGS, SECTION_TITLES, Section


def sections(markdown: str) -> list[tuple[str, str, str]]:
    return [(one.kind, one.heading, one.plain) for one in render(markdown).sections]


@pytest.mark.parametrize(("heading", "kind"), [
    ("Contextul", "context"), ("contextul", "context"), ("Contextul:", "context"), ("КОНТЕКСТ", "context"),
    ("Ce s-a făcut", "actions"), ("Ce s-a facut", "actions"), ("Ce s-a fãcut", "actions"), ("Что сделали", "actions"),
    ("Lecţii", "lessons"), ("Выводы", "lessons"), ("Results", "results"), ("Viziunea", "vision"),
    ("Bugetul", "other"), ("", "other"), ("Rezultate și lecții", "other"),
])
def test_a_heading_names_its_section_in_any_spelling(heading: str, kind: str) -> None:
    assert section_kind(heading) == kind


def test_the_headings_to_write_are_recognised() -> None:
    assert set(SECTION_TITLES) == set(HEADINGS)
    for kind, titles in SECTION_TITLES.items():
        assert {section_kind(title) for title in titles.values()} == {kind}


@pytest.mark.parametrize(("markdown", "expected"), [
    ("", []),
    ("text", [("other", "", "text")]),
    ("## Contextul\n\na", [("context", "Contextul", "a")]),
    ("înainte\n\n## Lecții\n\nb", [("other", "", "înainte"), ("lessons", "Lecții", "b")]),
    ("## Contextul", [("context", "Contextul", "")]),
    ("## **Contextul** *aici*", [("other", "Contextul aici", "")]),
    ("## Contextul\n\na\n\n### Mai jos\n\nb", [("context", "Contextul", "a\nMai jos\nb")]),
    ("Contextul\n---------\n\na", [("context", "Contextul", "a")]),
])
def test_a_body_is_cut_at_headings_of_level_two(markdown: str, expected: list[tuple[str, str, str]]) -> None:
    assert sections(markdown) == expected


@pytest.mark.parametrize(("markdown", "plain"), [
    ("un *doi*\ntrei", "un doi trei"),
    ("a\n\nb", "a\nb"),
    ("- a\n- b\n    - c", "a\nb\nc"),
    ("| a | b |\n|---|---|\n| 1 | 2 |", "a b\n1 2"),
    ("a &amp; b < c", "a & b < c"),
    ("[text](https://a.md)", "text"),
    ("![alt](../media/a/b.png) după", "după"),
    ("`cod <b>`", "cod <b>"),
    ("```\nlinia 1\nlinia 2\n```", "linia 1\nlinia 2"),
    ("a[^1] b\n\n[^1]: nota", "a b\nnota"),
    ("a  \nb", "a\nb"),
    ("cuvânt**lipit**", "cuvântlipit"),
    ("> citat", "citat"),
    ("t\n:   d", "t\nd"),
    ("<b>nu e</b> HTML", "<b>nu e</b> HTML"),
    ("a\u00a0b", "a b"),
])
def test_plain_text_is_what_a_reader_sees(markdown: str, plain: str) -> None:
    assert render(markdown).plain == plain


def test_sections_know_their_line_and_anchor() -> None:
    markdown = "intro\n\n## Contextul\n\na\n\n```\n## Lecții\n```\n\nRezultate\n---\n\n## Alta `x`\n\n## Contextul\n"
    found = {one.anchor: (one.heading, one.line) for one in render(markdown).sections}
    assert found == {
        "": ("", 1), "s-context": ("Contextul", 3), "s-results": ("Rezultate", 11), "s-alta-x": ("Alta x", 14),
        "s-context--2": ("Contextul", 16),
    }


def test_every_section_stands_under_its_anchor_in_the_html() -> None:
    body = render("## Contextul\n\na\n\n## Ce s-a făcut\n\nb\n\n## Rezultate\n\nc\n")
    assert all(f'id="{section.anchor}"' in body.html for section in body.sections)
    assert body.sections[1] == Section("actions", "s-actions", "Ce s-a făcut", "b", 5)
