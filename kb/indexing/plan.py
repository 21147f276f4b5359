"""What has to be done to make the index equal to the library: nothing, a sync of what changed, or all of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.ingest import Scan
from kb.ingest import Stamp as Listed
from kb.model import Problems
from kb.store import Stamp

# "changed" and "if_needed" are one thing: what differs is applied, nothing is done when nothing differs, and an index
# that cannot be gone on from (none, damaged, made by other versions of the code) is built anew.
MODES = ("full", "changed", "if_needed")


@dataclass(frozen=True, slots=True)
class Plan:
    """`base` is the generation to start from, None to start from nothing; paths to read, and paths that are gone.

    `retell` says that other files than before cannot be read at all, of which nothing else would show.
    """

    base: str | None
    read: tuple[str, ...]
    gone: tuple[str, ...] = ()
    retell: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether the live generation already is what is wanted."""
        return self.base is not None and not (self.read or self.gone or self.retell)


def plan_sync(base: str, scan: Scan, known: Mapping[str, Stamp], told: Problems) -> Plan:
    """Compare sizes and times of the files with those of the generation; only what differs is read."""
    strays = tuple(each for each in told if each.path not in known and each.code != "missing_vocabulary")
    changed = tuple(path for path, stamp in scan.files.items() if _differs(stamp, known.get(path)))
    gone = tuple(path for path in known if path not in scan.files)
    return Plan(base, changed, gone, retell=strays != scan.problems)


def _differs(listed: Listed, kept: Stamp | None) -> bool:
    # A file that could not be read has no hash; what mends it may not show in its size and times.
    return kept is None or listed.mtime_ns != kept.mtime_ns or listed.size != kept.size or not kept.sha256


def plan_full(scan: Scan) -> Plan:
    """Read everything."""
    return Plan(None, tuple(scan.files))
