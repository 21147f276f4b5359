"""`make bench`: both engines of the product beside tantivy and plain FTS5, in one run; the method stands in README.md.

Sizes are arguments, 0 is the real library: `python -m tests.bench 0 1000 10000 --save`; without any, 0 and 1000. On two
quiet cores the real library takes a minute, 1,000 cases two, 10,000 five, 100,000 ten.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from kb import paths
from kb.indexing import Generations, LiveIndex
from tests.bench import documents, machine, questions, results
from tests.bench.contender import CONTENDERS, MOST_BUILT, MOST_CASES, OURS, missing
from tests.bench.ingestion import measure_ingestion
from tests.bench.table import markdown, spread
from tests.generator import generate_library

SEED = 2026
# Contenders take turns, so that a slow minute of the machine falls on all of them; one is enough where it takes long.
TURNS, MOST_FOR_TURNS = 3, 10_000
_SHOWN = 32


def main(sizes: list[int], names: list[str], *, save: bool = False) -> None:
    """Measure each size and print its tables; `save` adds them to RESULTS.md, each size when it is done."""
    head = f"{datetime.now(UTC):%Y-%m-%d}: {machine.describe()}"
    head += "".join(f"\n\n**{told}**" for told in (machine.noise(), *map(missing, names)) if told)
    print(head, flush=True)
    names = [name for name in names if not missing(name)]
    for size in sizes:
        fitting = [name for name in names if size <= MOST_CASES.get(name, size)]
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="kb-bench-") as made:
            tables = "\n\n".join(Comparison(Path(made), size, fitting).run())
        print(f"\n{tables}\n\nMeasured in {time.monotonic() - began:.0f} s.", flush=True)
        if save:
            results.add_section(f"## {titled(size)} · {head}\n\n{tables}")


def titled(size: int) -> str:
    """What a library of so many cases is called."""
    return f"{size:,} cases" if size else "real library"


class Comparison:
    """One size of library, measured with every contender."""

    def __init__(self, folder: Path, size: int, names: list[str]) -> None:
        self._folder = folder
        self._title = titled(size)
        self._turns = TURNS if size <= MOST_FOR_TURNS else 1
        self._size = size
        self._content = folder / "content"
        if size:
            generate_library(self._content, size, SEED)
        else:
            shutil.copytree(paths.content(None), self._content)
        self._names = names
        self._columns: dict[str, dict[str, str]] = {name: {} for name in names}

    def run(self) -> list[str]:
        """The tables of this size."""
        # The default engine's index is where the documents and questions of all come from.
        for name in dict.fromkeys(["sqlite_fts", *(each for each in self._names if each in OURS)]):
            self._tell(f"{name}: reindexing")
            measured = dict(measure_ingestion(self._content, self._index(name), name))
            self._columns.get(name, {}).update(measured)
        self._export()
        for name in self._names:
            if self._size <= MOST_BUILT.get(name, self._size):
                self._build(name)
        return self._ask()

    def _export(self) -> None:
        index = self._index("sqlite_fts")
        generations = Generations(index)
        documents.export(generations.folder(generations.current()), self._folder / "documents.jsonl")
        with closing(LiveIndex(index, "sqlite_fts")) as live:
            questions.write(questions.gather(live), self._folder / "questions.json")

    def _build(self, name: str) -> None:
        figures = self._child("build", name, "documents.jsonl")
        rate = figures["documents"] / figures["built"]
        self._columns[name]["texts to engine, one process"] = f"{figures['built']:.2f} s, {rate:.0f} documents/s"
        if figures["changed"] is not None:
            self._columns[name]["one change live in search"] = f"{figures['changed']:.2f} s"

    def _ask(self) -> list[str]:
        turns = [{name: self._child("ask", name, "questions.json") for name in self._names} for _ in range(self._turns)]
        medians: dict[str, list[float]] = {}
        for name, column in self._columns.items():
            mine = [turn[name] for turn in turns]
            rounds = [each for turn in mine for each in turn["rounds"]]
            medians[name] = [statistics.median(times) for times in zip(*rounds, strict=True)]
            column["results page, p50 / p99"] = spread([time for times in rounds for time in times])
            column["asked for the first time, p50 / p99"] = spread([time for turn in mine for time in turn["first"]])
            if mine[0]["suggestions"]:
                column["suggestions, p50 / p99"] = spread([time for turn in mine for time in turn["suggestions"]])
            column["resident memory (before opening)"] = (
                f"{max(turn['memory'] for turn in mine):.0f} MB ({mine[0]['before']:.0f})")
            column["mean of hits"] = f"{statistics.mean(mine[0]['counts']):.0f}"
        self._against("tantivy", turns)
        return [markdown(self._title, self._columns), self._by_question(medians, turns[0])]

    def _against(self, other: str, turns: list[dict[str, dict[str, list[list[float]]]]]) -> None:
        """The medians of all pages as multiples of another's."""
        middle = {
            name: statistics.median(time for turn in turns for times in turn[name]["rounds"] for time in times)
            for name in self._names
        }
        if other in middle:
            for name, column in self._columns.items():
                column[f"p50 against {other}"] = f"{middle[name] / middle[other]:.2f} x"

    def _by_question(self, medians: dict[str, list[float]], answers: dict[str, dict[str, list[int]]]) -> str:
        asked = questions.read(self._folder / "questions.json")[:_SHOWN]
        return markdown(f"{self._title}: p50 of single pages (hits)", {
            name: {f"`{each}`": f"{medians[name][place]:.2f} ms ({answers[name]['counts'][place]})"
                   for place, each in enumerate(asked)}
            for name in self._names
        })

    def _child(self, verb: str, name: str, file: str) -> dict[str, object]:
        self._tell(f"{name}: {verb}")
        arguments = [verb, name, str(self._index(name)), str(self._folder / file)]
        done = subprocess.run([sys.executable, "-m", "tests.bench.child", *arguments], stdout=subprocess.PIPE,
                              check=True, text=True)
        return json.loads(done.stdout)

    def _index(self, name: str) -> Path:
        return self._folder / f"index of {name}"

    def _tell(self, text: str) -> None:
        print(f"{datetime.now(UTC):%H:%M:%S} {self._title}, {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[0, 1000], help="cases; 0 is the real library")
    parser.add_argument("--only", nargs="+", choices=CONTENDERS, default=list(CONTENDERS), help="contenders")
    parser.add_argument("--save", action="store_true", help="add the tables to RESULTS.md")
    given = parser.parse_args()
    main(given.sizes, given.only, save=given.save)
