"""What a backup says that it holds: its manifest, written last and read before anything is believed."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from kb.errors import Unprocessable

# The two folders that are kept; a member's name begins with one of them.
INSTANCE, CONTENT = "instance", "content"
AREAS = (INSTANCE, CONTENT)
MANIFEST_NAME = "manifest.json"
# Raised when what is written now could not be restored by the program before.
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Member:
    """A file: its name in the backup, bytes, SHA-256 in hexadecimal, and permissions."""

    name: str
    size: int
    sha256: str
    mode: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything in a backup. `folders` are the empty ones; `left_out` was there and is no file to keep."""

    made: str
    version: str
    members: tuple[Member, ...]
    folders: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    # By the member's name: what the file of records was brought up to.
    migrations: Mapping[str, tuple[str, ...]] | None = None

    @property
    def size(self) -> int:
        """All files together, in bytes."""
        return sum(member.size for member in self.members)


def as_bytes(manifest: Manifest) -> bytes:
    """The manifest as it stands in the backup: ASCII, since names of files may be no text at all."""
    return json.dumps({"format": FORMAT, **asdict(manifest)}, indent=1).encode("ascii")


def parse_manifest(content: bytes) -> Manifest:
    """Read a manifest. Raises Unprocessable when a later program made it, ValueError when it is no right manifest."""
    values = json.loads(content)
    if not isinstance(values, dict) or not isinstance(values.get("format"), int):
        raise ValueError("the manifest has no format")
    if values["format"] > FORMAT:
        raise Unprocessable("the backup was made by a later version of the program; install version %(version)s first",
                            version=str(values.get("version")))
    try:
        manifest = Manifest(
            str(values["made"]), str(values["version"]), tuple(Member(**each) for each in values["members"]),
            tuple(values["folders"]), tuple(values["left_out"]),
            {name: tuple(done) for name, done in values["migrations"].items()},
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"the manifest is not right: {error}") from error
    for name in (*manifest.folders, *(member.name for member in manifest.members)):
        check_name(name)
    return manifest


def check_name(name: object) -> None:
    """Refuse a name that could lead out of the folder that it is put into. Raises ValueError."""
    parts = name.split("/") if isinstance(name, str) and "\0" not in name else []
    if len(parts) < 2 or parts[0] not in AREAS or any(part in ("", ".", "..") for part in parts):
        raise ValueError(f"{name!r} is not a name that a backup may hold")
