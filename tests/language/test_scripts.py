"""Words and names in the other script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.language import fold, in_other_script, is_cyrillic, romanian_readings, russian_readings, sound_as_typed
from kb.language.scripts import MOST_READINGS

NAMES = [
    ("Purcari", "пуркарь"), ("Purcari", "пуркари"), ("Vadim Cușnir", "вадим кушнир"), ("Diana Crudu", "диана круду"),
    ("Eugenia Scoarță", "евгения скоарцэ"), ("Ceslav Ciuhrii", "чеслав чухрий"), ("Pavel Stăvilă", "павел стэвилэ"),
    ("Pavel Stăvilă", "павел ставила"), ("Cricova", "крикова"), ("Mileștii Mici", "милештий мичь"),
    ("Ion Gheorghiu", "ион георгиу"), ("Natalia Țurcanu", "наталия цуркану"), ("Iurie Chiorescu", "юрие киореску"),
    ("Mihai", "михай"), ("Andrei", "андрей"), ("Gelu", "джелу"), ("Kaufland", "кауфланд"),
    ("Дмитрий Волошин", "dmitri voloșin"), ("Дмитрий Волошин", "dmitry voloshin"), ("Вадим Кушнир", "vadim cușnir"),
    ("Вадим Кушнир", "vadim kushnir"), ("Евгения Молдовану", "evgheniia moldovanu"), ("Кирилл", "chirill"),
    ("Жанна Цой", "janna țoi"), ("Щербаков", "shcherbakov"), ("Ильин", "ilin"),
]


@pytest.mark.parametrize(("name", "spelling"), NAMES)
def test_a_name_has_the_spellings_the_press_gives_it_in_the_other_script(name: str, spelling: str) -> None:
    assert spelling in in_other_script(name)


@pytest.mark.parametrize("name", ["", "999", "Fără ZAGRAN блог", "日本", "C++ и"])
def test_a_name_of_both_scripts_or_of_neither_has_no_other_spelling(name: str) -> None:
    assert in_other_script(name) == ()


@given(st.text())
def test_any_name_has_two_spellings_at_most(name: str) -> None:
    assert len(in_other_script(name)) <= 2


RUSSIAN = [
    ("vinograd", "виноград"), ("prazdnik", "праздник"), ("cvetov", "цветов"), ("kafe", "кафе"), ("svechi", "свечи"),
    ("krasivye", "красивые"), ("schetchik", "счетчик"), ("pomoshch", "помощ"), ("zhizn", "жизн"),
    ("yabloko", "яблоко"), ("rajon", "район"), ("podvodnyj", "подводный"), ("brend", "бренд"), ("xleb", "хлеб"),
]


@pytest.mark.parametrize(("typed", "meant"), RUSSIAN)
def test_russian_in_latin_letters_is_read(typed: str, meant: str) -> None:
    assert meant in russian_readings(typed)


SOUNDS = [
    ("социальные", "sotsialnye"), ("большая", "bolshaya"), ("объявление", "obyavlenie"), ("мультфильм", "multfilm"),
    ("этикетка", "etiketka"), ("семья", "semya"), ("буккроссинг", "bukrossing"), ("шутки", "shutki"),
]


@pytest.mark.parametrize(("word", "typed"), SOUNDS)
def test_what_quick_typing_leaves_out_makes_no_difference_to_the_sound(word: str, typed: str) -> None:
    assert sound_as_typed(word) in {sound_as_typed(reading) for reading in russian_readings(typed)}


@pytest.mark.parametrize("word", ["vin", "", "c++", "вин1", "вinо"])
def test_only_cyrillic_words_have_a_sound(word: str) -> None:
    assert sound_as_typed(word) == ""


ROMANIAN = [
    ("маратонул", "maratonul"), ("копиилор", "copiilor"), ("стругурь", "struguri"), ("ын", "in"), ("лок", "loc"),
    ("флорь", "flori"), ("лумынэрь", "lumanari"), ("чарэ", "ceara"), ("мулцумеск", "multumesc"), ("винул", "vinul"),
    ("кишинэу", "chisinau"), ("сэрбэтоаре", "sarbatoare"), ("джем", "gem"), ("ӂем", "gem"), ("кивэр", "chivar"),
    ("чокан", "ciocan"), ("вия", "viia"), ("юбире", "iubire"),
]


@pytest.mark.parametrize(("typed", "meant"), ROMANIAN)
def test_romanian_in_cyrillic_letters_is_read(typed: str, meant: str) -> None:
    assert meant in romanian_readings(typed)


@pytest.mark.parametrize("word", ["", "вино", "win2", "дом-vin", "ß"])
def test_a_word_that_is_not_latin_has_no_russian_readings(word: str) -> None:
    assert russian_readings(word) == ()


@pytest.mark.parametrize("word", ["", "vin", "вин2", "дом-vin"])
def test_a_word_that_is_not_cyrillic_has_no_romanian_readings(word: str) -> None:
    assert romanian_readings(word) == ()


@given(st.text(alphabet="abcxyzjhcswqkt'еёжяьч", max_size=40))
def test_no_word_has_more_readings_than_are_worth_trying_and_each_is_folded(word: str) -> None:
    readings = [*russian_readings(word), *romanian_readings(word)]
    assert len(readings) <= MOST_READINGS
    assert [fold(reading) for reading in readings] == readings


@pytest.mark.parametrize(("text", "there"), [("vin", False), ("вин", True), ("vin în Кишинёв", True), ("", False)])
def test_a_cyrillic_letter_is_enough_to_be_cyrillic(text: str, there: bool) -> None:
    assert is_cyrillic(text) is there
