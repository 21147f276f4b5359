"""Workers that stay up between requests: started by the first that needs them, one pool a process, ended at the end."""

import atexit
import threading
from collections.abc import Callable

from kb.sandbox import Workers


class Standby:
    """A pool of workers that is not there until it is asked for."""

    def __init__(self, start: Callable[[], Workers]) -> None:
        self._start = start
        self._lock = threading.Lock()
        self._workers: Workers | None = None

    def get(self) -> Workers:
        """The workers, started now if they are not up."""
        with self._lock:
            if self._workers is None:
                self._workers = self._start()
                atexit.register(self.close)
            return self._workers

    def close(self) -> None:
        """End them; the next who asks gets new ones."""
        with self._lock:
            workers, self._workers = self._workers, None
        if workers is not None:
            atexit.unregister(self.close)
            workers.close()
