"""From a content folder to source files and to the library: many files, in killable workers.

Nothing here raises for bad content; a file that cannot be used ends as a `SourceFile` with problems, and the others
live on.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from kb.ingest.checks import check_withdrawn
from kb.ingest.links import resolve
from kb.ingest.reading import (
    finish,
    parse_document,
    read_document,
    read_file,
    read_source,
    refuse_body,
    render_file,
)
from kb.ingest.walk import Identity, identify, scan
from kb.model import Body, Library, Problem, Problems, SourceFile, body_sha256
from kb.model.building import build_library
from kb.sandbox import Failure, Workers

# A text that takes longer is refused; normal ones take a few milliseconds, 100 KB of prose some 0.4 s.
DEADLINE_S = 2.0
# What workers import once, before they are asked for anything.
PRELOAD = ("kb.ingest.reading",)
_WINDOW = 1024
_STALLED = {"reason": "it takes too much time or memory"}

# Gives the rendered body kept under the sha256 of a Markdown text (`body_sha256`), or None.
Reuse = Callable[[str], Body | None]
# Told after each file how many are done, of how many.
Progress = Callable[[int, int], None]


def new_workers(processes: int = 2) -> Workers:
    """Workers that are ready to read and render files; use them in a `with` block."""
    return Workers(processes, DEADLINE_S, preload=PRELOAD)


def read_library(content: Path, workers: Workers | None = None) -> tuple[Library, Problems]:
    """Read everything under `content`; what is wrong is left out and told, by path and line. Never raises for it."""
    listed = scan(content)
    files = list(_read(content, list(listed.files), workers))
    resolution = resolve(files)
    library = build_library(files, resolution.good)
    inside = (problem for file in files for problem in file.problems)
    return library, sort_problems([*listed.problems, *inside, *resolution.problems])


def check_library(content: Path, workers: Workers | None = None) -> Problems:
    """As read_library, with what only an editor minds; for `kb check`."""
    library, problems = read_library(content, workers)
    return sort_problems([*problems, *check_withdrawn(library)])


def read_files(
    content: Path, paths: Sequence[str], workers: Workers,
    reuse: Reuse | None = None, on_progress: Progress | None = None,
) -> Iterator[SourceFile]:
    """Read files in the order of `paths`, rendering only bodies that `reuse` does not have."""
    files = _read_all(content, paths, workers) if reuse is None else _read_with(content, paths, workers, reuse)
    for done, file in enumerate(files, 1):
        yield file
        if on_progress is not None:
            on_progress(done, len(paths))


def read_documents(documents: Mapping[str, str], workers: Workers) -> list[SourceFile]:
    """Read and render texts that are not in the library yet, by path, exactly as its files are read."""
    found = []
    for outcome in workers.map_batches(read_document, documents.items(), batch=1):
        if not isinstance(outcome, Failure):
            found.append(outcome)
            continue
        source = workers.run(parse_document, outcome.item)
        if isinstance(source, Failure):
            found.append(_unreadable(outcome.item[0], source))
        else:
            found.append(source if source.body is None else _refuse(source, outcome))
    return found


def sort_problems(problems: Iterable[Problem]) -> Problems:
    """Problems in the order in which an author mends them: by file, then from the top."""
    return tuple(sorted(problems, key=lambda one: (one.path, one.line, one.field, one.code)))


def _read(content: Path, paths: Sequence[str], workers: Workers | None) -> Iterator[SourceFile]:
    lent: AbstractContextManager[Workers] = new_workers() if workers is None else nullcontext(workers)
    with lent as ready:
        yield from read_files(content, paths, ready)


def _read_all(content: Path, paths: Sequence[str], workers: Workers) -> Iterator[SourceFile]:
    """One journey: a worker reads and renders. What fails is read again without its body, to say all about it."""
    for outcome in workers.map_batches(partial(read_file, content), paths):
        if isinstance(outcome, Failure):
            source = _read_alone(content, outcome.item, workers)
            yield source if source.body is None else _refuse(source, outcome)
        else:
            yield outcome


def _read_with(content: Path, paths: Sequence[str], workers: Workers, reuse: Reuse) -> Iterator[SourceFile]:
    """Two journeys: read, look up what is kept, render the rest; some windows at a time."""
    remaining = iter(paths)
    while window := list(islice(remaining, _WINDOW)):
        sources = [
            _read_alone(content, source.item, workers) if isinstance(source, Failure) else source
            for source in workers.map_batches(partial(read_source, content), window)
        ]
        kept = {file.path: body for file in sources if file.body and (body := reuse(body_sha256(file.body.markdown)))}
        new = [file for file in sources if file.body and file.path not in kept]
        rendered = iter(list(workers.map_batches(render_file, new)))
        for file in sources:
            if file.body is None or file.path in kept:
                yield finish(file, kept.get(file.path))
            else:
                outcome = next(rendered)
                yield _refuse(file, outcome) if isinstance(outcome, Failure) else outcome


def _read_alone(content: Path, path: str, workers: Workers) -> SourceFile:
    outcome = workers.run(partial(read_source, content), path)
    return _unreadable(path, outcome) if isinstance(outcome, Failure) else outcome


def _unreadable(path: str, outcome: Failure[Any]) -> SourceFile:
    arguments = {"reason": outcome.reason if outcome.kind == "error" else _STALLED["reason"]}
    identity = identify(path) or Identity("", path, None)
    return SourceFile(path, *identity, "", problems=(Problem(path, 1, "", "unreadable", arguments),))


def _refuse(file: SourceFile, failure: Failure[Any]) -> SourceFile:
    if failure.kind == "timeout":
        return refuse_body(file, "render_timeout", limit=f"{DEADLINE_S:g}")
    if failure.kind == "crash":
        return refuse_body(file, "render_failed", reason="it ended the process that rendered it")
    return refuse_body(file, "render_failed", reason=failure.reason)
