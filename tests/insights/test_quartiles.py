"""Median and quartiles against a plain definition, worked examples, and what must hold for any numbers."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.insights import FEWEST, Quartiles, quartiles

numbers = st.lists(st.integers(-10**9, 10**9), min_size=FEWEST, max_size=40)


def read_off(values: list[float], share: float) -> float:
    """Type 7 in its own words: values at even distances from 0 to 1, straight lines between them."""
    ordered = sorted(values)
    position = share * (len(ordered) - 1)
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


EXAMPLES = [
    ([1, 2, 3], (1, 1.5, 2, 2.5, 3)),
    ([3, 1, 2], (1, 1.5, 2, 2.5, 3)),
    ([1, 2, 3, 4], (1, 1.75, 2.5, 3.25, 4)),
    ([7, 7, 7], (7, 7, 7, 7, 7)),
    ([10, 20, 30, 40, 50], (10, 20, 30, 40, 50)),
    ([6, 7, 15, 36, 39, 40, 41, 42, 43, 47, 49], (6, 25.5, 40, 42.5, 49)),
    ([-5, 0, 5], (-5, -2.5, 0, 2.5, 5)),
    ([0.5, 0.25, 1.0], (0.25, 0.375, 0.5, 0.75, 1.0)),
]


@pytest.mark.parametrize(("values", "expected"), EXAMPLES)
def test_worked_examples(values, expected):
    assert quartiles(values) == Quartiles(*expected)


@pytest.mark.parametrize("values", [[], [1], [1, 2]])
def test_fewer_than_three_have_none(values):
    assert quartiles(values) is None


@given(numbers)
def test_they_are_what_the_plain_definition_reads_off(values):
    found = quartiles(values)
    assert found is not None
    for share, number in ((0.25, found.low), (0.5, found.median), (0.75, found.high)):
        assert number == pytest.approx(read_off(values, share), abs=1e-6)


@given(numbers)
def test_the_five_numbers_rise_and_end_at_the_extremes(values):
    found = quartiles(values)
    assert found is not None
    assert found.smallest == min(values)
    assert found.largest == max(values)
    assert found.smallest <= found.low <= found.median <= found.high <= found.largest


@given(numbers, st.randoms())
def test_the_order_of_the_values_does_not_matter(values, chance):
    shuffled = list(values)
    chance.shuffle(shuffled)
    assert quartiles(shuffled) == quartiles(values)


@given(numbers)
def test_at_least_half_of_the_values_lie_in_the_middle_half(values):
    found = quartiles(values)
    assert found is not None
    inside = sum(found.low <= value <= found.high for value in values)
    assert inside >= len(values) / 2 - 1
