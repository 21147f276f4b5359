"""What reindexes did, one line each in a file of the index folder: the newest hundred are kept."""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kb.database import write_atomically
from kb.errors import StorageFailed

KEPT = 100
MOST_LOST = 20
_FILE = "history.jsonl"


@dataclass(frozen=True, slots=True)
class Entry:
    """One reindex or rollback: when it began (ISO 8601, UTC), what was asked, how it ended.

    `outcome` is built, synced, refused, failed, cancelled, interrupted or rolled_back; `reason`, a message id with its
    `arguments`, says why it did not go live. Of the known questions `asked`, `met` were answered, the first hits of
    `moved` changed, and `lost` (at most MOST_LOST of them) were answered before and are no longer.
    """

    began: str
    mode: str
    outcome: str
    seconds: float
    generation: str = ""
    cases: int = 0
    added: int = 0
    changed: int = 0
    removed: int = 0
    left_out: int = 0
    asked: int = 0
    met: int = 0
    reason: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)
    moved: int = 0
    lost: tuple[str, ...] = ()


def read_history(index: Path) -> tuple[Entry, ...]:
    """What was done, the newest first; lines that cannot be read are passed over."""
    return tuple(reversed(list(_entries(index))))


def keep(index: Path, entry: Entry) -> None:
    """Add an entry. History is a courtesy: that it cannot be kept must not fail what was done."""
    lines = [json.dumps(asdict(each)) for each in [*_entries(index), entry][-KEPT:]]
    with suppress(StorageFailed):
        write_atomically(index / _FILE, ("\n".join(lines) + "\n").encode("ascii"))


def _entries(index: Path) -> Iterator[Entry]:
    try:
        lines = (index / _FILE).read_text(encoding="ascii").splitlines()
    except (OSError, ValueError):
        return
    for line in lines:
        with suppress(ValueError, TypeError, AttributeError):
            values = json.loads(line)
            yield Entry(**{**values, "lost": tuple(values.get("lost", ()))})
