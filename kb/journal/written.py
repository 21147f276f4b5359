"""Lines of the audit log for other programs: as JSON, and as a table."""

import json
from collections.abc import Iterable, Iterator

from kb.journal.audit import AuditLine
from kb.tables import table_row

COLUMNS = ("number", "at", "actor", "action", "object", "before", "after", "hash")


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
        yield table_row(_plain(values[name]) for name in COLUMNS)


def _plain(value: object) -> object:
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
    return value
