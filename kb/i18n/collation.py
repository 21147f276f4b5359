"""Order of the alphabet: ă and â after a, ș after s, ё after е. For lists that people read, not search."""

import unicodedata
from functools import lru_cache

# Letters that an alphabet counts as its own; all others are sorted by the letter under their marks.
_ALPHABETS = {
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz" + "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя" + "abcdefghijklmnopqrstuvwxyz",
    "en": "abcdefghijklmnopqrstuvwxyz" + "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
}
_RANKS = {
    locale: {letter: rank for rank, letter in enumerate(letters)} for locale, letters in _ALPHABETS.items()
}
_OLD_LETTERS = str.maketrans("şţ", "șț")
_BEFORE_LETTERS, _LETTERS, _AFTER_LETTERS = range(3)

CollationKey = tuple[tuple[tuple[int, int], ...], str]


@lru_cache(maxsize=8192)
def collation_key(text: str, locale: str) -> CollationKey:
    """A sort key for `text` as readers of `locale` expect it: blanks, digits, own letters, then all others.

    Punctuation counts only between texts that are equal without it; so does case.
    """
    ranks = _RANKS[locale]
    letters = _letters(text)
    return tuple(_rank(letter, ranks) for letter in letters if letter.isalnum() or letter == " "), text


def initial(text: str, locale: str) -> str:
    """The capital a text stands under in an alphabetical list, as readers of `locale` count letters; "#" for others."""
    for letter in _letters(text):
        own = letter if letter in _RANKS[locale] else unicodedata.normalize("NFD", letter)[0]
        if own in _RANKS[locale]:
            return own.upper()
        if letter.isalnum():
            return "#"
    return "#"


def _letters(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold()).translate(_OLD_LETTERS)


def _rank(letter: str, ranks: dict[str, int]) -> tuple[int, int]:
    if letter == " " or letter.isdecimal():
        return _BEFORE_LETTERS, ord(letter)
    own = ranks.get(letter, ranks.get(unicodedata.normalize("NFD", letter)[0]))
    return (_AFTER_LETTERS, ord(letter)) if own is None else (_LETTERS, own)
