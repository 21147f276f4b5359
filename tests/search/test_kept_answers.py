"""Kept answers of FTS5 are those it gave, and no more of them are kept than agreed."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from kb.search.sqlite_fts.kept import KeptAnswers, Ranked

ranks = st.sampled_from([-3.0, -2.5, -1.0, 0.0])
rows = st.dictionaries(st.integers(1, 200), ranks).map(lambda kept: sorted(kept.items()))


def refuse() -> Ranked:
    raise AssertionError("it is kept already")


@given(rows, st.none() | st.sets(st.integers(1, 200)), st.integers(1, 30))
def test_the_first_are_the_best_by_score_then_id_with_all_that_tie(
    found: list[tuple[int, float]], within: set[int] | None, top: int
) -> None:
    ordered = sorted(
        ((each, -rank) for each, rank in found if within is None or each in within), key=lambda one: (-one[1], one[0])
    )
    last = ordered[min(top, len(ordered)) - 1][1] if ordered else 0.0
    assert Ranked.of(found).first(within, top) == [one for one in ordered if one[1] >= last]


@given(rows)
def test_a_ranked_answer_is_a_set_too(found: list[tuple[int, float]]) -> None:
    assert Ranked.of(found).ids == BitMap(document for document, _ in found)


def test_a_question_is_asked_once() -> None:
    kept = KeptAnswers()
    first = kept.ranked("vin", lambda: Ranked.of([(1, -1.0), (2, -3.0)]))
    assert kept.ranked("vin", refuse) is first
    assert kept.ids("vin", lambda: refuse().ids) == BitMap([1, 2])


def test_a_set_is_no_order_and_gives_way_to_one() -> None:
    kept = KeptAnswers()
    assert kept.ids("vin", lambda: BitMap([1])) == BitMap([1])
    assert kept.ranked("vin", lambda: Ranked.of([(1, -1.0)])).scores[0] == 1.0
    assert kept.ids("vin", lambda: refuse().ids) == BitMap([1])


def test_an_answer_of_nothing_is_an_answer() -> None:
    kept = KeptAnswers()
    kept.ids("nimic", BitMap)
    assert kept.ids("nimic", lambda: refuse().ids) == BitMap()


def test_what_was_not_asked_for_longest_gives_way() -> None:
    kept = KeptAnswers(most=4)
    for word in ("unu", "doi"):
        kept.ids(word, lambda: BitMap([1, 2]))
    kept.ids("unu", lambda: refuse().ids)
    kept.ids("trei", lambda: BitMap([7]))
    assert kept.ids("unu", lambda: BitMap([9])) == BitMap([1, 2])
    assert kept.ids("doi", lambda: BitMap([9])) == BitMap([9])


def test_an_answer_that_is_put_again_weighs_once() -> None:
    kept = KeptAnswers(most=4)
    kept.ids("unu", lambda: BitMap([1, 2]))
    kept.ranked("unu", lambda: Ranked.of([(1, -1.0), (2, -1.0)]))
    kept.ids("doi", lambda: BitMap([3, 4]))
    assert kept.ids("unu", lambda: refuse().ids) == BitMap([1, 2])


def test_nothing_is_kept_after_clearing() -> None:
    kept = KeptAnswers()
    kept.ids("vin", lambda: BitMap([1]))
    kept.clear()
    assert kept.ids("vin", lambda: BitMap([2])) == BitMap([2])
