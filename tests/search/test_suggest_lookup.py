"""Sorted arrays find what a plain run through everything finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.suggest.lookup import MOST_INSIDE, Insides, Keys

PAIRS = [("vin", 1), ("vinarie", 2), ("vin", 3), ("arta", 1), ("вино", 4), ("facebook", 5)]
KEYS = Keys(PAIRS)


@pytest.mark.parametrize(("prefix", "owners"), [
    ("vin", {1, 2, 3}), ("vina", {2}), ("v", {1, 2, 3}), ("", {1, 2, 3, 4, 5}), ("вин", {4}), ("vinz", set()),
    ("zz", set()), ("\U0010ffff", set()), ("a", {1}),
])
def test_keys_are_found_by_how_they_begin(prefix, owners):
    assert set(KEYS.beginning(prefix)) == owners
    assert KEYS.has(prefix) == bool(owners)


def test_no_keys_find_nothing():
    empty = Keys([])
    assert not empty.beginning("a")
    assert not empty.has("")
    assert not Insides(empty).holding("abc")


@pytest.mark.parametrize(("letters", "owners"), [
    ("book", {5}), ("in", {1, 2, 3}), ("arie", {2}), ("ино", {4}), ("rta", {1}), ("nv", set()), ("xyz", set()),
])
def test_words_are_found_by_letters_inside_and_never_across_two(letters, owners):
    assert set(Insides(KEYS).holding(letters)) == owners


def test_letters_that_stand_inside_very_many_words_find_nothing():
    few = Insides(Keys((f"x{number}abc", number) for number in range(MOST_INSIDE)))
    many = Insides(Keys((f"x{number}abc", number) for number in range(MOST_INSIDE + 1)))
    assert len(few.holding("abc")) == MOST_INSIDE
    assert not many.holding("abc")


words = st.text("abcвг", min_size=1, max_size=5)


@given(st.lists(st.tuples(words, st.integers(0, 20))), words)
def test_both_agree_with_a_plain_run_through_everything(pairs, typed):
    keys = Keys(pairs)
    assert set(keys.beginning(typed)) == {owner for key, owner in pairs if key.startswith(typed)}
    assert set(Insides(keys).holding(typed)) == {owner for key, owner in pairs if typed in key}
    assert keys.has(typed) == any(key.startswith(typed) for key, _ in pairs)
