"""Starting the program `kb` beside this process: long work that has to go on when the page or the server is gone."""

import os
import subprocess
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress

from kb.settings import Settings

# Of the nineteen steps back there are: on a busy machine readers are answered first, and the work still gets on.
_NICE = 10


def start_command(arguments: Sequence[str], settings: Settings) -> subprocess.Popen[bytes]:
    """Start `kb` with these arguments and the settings of this process, in a session of its own."""
    environment = {**os.environ, **settings.as_environment()}
    process = subprocess.Popen(
        [sys.executable, "-m", "kb", *arguments], env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
    )
    _step_back(process)
    # Somebody has to take note of its end, or it stays in the table of processes for as long as this one lives.
    threading.Thread(target=process.wait, name="kb command", daemon=True).start()
    return process


@contextmanager
def beside(arguments: Sequence[str], settings: Settings) -> Generator[None]:
    """Run `kb` with these arguments for as long as the block lasts; it ends with this process, however that ends.

    What it writes goes where this process writes. The pipe to its input is the tie: it is closed by any death.
    """
    environment = {**os.environ, **settings.as_environment()}
    process = subprocess.Popen([sys.executable, "-m", "kb", *arguments], env=environment, stdin=subprocess.PIPE)
    _step_back(process)
    try:
        yield
    finally:
        process.communicate()


def _step_back(process: subprocess.Popen[bytes]) -> None:
    """Let readers go first. Done from here, before it has started anything: what it starts will be as patient."""
    with suppress(OSError):  # it is over already
        os.setpriority(os.PRIO_PROCESS, process.pid, _NICE)
