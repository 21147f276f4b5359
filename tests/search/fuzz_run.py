"""A million random strings asked of 10,000 cases: `python -m tests.search.fuzz_run --save` (`make deep` does it too).

The run is cut into chunks, each with chance of its own. What a chunk found is written down when it is done, so a run
that was stopped goes on where it was, as long as the code is the same. Exit status 1 when a string raised or was slow.
"""

import argparse
import hashlib
import json
import multiprocessing
import os
import random
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from kb.errors import TooComplex
from kb.indexing import LiveIndex, Reindex
from kb.search import SearchRequest
from kb.web import garbage
from tests.bench import counts, machine, results
from tests.generator import generate_library
from tests.search import fuzzing

ROOT = Path(__file__).parents[2]
# Where pytest keeps things too: `make deep` goes on with what was begun here.
KEPT = ROOT / ".pytest_cache/d/fuzz"
STRINGS, CASES, AT_ONCE = 1_000_000, 10_000, 2_000
MOST_MS = 1000.0
# A busy machine may stall a search that is fast by itself: a slow one is asked so often before it is called slow.
_TRIES = 4

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Chunk:
    """What a chunk of strings did: how many, its times, the slowest as ASCII, those over the limit, what raised."""

    number: int
    asked: int
    seconds: float
    p50_ms: float
    p99_ms: float
    slowest_ms: float
    slowest: str
    slow: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class LongRun:
    """A run over the index in `index` that keeps what it found in `kept`."""

    index: Path
    kept: Path
    strings: int
    chunk: int
    processes: int
    engine: str = "sqlite_fts"

    def run(self, say: Say) -> list[Chunk]:
        """Ask what was not asked before; every chunk, also of earlier runs, in order."""
        self.kept.mkdir(parents=True, exist_ok=True)
        numbers = range(-(-self.strings // self.chunk))
        missing = [number for number in numbers if not self._file(number).exists()]
        say(f"{len(numbers) - len(missing)} of {len(numbers)} chunks of {self.chunk} strings were done before")
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.processes, context, _open, (self.index, self.engine)) as pool:
            for done, chunk in enumerate(pool.map(_ask_chunk, ((number, self.chunk) for number in missing)), 1):
                self._write(chunk)
                say(f"{len(numbers) - len(missing) + done}/{len(numbers)}: {chunk.asked / chunk.seconds:.0f}/s, "
                    f"slowest {chunk.slowest_ms:.0f} ms, {len(chunk.slow)} slow, {len(chunk.failures)} failed")
        return [Chunk(**json.loads(self._file(number).read_text(encoding="utf-8"))) for number in numbers]

    def _file(self, number: int) -> Path:
        return self.kept / f"chunk-{number:05}.json"

    def _write(self, chunk: Chunk) -> None:
        aside = self._file(chunk.number).with_suffix(".part")
        aside.write_text(json.dumps(asdict(chunk)), encoding="utf-8")
        aside.replace(self._file(chunk.number))


_live: list[LiveIndex] = []


def _open(index: Path, engine: str) -> None:
    """Open the index once in a process, and have it settle as it does in one that serves."""
    _live.append(LiveIndex(index, engine))
    ask(_live[0], SearchRequest("vin"))
    garbage.look_seldom()
    garbage.settle()


def _ask_chunk(asked: tuple[int, int]) -> Chunk:
    return ask_chunk(_live[0], *asked)


def ask_chunk(live: LiveIndex, number: int, count: int) -> Chunk:
    """Ask the strings of chunk `number`, always the same ones; nothing is raised for what they do."""
    chance, known = random.Random(f"chunk {number}"), fuzzing.vocabulary()
    times: list[tuple[float, str]] = []
    failures: list[str] = []
    started = time.monotonic()
    for _ in range(count):
        request = fuzzing.random_request(chance, known)
        try:
            times.append((ask(live, request), ascii(request)))
        except BaseException as error:  # whatever a string does is what this is for
            failures.append(f"{request!a}: {type(error).__name__}: {ascii(str(error))[:300]}")
            if isinstance(error, KeyboardInterrupt):
                raise
    seconds = max(0.001, time.monotonic() - started)
    slow = [text for took, text in times if took > MOST_MS]
    ordered = sorted(times) or [(0.0, "")]
    slowest_ms, slowest = ordered[-1]
    p50, p99 = (round(ordered[len(ordered) * part // 100][0], 1) for part in (50, 99))
    return Chunk(number, count, seconds, p50, p99, round(slowest_ms, 1), slowest, slow, failures)


def ask(live: LiveIndex, request: SearchRequest) -> float:
    """Ask once, or again when it was slow; the best time in ms. Raises what a search raises, AssertionError."""
    best = sys.float_info.max
    for last in [False] * (_TRIES - 1) + [True]:
        started = time.monotonic()
        try:
            with live.reading() as generation:
                answer = generation.searcher.search(request)
        except TooComplex:  # given up after a second
            if last:
                raise
            continue
        best = min(best, (time.monotonic() - started) * 1000)
        if best <= MOST_MS or last:
            fuzzing.check(answer)
            break
    return best


# -- the run that counts ------------------------------------------------------------------------------------------


def code_version() -> str:
    """What is tested: strings asked of other code count no more."""
    digest = hashlib.sha256()
    others = [Path(fuzzing.__file__), Path(__file__), ROOT / "tests/generator.py", ROOT / "tests/words.py"]
    for path in sorted([*(ROOT / "kb").rglob("*.py"), *others]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def prepared(kept: Path, cases: int) -> LongRun:
    """The run of this code, its library made when it is not there; what is left of other code is removed."""
    mine = kept / f"{code_version()}-{cases}"
    for old in kept.iterdir() if kept.exists() else ():
        if old != mine:
            shutil.rmtree(old)
    if not (mine / "index/CURRENT").exists():
        shutil.rmtree(mine, ignore_errors=True)
        generate_library(mine / "content", cases, seed=9)
        Reindex(mine / "content", mine / "index", "sqlite_fts", os.cpu_count() or 1).run("full")
    return LongRun(mine / "index", mine / "chunks", STRINGS, AT_ONCE, os.cpu_count() or 1)


def told(chunks: Sequence[Chunk], cases: int) -> str:
    """What came of it, as one line of Markdown."""
    asked, slowest = sum(chunk.asked for chunk in chunks), max(chunks, key=lambda chunk: chunk.slowest_ms)
    failed, slow = (sum(len(getattr(chunk, name)) for chunk in chunks) for name in ("failures", "slow"))
    rate = statistics.median(chunk.asked / chunk.seconds for chunk in chunks)
    p50, p99 = (statistics.median(getattr(chunk, name) for chunk in chunks) for name in ("p50_ms", "p99_ms"))
    return (
        f"- {datetime.now(UTC):%Y-%m-%d}, {machine.describe()}: {asked:,} random and adversarial strings against "
        f"{cases:,} cases: {failed} raised, {slow} took over {MOST_MS / 1000:.0f} s (best of {_TRIES}). "
        f"p50 / p99 {p50:.1f} / {p99:.0f} ms, the slowest {slowest.slowest_ms:.0f} ms; {rate:.0f} a second in each "
        f"process."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run, tell, and give the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.search.fuzz_run", description=__doc__)
    parser.add_argument("--strings", type=int, default=STRINGS)
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--kept", type=Path, default=KEPT, help="what was done already is kept there")
    parser.add_argument("--save", action="store_true", help="add what came of it to RESULTS.md")
    given = parser.parse_args(arguments)
    run = prepared(given.kept, given.cases)
    run = LongRun(run.index, run.kept, given.strings, min(run.chunk, given.strings), given.processes)
    chunks = run.run(lambda line: print(line, flush=True))
    line = told(chunks, given.cases)
    print(line)
    for chunk in chunks:
        print(*chunk.failures, *chunk.slow, sep="\n", end="")
    if given.save:
        results.add_line(counts.HEADING, line)
    return int(any(chunk.failures or chunk.slow for chunk in chunks))


if __name__ == "__main__":
    sys.exit(main())
