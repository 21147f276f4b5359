"""What somebody is called by a reader of each language."""

import pytest

from kb.model import Body, PageText, Specialist, spelled_for

LATIN, CYRILLIC = ("Diana Crudu", "Diana Krudu"), ("Диана Круду", "Дина Круду")


@pytest.mark.parametrize(("lang", "names", "chosen"), [
    ("ru", (*LATIN, *CYRILLIC), "Диана Круду"), ("ro", (*CYRILLIC, *LATIN), "Diana Crudu"),
    ("en", (*CYRILLIC, *LATIN), "Diana Crudu"), ("ru", LATIN, None), ("ro", CYRILLIC, None), ("ru", (), None),
    ("ru", ("Asociația «Виноград»",), "Asociația «Виноград»"), ("ru", ("2024",), None), ("ro", ("2024",), "2024"),
])
def test_the_first_name_in_the_readers_letters_is_taken(lang, names, chosen):
    assert spelled_for(lang, names) == chosen


def person(*names, also=()):
    texts = tuple(PageText(lang, name, Body()) for lang, name in names)
    return Specialist("diana-crudu", texts, also_known_as=also)


@pytest.mark.parametrize(("shown", "lang", "name"), [
    (person(("ro", "Diana Crudu"), also=CYRILLIC), "ru", "Диана Круду"),
    (person(("ro", "Diana Crudu"), also=CYRILLIC), "en", "Diana Crudu"),
    (person(("ro", "Diana Crudu"), also=("Diana Krudu",)), "ru", "Diana Crudu"),
    (person(("ru", "Диана Круду"), also=("Diana Crudu",)), "ro", "Diana Crudu"),
    (person(("ru", "Диана Круду")), "ro", "Диана Круду"),
    (person(("ro", "Diana Crudu"), ("ru", "Диана К."), also=CYRILLIC), "ru", "Диана К."),
    (person(("ro", "Diana Crudu"), ("ru", "Diana C."), also=CYRILLIC), "ru", "Диана Круду"),
])
def test_a_person_is_named_in_the_readers_letters_where_such_a_spelling_is_known(shown, lang, name):
    assert shown.name_in(lang) == name
