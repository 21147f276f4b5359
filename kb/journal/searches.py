"""What people search for, as numbers: by day, language and words. Who searched is never known here, nor the hour.

A file of its own, so that visitors never slow accounts; it may be deleted at any time. When something is written into
it is `counting`'s part.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date
from typing import Any

from sqlite_utils import Database, Migrations

from kb.database import KeptDatabase
from kb.tables import table_row

SEARCHES_FILE = "searches.sqlite"
SEARCH_MIGRATIONS = Migrations("searches")
# Longer words were pasted, and say less about many readers than about one.
LONGEST_QUERY = 100
# Seven digits are a telephone number at the least; a year, or two, is none.
_LEAST_DIGITS = 7
_ADDRESS = re.compile(r"\S@\S")
_NUMBER = re.compile(r"\+?\(?\d[\d\s().,/\-–—]{5,}\d")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[\s,/\-–—.]+(?:19|20)\d\d)*")
# Before 1993 ș and ț were typed with a cedilla, and some keyboards still do.
_CEDILLAS = str.maketrans("şţ", "șț")


@SEARCH_MIGRATIONS()
def m001_searches(database: Database) -> None:
    """One line for what was searched in a language on a day, however often."""
    database.execute(
        "CREATE TABLE searches (day TEXT NOT NULL, lang TEXT NOT NULL, query TEXT NOT NULL,"
        " searches INTEGER NOT NULL DEFAULT 0, total INTEGER, found_none INTEGER NOT NULL DEFAULT 0,"
        " found_part INTEGER NOT NULL DEFAULT 0, rescued INTEGER NOT NULL DEFAULT 0, reason TEXT NOT NULL DEFAULT '',"
        " opened INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (day, lang, query)) STRICT, WITHOUT ROWID")


@dataclass(frozen=True, slots=True)
class Searched:
    """A search: how many cases it found, whether some had a part of the words, why other words were searched."""

    lang: str
    query: str
    total: int
    has_perhaps: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A result of a search was opened."""

    lang: str
    query: str


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What is wanted of the counts; what is empty narrows nothing. Days are UTC and both count."""

    lang: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class SearchCount:
    """A query with its counts; `total` is how many cases it found last, None when only an opening is known.

    `nothing` counts the searches that found nothing at all, `perhaps` those that found only a part of the words,
    `reasons` says why other words were searched (unfinished, typo, layout, translit).
    """

    query: str
    lang: str
    searches: int
    total: int | None
    nothing: int
    perhaps: int
    rescued: int
    reasons: str
    opened: int


@dataclass(frozen=True, slots=True)
class SearchSums:
    """All searches of a day or of all days asked for; `day` (ISO 8601) and `lang` are empty in the latter."""

    day: str
    lang: str
    searches: int
    nothing: int
    perhaps: int
    rescued: int
    opened: int


# What a list holds, and what stands first in it.
_LISTS: Mapping[str, tuple[str, str]] = {
    "top": ("searches > 0", "searches"),
    "nothing": ("found_none + found_part > 0", "found_none + found_part"),
    "unopened": ("opened = 0 AND total > 0", "searches"),
    "rescued": ("rescued > 0", "rescued"),
}
LISTS = tuple(_LISTS)
_SUMS = ", ".join(f"coalesce(sum({name}), 0) AS {name}"
                  for name in ("searches", "found_none", "found_part", "rescued", "opened"))


def kept_query(text: str) -> str:
    """A query as it is kept: small letters, single blanks, cut; empty for one that may tell of a person."""
    plain = unicodedata.normalize("NFKC", text.encode("utf-8", "replace").decode("utf-8")).lower()
    words = "".join(char if char.isprintable() else " " for char in plain).translate(_CEDILLAS).split()
    query = " ".join(words)
    return "" if is_personal(query) else query[:LONGEST_QUERY].strip()


def is_personal(query: str) -> bool:
    """Whether a query looks like an e-mail address, a telephone number, a card or an identity number."""
    if _ADDRESS.search(query):
        return True
    numbers = (found[0] for found in _NUMBER.finditer(query))
    return any(sum(map(str.isdecimal, each)) >= _LEAST_DIGITS and not _YEARS.fullmatch(each) for each in numbers)


class SearchLog:
    """The counts of an instance, read and added to."""

    def __init__(self, database: KeptDatabase) -> None:
        self._database = database

    def add(self, events: Iterable[tuple[date, Searched | Opened]]) -> None:
        """Count all of them, in one transaction. Raises Busy, StorageFailed."""
        with self._database.writing() as database:
            for day, event in events:
                _add(database, day.isoformat(), event)

    def purge(self, before: date) -> None:
        """Forget the days before one. Raises Busy, StorageFailed."""
        with self._database.writing() as database:
            database.execute("DELETE FROM searches WHERE day < ?", (before.isoformat(),))

    def counts(self, kind: str, wanted: SearchFilter, limit: int = -1) -> tuple[SearchCount, ...]:
        """The queries of a list (one of LISTS), the most frequent first. Raises Busy, StorageFailed."""
        holds, order = _LISTS[kind]
        # Beside its one max(), SQLite takes bare columns from the row that holds it: the last day with a total.
        rows = self._rows(
            f"SELECT query, lang, searches, total, found_none, found_part, rescued, reasons, opened FROM ("
            f" SELECT query, lang, total, max(CASE WHEN total IS NOT NULL THEN day END), {_SUMS},"
            f" coalesce(group_concat(DISTINCT nullif(reason, '')), '') AS reasons"
            f" FROM searches {{where}} GROUP BY query, lang)"
            f" WHERE {holds} ORDER BY {order} DESC, searches DESC, query, lang LIMIT ?", wanted, limit)
        return tuple(SearchCount(*row) for row in rows)

    def days(self, wanted: SearchFilter) -> tuple[SearchSums, ...]:
        """What was searched each day in each language, the latest day first. Raises Busy, StorageFailed."""
        rows = self._rows(f"SELECT day, lang, {_SUMS} FROM searches {{where}} GROUP BY day, lang"
                          " ORDER BY day DESC, lang", wanted)
        return tuple(SearchSums(*row) for row in rows)

    def sums(self, wanted: SearchFilter) -> SearchSums:
        """All of it together. Raises Busy, StorageFailed."""
        rows = self._rows(f"SELECT '', '', {_SUMS} FROM searches {{where}}", wanted)
        return SearchSums(*rows[0]) if rows else SearchSums("", "", 0, 0, 0, 0, 0)

    def _rows(self, question: str, wanted: SearchFilter, *more: object) -> Sequence[Any]:
        if not self._database.path.exists():
            return ()
        clause, values = _where(wanted)
        with self._database.reading() as database:
            return [tuple(row) for row in database.execute(question.format(where=clause), (*values, *more))]


def searches_as_csv(counts: Iterable[SearchCount]) -> Iterator[str]:
    """The rows of a table, with its head, each with its line end; no cell is a formula to a spreadsheet."""
    yield table_row(each.name for each in fields(SearchCount))
    for count in counts:
        yield table_row("" if value is None else value for value in astuple(count))


def _add(database: Database, day: str, event: Searched | Opened) -> None:
    if isinstance(event, Opened):
        database.execute(
            "INSERT INTO searches (day, lang, query, opened) VALUES (?, ?, ?, 1)"
            " ON CONFLICT (day, lang, query) DO UPDATE SET opened = opened + 1", (day, event.lang, event.query))
        return
    nothing = not event.total and not event.has_perhaps
    perhaps = not event.total and event.has_perhaps
    database.execute(
        "INSERT INTO searches (day, lang, query, searches, total, found_none, found_part, rescued, reason)"
        " VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?) ON CONFLICT (day, lang, query) DO UPDATE SET searches = searches + 1,"
        " total = excluded.total, found_none = found_none + excluded.found_none,"
        " found_part = found_part + excluded.found_part,"
        " rescued = rescued + excluded.rescued, reason = excluded.reason",
        (day, event.lang, event.query, event.total, nothing, perhaps, bool(event.reason), event.reason))


def _where(wanted: SearchFilter) -> tuple[str, list[object]]:
    asked = {"lang = ?": wanted.lang, "day >= ?": wanted.since and wanted.since.isoformat(),
             "day <= ?": wanted.until and wanted.until.isoformat()}
    used = {clause: value for clause, value in asked.items() if value}
    return ("WHERE " + " AND ".join(used) if used else "", list(used.values()))
