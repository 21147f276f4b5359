"""A process of its own for one contender, so that no memory, cache or import of another is measured with it.

`python -m tests.bench.child build|ask NAME FOLDER FILES...` prints its figures as JSON.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from kb.web import garbage
from tests.bench import documents, questions
from tests.bench.contender import OURS, open_changeable, open_contender
from tests.bench.memory import resident_mb

# So many rounds, or as many as there is time for: who takes long needs few to show it.
ROUNDS, ROUNDS_S = 10, 5.0
# What is typed into the box, letter by letter.
TYPED = ("campanie", "vinuri", "facebook", "рестораны", "chisinau", "marketing", "Diana Cr", "wine")


def build(name: str, folder: Path, file: Path) -> dict[str, object]:
    """Index the documents of a file, and change one of them; seconds of both."""
    texts = list(documents.read(file))
    contender = open_contender(name, folder)
    built = _seconds(contender.build, texts)
    contender.close()
    changed = None if name in OURS else _change(name, folder, texts[0])
    return {"documents": len(texts), "built": built, "changed": changed}


def _change(name: str, folder: Path, document: documents.BenchDocument) -> float:
    """Seconds until a changed document is found."""
    contender, asked = open_changeable(name, folder), questions.Question("cuvantnou")
    new = replace(document, body=document.body + "\ncuvantnou")
    assert contender.page(asked) == 0
    changed = _seconds(lambda: (contender.change(new), contender.page(asked)))
    assert contender.page(asked) == 1, "a change must be visible"
    contender.change(document)
    contender.close()
    return changed


def ask(name: str, folder: Path, file: Path) -> dict[str, object]:
    """Ask every question once, then in rounds; milliseconds by question, counts, and memory in megabytes."""
    asked = questions.read(file)
    before = resident_mb()
    contender: Any = open_contender(name, folder)
    contender.page(questions.Question("deschidere"))
    # As in a process that serves.
    garbage.look_seldom()
    garbage.settle()
    counts: list[int] = []
    first = [_seconds(lambda each: counts.append(contender.page(each)), each) * 1000 for each in asked]
    rounds: list[list[float]] = []
    end = time.perf_counter() + ROUNDS_S
    while not rounds or (len(rounds) < ROUNDS and time.perf_counter() < end):
        rounds.append([_seconds(contender.page, each) * 1000 for each in asked])
    suggestions: list[float] = []
    if name in OURS:
        contender.suggest("a")
        typed = [text[:end] for text in TYPED for end in range(1, len(text) + 1)] * ROUNDS
        suggestions = [_seconds(contender.suggest, each) * 1000 for each in typed]
        contender.visit(asked)
    memory = resident_mb()
    contender.close()
    return {"first": first, "rounds": rounds, "counts": counts, "suggestions": suggestions,
            "memory": memory, "before": before}


def _seconds(work: Callable[..., object], *arguments: object) -> float:
    started = time.perf_counter()
    work(*arguments)
    return time.perf_counter() - started


if __name__ == "__main__":
    verb, contender_name, place, given = sys.argv[1:]
    print(json.dumps({"build": build, "ask": ask}[verb](contender_name, Path(place), Path(given))))
