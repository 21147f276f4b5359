"""Killable workers with a deadline: work on untrusted text is done in other processes, which may stall or die.

A worker that overruns its time or memory is killed and replaced, and only the item that did it fails. Nothing about
content is known here. A script that uses this keeps its own work under `if __name__ == "__main__"`, because workers
import the script.
"""

import multiprocessing
import os
import resource
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError
from concurrent.futures import TimeoutError as Overrun
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import forkserver
from types import TracebackType
from typing import Any, Generic, Literal, Self, TypeVar

from pebble import ProcessFuture, ProcessPool

Item = TypeVar("Item")
Result = TypeVar("Result")

# A worker with Markdown, YAML and pydantic loaded has some 0.3 GB of address space; no honest text needs this much.
MEMORY_LIMIT = 1024 * 1024 * 1024
# Batches handed out to each worker ahead: enough to keep it busy, few enough to stay small.
_AHEAD = 4
# At most this long does it take to end a worker that does not react.
_KILLING_S = 3.0
# In deadlines: late enough that the pool, which tells what happened, is always first.
_ALARM_AFTER = 3


@dataclass(frozen=True, slots=True)
class Failure(Generic[Item]):
    """Why there is no result for an item: it overran the deadline, killed its worker, or raised."""

    item: Item
    kind: Literal["timeout", "crash", "error"]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class _Task:
    """Some items on their way through a pool."""

    pool: ProcessPool
    future: ProcessFuture[Any]
    items: list[Any]


class Workers:
    """A few processes that stay up between calls. Use it in a `with` block: leaving it ends every process.

    `preload` names modules to import once, so that a new or replaced worker starts in milliseconds. `patience_s` is
    how long a task may give no sign at all before the pool is taken for dead and replaced.
    """

    def __init__(
        self, processes: int, deadline_s: float = 2.0, *,
        preload: Sequence[str] = (), memory_limit: int = MEMORY_LIMIT, patience_s: float | None = None,
    ) -> None:
        self._processes = processes
        self._deadline_s = deadline_s
        self._memory_limit = memory_limit
        self._patience_s = patience_s or (_AHEAD + 2) * (deadline_s + _KILLING_S)
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload([*preload, __name__])
        self._renewing = threading.Lock()
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Let the processes start while the caller does something else; else they start with the first task."""
        self._pool.schedule(_nothing)

    def close(self) -> None:
        """Kill the workers, whatever they are doing, and wait until they are gone."""
        self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()

    def run(self, function: Callable[[Item], Result], item: Item) -> Result | Failure[Item]:
        """Work on one item within the deadline; `function` must be importable by name. Its errors are not raised."""
        return self._collect(self._submit(function, [item]), function)[0]

    def map_batches(
        self, function: Callable[[Item], Result], items: Iterable[Item], batch: int = 16
    ) -> Iterator[Result | Failure[Item]]:
        """Work on many items, in order, several to a task.

        The deadline holds for a whole batch; when it is overrun, or its worker dies, each of its items is
        tried again alone, so that the neighbours of a bad item still give results.
        """
        remaining = iter(items)
        waiting: deque[_Task] = deque()
        try:
            while True:
                while len(waiting) < self._processes * _AHEAD and (chunk := list(islice(remaining, batch))):
                    waiting.append(self._submit(function, chunk))
                if not waiting:
                    return
                yield from self._collect(waiting.popleft(), function)
        finally:
            for task in waiting:
                task.future.cancel()  # type: ignore[no-untyped-call]

    def _submit(self, function: Callable[[Item], Result], items: list[Item]) -> _Task:
        arguments = (function, items, self._deadline_s)
        with self._renewing:
            if not self._pool.active:  # it gave up, when workers died faster than it could replace them
                self._renew(self._pool)
            pool = self._pool
            return _Task(pool, pool.schedule(_work, args=arguments, timeout=self._deadline_s), items)

    def _collect(
        self, task: _Task, function: Callable[[Item], Result], *, again: bool = True
    ) -> list[Result | Failure[Item]]:
        try:
            outcomes = self._wait(task)
        except (BrokenProcessPool, CancelledError) as error:  # the fault of the pool, or of another item
            if again:
                return self._collect(self._submit(function, task.items), function, again=False)
            return [Failure(item, "crash", str(error)) for item in task.items]
        except Overrun:
            failure = Failure(task.items[0], "timeout", f"{self._deadline_s:g} s")
        except Exception as error:  # noqa: BLE001 - a worker's death shows as several types
            failure = Failure(task.items[0], "crash", str(error))
        else:
            pairs = zip(task.items, outcomes, strict=True)
            return [value if ok else Failure(item, "error", value) for item, (ok, value) in pairs]
        if len(task.items) == 1:
            return [failure]
        alone = [self._submit(function, [item]) for item in task.items]
        return [self._collect(single, function)[0] for single in alone]

    def _wait(self, task: _Task) -> list[tuple[bool, Any]]:
        """What came of a task. Raises BrokenProcessPool when its pool gives no sign, or was replaced meanwhile."""
        patience_s = self._patience_s if task.pool is self._pool else 0
        try:
            outcomes: list[tuple[bool, Any]] = task.future.result(patience_s)
        except Overrun:
            if task.future.done():
                raise
        else:
            return outcomes
        with self._renewing:
            if task.pool is self._pool:
                self._renew(task.pool)
        raise BrokenProcessPool("the workers gave no sign")

    def _renew(self, pool: ProcessPool) -> None:
        """Put a new pool in the place of one that is dead: a worker killed from outside may take a lock with it."""
        self._pool = self._new_pool()
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=self._processes, context=self._context,
            initializer=_limit_memory, initargs=(self._memory_limit,),
        )


def _limit_memory(memory_limit: int) -> None:
    """In the worker, once: bound its memory, and leave no core file behind."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_limit, memory_limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _nothing() -> None:
    """In the worker: what it does to have started."""


def _leave_server_to_parent() -> None:
    """In a process that was forked (a web server's): start workers from a server of its own.

    The one that its parent started is no child of this process, and waiting for it, as multiprocessing does, fails.
    """
    server: Any = forkserver._forkserver
    if server._forkserver_alive_fd is not None:
        os.close(server._forkserver_alive_fd)
    server._forkserver_pid = server._forkserver_alive_fd = server._forkserver_address = None


os.register_at_fork(after_in_child=_leave_server_to_parent)


Outcome = tuple[bool, object]


def _work(function: Callable[[Any], object], chunk: list[Any], deadline_s: float) -> list[Outcome]:
    """In the worker: each result, or what was raised, as text: not every exception survives the journey.

    The alarm, whose default is to end the process, is for a worker that nobody is left to kill.
    """
    signal.setitimer(signal.ITIMER_REAL, _ALARM_AFTER * deadline_s)
    outcomes: list[Outcome] = []
    for item in chunk:
        try:
            outcomes.append((True, function(item)))
        except Exception as error:  # noqa: BLE001 - the caller is told, whatever it was
            outcomes.append((False, f"{type(error).__name__}: {error}"[:500]))
    signal.setitimer(signal.ITIMER_REAL, 0)
    return outcomes
