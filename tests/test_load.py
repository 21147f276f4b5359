"""The load generator notices every way an answer can go wrong, asks the same for the same seed, and counts right."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.load.client import Answer, Reader
from tests.bench.load.report import HEAD, Run, at
from tests.bench.load.visits import Visits

T = TypeVar("T")
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
GOOD = b"HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n" + b'{"total": 3}'


def run(task: Coroutine[None, None, T]) -> T:
    """Done in a thread of its own: a browser of other tests keeps an event loop running in the main one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, task).result()


def answers(*given: bytes) -> Serve:
    """A server that answers with these bytes in turn, one connection for as long as it can; empty bytes hang up."""
    waiting = list(given)

    async def serve(incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter) -> None:
        while waiting and await incoming.readuntil(b"\r\n\r\n"):
            answer = waiting.pop(0)
            outgoing.write(answer)
            await outgoing.drain()
            if not answer or b"close" in answer or len(answer) < 20:
                break
        outgoing.close()
    return serve


async def ask(serve: Serve, *paths: str) -> list[Answer]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        reader = Reader("127.0.0.1", server.sockets[0].getsockname()[1])
        found = [await reader.get(path) for path in paths]
        await reader.close()
        return found


def test_an_answer_is_read_whole() -> None:
    [answer] = run(ask(answers(GOOD), "/"))
    assert (answer.status, answer.json()) == (200, {"total": 3})


def test_a_connection_is_kept_for_the_next_question() -> None:
    found = run(ask(answers(GOOD, GOOD.replace(b"200 OK", b"404 Not Found")), "/a", "/b"))
    assert [answer.status for answer in found] == [200, 404]


def test_a_server_that_closes_politely_is_asked_on_a_new_connection() -> None:
    closing = GOOD.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n", 1)
    found = run(ask(answers(closing, GOOD), "/a", "/b"))
    assert [answer.status for answer in found] == [200, 200]


def test_a_kept_connection_that_was_hung_up_is_opened_anew_and_the_question_asked_again() -> None:
    found = run(ask(answers(GOOD, b"", GOOD), "/a", "/b"))
    assert [answer.status for answer in found] == [200, 200]


@pytest.mark.parametrize("broken", [b"", b"HTTP/1.1", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_broken_answer_is_a_failure_with_its_reason(broken: bytes) -> None:
    [answer] = run(ask(answers(broken), "/"))
    assert answer.status == 0
    assert answer.failure


def test_nobody_at_home_is_a_failure() -> None:
    async def knock() -> Answer:
        server = await asyncio.start_server(answers(), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        return await Reader("127.0.0.1", port).get("/")
    assert run(knock()).status == 0


# -- visits ------------------------------------------------------------------------------------------------------------

CONTROLS = ["/api/v1/search?q=vin", "/api/v1/search?q=miere"]


def visits(seed: int, count: int) -> list[tuple[str, str]]:
    return list(islice(Visits(seed, ["caz-1", "caz-2"], CONTROLS), count))


def test_the_same_reader_asks_the_same() -> None:
    assert visits(7, 200) == visits(7, 200)
    assert visits(7, 200) != visits(8, 200)


def test_most_visits_are_searches_and_every_kind_occurs() -> None:
    kinds = Counter(kind for kind, _ in visits(1, 2_000))
    assert set(kinds) == {"search", "control", "suggest", "case", "other"}
    assert kinds.most_common(1)[0][0] == "search"


@given(st.integers(0, 10_000))
def test_every_address_can_be_asked_for(seed: int) -> None:
    for kind, path in visits(seed, 20):
        assert path.isascii()
        assert path.startswith("/")
        assert " " not in path
        if kind in ("search", "suggest"):
            assert parse_qs(urlsplit(path).query)["q"][0]
        if kind == "control":
            assert path in CONTROLS


# -- what it came to ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("ordered", "share", "expected"), [
    ([], 0.5, 0.0), ([4.0], 0.99, 4.0), ([1.0, 2.0, 3.0, 4.0], 0.5, 3.0), ([1.0, 2.0, 3.0, 4.0], 0.0, 1.0),
    ([1.0, 2.0], 1.0, 2.0), (list(map(float, range(100))), 0.99, 99.0),
])
def test_a_share_of_the_answers_came_in_that_time(ordered: list[float], share: float, expected: float) -> None:
    assert at(ordered, share) == expected


@given(st.lists(st.floats(0, 100), min_size=1, max_size=50), st.floats(0, 1))
def test_it_is_always_one_of_the_times_and_grows_with_the_share(times: list[float], share: float) -> None:
    ordered = sorted(times)
    assert ordered[0] <= at(ordered, share) <= ordered[-1]
    assert at(ordered, share) <= at(ordered, 1.0)


def test_a_run_is_a_row_of_the_table() -> None:
    run = Run(seconds=2.0, memory=[100.0, 110.4], reindexes=1, published=2)
    for seconds in (0.3, 0.1, 0.2):
        run.note("search", seconds)
    run.note("case", 0.4)
    run.failures["search 500 "] += 2
    cells = [cell.strip() for cell in run.row("quiet").strip("|").split("|")]
    assert cells == ["quiet", "2", "300", "400", "400", "4", "2", "0", "100 to 110", "1", "2"]
    assert len(cells) == HEAD.splitlines()[0].count("|") - 1


def test_a_run_without_answers_is_a_row_too() -> None:
    assert "| 0 | 0 | 0 | 0 | 0 |" in Run(seconds=1.0).row("nothing")
