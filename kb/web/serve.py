"""Serving the site with gunicorn: processes of four threads each, from one command, stopped gracefully."""

import errno
import gc
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from gunicorn.app.base import BaseApplication

from kb.errors import ConfigurationError
from kb.settings import Settings
from kb.web import garbage
from kb.web.app import create_app
from kb.web.metrics import shared_by_workers
from kb.web.worker import GracefulArbiter, GracefulWorker, ServerLog

WORKERS = 2
THREADS = 4
# A browser's connection is kept for the next letter that is typed.
_KEEP_ALIVE_SECONDS = 15
_GRACEFUL_SECONDS = 25
_MAX_REQUEST_LINE = 8_190


@dataclass(frozen=True, slots=True)
class Listener:
    """A socket that is bound already, so that a taken port is noticed before anything is started."""

    socket: socket.socket
    host: str

    @property
    def port(self) -> int:
        """The port, also when the system chose it."""
        return int(self.socket.getsockname()[1])

    @property
    def address(self) -> str:
        """Where the site can be opened."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"


def listen(host: str, port: int) -> Listener:
    """Bind an address. Raises ConfigurationError when it is taken, not ours, or not allowed."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
    except (OSError, UnicodeError) as error:  # UnicodeError: what can be no host name at all
        raise _not_here(host) from error
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
        bound.listen()
    except OSError as error:
        bound.close()
        raise _refused(error, host, port) from error
    return Listener(bound, host)


def _refused(error: OSError, host: str, port: int) -> ConfigurationError:
    if error.errno == errno.EADDRINUSE:
        return ConfigurationError("port %(port)s is taken by another program; give another --port", port=port)
    if error.errno == errno.EACCES:
        return ConfigurationError("port %(port)s is reserved; choose one above 1023 with --port", port=port)
    return _not_here(host)


def _not_here(host: str) -> ConfigurationError:
    return ConfigurationError("%(host)s is not an address of this machine; give another --host, such as 127.0.0.1",
                              host=host)


def cores() -> int:
    """How many processes are at work at the same time on this machine, as far as this one may use it; at least two."""
    return max(WORKERS, len(os.sched_getaffinity(0)))


def serve(settings: Settings, listener: Listener, on_ready: Callable[[], None], workers: int = WORKERS) -> None:
    """Serve until stopped; `on_ready` is called once connections are taken. Raises ConfigurationError.

    The app is made once before and thrown away: what is wrong with it is said here, not by a dying worker.
    """
    with shared_by_workers(settings):
        create_app(settings)
        # What the reindex before has left behind is cleared away here: a forked process would do it in its first
        # requests.
        gc.collect()
        gc.freeze()
        Server(settings, listener, on_ready, workers).run()


class Server(BaseApplication):
    """Gunicorn, configured from here alone; each process makes its app, so that nothing open is shared."""

    def __init__(self, settings: Settings, listener: Listener, on_ready: Callable[[], None], workers: int) -> None:
        self._settings = settings
        self._listener = listener
        self._on_ready = on_ready
        self._workers = workers
        super().__init__()

    def load_config(self) -> None:
        """Take nothing from the environment or a file of gunicorn's own."""
        for name, value in self._options().items():
            self.cfg.set(name, value)

    def run(self) -> None:
        """Serve until stopped."""
        GracefulArbiter(self).run()

    def load(self) -> Any:
        """The app of one process; what its first visitors will want is made while it waits for them."""
        garbage.look_seldom()
        app = create_app(self._settings)
        app.extensions["kb.services"].keep_warm(garbage.settle)
        return app

    def _options(self) -> dict[str, Any]:
        # Gunicorn closes the descriptor it is given; it gets one of its own.
        descriptor = os.dup(self._listener.socket.fileno())
        return {
            "bind": f"fd://{descriptor}",
            "workers": self._workers,
            "threads": THREADS,
            "worker_class": f"{GracefulWorker.__module__}.{GracefulWorker.__name__}",
            "keepalive": _KEEP_ALIVE_SECONDS,
            "graceful_timeout": _GRACEFUL_SECONDS,
            "limit_request_line": _MAX_REQUEST_LINE,
            "control_socket_disable": True,
            "loglevel": "warning",
            "logger_class": f"{ServerLog.__module__}.{ServerLog.__name__}",
            "when_ready": lambda _: self._be_ready(),
        }

    def _be_ready(self) -> None:
        """No worker is there yet. Held by nobody else, the door is shut when all workers have shut it."""
        self._on_ready()
        self._listener.socket.close()
