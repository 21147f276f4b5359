"""Static files with a digest of their content in the address, so that a browser may keep them for a year.

Addresses inside a stylesheet (`url(fonts/x.woff2)`) get digests too, or a preloaded font would load twice.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import Lock

from kb.errors import NotFound
from kb.i18n import N_
from kb.web.compression import pack

DIGEST_LENGTH = 8

# Only these are given away; a README beside the fonts is for people who read the code.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
}
# Formats that are compressed already only grow by another compression.
_COMPRESSIBLE = frozenset({".css", ".js", ".svg", ".txt"})
_CSS_ADDRESS = re.compile(r"""url\((["']?)([A-Za-z0-9_./-]+)\1\)""")


@dataclass(frozen=True)
class Asset:
    """A static file as it is sent; `stamp` tells whether the file has changed since."""

    path: Path
    content: bytes
    content_type: str
    is_compressible: bool
    stamp: tuple[int, int] | None
    _packed: dict[str, bytes] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def digest(self) -> str:
        """The beginning of the SHA-256 of what is sent."""
        return hashlib.sha256(self.content).hexdigest()[:DIGEST_LENGTH]

    def packed(self, encoding: str) -> bytes:
        """The content in an encoding of `compression`, made once, as small as it gets."""
        if encoding not in self._packed:
            self._packed[encoding] = pack(self.content, encoding, is_kept=True)
        return self._packed[encoding]


class Assets:
    """The static files of a folder, read when they are first asked for and again when they change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._held: dict[str, Asset] = {}
        self._lock = Lock()

    def address(self, name: str) -> str:
        """The address of a file with its digest. Raises NotFound."""
        return f"/static/{name}?v={self.get(name).digest}"

    def get(self, name: str) -> Asset:
        """A file by its name inside the folder. Raises NotFound."""
        with self._lock:
            held = self._held.get(name)
        if held is None or held.stamp != _stamp(held.path):
            held = self._read(self._path(name))
            with self._lock:
                self._held[name] = held
        return held

    def _path(self, name: str) -> Path:
        """A file has one name: if "./site.css" were one too, each way to write it would be held besides."""
        try:
            path = (self._folder / name).resolve(strict=True)
        except (OSError, ValueError):  # not there, too long for a name, or with a NUL in it
            path = self._folder
        if str(path) != f"{self._folder}/{name}" or path.suffix not in TYPES or not path.is_file():
            raise NotFound(N_("there is no such file"))
        return path

    def _read(self, path: Path) -> Asset:
        stamp, content = _stamp(path), path.read_bytes()
        if path.suffix == ".css":
            content = self._with_digests(path, content.decode()).encode()
        return Asset(path, content, TYPES[path.suffix], path.suffix in _COMPRESSIBLE, stamp)

    def _with_digests(self, path: Path, css: str) -> str:
        """Addresses of files that are there get digests; all others stay as they are."""
        def digested(match: re.Match[str]) -> str:
            target = (path.parent / match[2]).resolve()
            is_ours = target.is_file() and target.is_relative_to(self._folder) and target.suffix in TYPES
            if not is_ours:
                return match[0]
            digest = self.get(str(target.relative_to(self._folder))).digest
            return f"url({match[1]}{match[2]}?v={digest}{match[1]})"
        return _CSS_ADDRESS.sub(digested, css)


def _stamp(path: Path) -> tuple[int, int] | None:
    """When a file was last written and its size; None when it is gone."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size


def files(folder: Path) -> Iterator[Path]:
    """Every file below a folder, in a fixed order."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
