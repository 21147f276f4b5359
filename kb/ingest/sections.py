"""From sanitised HTML to sections: one for each heading of level two, with its kind and its plain text.

Read from the HTML that readers get, so that what is searched is exactly what is shown.
"""

import re
from html.parser import HTMLParser

from kb.language import fold
from kb.model import HEADINGS, Section

_KINDS = {fold(heading): kind for kind, headings in HEADINGS.items() for heading in headings}
_BREAKS = frozenset(("blockquote", "br", "dd", "div", "dl", "dt", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre",
                     "table", "tr", "ul"))
_CELLS = frozenset(("td", "th"))
_SKIPPED = re.compile(r"\bfootnote-(?:ref|backref)\b")
_BLANKS = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n[ \n]*")


def section_kind(heading: str) -> str:
    """The kind of section a heading names in any of the three languages; `other` when it is in no table."""
    return _KINDS.get(fold(heading.strip(" :.")), "other")


def split_sections(html: str, markdown: str) -> tuple[Section, ...]:
    """Cut a page into its sections; lines count from the first of `markdown`."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = _heading_lines(markdown)
    sections = []
    for anchor, heading_words, words in reader.parts:
        heading, plain = _tidy("".join(heading_words)), _tidy("".join(words))
        if anchor or heading or plain:
            found = lines.get(_bare(heading)) or [1]
            line = found.pop(0) if len(found) > 1 else found[0]
            sections.append(Section(section_kind(heading) if heading else "other", anchor, heading, plain, line))
    return tuple(sections)


class _Reader(HTMLParser):
    """Collects (anchor, heading, text) for each heading of level two, and for what comes before the first."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[tuple[str, list[str], list[str]]] = [("", [], [])]
        self.words = self.parts[0][2]
        self.skipping = False
        self.preformatted = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "h2":
            self.parts.append((dict(attrs).get("id") or "", [], []))
            self.words = self.parts[-1][1]
        elif tag in _BREAKS:
            self.words.append("\n")
            self.preformatted = tag == "pre"
        elif tag in _CELLS:
            self.words.append(" ")
        elif tag == "a":
            self.skipping = _SKIPPED.search(dict(attrs).get("class") or "") is not None

    def handle_endtag(self, tag: str) -> None:
        if tag == "h2":
            self.words = self.parts[-1][2]
        elif tag in _BREAKS:
            self.words.append("\n")
            self.preformatted = False
        elif tag == "a":
            self.skipping = False

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.words.append(data if self.preformatted else data.replace("\n", " "))


def _tidy(text: str) -> str:
    return _LINES.sub("\n", _BLANKS.sub(" ", text)).strip()


def _heading_lines(markdown: str) -> dict[str, list[int]]:
    """The lines on which a heading may stand, by its words."""
    found: dict[str, list[int]] = {}
    lines = markdown.split("\n")
    for number, line in enumerate(lines, 1):
        after = lines[number].rstrip() if number < len(lines) else ""
        if line.startswith("#") or (after and line and not after.strip("=-")):
            found.setdefault(_bare(line), []).append(number)
    return found


def _bare(heading: str) -> str:
    return "".join(char for char in heading if char.isalnum())
