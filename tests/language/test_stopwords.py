"""Stop words: folded, and never a word that people look for."""

import pytest

from kb.language import fold, is_stop, stem, words
from kb.language.stopwords import _STOP_WORDS


@pytest.mark.parametrize(
    "word", [
        "foarte", "spun", "другие", "свой", "почти", "именно", "letting",
        "și", "în", "că", "până", "sînt", "după", "fără", "и", "если", "ещё", "это", "the", "of", "a",
    ]
)
def test_words_that_hold_sentences_together_are_stop_words(word):
    assert is_stop(fold(word))


@pytest.mark.parametrize(
    "word",
    ["vin", "ai", "it", "pr", "mai", "smm", "unu", "târg", "рынок", "год", "вино", "one", "%", "1"],
)
def test_words_that_people_look_for_are_not(word):
    assert not is_stop(fold(word))


def test_stop_words_are_single_folded_words():
    assert [word for word in _STOP_WORDS if words(word) != [word]] == []
    assert len(_STOP_WORDS) > 250


@pytest.mark.parametrize(("stop", "other"), [
    ("care", "car"), ("dar", "daruri"), ("cea", "ceai"), ("sale", "sali"), ("другой", "друг"),
    ("им", "имена"),
])
def test_a_stop_word_shares_no_stem_with_a_word_that_people_look_for(stop: str, other: str) -> None:
    assert is_stop(stop)
    assert stem(stop) == stop != stem(other)
