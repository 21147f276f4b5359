"""Asking a catalogue that is being built about some of its files: enough to judge a change without reading all.

Headers are files without their bodies. Writing is the writer's; what may be concluded from the answers is not known
here.
"""

import gc
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from kb.model import Problem, SourceFile
from kb.store.rows import FILE_COLUMNS, source_file, stored_problem

_Rows = Callable[[str, Sequence[object]], Iterable[tuple[Any, ...]]]
# The kind and the slug of a page.
PageKey = tuple[str, str]
# SQLite takes some hundred parameters at least; each page takes two.
_AT_ONCE = 200


@contextmanager
def _uncollected() -> Generator[None]:
    """Let Python not look for cycles while many small things are made that all stay: that takes as long again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Standing:
    """What is kept of files, and which of them stand in the library."""

    def __init__(self, rows: _Rows) -> None:
        self._rows = rows

    def everything(self) -> list[SourceFile]:
        """Every header, by path."""
        with _uncollected():
            return [source_file(row) for row in self._rows(f"SELECT {FILE_COLUMNS} FROM files ORDER BY path", ())]

    def at(self, paths: Iterable[str]) -> list[SourceFile]:
        """The headers of the files at some paths, as far as there are any."""
        return self._headers("path IN ({places})", [(path,) for path in paths])

    def pages(self, keys: Iterable[PageKey]) -> list[SourceFile]:
        """The headers of all files of some pages, in every language."""
        return self._headers("(kind, slug) IN (VALUES {places})", keys)

    def lists(self, kind: str) -> list[SourceFile]:
        """The headers of all files of a kind."""
        return self._headers("kind IN ({places})", [(kind,)])

    def cases_naming(self, keys: Iterable[PageKey]) -> set[PageKey]:
        """The cases of which some file links to one of the pages."""
        wanted = set(keys)
        slugs = [(f'"{slug}"',) for _, slug in wanted]
        perhaps = (self._headers("kind = 'cases' AND instr(links, {places})", [slug]) for slug in slugs)
        return {
            (file.kind, file.slug) for files in perhaps for file in files
            if any((link.kind, link.slug) in wanted for link in file.links)
        }

    def good(self, paths: Iterable[str]) -> set[str]:
        """Those of the paths whose files stand in the library."""
        values = [(path,) for path in paths]
        return {path for (path,) in self._among("SELECT path FROM good WHERE path IN ({places})", values)}

    def renamed(self, keys: Iterable[PageKey]) -> bool:
        """Whether one of the names is an old name of a page."""
        return any(self._among("SELECT 1 FROM renamed WHERE (kind, alias) IN (VALUES {places})", keys))

    def between(self) -> list[Problem]:
        """What was found wrong when all files were seen together, and with files that could not be read at all."""
        return [stored_problem(text) for (text,) in self._rows("SELECT problem FROM link_problems", ())]

    def counts(self) -> tuple[int, int, int, int]:
        """How many cases, files of cases that stand in the library, files, and files that stand in it there are."""
        asked = ("cases", "good WHERE kind = 'cases'", "files", "good")
        cases, documents, files, good = (
            int(count) for each in asked for (count,) in self._rows(f"SELECT count(*) FROM {each}", ())
        )
        return cases, documents, files, good

    def _headers(self, condition: str, values: Iterable[Sequence[object]]) -> list[SourceFile]:
        question = f"SELECT {FILE_COLUMNS} FROM files WHERE {condition} ORDER BY path"
        return [source_file(row) for row in self._among(question, values)]

    def _among(self, question: str, values: Iterable[Sequence[object]]) -> Iterator[tuple[Any, ...]]:
        """Ask with all the values, some at a time."""
        remaining = iter(sorted(set(map(tuple, values))))
        while some := list(islice(remaining, _AT_ONCE)):
            one = "?" if len(some[0]) == 1 else "(" + ", ".join("?" * len(some[0])) + ")"
            places = ", ".join([one] * len(some))
            yield from self._rows(question.format(places=places), [value for each in some for value in each])
