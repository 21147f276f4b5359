"""From the library to a live index; the front door of the room."""

from kb.indexing.doctor import CLEAR, REBUILD, SYNC, Finding, clear_away, examine_index
from kb.indexing.generations import Generations
from kb.indexing.history import Entry, keep, read_history
from kb.indexing.job import Reindex, ReindexReport
from kb.indexing.live import LiveIndex, OpenGeneration
from kb.indexing.manifest import Manifest, Versions, read_manifest
from kb.indexing.plan import MODES
from kb.indexing.progress import Progress, ask_to_cancel, read_progress
from kb.indexing.proof import AskedQuery, Moved, Proof
from kb.indexing.watch import follow

__all__ = [
    "CLEAR",
    "MODES",
    "REBUILD",
    "SYNC",
    "AskedQuery",
    "Entry",
    "Finding",
    "Generations",
    "LiveIndex",
    "Manifest",
    "Moved",
    "OpenGeneration",
    "Progress",
    "Proof",
    "Reindex",
    "ReindexReport",
    "Versions",
    "ask_to_cancel",
    "clear_away",
    "examine_index",
    "follow",
    "keep",
    "read_history",
    "read_manifest",
    "read_progress",
]
