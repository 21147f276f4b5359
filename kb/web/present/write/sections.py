"""The text of a page as parts under their headings, and the parts put back; the rest of the text stays as it is.

Only headings of level two part a text; what stands in a fenced block is no heading.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.model import HEADINGS, REQUIRED_SECTIONS, SECTION_TITLES
from kb.web.pages.write_form import SectionInput
from kb.web.present.write.inputs import PLACEHOLDERS
from kb.web.present.write.posted import Posted
from kb.web.reader import Reader

_HEADING = re.compile(r"##[ \t]+(.*?)[ \t]*#*[ \t]*\Z")
_LINE_END = re.compile(r"(?<=\n)")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_KINDS = {title.casefold(): kind for kind, titles in HEADINGS.items() for title in titles}
_ORDER = tuple(HEADINGS)


@dataclass(frozen=True, slots=True)
class Part:
    """A heading as it stands in the file ("" before the first), and what follows it up to the next."""

    heading: str
    text: str

    @property
    def title(self) -> str:
        """The words of the heading."""
        found = _HEADING.match(self.heading.rstrip("\n"))
        return found[1] if found else ""

    @property
    def kind(self) -> str:
        """Which of the known sections it is, or "other"; "" before the first heading."""
        return _KINDS.get(self.title.casefold(), "other") if self.heading else ""

    @property
    def shown(self) -> str:
        """Its text without the blank lines around it; a placeholder is shown as nothing."""
        text = self.text.strip("\n")
        return "" if text.strip() in PLACEHOLDERS else text

    @property
    def key(self) -> str:
        """What it is known by in a form: the kind of section, or the words of any other heading."""
        return self.kind if self.kind != "other" else "-".join(re.findall(r"\w+", self.title.casefold())) or "other"


def key_of_heading(line: str) -> str:
    """The key of the section that a line begins; "" when it begins none."""
    return Part(line, "").key if _HEADING.match(line.rstrip("\r\n")) else ""


def split(body: str) -> list[Part]:
    """The parts of a text: put together again they are the text, to the letter."""
    parts: list[Part] = []
    lines: list[str] = []
    heading = fence = ""
    for line in _LINE_END.split(body):
        opened = _FENCE.match(line)
        if opened and (not fence or line.strip().startswith(fence)):
            fence = "" if fence else opened[1]
        if not fence and _HEADING.match(line.rstrip("\n")):
            parts.append(Part(heading, "".join(lines)))
            heading, lines = line, []
        else:
            lines.append(line)
    parts.append(Part(heading, "".join(lines)))
    return parts if parts[0].text or len(parts) == 1 else parts[1:]


def show_sections(body: str, lang: str, reader: Reader) -> list[SectionInput]:
    """The parts of a case in their order, with those still missing where they belong."""
    return [
        SectionInput(
            number, part.heading.rstrip("\n"),
            part.title or reader.say("Before the first heading"), part.shown,
            part.kind in REQUIRED_SECTIONS, part.key or "before")
        for number, part in enumerate(_with_missing(split(body), lang))
        if part.heading or part.shown
    ]


def _with_missing(parts: Sequence[Part], lang: str) -> list[Part]:
    there = {part.kind for part in parts}
    every = list(parts)
    for kind in _ORDER:
        if kind not in there:
            every.insert(_place(every, kind), Part(f"## {SECTION_TITLES[kind][lang]}", ""))
    return every


def _place(parts: Sequence[Part], kind: str) -> int:
    """Behind the last section that comes before this kind; at the end when there is none, but behind the preamble."""
    before = _ORDER[:_ORDER.index(kind)]
    places = [place for place, part in enumerate(parts, 1) if part.kind in before or not part.heading]
    return max(places, default=0)


def with_sections(body: str, posted: Posted) -> str:
    """The text with the sections as they were sent; parts that nobody has touched stay to the letter."""
    parts = split(body)
    taken: set[int] = set()
    for heading, text in _sent(posted):
        place = next((number for number, part in enumerate(parts)
                      if number not in taken and part.heading.rstrip("\n") == heading), None)
        if place is None and text.strip():
            place = _place(parts, kind) if (kind := Part(heading, "").kind) in _ORDER else len(parts)
            parts.insert(place, Part(heading + "\n", ""))
            taken = {number + (number >= place) for number in taken}
        if place is not None:
            taken.add(place)
            if text.strip("\n") != parts[place].shown:
                parts[place] = Part(parts[place].heading, text)
                parts = _set_apart(parts, place)
    return "".join(part.heading + part.text for part in parts)


def _set_apart(parts: list[Part], place: int) -> list[Part]:
    """A part with blank lines around its text; without text it goes, with its heading."""
    part = parts[place]
    text = part.text.strip("\n")
    heading = part.heading if part.heading.endswith("\n") or not part.heading else part.heading + "\n"
    if not text.strip():
        parts[place] = Part("", "")
    else:
        parts[place] = Part(heading, ("\n" if heading else "") + text + "\n" + ("\n" if place + 1 < len(parts) else ""))
    if place and parts[place].heading and (before := parts[place - 1]).heading + before.text and \
            not (before.heading + before.text).endswith("\n\n"):
        parts[place - 1] = Part(before.heading, before.text.rstrip("\n") + "\n\n")
    return parts


def _sent(posted: Posted) -> Iterator[tuple[str, str]]:
    for number in posted.keys("section"):
        yield posted.text(f"section.{number}.heading"), posted.text(f"section.{number}.text")
