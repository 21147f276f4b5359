"""What keys give on the other layout."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import fold, other_layout

TYPED = [
    ("dbyjuhfl", "виноград"), ("ytqvbyu", "нейминг"), (",fyr", "банк"), ("rjyntyn", "контент"), ("[kt,", "хлеб"),
    ("j,]zdktybt", "объявление"), (";ehyfk", "журнал"), ("'ajh", "эфор"), ("`krf", "ёлка"), ("{KT<", "ХЛЕБ"),
    (",eRrhjccbyu", "буКкроссинг"),
    ("ыекгпгкш", "struguri"), ("мшт", "vin"), ("ащкеуду", "fortele"), ("ЬФКФЕЩТ", "MARATON"), ("щкфж", "oraș"),
    ("хкф", "ăra"), ("ът", "în"), ("эфкф", "țara"),
    ("îkt,", "ълеб"), ("șehyfk", "журнал"), ("ăktb", "хлеи"),
]


@pytest.mark.parametrize(("typed", "meant"), TYPED)
def test_the_same_keys_are_read_on_the_other_layout(typed: str, meant: str) -> None:
    assert other_layout(typed) == meant


@pytest.mark.parametrize("text", ["2019", "", "50 %", "123-456"])
def test_what_both_layouts_share_stays(text: str) -> None:
    assert other_layout(text) == text


@given(st.text(alphabet="йцукенгшщзхъфывапролджэячсмить", min_size=1))
def test_a_russian_word_comes_back_from_the_keys_it_was_typed_with(word: str) -> None:
    assert other_layout(other_layout(word)) == word


@given(st.text(alphabet="qwertyuiopasdfghjklzxcvbnm", min_size=1))
def test_a_latin_word_comes_back_from_the_keys_it_was_typed_with(word: str) -> None:
    assert fold(other_layout(other_layout(word))) == word


@given(st.text())
def test_any_text_has_another_reading_of_the_same_length(text: str) -> None:
    assert len(other_layout(text)) == len(text)
