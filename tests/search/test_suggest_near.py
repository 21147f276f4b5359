"""What may have been meant: every single slip is undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.search.suggest.near import LEAST_LETTERS, MOST_LETTERS, one_slip


@pytest.mark.parametrize(("typed", "meant"), [
    ("instargam", "instagram"), ("instgram", "instagram"), ("instaagram", "instagram"), ("unstagram", "instagram"),
    ("nistagram", "instagram"), ("purcri", "purcari"), ("винограл", "виноград"),
    ("иноград", "виноград"), ("facebok", "facebook"), ("acebook", "facebook"), ("facebookk", "facebook"),
])
def test_one_slip_is_undone_wherever_it_is(typed, meant):
    assert meant in set(one_slip(typed))


@pytest.mark.parametrize("word", ["", "a", "vin", "x" * (MOST_LETTERS + 1)])
def test_a_word_too_short_or_too_long_is_left_alone(word):
    assert list(one_slip(word)) == []


words = st.text("abcdexyz", min_size=LEAST_LETTERS, max_size=12)


@given(words, st.data())
def test_a_letter_changed_anywhere_can_be_changed_back(word, data):
    at = data.draw(st.integers(0, len(word) - 1))
    spoilt = word[:at] + data.draw(st.sampled_from("abcdexyz")) + word[at + 1:]
    assert word in set(one_slip(spoilt))


@given(words)
def test_no_word_that_comes_of_it_is_too_short(word):
    assert min(map(len, one_slip(word))) >= LEAST_LETTERS
