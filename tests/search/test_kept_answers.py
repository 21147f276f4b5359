"""Kept answers of FTS5 are those it gave, and no more of them are kept than agreed."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from kb.search.sqlite_fts.kept import KeptAnswers, Ranked

ranks = st.sampled_from([-3.0, -2.5, -1.0, 0.0])
rows = st.dictionaries(st.integers(1, 200), ranks).map(lambda kept: sorted(kept.items()))


def refuse() -> Ranked:
    raise AssertionError("it is kept already")


def refuse_set() -> BitMap:
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
    assert Ranked.of(found).listed.ids == BitMap(document for document, _ in found)


def test_a_question_is_asked_once() -> None:
    kept = KeptAnswers()
    first = kept.ranked("vin", lambda: Ranked.of([(1, -1.0), (2, -3.0)]))
    assert kept.ranked("vin", refuse) is first
    assert kept.listed("vin", refuse_set).ids == BitMap([1, 2])


def test_a_set_is_no_order_and_gives_way_to_one() -> None:
    kept = KeptAnswers()
    assert kept.listed("vin", lambda: BitMap([1])).ids == BitMap([1])
    assert kept.ranked("vin", lambda: Ranked.of([(1, -1.0)])).scores[0] == 1.0
    assert kept.listed("vin", refuse_set).ids == BitMap([1])


def test_an_answer_of_nothing_is_an_answer() -> None:
    kept = KeptAnswers()
    kept.listed("nimic", BitMap)
    assert kept.listed("nimic", refuse_set).ids == BitMap()


def test_what_was_not_asked_for_longest_gives_way() -> None:
    kept = KeptAnswers(most=16)
    for word in ("unu", "doi"):
        kept.listed(word, lambda: BitMap([1, 2]))
    kept.listed("unu", refuse_set)
    kept.listed("trei", lambda: BitMap([7]))
    assert kept.listed("unu", lambda: BitMap([9])).ids == BitMap([1, 2])
    assert kept.listed("doi", lambda: BitMap([9])).ids == BitMap([9])


def test_an_answer_that_is_put_again_weighs_once() -> None:
    kept = KeptAnswers(most=40)
    kept.listed("unu", lambda: BitMap([1, 2]))
    kept.ranked("unu", lambda: Ranked.of([(1, -1.0), (2, -1.0)]))
    kept.listed("doi", lambda: BitMap([3, 4]))
    assert kept.listed("unu", refuse_set).ids == BitMap([1, 2])


def test_nothing_is_kept_after_clearing() -> None:
    kept = KeptAnswers()
    kept.listed("vin", lambda: BitMap([1]))
    kept.clear()
    assert kept.listed("vin", lambda: BitMap([2])).ids == BitMap([2])


def test_what_is_kept_is_known_by_its_kind_and_size() -> None:
    kept = KeptAnswers()
    assert (kept.is_ranked("vin"), kept.size("vin")) == (False, 0)
    kept.listed("vin", lambda: BitMap([1, 2, 3]))
    assert (kept.is_ranked("vin"), kept.size("vin")) == (False, 3)
    kept.ranked("vin", lambda: Ranked.of([(1, -1.0)]))
    assert (kept.is_ranked("vin"), kept.size("vin")) == (True, 1)
