"""Asking questions and scoring the answers. MRR@10 is the mean of 1/rank of the first right hit on the first page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kb.errors import KbError
from kb.evaluation.questions import GENERATED, SETS, Question
from kb.search import PAGE_SIZE, Answer, SearchRequest

Search = Callable[[SearchRequest], Answer]

OVERALL = "overall"
NO_ANSWER = "no_answer"
# What a good search reaches (MRR@10): over everything, in each category, and where that is harder or easier.
TARGET_OVERALL = 0.85
TARGET = 0.75
_TARGETS = {OVERALL: TARGET_OVERALL, "idea": 0.6, NO_ANSWER: 1.0}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question with the rank of its first right hit from 1 to 10, or None; and what came first, or how it failed.

    A question without an answer has rank 1 when nothing was found but cases with a part of its words.
    """

    question: Question
    rank: int | None
    found: tuple[str, ...] = ()
    failure: str = ""

    @property
    def score(self) -> float:
        """The reciprocal rank, from 0 to 1."""
        return 1 / self.rank if self.rank else 0.0


@dataclass(frozen=True, slots=True)
class Score:
    """One category of one set: how many questions, MRR@10, and the share with a right hit among the first 1, 3, 10."""

    origin: str
    kind: str
    asked: int
    mrr: float
    at_1: float
    at_3: float
    at_10: float

    @property
    def target(self) -> float | None:
        """The MRR@10 that is wanted of this category; generated questions have none, they only show changes."""
        return None if self.origin == GENERATED else _TARGETS.get(self.kind, TARGET)

    @property
    def is_met(self) -> bool:
        """Whether the category is as good as wanted."""
        return self.target is None or self.mrr >= self.target


def ask(question: Question, search: Search) -> Outcome:
    """Ask one question as a reader of its language would; a search that fails is an outcome like any other."""
    try:
        answer = search(SearchRequest(question.q, lang=question.lang))
    except KbError as error:
        return Outcome(question, None, failure=str(error))
    found = tuple(hit.slug for hit in answer.hits[:PAGE_SIZE])
    return Outcome(question, _rank(question, answer, found), found)


def _rank(question: Question, answer: Answer, found: Sequence[str]) -> int | None:
    if not question.expect:
        return 1 if answer.total == 0 else None
    return next((rank for rank, slug in enumerate(found, 1) if slug in question.expect), None)


def scores(outcomes: Iterable[Outcome]) -> tuple[Score, ...]:
    """Each set: first everything that has an answer, then each category in the order of its first question."""
    listed = list(outcomes)
    rows: list[Score] = []
    for origin in SETS:
        of_set = [outcome for outcome in listed if outcome.question.origin == origin]
        answerable = [outcome for outcome in of_set if outcome.question.expect]
        rows += [_score(origin, OVERALL, answerable)] if answerable else []
        for kind in dict.fromkeys(outcome.question.kind for outcome in of_set):
            rows.append(_score(origin, kind, [outcome for outcome in of_set if outcome.question.kind == kind]))
    return tuple(rows)


def _score(origin: str, kind: str, outcomes: Sequence[Outcome]) -> Score:
    count = len(outcomes)
    within = [sum(outcome.rank is not None and outcome.rank <= most for outcome in outcomes) for most in (1, 3, 10)]
    mrr = sum(outcome.score for outcome in outcomes) / count
    return Score(origin, kind, count, round(mrr, 4), *(round(each / count, 4) for each in within))
