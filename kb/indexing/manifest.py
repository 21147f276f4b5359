"""The manifest of a generation: by which versions of the code it was made, so that it knows whether it is stale."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from kb.database import write_atomically
from kb.errors import IndexUnavailable
from kb.ingest import RENDERER_VERSION
from kb.language import ANALYZER_VERSION
from kb.search import engine_version
from kb.store import CATALOGUE_VERSION

CATALOGUE_FILE = "catalogue.sqlite"
_FILE = "manifest.json"


@dataclass(frozen=True, slots=True)
class Versions:
    """What a generation depends on beside the library; when any of it differs, the generation is built anew."""

    engine: str
    engine_version: int
    catalogue: int
    analyzer: int
    renderer: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation says of itself; `asked` known questions, of which it `met` some when last built in full."""

    generation: str
    created: str
    versions: Versions
    cases: int
    documents: int
    files: int
    left_out: int
    asked: int
    met: int


def versions_of_code(engine: str) -> Versions:
    """The versions a generation built now would have."""
    return Versions(engine, engine_version(engine), CATALOGUE_VERSION, ANALYZER_VERSION, RENDERER_VERSION)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest into a generation's folder. Raises StorageFailed."""
    write_atomically(folder / _FILE, json.dumps(asdict(manifest), indent=1).encode())


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation. Raises IndexUnavailable when there is none or it is damaged."""
    try:
        values = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return Manifest(**{**values, "versions": Versions(**values["versions"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise IndexUnavailable("the index has no readable manifest: %(reason)s", reason=str(error)) from error
