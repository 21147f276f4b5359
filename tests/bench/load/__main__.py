"""200 readers at once over 10,000 cases, for ten minutes, without and with reindexes and publishing beside them.

`python -m tests.bench.load --seconds 600 --clients 200 --cases 10000`; the load generator works on the same machine.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from kb import services
from kb.accounts import Actor, Role
from kb.settings import Settings
from kb.submissions import Consent, Document
from tests.bench import machine
from tests.bench.load.client import Reader
from tests.bench.load.report import HEAD, Run
from tests.bench.load.visits import Visits
from tests.browser.server import serve
from tests.builders import case_markdown
from tests.generator import generate_library

ANA, EVA = Actor("ana", Role.CONTRIBUTOR), Actor("eva", Role.EDITOR)
_CONTROL_WORDS = ("campanie", "viziunea", "клиент", "facebook", "vin rosu", "results")
_PUBLISH_EVERY_S = 20.0
_MEMORY_EVERY_S = 5.0


async def visit(host: str, port: int, visits: Visits, totals: dict[str, int], run: Run, end: float) -> None:
    """One reader until the end; the next page is asked for as soon as the last one is there."""
    reader = Reader(host, port)
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
    await reader.close()


async def watch_memory(process: int, run: Run, end: float) -> None:
    """The memory of the server and all its processes, but for a reindex."""
    while time.perf_counter() < end:
        run.memory.append(sum(map(resident_mb, family(process))))
        await asyncio.sleep(_MEMORY_EVERY_S)


def family(process: int) -> list[int]:
    """A process with its children."""
    children = Path(f"/proc/{process}/task/{process}/children")
    return [process, *map(int, children.read_text().split())] if children.exists() else []


def resident_mb(process: int) -> float:
    """Proportional memory in megabytes: what processes share is counted once."""
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:")) / 1024


async def reindex_again_and_again(folder: Path, run: Run, end: float) -> None:
    """A full rebuild, and when it is done the next."""
    while time.perf_counter() < end:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "kb", "reindex", env=environment(folder),
            stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL)
        if await process.wait() == 0:
            run.reindexes += 1


async def publish_now_and_then(folder: Path, run: Run, end: float) -> None:
    """An approved case every few seconds; while a full rebuild is at work it waits in the outbox."""
    made = services.build(settings_of(folder))
    while time.perf_counter() < end:
        number = time.time_ns()
        text = case_markdown(title=f"Publicat {number}", businesses=["firma-1"], specialists=[])
        draft = made.submissions.start(ANA, "ro", [Document(f"cases/publicat-{number}.md", text)])
        made.submissions.submit(ANA, draft, Consent(licence=True, images=True))
        await asyncio.to_thread(made.approve, EVA, draft, 1)
        run.published += 1
        await asyncio.sleep(_PUBLISH_EVERY_S)
    made.close()


def settings_of(folder: Path) -> Settings:
    """The settings that the server runs with."""
    return Settings(content=folder / "content", index=folder / "index", instance=folder / "instance", log_level="error")


def environment(folder: Path) -> dict[str, str]:
    return {**os.environ, **settings_of(folder).as_environment()}


async def under_load(address: str, server: int, folder: Path, clients: int, seconds: float, *, disturbed: bool) -> Run:
    """One run: everybody at once."""
    host, port = urlsplit(address).hostname or "", urlsplit(address).port or 0
    slugs = sorted(path.stem for path in (folder / "content/cases").glob("caz-*.md") if "." not in path.stem)
    controls = [f"/api/v1/search?q={quote(words)}" for words in _CONTROL_WORDS]
    first, totals = Reader(host, port), {}
    for path in controls:
        totals[path] = int(str((await first.get(path)).json()["total"]))
    await first.close()
    run, began = Run(), time.perf_counter()
    end = began + seconds
    tasks = [visit(host, port, Visits(seed, slugs, controls), totals, run, end) for seed in range(clients)]
    beside = [reindex_again_and_again(folder, run, end), publish_now_and_then(folder, run, end)] if disturbed else []
    await asyncio.gather(watch_memory(server, run, end), *tasks, *beside)
    run.seconds = time.perf_counter() - began
    return run


@contextmanager
def served(folder: Path, cases: int) -> Iterator[tuple[str, int]]:
    """A library of so many cases, served; its address and the number of the server's process."""
    generate_library(folder / "content", cases, 2026)
    with serve(folder / "content", folder) as address:
        found = subprocess.run(["pgrep", "-of", "kb serve --port 0.*"], capture_output=True, text=True, check=True)
        yield address, int(found.stdout.split()[0])


def main(clients: int, seconds: float, cases: int) -> None:
    """Both runs, and the ratio between them."""
    with tempfile.TemporaryDirectory(prefix="kb-load-") as made, served(Path(made), cases) as (address, server):
        print(f"{datetime.now(UTC):%Y-%m-%d}: {machine.describe()}; {clients} clients, {seconds:.0f} s each, "
              f"{cases:,} cases\n\n{HEAD}", flush=True)
        rates = []
        for name, disturbed in (("quiet", False), ("full reindexes and publishing beside", True)):
            run = asyncio.run(under_load(address, server, Path(made), clients, seconds, disturbed=disturbed))
            print(run.row(name), flush=True)
            rates.append(len(run.answers) / run.seconds)
            for told in (*run.failures.most_common(5), *run.thinned.most_common(5)):
                print(f"**{told}**")
        print(f"\nThroughput beside a reindex: {rates[1] / rates[0]:.2f} of the quiet one.")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--cases", type=int, default=10_000)
    given = parser.parse_args()
    main(given.clients, given.seconds, given.cases)
