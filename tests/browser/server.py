"""The site as it runs: `kb serve` in a process of its own, on a port that is free."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_ADDRESS = re.compile(r"http://\S+:\d+")
_ANSWERS_WITHIN = 60  # seconds; the index is built first
_STOPS_WITHIN = 10


class NotServed(Exception):
    """The server ended or stayed silent; its last words are in the message."""


@contextmanager
def serve(content: Path, folder: Path) -> Iterator[str]:
    """The address of the site over `content`; all that is written goes into `folder`. Raises NotServed."""
    log = folder / "serve.log"
    with log.open("wb") as words, _started(content, folder / "index", words) as process:
        try:
            yield _address(process, log)
        finally:
            _stop(process)


def _started(content: Path, index: Path, words: object) -> subprocess.Popen[str]:
    settings = {"KB_CONTENT": content, "KB_INDEX": index, "KB_INSTANCE": index.parent / "instance",
                "KB_LOG_LEVEL": "error"}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("KB_")}
    return subprocess.Popen(
        [sys.executable, "-m", "kb", "serve", "--port", "0", "--lang", "en"],
        cwd=ROOT, env=clean | {name: str(value) for name, value in settings.items()},
        stdout=subprocess.PIPE, stderr=words, text=True, start_new_session=True)


def _address(process: subprocess.Popen[str], log: Path) -> str:
    """What the server announces, once it answers there."""
    announced = _ADDRESS.search(process.stdout.readline())
    if announced is None or not _is_alive(announced[0]):
        raise NotServed(log.read_text("utf-8", "replace")[-2000:])
    return announced[0]


def _is_alive(address: str) -> bool:
    until = time.monotonic() + _ANSWERS_WITHIN
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5) as answer:
                return answer.status == 200
        except urllib.error.HTTPError as error:
            error.close()
            return False
        except OSError:
            time.sleep(0.05)
    return False


def _stop(process: subprocess.Popen[str]) -> None:
    """At once, without waiting for a browser that keeps its connections; the whole group when it will not."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(_STOPS_WITHIN)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
