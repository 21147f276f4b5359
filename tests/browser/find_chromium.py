"""Finds or installs a Chromium for the browser tests and remembers its path; started by `make browser`.

In this order: the one named by KB_TEST_CHROMIUM, an installed one, Debian's package, Playwright's own. When
none can be had it says so in one sentence and fails: a browser test is never left out silently.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REMEMBERED = Path(__file__).resolve().parents[2] / ".venv" / "chromium-path"
NONE_FOUND = "no Chromium for the browser tests: install the package chromium or name one in KB_TEST_CHROMIUM"
_STARTS_WITHIN = 60  # seconds; the first start after an install reads some 300 MB from disk
_INSTALLS_WITHIN = 1200
_WHERE = "from playwright.sync_api import *\nwith sync_playwright() as p: print(p.chromium.executable_path)"

Run = Callable[..., subprocess.CompletedProcess[str]]


class NoBrowser(Exception):
    """There is no usable Chromium, and none could be installed."""


@dataclass(frozen=True)
class Finder:
    """Looks for a Chromium with the given environment, memory and way to run commands."""

    environment: Mapping[str, str]
    remembered: Path = REMEMBERED
    run: Run = subprocess.run
    is_root: bool = os.geteuid() == 0

    def find_or_install(self) -> Path:
        """The Chromium to test with, installed if need be, its path remembered. Raises NoBrowser."""
        path = self._find() or self._from_debian() or self._from_playwright()
        if path is None:
            raise NoBrowser(NONE_FOUND)
        self.remembered.write_text(str(path), "utf-8")
        return path

    def find(self) -> Path:
        """The Chromium to test with, without installing one. Raises NoBrowser."""
        path = self._find()
        if path is None:
            raise NoBrowser(NONE_FOUND)
        return path

    def _find(self) -> Path | None:
        named = self.environment.get("KB_TEST_CHROMIUM")
        if not named:
            return self._known() or self._on_path()
        if not self._starts(Path(named)):
            raise NoBrowser(f"KB_TEST_CHROMIUM is {named}, which does not start")
        return Path(named)

    def _known(self) -> Path | None:
        """What was found last time, if it is still there; it is not started again, to be quick."""
        path = Path(self.remembered.read_text("utf-8")) if self.remembered.is_file() else None
        return path if path and path.is_file() and os.access(path, os.X_OK) else None

    def _on_path(self) -> Path | None:
        found = (shutil.which(name, path=self.environment.get("PATH")) for name in NAMES)
        return next((Path(path) for path in found if path and self._starts(Path(path))), None)

    def _from_debian(self) -> Path | None:
        if not self.is_root or not shutil.which("apt-get", path=self.environment.get("PATH")):
            return None
        self._ran("apt-get", "update")
        self._ran("apt-get", "install", "--yes", "--no-install-recommends", "chromium")
        return self._on_path()

    def _from_playwright(self) -> Path | None:
        self._ran(sys.executable, "-m", "playwright", "install", "chromium")
        answer = self._ran(sys.executable, "-c", _WHERE)
        path = Path(answer.strip()) if answer and answer.strip() else None
        return path if path and self._starts(path) else None

    def _starts(self, path: Path) -> bool:
        """Whether it runs at all: some systems put a stub there that only tells where to get a browser."""
        return self._ran(str(path), "--version", within=_STARTS_WITHIN) is not None

    def _ran(self, *command: str, within: int = _INSTALLS_WITHIN) -> str | None:
        """What the command printed, or None when it failed."""
        quiet = dict(self.environment) | {"DEBIAN_FRONTEND": "noninteractive"}
        try:
            answer = self.run(command, env=quiet, capture_output=True, text=True, timeout=within, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        return answer.stdout if answer.returncode == 0 else None


if __name__ == "__main__":
    try:
        print(f"browser tests use {Finder(os.environ).find_or_install()}")
    except NoBrowser as error:
        sys.exit(f"culise: {error}")
