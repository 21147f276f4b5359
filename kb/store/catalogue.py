"""Reading a live catalogue: cards, texts, facets, and whole cases and pages. Raises IndexUnavailable when it cannot."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from kb.database import ReadOnlyDatabase
from kb.errors import IndexUnavailable
from kb.model import (
    VOCABULARIES,
    Body,
    CaseStudy,
    GlossaryGroup,
    GoldenQuery,
    MarketFigures,
    Page,
    Problems,
    SourceFile,
    Vocabulary,
    building,
)
from kb.store.cards import Card
from kb.store.rows import FILE_COLUMNS, rendered_body, source_file, stored_problem

_BUILDERS: Mapping[str, Callable[[SourceFile, Sequence[SourceFile]], Page]] = {
    "businesses": building.build_business,
    "specialists": building.build_specialist,
    "events": building.build_event,
    "books": building.build_book,
    "questions": building.build_question,
    "wanted": building.build_wanted,
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a file looked when it was read: size in bytes, time in nanoseconds, hash of its bytes."""

    size: int
    mtime_ns: int
    sha256: str


@dataclass(frozen=True, slots=True)
class StoredText:
    """One version's words, for snippets; sections are (anchor, heading, plain text)."""

    document: int
    lang: str
    title: str
    summary: str
    sections: tuple[tuple[str, str, str], ...]


class Catalogue:
    """The catalogue of a live generation."""

    def __init__(self, path: Path) -> None:
        self._database = ReadOnlyDatabase(path)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        try:
            return self._database.connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise IndexUnavailable("the index cannot be read: %(reason)s", reason=str(error)) from error

    # -- lists -----------------------------------------------------------------------------------------------

    def numbers(self, order: str) -> list[int]:
        """Every case number, by "time" or "added" (newest first) or by "strength" (best supported first)."""
        columns = {"time": "time", "strength": "strength DESC, time", "added": "added DESC, time"}[order]
        return [number for (number,) in self._rows(f"SELECT number FROM cases ORDER BY {columns} DESC, slug")]

    def cards(self, numbers: Iterable[int]) -> dict[int, Card]:
        """Cards by case number."""
        rows = self._rows(f"SELECT number, card FROM cases WHERE number IN ({_integers(numbers)})")
        return {number: Card.from_json(card) for number, card in rows}

    def texts(self, documents: Iterable[int]) -> dict[int, StoredText]:
        """The words of versions, by document id."""
        rows = self._rows(
            f"SELECT document, lang, title, summary, sections FROM texts WHERE document IN ({_integers(documents)})"
        )
        return {
            document: StoredText(document, lang, title, summary, tuple(tuple(each) for each in json.loads(sections)))
            for document, lang, title, summary, sections in rows
        }

    def facets(self) -> Iterable[tuple[str, str, bytes]]:
        """Every facet value with the bitmap of its cases."""
        return self._rows("SELECT facet, value, cases FROM facets")

    def names(self, kind: str) -> dict[str, str]:
        """The names of all pages of a kind, by slug; withdrawn people are not among them."""
        return dict(self._rows("SELECT slug, name FROM good WHERE kind = ? AND name NOT NULL", [kind]))

    def count(self) -> int:
        """How many cases there are."""
        return int(self._rows("SELECT count(*) FROM cases")[0][0])

    # -- whole things ----------------------------------------------------------------------------------------

    def case(self, slug: str) -> CaseStudy | None:
        """A case with its rendered texts, or None; people who withdrew are not named among its specialists."""
        files = self._files("cases", slug)
        if not files:
            return None
        case = building.build_case(files[0], files[1:])
        shown = [place for place, x in enumerate(case.specialists, 1) if self._name("specialists", x.person)]
        texts = (replace(text, did=_renumbered(text.did, shown)) for text in case.texts)
        return replace(
            case, specialists=tuple(case.specialists[place - 1] for place in shown), texts=tuple(texts)
        )

    def page(self, kind: str, slug: str) -> Page | None:
        """A page of any other kind with its rendered texts, or None; a withdrawn person is not there."""
        if kind not in _BUILDERS or not self._name(kind, slug):
            return None
        files = self._files(kind, slug)
        return _BUILDERS[kind](files[0], files[1:])

    def pages(self, kind: str) -> tuple[Page, ...]:
        """Every page of a kind other than cases with its rendered texts, by slug; withdrawn people are left out."""
        shown = self.names(kind)
        by_slug: dict[str, list[SourceFile]] = {}
        for file in self._files(kind):
            by_slug.setdefault(file.slug, []).append(file)
        return tuple(_BUILDERS[kind](files[0], files[1:]) for slug, files in by_slug.items() if slug in shown)

    def market(self) -> tuple[MarketFigures, ...]:
        """Every page of market figures, by slug."""
        return tuple(building.build_market(file) for file in self._files("market"))

    @cached_property
    def vocabularies(self) -> dict[str, Vocabulary]:
        """Every vocabulary by name."""
        found = {name: self._files("vocabulary", name) for name in VOCABULARIES}
        return {
            name: building.build_vocabulary(files[0]) if files else Vocabulary(name) for name, files in found.items()
        }

    def glossary(self) -> tuple[GlossaryGroup, ...]:
        """The groups of words that mean the same."""
        files = self._files("glossary", "glossary")
        return building.build_library(files, [file.path for file in files]).glossary

    def golden_queries(self) -> tuple[GoldenQuery, ...]:
        """The known questions with their known answers."""
        files = self._files("golden-queries", "golden-queries")
        return building.build_library(files, [file.path for file in files]).golden_queries

    def renamed(self, kind: str, alias: str) -> str | None:
        """The slug that an old one leads to."""
        rows = self._rows("SELECT slug FROM renamed WHERE kind = ? AND alias = ?", [kind, alias])
        return rows[0][0] if rows else None

    def names_withdrawn(self, slug: str) -> bool:
        """Whether a case credits somebody who has withdrawn since: its file as written must not be shown."""
        credited = [x.person for file in self._files("cases", slug)[:1] for x in building.build_case(file).specialists]
        return any(self._name("specialists", person) is None for person in credited)

    def path_of(self, kind: str, slug: str, lang: str | None) -> str | None:
        """The path of the file of a page's version (main when `lang` is None); None for what the library hides."""
        rows = self._rows("SELECT path FROM good WHERE kind = ? AND slug = ? AND lang IS ?", [kind, slug, lang])
        return rows[0][0] if rows and self._name(kind, slug) else None

    def stamps(self) -> dict[str, Stamp]:
        """How each file looked when it was read, by path."""
        return {path: Stamp(*rest) for path, *rest in self._rows("SELECT path, size, mtime_ns, sha256 FROM files")}

    def body(self, digest: str) -> Body | None:
        """A body rendered before, by the hash of its text."""
        rows = self._rows("SELECT html, sections FROM bodies WHERE sha256 = ?", [digest])
        return rendered_body(*rows[0]) if rows else None

    def problems(self) -> Problems:
        """What is wrong with the files as they were read, by path and line."""
        rows = self._rows(f"SELECT {FILE_COLUMNS} FROM files WHERE problems != '[]'")
        found = [problem for row in rows for problem in source_file(row).problems]
        found += [stored_problem(text) for (text,) in self._rows("SELECT problem FROM link_problems")]
        return tuple(sorted(found, key=lambda problem: (problem.path, problem.line, problem.field)))

    def _name(self, kind: str, slug: str) -> str | None:
        rows = self._rows("SELECT name FROM good WHERE kind = ? AND slug = ? AND name NOT NULL", [kind, slug])
        return rows[0][0] if rows else None

    def _files(self, kind: str, slug: str | None = None) -> list[SourceFile]:
        """The files of a page that stands in the library, or of all of a kind: the main one, then its versions."""
        columns = ", ".join(f"files.{name}" for name in FILE_COLUMNS.split(", "))
        among, values = ("good.kind = ?", [kind]) if slug is None else ("good.kind = ? AND good.slug = ?", [kind, slug])
        rows = self._rows(
            f"SELECT {columns}, html, sections FROM files JOIN good USING (path)"
            " LEFT JOIN bodies ON bodies.sha256 = body_sha256"
            f" WHERE {among} ORDER BY good.slug, good.lang IS NOT NULL, good.lang", values,
        )
        return [source_file(row[:-2], None if row[-2] is None else rendered_body(row[-2], row[-1])) for row in rows]


def _renumbered(did: Mapping[int, str], shown: Sequence[int]) -> dict[int, str]:
    """What people did, by the new number of their credit: those who withdrew leave no gap."""
    return {new: did[old] for new, old in enumerate(shown, 1) if old in did}


def _integers(values: Iterable[int]) -> str:
    """Numbers for an IN list; only integers can get in."""
    return ", ".join(str(int(value)) for value in values)
