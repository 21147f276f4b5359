"""Scores: MRR@10 and success by category, over answers that are known."""

from collections.abc import Sequence

import pytest

from kb.errors import EngineFailed
from kb.evaluation import GENERATED, GOLDEN, NO_ANSWER, OVERALL, WRITTEN, Outcome, Question, Score, Search, ask, scores
from kb.search import Answer, SearchRequest
from tests.web.fake_services import make_hit


def question(*expect: str, kind: str = "ro", origin: str = WRITTEN, q: str = "vin") -> Question:
    return Question(q, expect, "ru", kind, origin)


def answering(count: int, *, perhaps: int = 0) -> Search:
    """A search that finds case-1, case-2 ... in that order."""
    def search(request: SearchRequest) -> Answer:
        hits = tuple(make_hit(number) for number in range(1, count + 1))
        return Answer(request, count - perhaps, perhaps, 1, hits, {})
    return search


@pytest.mark.parametrize(("expect", "rank", "score"), [
    (["case-1"], 1, 1.0), (["case-2"], 2, 0.5), (["case-9", "case-4"], 4, 0.25), (["case-10"], 10, 0.1),
    (["case-11"], None, 0.0), (["other"], None, 0.0),
])
def test_the_rank_is_that_of_the_first_right_hit_among_ten(expect: list[str], rank: int | None, score: float) -> None:
    outcome = ask(question(*expect), answering(12))
    assert (outcome.rank, outcome.score) == (rank, score)
    assert outcome.found[:2] == ("case-1", "case-2")
    assert len(outcome.found) == 10


def test_a_question_is_asked_in_its_own_language_on_the_first_page() -> None:
    asked: list[SearchRequest] = []

    def search(request: SearchRequest) -> Answer:
        asked.append(request)
        return answering(1)(request)

    ask(question("case-1", q="vin -alb"), search)
    assert asked == [SearchRequest("vin -alb", lang="ru")]


@pytest.mark.parametrize(("count", "perhaps", "rank"), [(0, 0, 1), (2, 2, 1), (1, 0, None), (3, 2, None)])
def test_a_question_without_an_answer_may_find_only_cases_with_a_part_of_its_words(
    count: int, perhaps: int, rank: int | None
) -> None:
    assert ask(question(kind=NO_ANSWER), answering(count, perhaps=perhaps)).rank == rank


def test_a_search_that_fails_is_an_outcome_that_says_how() -> None:
    def search(_: SearchRequest) -> Answer:
        raise EngineFailed("the engine stumbled over %(word)s", word="vin")

    outcome = ask(question("case-1"), search)
    assert (outcome.rank, outcome.found, outcome.failure) == (None, (), "the engine stumbled over vin")


def ranked(ranks: Sequence[int | None], kind: str, origin: str = WRITTEN, expect: str = "a") -> list[Outcome]:
    expected = (expect,) if expect else ()
    return [Outcome(Question(f"{kind} {at}", expected, "ro", kind, origin), rank) for at, rank in enumerate(ranks)]


def test_scores_are_means_by_category_and_over_everything_that_has_an_answer() -> None:
    outcomes = [
        *ranked([1, 2, 4, None], "idea"), *ranked([10, 1], "en"), *ranked([1, None], NO_ANSWER, expect=""),
        *ranked([3], "plain", GOLDEN),
    ]
    rows = scores(outcomes)
    assert [(row.origin, row.kind, row.asked) for row in rows] == [
        (GOLDEN, OVERALL, 1), (GOLDEN, "plain", 1), (WRITTEN, OVERALL, 6), (WRITTEN, "idea", 4), (WRITTEN, "en", 2),
        (WRITTEN, NO_ANSWER, 2),
    ]
    idea = rows[3]
    assert (idea.mrr, idea.at_1, idea.at_3, idea.at_10) == (0.4375, 0.25, 0.5, 0.75)
    assert rows[2].mrr == round((1 + 0.5 + 0.25 + 0.1 + 1) / 6, 4)
    assert rows[5].mrr == 0.5
    assert rows[1].mrr == 0.3333


def test_no_outcomes_are_no_scores() -> None:
    assert scores([]) == ()


@pytest.mark.parametrize(("origin", "kind", "mrr", "target", "met"), [
    (WRITTEN, OVERALL, 0.85, 0.85, True), (WRITTEN, OVERALL, 0.8499, 0.85, False), (WRITTEN, "ro", 0.75, 0.75, True),
    (GOLDEN, "typo", 0.74, 0.75, False), (WRITTEN, "idea", 0.6, 0.6, True), (WRITTEN, NO_ANSWER, 0.99, 1.0, False),
    (GENERATED, "typo_two", 0.0, None, True),
])
def test_each_category_has_its_target_but_for_generated_ones(
    origin: str, kind: str, mrr: float, target: float | None, met: bool
) -> None:
    row = Score(origin, kind, 10, mrr, 0.1, 0.2, 0.3)
    assert (row.target, row.is_met) == (target, met)
