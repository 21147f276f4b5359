"""The site under load: a generated library, and `kb serve --production` over it as anybody would run it."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kb.settings import Settings
from tests.generator import generate_library

_ADDRESS = re.compile(r"http://\S+:\d+")
_SEED = 2026
# What begun answers may take; longer than the server's own patience.
_STOPS_WITHIN_S = 60


@dataclass(frozen=True, slots=True)
class Site:
    """A server: its process, where it answers, and the folder that holds all it has."""

    process: subprocess.Popen[str]
    host: str
    port: int
    folder: Path

    def stop(self) -> int:
        """Ask it to end as a service manager does, and answer its exit status. Raises TimeoutExpired."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(_STOPS_WITHIN_S)


def settings_of(folder: Path) -> Settings:
    """The settings of a site that everybody can reach, behind a proxy."""
    return Settings(content=folder / "content", index=folder / "index", instance=folder / "instance",
                    trusted_hosts=("127.0.0.1",), proxies=1, log_level="error")


def environment(folder: Path) -> dict[str, str]:
    """The same, for a process."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
    return clean | settings_of(folder).as_environment()


def prepare(folder: Path, cases: int) -> list[str]:
    """Generate a library, unless one of that size is there from before, and answer the slugs of its cases."""
    if len(slugs := slugs_in(folder)) != cases:
        generate_library(folder / "content", cases, _SEED)
        slugs = slugs_in(folder)
    return slugs


def slugs_in(folder: Path) -> list[str]:
    """The generated cases; those that were published since are called otherwise."""
    return sorted(path.stem for path in (folder / "content/cases").glob("caz-*.md") if "." not in path.stem)


@contextmanager
def served(folder: Path) -> Iterator[Site]:
    """A server over a folder, from when it can be asked until the block ends; what it says is in `serve.log`."""
    with (folder / "serve.log").open("wb") as words, subprocess.Popen(
        [sys.executable, "-m", "kb", "serve", "--production", "--port", "0"], env=environment(folder), text=True,
        stdout=subprocess.PIPE, stderr=words,
    ) as process:
        try:
            yield _site(process, folder)
        finally:
            if process.poll() is None:
                process.terminate()


def _site(process: subprocess.Popen[str], folder: Path) -> Site:
    """Once it announces where it answers. Raises RuntimeError with its last words when it does not start."""
    assert process.stdout is not None
    found = _ADDRESS.search(process.stdout.readline())
    if found is None:
        raise RuntimeError((folder / "serve.log").read_text("utf-8", "replace")[-2000:])
    parts = urlsplit(found[0])
    return Site(process, parts.hostname or "", parts.port or 0, folder)


def memory_of(process: int) -> float:
    """Megabytes of a process with its children, and theirs; what they share is counted once."""
    return sum(_resident_mb(each) for each in family(process))


def family(process: int) -> list[int]:
    """A process with all that came of it, but for a reindex or a publishing beside it."""
    children = Path(f"/proc/{process}/task/{process}/children")
    try:
        found = [int(each) for each in children.read_text(encoding="ascii").split()]
    except OSError:
        found = []
    return [process, *(each for child in found if not _is_beside(child) for each in family(child))]


def _is_beside(process: int) -> bool:
    try:
        words = Path(f"/proc/{process}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return True
    return b"reindex" in words or b"publish" in words


def _resident_mb(process: int) -> float:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024
