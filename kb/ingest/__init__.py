"""Files to model: everything that reads `content/`; the front door of the room."""

from kb.ingest import skeleton
from kb.ingest.links import Resolution, resolve
from kb.ingest.pipeline import DEADLINE_S, check_library, new_workers, read_files, read_library, sort_problems
from kb.ingest.reading import finish, parse_source, read_file, read_source
from kb.ingest.rendering import RENDERER_VERSION, render
from kb.ingest.walk import Identity, Scan, Stamp, identify, scan

__all__ = [
    "DEADLINE_S",
    "RENDERER_VERSION",
    "Identity",
    "Resolution",
    "Scan",
    "Stamp",
    "check_library",
    "finish",
    "identify",
    "new_workers",
    "parse_source",
    "read_file",
    "read_files",
    "read_library",
    "read_source",
    "render",
    "resolve",
    "scan",
    "skeleton",
    "sort_problems",
]
