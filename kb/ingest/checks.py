"""What a careful editor would notice: sections of a case, letters with a cedilla, names of people who withdrew."""

import re
from collections.abc import Iterator

from kb.ingest.schema import PLACEHOLDER
from kb.language import fold
from kb.model import (
    LANGUAGES,
    REQUIRED_SECTIONS,
    SECTION_TITLES,
    Body,
    Library,
    Problem,
    Problems,
    Section,
    Severity,
)

# ş and ţ in UTF-8, composed and not: what Windows keyboards wrote before Romanian had letters of its own.
_CEDILLA = re.compile(rb"\xc5[\x9e\x9f\xa2\xa3]|[sStT]\xcc\xa7")


def check_letters(path: str, data: bytes, lang: object) -> Problems:
    """Point to the first letter with a cedilla in a Romanian file."""
    match = _CEDILLA.search(data) if lang not in ("ru", "en") else None
    if match is None:
        return ()
    line = data.count(b"\n", 0, match.start()) + 1
    return (Problem(path, line, "", "cedilla", severity=Severity.WARNING),)


def check_body(path: str, kind: str, lang: object, body: Body, first_line: int) -> Problems:
    """Check the sections of a page whose body begins on `first_line`; only cases have sections they must have."""
    found = [(section, first_line + section.line - 1) for section in body.sections]
    problems = [one for section, line in found for one in _check_section(path, kind, str(lang), section, line)]
    if kind == "cases":
        problems += _check_order(path, str(lang), body, first_line)
    return tuple(problems)


def check_withdrawn(library: Library) -> Problems:
    """Point to texts of cases that still name a specialist who has withdrawn."""
    return tuple(
        Problem(f"cases/{case.slug}.md", 1, "body", "withdrawn_named", {"value": person.name}, Severity.WARNING)
        for person in library.specialists.values() if person.withdrawn
        for case in library.cases.values()
        if any(_names(f"{text.title}\n{text.summary}\n{text.body.plain}", person.also_known_as, person.name)
               for text in case.texts)
    )


def _names(text: str, other_names: tuple[str, ...], name: str) -> bool:
    folded = fold(text)
    return any(re.search(rf"\b{re.escape(fold(one))}\b", folded) for one in (name, *other_names))


def _check_section(path: str, kind: str, lang: str, section: Section, line: int) -> Iterator[Problem]:
    if section.plain == PLACEHOLDER:
        yield Problem(path, line, "body", "to_fill", severity=Severity.WARNING)
    elif not section.plain and section.heading:
        must = kind == "cases" and section.kind in REQUIRED_SECTIONS
        yield Problem(path, line, "body", "empty_section", severity=Severity.ERROR if must else Severity.WARNING)
    titles = SECTION_TITLES.get(section.kind, {})
    if kind == "cases" and lang in titles and _is_foreign(section.heading, titles, lang):
        heading = {"heading": titles[lang]}
        yield Problem(path, line, "body", "heading_language", heading, Severity.WARNING, example=f"## {titles[lang]}")


def _is_foreign(heading: str, titles: dict[str, str], lang: str) -> bool:
    others = {fold(titles[other]) for other in LANGUAGES if other != lang}
    return fold(heading) in others and fold(heading) != fold(titles[lang])


def _check_order(path: str, lang: str, body: Body, first_line: int) -> Iterator[Problem]:
    kinds: list[str] = []
    for section in body.sections:
        if section.kind in kinds and section.kind != "other":
            line = first_line + section.line - 1
            yield Problem(path, line, "body", "repeated_section", severity=Severity.WARNING)
        kinds.append(section.kind)
    for kind in REQUIRED_SECTIONS:
        if kind not in kinds:
            title = SECTION_TITLES[kind].get(lang) or SECTION_TITLES[kind]["ro"]
            yield Problem(path, first_line, "body", "missing_section", {"section": title}, example=f"## {title}")
