"""Sounds: one name in two scripts is one sound; different names stay apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import fold, sound_of


@pytest.mark.parametrize(("latin", "cyrillic"), [
    ("Cușnir", "Кушнир"), ("Purcari", "Пуркарь"), ("Sergiu", "Серджиу"), ("Gheorghe", "Георге"),
    ("Ciuhrii", "Чухрий"), ("Iagupov", "Ягупов"), ("Chernomorka", "Черноморка"), ("Boșneag", "Бошняг"),
    ("Codreanu", "Кодряну"), ("Volosin", "Волошин"), ("Țurcan", "Цуркан"), ("Ghețiu", "Гециу"),
    ("Jolondcovschi", "Жолондковски"), ("Alexandru", "Александру"), ("Chirtoca", "Киртока"), ("Iurie", "Юрие"),
])
def test_a_name_sounds_the_same_in_both_scripts(latin, cyrillic):
    assert sound_of(fold(latin)) == sound_of(fold(cyrillic))


@pytest.mark.parametrize(("one", "other"), [
    ("kantora", "cantora"), ("schmidt", "șmidt"), ("philip", "filip"), ("tzurcan", "țurcan"), ("zhukov", "jucov"),
    ("yulia", "iulia"), ("thomas", "tomas"), ("savva", "sava"), ("wine", "vine"), ("maxim", "macsim"),
])
def test_spellings_of_one_sound_are_one(one, other):
    assert sound_of(fold(one)) == sound_of(fold(other))


@pytest.mark.parametrize(("one", "other"), [
    ("cușnir", "crudu"), ("rotaru", "rotari"), ("ion", "ioana"), ("вадим", "вадик"), ("moldcell", "maib"),
])
def test_different_names_stay_apart(one, other):
    assert sound_of(fold(one)) != sound_of(fold(other))


@given(st.text(max_size=40))
def test_any_text_has_a_sound_and_says_it_again(text):
    sound = sound_of(fold(text))
    assert isinstance(sound, str)
    assert not set(sound) & set("абвгдежзийклмнопрстуфхцчшщъыьэюя")


@given(st.text("abcdefghijklmnoprstuvz", min_size=1, max_size=20))
def test_a_sound_is_never_longer_than_twice_the_word(word):
    assert 1 <= len(sound_of(word)) <= 2 * len(word)
