"""Texts of a page: language versions, rendered bodies and their sections."""

from dataclasses import dataclass, field
from hashlib import sha256

# Section kinds in the order a reader wants them; each is recognised by its headings in three languages.
HEADINGS: dict[str, tuple[str, ...]] = {
    "context": ("Contextul", "Контекст", "Context"),
    "objective": ("Obiectiv", "Obiectivul", "Задача", "Цель", "Objective"),
    "actions": ("Ce s-a făcut", "Что сделали", "What was done"),
    "results": ("Rezultate", "Rezultatele", "Результаты", "Results"),
    "lessons": ("Lecții", "Lecțiile", "Выводы", "Уроки", "Lessons"),
    "vision": ("Viziunea", "Взгляд", "Vision"),
}
# The heading to write for each kind of section, by language.
SECTION_TITLES: dict[str, dict[str, str]] = {
    "context": {"ro": "Contextul", "ru": "Контекст", "en": "Context"},
    "objective": {"ro": "Obiectiv", "ru": "Задача", "en": "Objective"},
    "actions": {"ro": "Ce s-a făcut", "ru": "Что сделали", "en": "What was done"},
    "results": {"ro": "Rezultate", "ru": "Результаты", "en": "Results"},
    "lessons": {"ro": "Lecții", "ru": "Выводы", "en": "Lessons"},
    "vision": {"ro": "Viziunea", "ru": "Взгляд", "en": "Vision"},
}
REQUIRED_SECTIONS = ("context", "actions", "results")


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a body under one heading of level two; `kind` is "other" for a heading not in the table."""

    kind: str
    anchor: str
    heading: str
    plain: str
    line: int = 1


@dataclass(frozen=True, slots=True)
class Body:
    """A Markdown text and what was made of it: sanitised HTML and plain sections (the first may lack a heading)."""

    markdown: str = ""
    html: str = ""
    sections: tuple[Section, ...] = field(default_factory=tuple)

    @property
    def plain(self) -> str:
        """The whole text without markup."""
        return "\n".join(section.plain for section in self.sections)


def body_sha256(markdown: str) -> str:
    """The name under which what was rendered from a text is kept and found again."""
    return sha256(markdown.encode()).hexdigest()
