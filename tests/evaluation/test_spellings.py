"""The ways of misspelling that a search is measured with."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.evaluation import spellings

LETTERS = "abcdefghijklmnopqrstuvwxyzăâîșțабвгдеёжзийклмнопрстуфхцчшщъыьэюя"


@pytest.mark.parametrize(("text", "typed"), [
    ("struguri vânduți", "struguri vanduti"), ("Ștefan", "Stefan"), ("în coadă", "in coada"), ("café", "cafe"),
])
def test_without_marks(text: str, typed: str) -> None:
    assert spellings.without_marks(text) == typed


def test_cedilla_and_old_spelling() -> None:
    assert spellings.with_cedilla("Șase țări, Țăranul așa") == "Şase ţări, Ţăranul aşa"
    assert spellings.in_old_spelling("pâine și mâncare") == "pîine și mîncare"


@pytest.mark.parametrize(("text", "typed"), [
    ("виноград", "dbyjuhfl"), ("Пуркарь", "Gehrfhm"), ("ёлка хлеб эхо", "`krf [kt, '[j"), ("жюри", ";.hb"),
    ("struguri", "ыекгпгкш"), ("în loc", "шт дщс"), ("netflix", "туеадшч"),
])
def test_the_other_keyboard(text: str, typed: str) -> None:
    assert spellings.on_other_layout(text) == typed


@given(st.text("абвгдеёжзийклмнопрстуфхцчшщъыьэюя ", min_size=1))
def test_typed_on_the_other_keyboard_and_back_is_the_same(text: str) -> None:
    assert spellings.on_other_layout(spellings.on_other_layout(text)) in (text, text.strip()) or not text.strip()


@pytest.mark.parametrize(("text", "hasty", "careful"), [
    ("виноград вместо цветов", "vinograd vmesto cvetov", "vinograd vmesto tsvetov"),
    ("щедрый хлеб", "schedryj hleb", "shchedryy khleb"),
    ("юбилей ёлки", "yubilej yolki", "yubiley yolki"),
    ("объявление жюри", "obyavlenie zhyuri", "obyavlenie zhyuri"),
])
def test_russian_in_latin_letters(text: str, hasty: str, careful: str) -> None:
    assert spellings.in_latin(text) == hasty
    assert spellings.in_latin(text, careful=True) == careful


@pytest.mark.parametrize(("text", "typed"), [
    ("struguri în loc de flori", "стругурь ын лок де флорь"), ("ceară", "чарэ"), ("ghid", "гид"), ("chei", "кей"),
    ("copiilor", "копиилор"), ("țărani", "цэрань"), ("campania", "кампания"), ("gând", "гынд"), ("gen", "жен"),
    ("noi", "ной"), ("agri", "агри"), ("xerox", "ксерокс"), ("munteanu", "мунтяну"),
])
def test_romanian_in_cyrillic_letters(text: str, typed: str) -> None:
    assert spellings.in_cyrillic(text) == typed


@pytest.mark.parametrize(("name", "typed"), [
    ("Diana Crudu", "Диана Круду"), ("Dmitri Voloșin", "Дмитри Волошин"), ("Igor Belei", "Игор Белей"),
    ("Victoria Iordachi", "Виктория Иордаки"),
])
def test_names_in_cyrillic_letters(name: str, typed: str) -> None:
    assert spellings.name_in_cyrillic(name) == typed


@given(st.text(LETTERS, min_size=4, max_size=20), st.integers(0, 2**32), st.booleans())
def test_a_slip_changes_a_word_by_one_edit(word: str, seed: int, first_letter: bool) -> None:
    typed = spellings.mistyped(word, random.Random(seed), first_letter=first_letter)
    assert abs(len(typed) - len(word)) <= 1
    if len(set(word)) > 1:
        assert typed != word
    if not first_letter:
        assert typed[0] == word[0]
    elif word[0] != word[1]:
        assert typed[:2] != word[:2]


def test_the_same_chance_slips_the_same_way() -> None:
    slips = {spellings.mistyped("struguri", random.Random(seed)) for seed in range(40)}
    assert slips == {spellings.mistyped("struguri", random.Random(seed)) for seed in range(40)}
    assert len(slips) > 10
