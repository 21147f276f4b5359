"""Measuring the search: questions are asked of indexes built for it from the library, never of the live one."""

import shutil
from collections.abc import Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from kb import paths
from kb.database import translated, write_atomically
from kb.errors import NotFound
from kb.evaluation import (
    GENERATED,
    GOLDEN,
    SETS,
    WRITTEN,
    Baseline,
    Outcome,
    Question,
    Search,
    ask,
    baseline_of,
    baselines_as_text,
    generate,
    golden_questions,
    read_baselines,
    read_questions,
)
from kb.indexing import LiveIndex, Reindex
from kb.ingest import new_workers, read_library
from kb.model import LANGUAGES, Library
from kb.search import Answer, SearchRequest
from kb.services.wired import Wired

_QUESTIONS, _BASELINE = "questions.yaml", "baseline.json"


@dataclass(frozen=True)
class Evaluation:
    """What an engine answered over a library of so many cases; `missing` are the sets without a question here."""

    engine: str
    cases: int
    outcomes: tuple[Outcome, ...]
    missing: tuple[str, ...] = ()


class Evaluating(Wired):
    """What those ask for who want to know how good the search is."""

    def evaluate(self, engine: str = "", written: Path | None = None, sets: Collection[str] = SETS) -> Evaluation:
        """Ask the questions of `sets` with an engine, the one of the settings when empty.

        `written` is the file of hand-written questions; when None, that of the checkout, if any. Raises ContentError,
        ConfigurationError, StorageFailed.
        """
        engine = engine or self.settings.engine
        with new_workers(self.settings.processes) as workers:
            library, _ = read_library(self.settings.content_folder, workers)
        asked = _questions(library, written or _beside_tests(_QUESTIONS), sets)
        with ExitStack() as stack:
            whole = stack.enter_context(self._index(engine, self.settings.content_folder))
            main = whole
            if any(question.main_only for question in asked):
                main = stack.enter_context(self._main_versions(engine))
            outcomes = tuple(ask(question, main if question.main_only else whole) for question in asked)
        there = {question.origin for question in asked}
        missing = tuple(each for each in SETS if each in sets and each not in there)
        return Evaluation(engine, len(library.cases), outcomes, missing)

    def baseline(self, engine: str, file: Path | None = None) -> Baseline | None:
        """What was saved for an engine. Raises ContentError."""
        file = file or _beside_tests(_BASELINE)
        return read_baselines(file).get(engine) if file else None

    def save_baseline(self, evaluation: Evaluation, today: date, file: Path | None = None) -> Path:
        """Keep an evaluation to compare others with, and its file. Raises ContentError, NotFound, StorageFailed."""
        file = file or _beside_tests(_BASELINE)
        if file is None:
            raise NotFound("an installed copy has no folder for baselines: name a file")
        new = baseline_of(evaluation.outcomes, evaluation.engine, today.isoformat(), evaluation.cases)
        text = baselines_as_text({**read_baselines(file), new.engine: new})
        with translated(file):
            write_atomically(file, text.encode())
        return file

    @contextmanager
    def _index(self, engine: str, content: Path) -> Iterator[Search]:
        """Searching an index of `content` that is gone afterwards."""
        with TemporaryDirectory(prefix="kb-eval-") as folder:
            Reindex(content, Path(folder), engine, self.settings.processes).run()
            live = LiveIndex(Path(folder), engine)
            try:
                yield _search(live)
            finally:
                live.close()

    @contextmanager
    def _main_versions(self, engine: str) -> Iterator[Search]:
        """Searching the library as it would be if every case could be read in one language only."""
        with TemporaryDirectory(prefix="kb-eval-") as folder:
            content = Path(folder) / "content"
            with translated(content):
                shutil.copytree(self.settings.content_folder, content, ignore=_other_versions)
            with self._index(engine, content) as search:
                yield search


def _search(live: LiveIndex) -> Search:
    def search(request: SearchRequest) -> Answer:
        with live.reading() as generation:
            return generation.searcher.search(request)
    return search


def _questions(library: Library, written: Path | None, sets: Collection[str]) -> Sequence[Question]:
    return [
        *(golden_questions(library.golden_queries) if GOLDEN in sets else ()),
        *(generate(library) if GENERATED in sets else ()),
        *(read_questions(written) if WRITTEN in sets and written else ()),
    ]


def _beside_tests(name: str) -> Path | None:
    """A file of the evaluation, which a checkout has and an installed copy has not."""
    folder = paths.evaluation()
    return folder / name if folder and (name == _BASELINE or (folder / name).exists()) else None


def _other_versions(folder: str, names: list[str]) -> list[str]:
    """The files that are another language version of a case."""
    return [name for name in names if Path(folder).name == "cases" and name.removesuffix(".md")[-3:] in _SUFFIXES]


_SUFFIXES = tuple(f".{lang}" for lang in LANGUAGES)
