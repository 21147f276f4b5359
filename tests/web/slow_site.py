"""A server as the real one is, over an app whose answers wait for a word: `python -m tests.web.slow_site FOLDER`.

`/slow/N` notes that it has begun as the file N in FOLDER and answers once there is a file "go"; `/fast` at once.
"""

import sys
import time
from pathlib import Path

from gunicorn.workers import gthread

from kb import log
from kb.settings import Settings
from kb.web import listen
from kb.web.serve import Server


class SlowServer(Server):
    """The real server, with another app in it."""

    def __init__(self, folder, listener):
        self._folder = folder
        super().__init__(Settings(), listener, lambda: print(listener.port, flush=True), workers=2)

    def load(self):
        """The app."""
        return self._answer

    def _answer(self, environ, start):
        name = environ["PATH_INFO"].rpartition("/")[2]
        if environ["PATH_INFO"] == "/broken":
            raise ZeroDivisionError("a secret that somebody typed")
        if environ["PATH_INFO"].startswith("/slow/"):
            (self._folder / name).touch()
            while not (self._folder / "go").exists():
                time.sleep(0.02)
        start("200 OK", [("Content-Length", str(len(name)))])
        return [name.encode()]


if __name__ == "__main__":
    gthread.STOP_KEEPALIVE_LINGER = 20.0  # a slow machine must not decide a test
    log.configure("info")
    SlowServer(Path(sys.argv[1]), listen("127.0.0.1", 0)).run()
