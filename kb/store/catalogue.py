"""Reading a live catalogue: cards, texts, facets, and whole cases and pages. Raises IndexUnavailable when it cannot."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

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
    StatedFigure,
    Vocabulary,
    building,
)
from kb.store.cards import Card
from kb.store.figures import kept_figures
from kb.store.lexicon import Lexicon
from kb.store.rows import FILE_COLUMNS, rendered_body, source_file, stored_problem

# What is read here is scattered over the file and then kept by whoever asked. Mapped, nearly all of a big catalogue
# ends up in memory, since the kernel maps the pages around each one that is touched, and that takes longer as well.
_CACHE_KIB = 4_096
_BUILDERS: Mapping[str, Callable[[SourceFile, Sequence[SourceFile]], Page]] = {
    "businesses": building.build_business,
    "specialists": building.build_specialist,
    "events": building.build_event,
    "books": building.build_book,
    "questions": building.build_question,
    "wanted": building.build_wanted,
    "help": building.build_help,
}


class Stamp(NamedTuple):
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
        self._database = ReadOnlyDatabase(path, cache_kib=_CACHE_KIB, mapped_bytes=0)

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

    def listed_cases(self) -> list[tuple[str, tuple[str, ...], str | None]]:
        """Every case by slug: its languages, main one first, and the day it was added."""
        rows = self._rows("SELECT slug, card ->> '$.langs', added FROM cases ORDER BY slug")
        return [(slug, tuple(json.loads(langs)), added or None) for slug, langs, added in rows]

    def texts(self, documents: Iterable[int]) -> dict[int, StoredText]:
        """The words of versions, by document id."""
        rows = self._rows(
            f"SELECT document, lang, title, summary, sections FROM texts WHERE document IN ({_integers(documents)})"
        )
        return {
            document: StoredText(document, lang, title, summary, tuple(tuple(each) for each in json.loads(sections)))
            for document, lang, title, summary, sections in rows
        }

    def heads(self, documents: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Title and summary of versions, by document id."""
        rows = self._rows(f"SELECT document, title, summary FROM texts WHERE document IN ({_integers(documents)})")
        return {document: (title, summary) for document, title, summary in rows}

    def facets(self) -> Iterable[tuple[str, str, bytes]]:
        """Every facet value with the bitmap of its cases."""
        return self._rows("SELECT facet, value, cases FROM facets")

    def names(self, kind: str) -> dict[str, str]:
        """The names of all pages of a kind, by slug; withdrawn people are not among them."""
        return dict(self._rows("SELECT slug, name FROM good WHERE kind = ? AND name NOT NULL", [kind]))

    def spellings(self, kind: str) -> dict[str, tuple[str, ...]]:
        """What else the pages of a kind are called, by slug; withdrawn people are not among them."""
        rows = self._rows(
            "SELECT good.slug, value FROM good JOIN files USING (path), json_each(files.fields, '$.also_known_as')"
            " WHERE good.kind = ? AND name NOT NULL ORDER BY good.slug, json_each.id", [kind],
        )
        spellings: dict[str, tuple[str, ...]] = {}
        for slug, name in rows:
            spellings[slug] = (*spellings.get(slug, ()), name)
        return spellings

    def count(self) -> int:
        """How many cases there are."""
        return int(self._rows("SELECT count(*) FROM cases")[0][0])

    def number(self, slug: str) -> int | None:
        """The number of a case, or None."""
        rows = self._rows("SELECT number FROM cases WHERE slug = ?", [slug])
        return rows[0][0] if rows else None

    def credits(self) -> list[tuple[int, str, str]]:
        """Case number, person and role of every credit; people who withdrew are credited nowhere."""
        named = self.names("specialists")
        rows = self._rows(
            "SELECT number, json_extract(value, '$.person'), json_extract(value, '$.role') FROM cases"
            " JOIN good ON good.kind = 'cases' AND good.slug = cases.slug AND good.lang IS NULL"
            " JOIN files USING (path), json_each(files.fields, '$.specialists')"
        )
        # Names are joined here: SQLite would look through all files again for each credit.
        return [(number, person, role) for number, person, role in rows if person in named]

    def figures(self) -> tuple[StatedFigure, ...]:
        """Every figure of every case, the newest case first."""
        query = "SELECT facts, results FROM figures JOIN cases USING (number) ORDER BY time DESC, slug"
        return kept_figures(self._rows(query))

    def cases_by_book(self) -> dict[str, tuple[str, ...]]:
        """The slugs of the cases that name each book, in the order of the alphabet."""
        rows = self._rows(
            "SELECT value, good.slug FROM good JOIN files USING (path), json_each(files.fields, '$.books')"
            " WHERE good.kind = 'cases' AND good.lang IS NULL ORDER BY good.slug"
        )
        books: dict[str, list[str]] = {}
        for book, slug in rows:
            books.setdefault(book, []).append(slug)
        return {book: tuple(slugs) for book, slugs in books.items()}

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

    def files(self) -> tuple[SourceFile, ...]:
        """Every file as it was read, good or not, without its body: what judging a new one beside them takes."""
        return tuple(source_file(row) for row in self._rows(f"SELECT {FILE_COLUMNS} FROM files ORDER BY path"))

    def files_of(self, kind: str, slug: str) -> tuple[SourceFile, ...]:
        """The files of a page that stands in the library with their rendered bodies, the main one first."""
        return tuple(self._files(kind, slug))

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

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of all cases."""
        return Lexicon(self._rows)

    def glossary(self) -> tuple[GlossaryGroup, ...]:
        """The groups of words that mean the same."""
        files = self._files("glossary", "glossary")
        return building.build_library(files, [file.path for file in files]).glossary

    def golden_queries(self) -> tuple[GoldenQuery, ...]:
        """The known questions with their known answers."""
        files = self._files("golden-queries", "golden-queries")
        return building.build_library(files, [file.path for file in files]).golden_queries

    def renamed(self, kind: str, alias: str) -> str | None:
        """The slug that an old one leads to; None for what the library hides, or an old name would give it away."""
        rows = self._rows("SELECT slug FROM renamed WHERE kind = ? AND alias = ?", [kind, alias])
        return rows[0][0] if rows and self._name(kind, rows[0][0]) else None

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
        rows = self._rows("SELECT path, size, mtime_ns, sha256 FROM files")
        return {row[0]: Stamp._make(row[1:]) for row in rows}

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
