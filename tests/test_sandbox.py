"""Workers: results in order, only the culprit fails, nothing outlives the block it was made for."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from multiprocessing import forkserver
from pathlib import Path
from types import SimpleNamespace

import pytest

from kb.errors import TooComplex
from kb.sandbox import Failure, Workers, _leave_server_to_parent

DEADLINE_S = 0.5
CHECKOUT = Path(__file__).parents[1]


def double(number: int) -> int:
    return number * 2


def misbehave(number: int) -> int:
    """Do what the number says; all others are doubled."""
    if number == 13:
        time.sleep(60)
    if number == 17:
        os._exit(3)
    if number == 19:
        raise TooComplex("no %(thing)s", thing="way")
    if number == 23:
        return len(bytearray(8 * 1024**3))
    if number == 29:
        while True:
            pass
    return double(number)


def own_pid(_: int) -> int:
    return os.getpid()


def unpicklable(_: int) -> object:
    return lambda: None


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2, DEADLINE_S, preload=[__name__], patience_s=2) as made:
        made.run(double, 1)
        yield made


def is_alive(pid: int) -> bool:
    """Whether the process exists and is more than a zombie."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_until_gone(pids: list[int], seconds: float) -> list[int]:
    ends = time.monotonic() + seconds
    while (left := [pid for pid in pids if is_alive(pid)]) and time.monotonic() < ends:
        time.sleep(0.05)
    return left


def test_results_come_in_the_order_of_the_items(workers: Workers) -> None:
    assert list(workers.map_batches(double, range(200), batch=7)) == [2 * number for number in range(200)]


def test_nothing_to_do_gives_nothing(workers: Workers) -> None:
    assert list(workers.map_batches(double, [])) == []


def test_items_are_taken_only_as_they_are_needed(workers: Workers) -> None:
    taken = []

    def numbers() -> Iterator[int]:
        for number in range(10_000):
            taken.append(number)
            yield number

    results = workers.map_batches(double, numbers(), batch=10)
    assert next(results) == 0
    results.close()
    assert len(taken) <= 100


@pytest.mark.parametrize(("culprit", "kind"), [
    (13, "timeout"), (17, "crash"), (19, "error"), (23, "error"), (29, "timeout"),
])
def test_only_the_culprit_of_a_batch_fails(workers: Workers, culprit: int, kind: str) -> None:
    numbers = [1, 2, culprit, 4, 5, 6]
    outcomes = list(workers.map_batches(misbehave, numbers, batch=4))
    failure = outcomes.pop(2)
    assert outcomes == [2, 4, 8, 10, 12]
    assert isinstance(failure, Failure)
    assert (failure.item, failure.kind) == (culprit, kind)


def test_an_error_tells_its_type_and_words(workers: Workers) -> None:
    assert workers.run(misbehave, 19) == Failure(19, "error", "TooComplex: no way")


def test_too_much_memory_fails_the_item_and_not_the_machine(workers: Workers) -> None:
    outcome = workers.run(misbehave, 23)
    assert isinstance(outcome, Failure)
    assert "MemoryError" in outcome.reason


def test_a_stalled_item_ends_near_its_deadline(workers: Workers) -> None:
    started = time.monotonic()
    outcome = workers.run(misbehave, 13)
    assert isinstance(outcome, Failure)
    assert time.monotonic() - started < DEADLINE_S + 3


def test_a_result_that_cannot_travel_is_a_failure(workers: Workers) -> None:
    outcome = workers.run(unpicklable, 1)
    assert isinstance(outcome, Failure)
    assert outcome.kind == "crash"
    assert workers.run(double, 4) == 8


def test_work_goes_on_after_every_worker_was_killed(workers: Workers) -> None:
    for pid in {workers.run(own_pid, number) for number in range(20)}:
        os.kill(pid, signal.SIGKILL)
    outcomes = list(workers.map_batches(double, range(50)))
    assert outcomes == [2 * number for number in range(50)]


def test_work_goes_on_when_the_workers_give_no_sign(workers: Workers) -> None:
    for pid in {workers.run(own_pid, number) for number in range(20)}:
        os.kill(pid, signal.SIGSTOP)
    started = time.monotonic()
    outcomes = list(workers.map_batches(double, range(200), batch=5))
    assert outcomes == [2 * number for number in range(200)]
    assert time.monotonic() - started < 12


def test_the_same_workers_serve_many_calls(workers: Workers) -> None:
    assert len({workers.run(own_pid, number) for number in range(30)}) <= 2


def test_workers_that_were_started_ahead_work_as_others_do() -> None:
    with Workers(1, DEADLINE_S) as ahead:
        ahead.start()
        assert list(ahead.map_batches(double, range(3))) == [0, 2, 4]


def test_no_process_outlives_the_block() -> None:
    with Workers(2, DEADLINE_S) as own:
        pids = list({pid for pid in own.map_batches(own_pid, range(40), batch=1) if isinstance(pid, int)})
        assert pids
    assert wait_until_gone(pids, 2) == []


def test_leaving_the_block_does_not_wait_for_stalled_work() -> None:
    started = time.monotonic()
    with Workers(1, 60) as own:
        results = own.map_batches(misbehave, [1, 13], batch=1)
        assert next(results) == 2
    assert time.monotonic() - started < 10


_SCRIPT = """
import os, sys, time
from kb.sandbox import Workers
from tests.test_sandbox import misbehave, own_pid

if __name__ == "__main__":
    with Workers(2, 1.0) as workers:
        print(workers.run(own_pid, 1), flush=True)
        list(workers.map_batches(misbehave, [13] * 4, batch=1))
"""


@pytest.mark.slow
@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_workers_end_with_the_process_that_made_them(tmp_path: Path, sent: signal.Signals) -> None:
    script = tmp_path / "stalling.py"
    script.write_text(_SCRIPT)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    with subprocess.Popen([sys.executable, script], env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          text=True, start_new_session=True) as process:
        assert process.stdout is not None
        worker = int(process.stdout.readline())
        time.sleep(0.3)
        process.send_signal(sent)
        process.wait(15)
    left = wait_until_gone([worker], 10)
    for pid in left:
        os.kill(pid, signal.SIGKILL)
    assert left == []


_FORKING = """
import os, sys, time
from kb.sandbox import Workers
from tests.test_sandbox import double, own_pid

def work():
    with Workers(1, 5.0) as workers:
        return workers.run(own_pid, 1), list(workers.map_batches(double, range(3)))

if __name__ == "__main__":
    print(os.getpid(), *work(), flush=True)
    child = os.fork()
    if not child:
        try:
            print(os.getpid(), *work(), flush=True)
        finally:
            sys.stdout.flush()
            os._exit(0)
    os.waitpid(child, 0)
    print(os.getpid(), *work(), flush=True)
"""


@pytest.mark.slow
def test_a_process_that_was_forked_has_workers_of_its_own_and_so_has_its_parent_still(tmp_path: Path) -> None:
    """The processes of the web server are forked from one that has built an index, with workers of its own.

    Without care the fork takes its parent's server of workers for its own, waits for it as for a child, and fails.
    """
    script = tmp_path / "forking.py"
    script.write_text(_FORKING)
    done = subprocess.run([sys.executable, script], env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, check=False,
                          capture_output=True, text=True, timeout=90)
    assert done.stderr == ""
    told = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
    assert [line[2] for line in told] == ["[0, 2, 4]"] * 3
    parent, child, again = (int(line[0]) for line in told)
    assert parent == again != child
    assert len({line[1] for line in told}) == 3, "each had workers of its own"


def test_a_fork_closes_what_ties_it_to_its_parents_server_of_workers_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Held open by a forked process, the tie would keep the server alive when its parent is gone."""
    reading, writing = os.pipe()
    server = SimpleNamespace(_forkserver_alive_fd=writing, _forkserver_pid=7, _forkserver_address="x", kept="as it was")
    monkeypatch.setattr("kb.sandbox.forkserver._forkserver", server)
    _leave_server_to_parent()
    assert os.read(reading, 1) == b"", "the other end sees it closed"
    os.close(reading)
    assert vars(server) == {"_forkserver_alive_fd": None, "_forkserver_pid": None, "_forkserver_address": None,
                            "kept": "as it was"}
    _leave_server_to_parent()  # where there was none there is nothing to leave


def test_the_parts_of_the_standard_library_that_this_leans_on_are_there() -> None:
    """They are private: a later Python that renames them must fail here and not on a server."""
    assert {"_forkserver_alive_fd", "_forkserver_pid", "_forkserver_address"} <= set(vars(forkserver._forkserver))
