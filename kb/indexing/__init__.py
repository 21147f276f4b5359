"""From the library to a live index; the front door of the room."""

from kb.indexing.generations import Generations
from kb.indexing.job import Reindex, ReindexReport
from kb.indexing.live import LiveIndex, OpenGeneration
from kb.indexing.manifest import Manifest, Versions
from kb.indexing.plan import MODES
from kb.indexing.progress import Progress, read_progress
from kb.indexing.proof import MissedQuery, Proof

__all__ = [
    "MODES",
    "Generations",
    "LiveIndex",
    "Manifest",
    "MissedQuery",
    "OpenGeneration",
    "Progress",
    "Proof",
    "Reindex",
    "ReindexReport",
    "Versions",
    "read_progress",
]
