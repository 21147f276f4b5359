"""Many readers at once over a large library, quiet and with full reindexes beside them, on one machine.

`python -m tests.bench.load --save` is the whole measurement: 200 readers who look at each answer for a second, 10,000
cases, ten minutes each, added to `RESULTS.md`; `--pause 0` asks without looking, so that all of them always wait. The
load generator works on the same processors. Exit status 1 when a promise is not kept.
"""

import argparse
import asyncio
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from tests.bench import machine
from tests.bench.load.client import Reader
from tests.bench.load.desk import Desk
from tests.bench.load.report import HEAD, Run
from tests.bench.load.site import Site, memory_of, prepare, served
from tests.bench.load.visits import Visits

RESULTS = Path(__file__).parents[1] / "RESULTS.md"
_CONTROL_WORDS = ("campanie", "viziunea", "клиент", "facebook", "vin rosu", "results")
_PUBLISH_EVERY_S = 20.0
_MEMORY_EVERY_S = 2.0


@dataclass(frozen=True, slots=True)
class Load:
    """How much of it: so many readers for so many seconds, who pause so long, and searches whose totals are watched."""

    clients: int
    seconds: float
    pause_s: float
    slugs: list[str]
    controls: tuple[str, ...] = tuple(f"/api/v1/search?q={quote(words)}" for words in _CONTROL_WORDS)


async def visit(
    reader: Reader, visits: Visits, totals: dict[str, int], run: Run, end: float, pause_s: float,
) -> None:
    """One reader until the end, who looks at each answer for a while before the next click."""
    await asyncio.sleep(visits.pause(pause_s))
    for kind, path in visits:
        if (began := time.perf_counter()) > end:
            break
        answer = await reader.get(path)
        if answer.status != 200:
            run.failures[f"{kind} {answer.status} {answer.failure}"] += 1
            continue
        run.note(kind, time.perf_counter() - began)
        if kind == "control" and int(str(answer.json()["total"])) < totals[path]:
            run.thinned[path] += 1
        await asyncio.sleep(visits.pause(pause_s))
    await reader.close()


async def watch_memory(site: Site, run: Run, end: float) -> None:
    """The memory of the server and all its processes, but for a reindex."""
    while time.perf_counter() < end:
        run.memory.append(await asyncio.to_thread(memory_of, site.process.pid))
        await asyncio.sleep(_MEMORY_EVERY_S)


async def publish_now_and_then(desk: Desk, run: Run, end: float) -> None:
    """An approved case every few seconds; while a full rebuild is at work it waits in the outbox."""
    while time.perf_counter() < end:
        await asyncio.to_thread(desk.publish, str(time.time_ns()))
        run.published += 1
        await asyncio.sleep(_PUBLISH_EVERY_S)


async def reindex_again_and_again(desk: Desk, run: Run, end: float) -> None:
    """A full rebuild, and when it is done the next."""
    while time.perf_counter() < end:
        if not await asyncio.to_thread(desk.reindex):
            run.failures["a reindex was not put in place"] += 1
        run.reindexes += 1


async def under_load(site: Site, load: Load, *, reindexing: bool) -> Run:
    """One run: everybody at once, with somebody publishing."""
    first, totals = Reader(site.host, site.port), {}
    for path in load.controls:
        totals[path] = int(str((await first.get(path)).json()["total"]))
    await first.close()
    run, controls = Run(), list(load.controls)
    with closing(Desk(site)) as desk:
        began = time.perf_counter()
        end = began + load.seconds
        beside = [watch_memory(site, run, end), publish_now_and_then(desk, run, end)]
        if reindexing:
            beside.append(reindex_again_and_again(desk, run, end))
        others = asyncio.gather(*beside)
        await asyncio.gather(*(
            visit(Reader(site.host, site.port, f"198.51.100.{seed % 250}"), Visits(seed, load.slugs, controls), totals,
                  run, end, load.pause_s) for seed in range(load.clients)))
        run.seconds = time.perf_counter() - began
        await others
        run.failures["approved and not in the library"] = await asyncio.to_thread(desk.lost)
    return run


async def stopped_under_load(site: Site, load: Load) -> Run:
    """Everybody at once, and after a while a stop: whoever was let in is answered, later ones find the door shut."""
    run, end = Run(), time.perf_counter() + 60
    stopping = asyncio.get_running_loop().run_in_executor(None, _stop_soon, site)
    async def read(seed: int) -> None:
        reader = Reader(site.host, site.port)
        for kind, path in Visits(seed, load.slugs, list(load.controls)):
            began = time.perf_counter()
            answer = await reader.get(path)
            if answer.is_refused or began > end:
                break
            if answer.status == 200:
                run.note(kind, time.perf_counter() - began)
            else:
                run.failures[f"{kind} {answer.status} {answer.failure}"] += 1
        await reader.close()
    began = time.perf_counter()
    await asyncio.gather(*map(read, range(load.clients)))
    run.seconds = time.perf_counter() - began
    if await stopping:
        run.failures["the server did not end by itself"] += 1
    return run


def _stop_soon(site: Site) -> int:
    time.sleep(3)
    return site.stop()


def measure(folder: Path, given: argparse.Namespace, tell: Callable[[str], None]) -> bool:
    """All runs over one server; whether everything promised was kept."""
    load = Load(given.clients, given.seconds, given.pause, prepare(folder, given.cases))
    with served(folder) as site:
        tell(f"## {datetime.now(UTC):%Y-%m-%d} · {load.clients} readers at once, {load.seconds:.0f} s each, "
             f"{load.pause_s:g} s between an answer and the next question, {given.cases:,} cases\n")
        tell(f"{machine.describe()}. {machine.noise()}".rstrip() + f"\n\n{HEAD}")
        quiet = asyncio.run(under_load(site, load, reindexing=False))
        tell(quiet.row("publishing"))
        disturbed = asyncio.run(under_load(site, load, reindexing=True))
        tell(disturbed.row("publishing, and one full reindex after the other"))
        stopped = asyncio.run(stopped_under_load(site, load))
        tell(stopped.row("stopped in the midst of it"))
    tell(f"\nThroughput beside a reindex: {disturbed.rate / quiet.rate:.2f} of that without. p50 / p99 in ms by kind, "
         f"beside a reindex: {disturbed.kinds()}.")
    short = [*quiet.shortcomings(), *disturbed.shortcomings(), *stopped.failures]
    tell("\n".join(f"- Not as promised: {each}" for each in short) or "All as promised.")
    return not short


def end_with_the_server() -> None:
    """Asked to end, leave no server behind."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("stopped"))


def main() -> int:
    """Measure, tell it, and keep it when asked to; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds that a reader looks at an answer, on average")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--folder", type=Path, help="keep library and index there, and use them again")
    parser.add_argument("--save", action="store_true", help="add what came of it to RESULTS.md")
    given = parser.parse_args()
    end_with_the_server()
    told: list[str] = []

    def tell(text: str) -> None:
        print(text, flush=True)
        told.append(text)
    with nullcontext(given.folder) if given.folder else tempfile.TemporaryDirectory(prefix="kb-load-") as folder:
        is_kept = measure(Path(folder), given, tell)
    if given.save:
        with RESULTS.open("a", encoding="utf-8") as file:
            file.write("\n" + "\n".join(told) + "\n")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
