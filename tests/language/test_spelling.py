"""Words that are near in spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import nearest, other_beginnings, reach

KNOWN = {"struguri": 12, "strugure": 3, "ceara": 5, "seara": 9, "maraton": 7, "maratonul": 4, "vinului": 30}

SLIPS = [
    ("strguri", 1, "struguri"), ("sturguri", 1, "struguri"), ("struguuri", 1, "struguri"), ("strugxri", 1, "struguri"),
    ("mraaton", 1, "maraton"), ("maratn", 1, "maraton"), ("vnlului", 2, "vinului"),
]


@pytest.mark.parametrize(("typed", "slips", "meant"), SLIPS)
def test_a_letter_left_out_put_in_changed_or_swapped_is_one_slip(typed: str, slips: int, meant: str) -> None:
    assert nearest(typed, KNOWN, slips)[0] == (meant, slips)


def test_the_nearest_come_first_and_of_equals_the_more_frequent() -> None:
    assert nearest("xeara", KNOWN, 1) == [("seara", 1), ("ceara", 1)]
    assert [word for word, _ in nearest("struguru", KNOWN, 2)] == ["struguri", "strugure"]


def test_nothing_beyond_the_slips_is_near() -> None:
    assert nearest("elicopter", KNOWN, 2) == []
    assert nearest("strgri", KNOWN, 1) == []


@pytest.mark.parametrize(("word", "slips"), [
    ("", 0), ("vin", 0), ("vinu", 1), ("vinul", 2), ("vinului", 2), ("covid19", 0), ("вино", 1), ("винограда", 2),
])
def test_longer_words_may_hold_more_slips_and_short_ones_none(word: str, slips: int) -> None:
    assert reach(word) == slips


def test_other_beginnings_are_one_slip_in_the_first_letter_away() -> None:
    found = set(other_beginnings("hucuria"))
    assert {"bucuria", "ucuria", "chucuria", "бucuria"} <= found


@given(st.sampled_from(sorted(KNOWN)), st.integers(0, 20))
def test_a_word_that_lost_a_letter_is_found_again(word: str, place: int) -> None:
    place %= len(word)
    assert word in dict(nearest(word[:place] + word[place + 1:], KNOWN, 1))
