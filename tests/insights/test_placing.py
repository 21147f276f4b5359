"""Where a result stands: its rank, its quarter, whether that is good, and the nearest cases."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.insights import NEAREST, nearest, place, summaries
from tests.insights.stated import STRENGTHS, many


def summary_of(*values, **changes):
    [summary] = summaries(many(*values, **changes), STRENGTHS)
    return summary


# The others are 10, 20, 30, 40, 50: quartiles 20, 30, 40.
PLACES = [
    ("up", 60, 1, 1), ("up", 50, 1, 1), ("up", 40, 2, 1), ("up", 39, 3, 2), ("up", 30, 3, 2), ("up", 29, 4, 3),
    ("up", 20, 4, 3), ("up", 19, 5, 4), ("up", 0, 6, 4),
    ("down", 0, 1, 1), ("down", 10, 1, 1), ("down", 20, 2, 1), ("down", 21, 3, 2), ("down", 30, 3, 2),
    ("down", 31, 4, 3), ("down", 40, 4, 3), ("down", 41, 5, 4), ("down", 60, 6, 4),
    ("neutral", 60, 1, 1), ("neutral", 0, 6, 4),
]


@pytest.mark.parametrize(("direction", "value", "rank", "quarter"), PLACES)
def test_rank_and_quarter_follow_the_direction(direction, value, rank, quarter):
    found = place(value, summary_of(10, 20, 30, 40, 50), direction)
    assert found is not None
    assert (found.rank, found.quarter, found.n) == (rank, quarter, 5)


@pytest.mark.parametrize(("direction", "is_judged"), [("up", True), ("down", True), ("neutral", False), ("", False)])
def test_only_a_metric_with_a_direction_is_judged(direction, is_judged):
    found = place(5, summary_of(1, 2, 3), direction)
    assert found is not None
    assert found.is_judged is is_judged


def test_too_few_cases_place_nothing_but_still_have_nearest_ones():
    summary = summary_of(1, 2)
    assert place(5, summary, "up") is None
    assert [figure.result.value for figure in nearest(5, summary)] == [2, 1]


NEAR = [
    ((1, 10, 100, 1000), 9, [10, 1, 100]),
    ((50, 200, 1000, 10), 100, [50, 200, 10]),
    ((1, 2, 3), 2.4, [2, 3, 1]),
    ((0, 10, 100, 1000), 9, [10, 0, 100]),
    ((10, 100, 1000), -5, [10, 100, 1000]),
    ((1, 1, 1, 1), 1, [1, 1, 1]),
]


@pytest.mark.parametrize(("values", "value", "expected"), NEAR)
def test_the_nearest_are_near_by_ratio_or_where_there_is_none_by_difference(values, value, expected):
    assert [figure.result.value for figure in nearest(value, summary_of(*values))] == expected


def test_equally_near_ones_come_by_the_slug_of_their_case():
    assert [figure.case.slug for figure in nearest(7, summary_of(7, 7, 7, 7))] == ["a", "b", "c"]


values = st.lists(st.integers(-1000, 10**6), min_size=3, max_size=20)


@given(values, st.integers(-1000, 10**6), st.sampled_from(["up", "down", "neutral"]))
def test_a_place_is_always_among_all(others, value, direction):
    found = place(value, summary_of(*others), direction)
    assert found is not None
    assert 1 <= found.rank <= found.n + 1 == len(others) + 1
    assert 1 <= found.quarter <= 4
    assert len(found.nearest) == min(NEAREST, len(others))


@given(values, st.integers(-1000, 10**6))
def test_a_higher_value_never_stands_lower_where_more_is_better(others, value):
    summary = summary_of(*others)
    lower, higher = place(value, summary, "up"), place(value + 1, summary, "up")
    assert lower is not None
    assert higher is not None
    assert higher.rank <= lower.rank
    assert higher.quarter <= lower.quarter


@given(values, st.integers(-1000, 10**6))
def test_the_mirror_image_has_the_mirrored_place(others, value):
    up = place(value, summary_of(*others), "up")
    down = place(-value, summary_of(*(-each for each in others)), "down")
    assert up is not None
    assert down is not None
    assert (up.rank, up.quarter) == (down.rank, down.quarter)
