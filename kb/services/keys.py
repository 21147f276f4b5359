"""The secret that forms and sessions are signed with: set by an operator, else made once and kept."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from kb.database import translated
from kb.errors import StorageFailed
from kb.services.wired import Wired

FILE = "secret_key"


class Keys(Wired):
    """What signs; it never leaves the process, neither in a page nor in a log."""

    def secret_key(self) -> bytes:
        """The setting, else what the instance folder keeps, made there when first needed. Raises StorageFailed."""
        if self.settings.secret_key:
            return self.settings.secret_key.encode()
        path = self.settings.instance_folder / FILE
        with translated(path):
            secret = _read(path) or _make(path)
        if not secret:
            raise StorageFailed("%(file)s is empty; delete it, and a new secret is made", file=path.name)
        return secret


def _read(path: Path) -> bytes:
    with suppress(FileNotFoundError):
        return path.read_bytes().strip()
    return b""


def _make(path: Path) -> bytes:
    """Of several processes that start at once, all read what the first one wrote."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_name(f".{FILE}.{secrets.token_hex(8)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_urlsafe(48).encode())
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):
        os.link(aside, path)
    aside.unlink()
    return _read(path)
