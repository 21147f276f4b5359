"""Writing a catalogue while its generation is built. Once a generation is live nothing writes to it."""

import json
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from kb.model import Body, CaseStudy, Library, Problem, SourceFile
from kb.store.cards import card_of, facet_values, strength_of, time_of
from kb.store.rows import FILE_COLUMNS, body_row, dumps, file_row, problem_row, rendered_body, source_file
from kb.store.schema import create_tables


class CatalogueWriter:
    """The catalogue of a generation that is being built."""

    def __init__(self, database: Database, *, new: bool) -> None:
        self._database = database
        if new:
            create_tables(database)

    # -- files ---------------------------------------------------------------------------------------------

    def put_files(self, files: Iterable[tuple[SourceFile, int, int]]) -> None:
        """Keep files (with size and mtime_ns) and their bodies, replacing what stood at their paths."""
        kept = list(files)
        bodies = [body_row(file.body) for file, _, _ in kept if file.body]
        self._put("bodies", bodies)
        self._put("files", [file_row(file, size, mtime_ns) for file, size, mtime_ns in kept])

    def remove_files(self, paths: Iterable[str]) -> None:
        """Forget files that are gone."""
        for path in paths:
            self._run("DELETE FROM files WHERE path = ?", [path])

    def headers(self) -> list[SourceFile]:
        """Every file without its body: enough to resolve links."""
        return [source_file(row) for row in self._rows(f"SELECT {FILE_COLUMNS} FROM files ORDER BY path")]

    def with_bodies(self, files: Iterable[SourceFile]) -> list[SourceFile]:
        """The same files with their rendered bodies."""
        return [replace(file, body=self._body(file.path)) for file in files]

    def _body(self, path: str) -> Body | None:
        query = "SELECT html, sections FROM files JOIN bodies ON bodies.sha256 = body_sha256 WHERE path = ?"
        return next((rendered_body(html, sections) for html, sections in self._rows(query, [path])), None)

    def drop_unused_bodies(self) -> None:
        """Forget bodies no file has any more."""
        self._run("DELETE FROM bodies WHERE sha256 NOT IN (SELECT body_sha256 FROM files WHERE body_sha256 NOT NULL)")

    # -- cases ---------------------------------------------------------------------------------------------

    def digests(self) -> dict[str, tuple[int, str]]:
        """Number and digest of each case, by slug."""
        return {slug: (number, digest) for number, slug, digest in self._rows("SELECT number, slug, digest FROM cases")}

    def put_case(
        self, number: int, digest: str, case: CaseStudy, library: Library, documents: Iterable[int]
    ) -> None:
        """Keep a case; `documents` are the ids of its versions, in order."""
        self._put("cases", [{
            "number": number, "slug": case.slug, "digest": digest, "time": time_of(case), "added": case.added or "",
            "strength": strength_of(case, library.vocabulary("evidence")), "card": card_of(case, library).as_json(),
            "facets": dumps(facet_values(case, library)),
        }])
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
        for document in documents:
            self._run("DELETE FROM texts WHERE document = ?", [document])

    def case_facets(self) -> Iterable[tuple[int, Mapping[str, list[str]]]]:
        """Number and facet values of each case."""
        return ((number, json.loads(facets)) for number, facets in self._rows("SELECT number, facets FROM cases"))

    # -- made anew each time ---------------------------------------------------------------------------------

    def replace_facets(self, bitmaps: Mapping[tuple[str, str], bytes]) -> None:
        """Keep the facet bitmaps, by facet and value."""
        self._replace("facets", [{"facet": f, "value": v, "cases": cases} for (f, v), cases in sorted(bitmaps.items())])

    def replace_good(self, files: Iterable[SourceFile], withdrawn: Container[str], problems: Iterable[Problem]) -> None:
        """Keep which files stand in the library, and the problems that show only when all are seen together."""
        self._replace("good", [
            {"path": x.path, "kind": x.kind, "slug": x.slug, "lang": x.lang, "name": _name(x, withdrawn)} for x in files
        ])
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


def _name(file: SourceFile, withdrawn: Container[str]) -> str | None:
    if file.lang is not None or (file.kind == "specialists" and file.slug in withdrawn):
        return None
    return str(file.fields.get("name") or file.fields.get("title") or file.slug)
