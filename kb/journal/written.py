"""Lines for other programs: as JSON, and as CSV that no spreadsheet takes for a formula."""

import csv
import io
import json
from collections.abc import Iterable, Iterator

from kb.journal.audit import AuditLine

COLUMNS = ("number", "at", "actor", "action", "object", "before", "after", "hash")
# What spreadsheets read as the beginning of a formula, also after a blank.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_json(line: AuditLine) -> dict[str, object]:
    """A line as plain values."""
    return {
        "number": line.number, "at": line.at.isoformat(), "actor": line.actor, "action": line.action,
        "object": line.object, "before": dict(line.before), "after": dict(line.after), "previous": line.previous,
        "hash": line.hash,
    }


def as_csv(lines: Iterable[AuditLine]) -> Iterator[str]:
    """The rows of a table, with its head, each with its line end."""
    yield table_row(COLUMNS)
    for line in lines:
        values = as_json(line)
        yield table_row(values[name] for name in COLUMNS)


def table_row(cells: Iterable[object]) -> str:
    """One row of CSV with its line end; no cell is a formula to a spreadsheet."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(map(_plain, cells))
    return out.getvalue()


def _plain(value: object) -> str:
    if isinstance(value, dict):
        value = json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
