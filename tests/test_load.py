"""The load generator notices every way an answer can go wrong, asks the same for the same seed, and counts right."""

import asyncio
from argparse import Namespace
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.load import __main__ as program
from tests.bench.load.__main__ import measure
from tests.bench.load.client import Answer, Reader
from tests.bench.load.report import HEAD, Run, at
from tests.bench.load.site import prepare, slugs_in
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


def test_nobody_at_home_is_a_failure_that_lost_no_request() -> None:
    async def knock() -> Answer:
        server = await asyncio.start_server(answers(), "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        server.close()
        await server.wait_closed()
        return await Reader("127.0.0.1", port).get("/")
    answer = run(knock())
    assert (answer.status, answer.is_refused) == (0, True)


def test_an_answer_that_never_comes_is_a_failure_too() -> None:
    async def wait() -> Answer:
        gone = asyncio.Event()

        async def silent(incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter) -> None:
            await incoming.read()
            outgoing.close()
            await outgoing.wait_closed()
            gone.set()
        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        async with server:
            answer = await Reader("127.0.0.1", server.sockets[0].getsockname()[1], patience_s=0.2).get("/")
            await gone.wait()
        return answer
    answer = run(wait())
    assert (answer.status, answer.is_refused) == (0, False)
    assert "Timeout" in answer.failure


def test_a_reader_says_where_a_proxy_would_say_they_are() -> None:
    seen: list[bytes] = []

    async def serve(incoming: asyncio.StreamReader, outgoing: asyncio.StreamWriter) -> None:
        seen.append(await incoming.readuntil(b"\r\n\r\n"))
        outgoing.write(GOOD)
        await outgoing.drain()
        outgoing.close()
        await outgoing.wait_closed()
    run(ask(serve, "/"))
    assert b"X-Forwarded-For: 203.0.113.1\r\nX-Forwarded-Proto: https\r\n" in seen[0]


# -- the whole of it ---------------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("arguments", "saved"), [([], False), (["--save"], True)])
@pytest.mark.parametrize("is_kept", [True, False])
def test_what_came_of_it_is_added_to_the_results_when_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], *, saved: bool, is_kept: bool
) -> None:
    def measure(folder: Path, given: Namespace, tell: Callable[[str], None]) -> bool:
        assert (folder, given.clients, given.seconds, given.cases) == (tmp_path / "site", 200, 600, 10_000)
        tell("## a day\n")
        tell("| a row |")
        return is_kept
    results = tmp_path / "RESULTS.md"
    results.write_text("# Results\n", encoding="utf-8")
    monkeypatch.setattr(program, "measure", measure)
    monkeypatch.setattr(program, "RESULTS", results)
    monkeypatch.setattr(program, "end_with_the_server", lambda: None)
    monkeypatch.setattr("sys.argv", ["load", "--folder", str(tmp_path / "site"), *arguments])
    assert program.main() == (0 if is_kept else 1)
    assert results.read_text("utf-8") == "# Results\n" + ("\n## a day\n\n| a row |\n" if saved else "")


@pytest.mark.deep
def test_readers_a_publisher_and_reindexes_go_through_a_real_server_and_a_stop(tmp_path: Path) -> None:
    told: list[str] = []
    given = Namespace(clients=4, seconds=6.0, pause=0.0, cases=40)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(measure, tmp_path, given, told.append).result()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in "\n".join(told).splitlines()
            if line.startswith(("| publishing", "| stopped"))]
    assert [row[6:8] for row in rows] == [["0", "0"]] * 3, "errors and thinned results"
    assert int(rows[0][10]) >= 1, "something was published"
    assert int(rows[1][9]) >= 1, "a full reindex was done"
    assert slugs_in(tmp_path) == prepare(tmp_path, 40), "what is there is not generated again"


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
    assert cells == ["quiet", "2", "300", "400", "400", "4", "2", "0", "100, 110, 110", "1", "2"]
    assert len(cells) == HEAD.splitlines()[0].count("|") - 1


@pytest.mark.parametrize(("memory", "growth"), [
    ([], 0.0), ([100.0], 0.0), ([100.0, 300.0, 300.0, 300.0, 300.0], 0.0),
    ([1.0, 200.0, 200.0, 200.0, 200.0, 250.0, 250.0, 250.0], 0.25), ([5.0, 9.0, 8.0, 6.0, 8.0, 8.0], -1 / 9),
])
def test_memory_grows_by_what_the_second_half_has_more_once_everything_was_read(
    memory: list[float], growth: float
) -> None:
    assert Run(seconds=1.0, memory=memory).growth == pytest.approx(growth, abs=0.13)


def test_what_is_not_as_promised_is_told() -> None:
    short = Run(seconds=1.0, memory=[1.0, 100.0, 100.0, 200.0, 200.0])
    for seconds in (0.1, 2.5):
        short.note("search", seconds)
    short.failures["search 500"] += 3
    short.failures["nothing of this"] += 0
    short.thinned["/x"] += 1
    assert list(short.shortcomings()) == [
        "3 x search 500", "thinned 1 x: /x", "2 requests a second are fewer than 100",
        "p99 of 2.5 s is longer than 2 s", "memory grew by 100%"]
    good = Run(seconds=1.0, memory=[100.0] * 9)
    for _ in range(120):
        good.note("search", 0.5)
    assert list(good.shortcomings()) == []
    assert good.kinds() == "search 500 / 500"


def test_a_reader_looks_at_an_answer_for_about_so_long() -> None:
    reader = Visits(1, ["caz-1"], CONTROLS)
    pauses = [reader.pause(2.0) for _ in range(200)]
    assert all(1.0 <= pause <= 3.0 for pause in pauses)
    assert len(set(pauses)) > 100
    assert reader.pause(0.0) == 0.0


def test_a_run_without_answers_is_a_row_too() -> None:
    assert "| 0 | 0 | 0 | 0 | 0 |" in Run(seconds=1.0).row("nothing")
