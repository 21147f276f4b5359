"""Writing a catalogue while its generation is built. Once a generation is live nothing writes to it."""

import json
from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from sqlite_utils import Database

from kb.model import Body, CaseStudy, Library, Problem, SourceFile
from kb.store.cards import card_of, facet_values, strength_of, time_of
from kb.store.figures import figures_row
from kb.store.rows import body_row, dumps, file_row, problem_row, rendered_body
from kb.store.schema import create_tables
from kb.store.standing import Standing


class CatalogueWriter:
    """The catalogue of a generation that is being built."""

    def __init__(self, database: Database, *, new: bool) -> None:
        self._database = database
        self._new = new
        self._unused: set[str] = set()  # bodies that may have lost their last file
        self._words: Counter[str] = Counter()  # by how many cases each count has to change
        self.standing = Standing(self._rows)
        if new:
            create_tables(database)

    # -- files ---------------------------------------------------------------------------------------------

    def put_files(self, files: Iterable[tuple[SourceFile, int, int]]) -> None:
        """Keep files (with size and mtime_ns) and their bodies, replacing what stood at their paths."""
        kept = list(files)
        self._let_go_of(file.path for file, _, _ in kept)
        bodies = [body_row(file.body) for file, _, _ in kept if file.body]
        self._put("bodies", bodies)
        self._put("files", [file_row(file, size, mtime_ns) for file, size, mtime_ns in kept])

    def remove_files(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        gone = list(paths)
        self._let_go_of(gone)
        for path in gone:
            self._run("DELETE FROM files WHERE path = ?", [path])

    def _let_go_of(self, paths: Iterable[str]) -> None:
        """Remember which bodies may have lost their last file; in a new catalogue none can."""
        if not self._new:
            for path in paths:
                self._unused.update(
                    digest for (digest,) in self._rows("SELECT body_sha256 FROM files WHERE path = ?", [path]) if digest
                )

    def headers(self) -> list[SourceFile]:
        """Every file without its body: enough to resolve links."""
        return self.standing.everything()

    def with_bodies(self, files: Iterable[SourceFile]) -> list[SourceFile]:
        """The same files with their rendered bodies."""
        return [replace(file, body=self._body(file.path)) for file in files]

    def _body(self, path: str) -> Body | None:
        query = "SELECT html, sections FROM files JOIN bodies ON bodies.sha256 = body_sha256 WHERE path = ?"
        return next((rendered_body(html, sections) for html, sections in self._rows(query, [path])), None)

    def drop_unused_bodies(self) -> None:
        """Forget bodies no file has any more."""
        for digest in sorted(self._unused):
            self._run(
                "DELETE FROM bodies WHERE sha256 = ?"
                " AND NOT EXISTS (SELECT 1 FROM files WHERE body_sha256 = bodies.sha256)",
                [digest],
            )
        self._unused.clear()

    # -- cases ---------------------------------------------------------------------------------------------

    def digests(self, slugs: Iterable[str] | None = None) -> dict[str, tuple[int, str]]:
        """Number and digest by slug: of each case, or of those of some that there are."""
        query = "SELECT slug, number, digest FROM cases"
        rows = self._rows(query) if slugs is None else chain.from_iterable(
            self._rows(f"{query} WHERE slug = ?", [slug]) for slug in slugs
        )
        return {slug: (number, digest) for slug, number, digest in rows}

    def last_number(self) -> int:
        """The highest number a case has, 0 when there is none."""
        return max((number or 0 for (number,) in self._rows("SELECT max(number) FROM cases")), default=0)

    def put_case(
        self, number: int, digest: str, case: CaseStudy, library: Library, documents: Iterable[int]
    ) -> None:
        """Keep a case; `documents` are the ids of its versions, in order."""
        self._put("cases", [{
            "number": number, "slug": case.slug, "digest": digest, "time": time_of(case), "added": case.added or "",
            "strength": strength_of(case, library.vocabulary("evidence")), "card": card_of(case, library).as_json(),
            "facets": dumps(facet_values(case, library)),
        }])
        self._put("figures", [row for row in (figures_row(number, case),) if row])
        self._put("texts", [
            {
                "document": document, "lang": text.lang, "title": text.title, "summary": text.summary,
                "sections": dumps([[x.anchor, x.heading, x.plain] for x in text.body.sections]),
            }
            for document, text in zip(documents, case.texts, strict=False)
        ])

    def remove_case(self, number: int, documents: Iterable[int]) -> None:
        """Forget a case and the texts of its versions."""
        self._run("DELETE FROM cases WHERE number = ?", [number])
        self._run("DELETE FROM figures WHERE number = ?", [number])
        for document in documents:
            self._run("DELETE FROM texts WHERE document = ?", [document])
        for (words,) in list(self._rows("SELECT words FROM case_words WHERE number = ?", [number])):
            self._words.subtract(words.split())
        self._run("DELETE FROM case_words WHERE number = ?", [number])

    def put_words(self, number: int, words: Iterable[str]) -> None:
        """Keep which different folded words a case has."""
        kept = sorted(set(words))
        self._words.update(kept)
        self._run("INSERT OR REPLACE INTO case_words (number, words) VALUES (?, ?)", [number, " ".join(kept)])

    def count_words(self, described: Callable[[str], tuple[str, str]]) -> None:
        """Bring the counts of words up to date; `described` gives the stem and the sound of a word."""
        changed = [(word, by) for word, by in self._words.items() if by]
        self._words.clear()
        self._database.conn.executemany(
            "INSERT INTO words (word, stem, sound, first, length, cases) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (word) DO UPDATE SET cases = cases + excluded.cases",
            ((word, *described(word), word[0], len(word), by) for word, by in changed),
        )
        self._run("DELETE FROM words WHERE cases <= 0")

    def case_facets(self) -> Iterable[tuple[int, Mapping[str, list[str]]]]:
        """Number and facet values of each case."""
        return ((number, json.loads(facets)) for number, facets in self._rows("SELECT number, facets FROM cases"))

    def facets_of(self, slugs: Iterable[str]) -> list[tuple[int, Mapping[str, list[str]]]]:
        """Number and facet values of those of the cases that there are."""
        rows = (self._rows("SELECT number, facets FROM cases WHERE slug = ?", [slug]) for slug in slugs)
        return [(number, json.loads(facets)) for found in rows for number, facets in found]

    # -- a part of what is made anew each time ----------------------------------------------------------------

    def facet_bitmaps(self, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], bytes]:
        """The kept bitmaps of those of the facet values that have one."""
        query = "SELECT cases FROM facets WHERE facet = ? AND value = ?"
        return {key: cases for key in keys for (cases,) in self._rows(query, key)}

    def change_facets(self, bitmaps: Mapping[tuple[str, str], bytes | None]) -> None:
        """Keep other bitmaps for some facet values; None where no case has the value any more."""
        for facet, value in (key for key, cases in bitmaps.items() if cases is None):
            self._run("DELETE FROM facets WHERE facet = ? AND value = ?", [facet, value])
        self._put("facets", [
            {"facet": f, "value": v, "cases": cases} for (f, v), cases in bitmaps.items() if cases is not None
        ])

    def put_good(self, files: Iterable[SourceFile], withdrawn: Container[str]) -> None:
        """Keep that some files stand in the library, with the names they have now."""
        self._put("good", [_good_row(file, withdrawn) for file in files])

    # -- made anew each time ---------------------------------------------------------------------------------

    def replace_facets(self, bitmaps: Mapping[tuple[str, str], bytes]) -> None:
        """Keep the facet bitmaps, by facet and value."""
        self._replace("facets", [{"facet": f, "value": v, "cases": cases} for (f, v), cases in sorted(bitmaps.items())])

    def replace_good(self, files: Iterable[SourceFile], withdrawn: Container[str], problems: Iterable[Problem]) -> None:
        """Keep which files stand in the library, and the problems that show only when all are seen together."""
        self._replace("good", [_good_row(file, withdrawn) for file in files])
        self._replace("link_problems", [problem_row(problem) for problem in problems])

    def replace_renamed(self, aliases: Mapping[tuple[str, str], str]) -> None:
        """Keep the slugs that old slugs lead to, by kind and old slug."""
        self._replace("renamed", [{"kind": k, "alias": a, "slug": slug} for (k, a), slug in sorted(aliases.items())])

    def _replace(self, table: str, rows: list[dict[str, Any]]) -> None:
        self._run(f"DELETE FROM {table}")
        self._put(table, rows)

    def _put(self, table: str, rows: list[dict[str, Any]]) -> None:
        if rows:
            names = list(rows[0])
            places = ", ".join(f":{name}" for name in names)
            self._database.conn.executemany(
                f"INSERT OR REPLACE INTO {table} ({', '.join(names)}) VALUES ({places})", rows
            )

    def _run(self, statement: str, values: Iterable[object] = ()) -> None:
        self._database.conn.execute(statement, tuple(values))

    def _rows(self, query: str, values: Iterable[object] = ()) -> Iterable[tuple[Any, ...]]:
        return self._database.conn.execute(query, tuple(values))


def _good_row(file: SourceFile, withdrawn: Container[str]) -> dict[str, Any]:
    name = _name(file, withdrawn)
    return {"path": file.path, "kind": file.kind, "slug": file.slug, "lang": file.lang, "name": name}


def _name(file: SourceFile, withdrawn: Container[str]) -> str | None:
    if file.lang is not None or (file.kind == "specialists" and file.slug in withdrawn):
        return None
    return str(file.fields.get("name") or file.fields.get("title") or file.slug)
