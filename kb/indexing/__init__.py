"""From the library to a live index; the front door of the room."""

from kb.indexing.generations import Generations
from kb.indexing.job import Reindex, ReindexReport
from kb.indexing.live import LiveIndex, OpenGeneration
from kb.indexing.manifest import Manifest, Versions
from kb.indexing.plan import MODES
from kb.indexing.progress import Progress, read_progress

__all__ = [
    "MODES",
    "Generations",
    "LiveIndex",
    "Manifest",
    "OpenGeneration",
    "Progress",
    "Reindex",
    "ReindexReport",
    "Versions",
    "read_progress",
]
