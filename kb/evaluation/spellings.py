"""How people mistype and respell: the ways of writing that a search is measured with.

Written apart from what the search does about them, on purpose: a measure that used the same tables would find no
fault in them. Everything random comes from the `random.Random` that is handed in.
"""

import random
import re
import unicodedata

# Both keyboards, key by key: Russian, and the Latin one that Romanian without diacritics and English are typed on.
_CYRILLIC_KEYS = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_TO_LATIN_KEYS = str.maketrans(_CYRILLIC_KEYS + _CYRILLIC_KEYS.upper(), _LATIN_KEYS + _LATIN_KEYS.upper())
_TO_CYRILLIC_KEYS = str.maketrans(_LATIN_KEYS, _CYRILLIC_KEYS)

# Rows of neighbouring keys, for slips of a finger.
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")

# Russian as people write it in Latin letters: letter by letter, and what differs in the more careful way.
_IN_LATIN = dict(zip("абвгдеёзийклмнопрстуфхцъыьэ", [*"abvgdeozijklmnoprstufhc", "", "y", "", "e"], strict=True)) | {
    "ж": "zh", "ч": "ch", "ш": "sh", "щ": "sch", "ю": "yu", "я": "ya", "ё": "yo",
}
_CAREFUL = {"х": "kh", "ц": "ts", "щ": "shch", "й": "y"}
# Romanian in the Cyrillic letters that it was written in here until 1989; the longer spellings come first.
_IN_CYRILLIC = {
    "cea": "ча", "gea": "жа", "che": "ке", "chi": "ки", "ghe": "ге", "ghi": "ги",
    "ce": "че", "ci": "чи", "ge": "же", "gi": "жи",
    "ea": "я", "iu": "ю", "x": "кс", "ă": "э", "â": "ы", "î": "ы", "ș": "ш", "ț": "ц", "j": "ж",
} | dict(zip("abcdefghiklmnopqrstuvwyz", "абкдефгхиклмнопкрстуввиз", strict=True))
_LONGEST = 3
# Not in the shortest words, nor where the i is heard after two consonants: agri, litri.
_SOFT_END = re.compile("(?<=..[бвгджзклмнпрстфхцчш])(?<![бвгдкптф][лр])и$")
_AFTER_VOWEL = re.compile("(?<=[аеиоуыэ])и$")
_ENDS_IN_IA = re.compile("иа$")


def without_marks(text: str) -> str:
    """Romanian as it is typed on a keyboard without its letters."""
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


def with_cedilla(text: str) -> str:
    """The letters of old fonts: a cedilla where a comma belongs."""
    return text.translate(str.maketrans("șțȘȚ", "şţŞŢ"))


def in_old_spelling(text: str) -> str:
    """The spelling before 1993: î inside words too."""
    return text.replace("â", "î")


def on_other_layout(text: str) -> str:
    """The same keys, with the keyboard set to the other alphabet."""
    if any("а" <= char <= "ё" for char in text.lower()):
        return text.translate(_TO_LATIN_KEYS)
    return without_marks(text).lower().translate(_TO_CYRILLIC_KEYS)


def in_latin(text: str, careful: bool = False) -> str:
    """Russian in Latin letters, in haste or carefully."""
    letters = {**_IN_LATIN, **(_CAREFUL if careful else {})}
    return "".join(letters.get(char, char) for char in text.lower())


def in_cyrillic(text: str) -> str:
    """Romanian in Cyrillic letters; a last i that is hardly heard becomes ь."""
    words = unicodedata.normalize("NFC", text.lower()).split()
    return " ".join(_SOFT_END.sub("ь", _word_in_cyrillic(word)) for word in words)


def name_in_cyrillic(name: str) -> str:
    """A name from here as Russian newspapers write it, more or less: its last i is always heard."""
    return " ".join(_word_in_cyrillic(word).capitalize() for word in unicodedata.normalize("NFC", name.lower()).split())


def _word_in_cyrillic(word: str) -> str:
    letters: list[str] = []
    place = 0
    while place < len(word):
        for size in range(_LONGEST, 0, -1):
            piece = word[place:place + size]
            if piece in _IN_CYRILLIC or size == 1:
                letters.append(_IN_CYRILLIC.get(piece, piece))
                place += len(piece)
                break
    return _ENDS_IN_IA.sub("ия", _AFTER_VOWEL.sub("й", "".join(letters)))


def mistyped(word: str, chance: random.Random, *, first_letter: bool = False) -> str:
    """One slip: two letters swapped, one left out, doubled or replaced by its neighbour; the first only if asked."""
    place = 0 if first_letter else chance.randrange(1, len(word) - 1)
    slips = [
        word[:place] + word[place + 1] + word[place] + word[place + 2:],
        word[:place] + word[place + 1:],
        word[:place] + word[place] + word[place:],
        word[:place] + _neighbour(word[place], chance) + word[place + 1:],
    ]
    return next((slip for slip in chance.sample(slips, len(slips)) if slip != word), word)


def _neighbour(letter: str, chance: random.Random) -> str:
    bare = without_marks(letter) if letter not in "йё" else letter
    for row in _ROWS:
        if bare in row:
            place = row.index(bare)
            return chance.choice([row[at] for at in (place - 1, place + 1) if 0 <= at < len(row)])
    return letter
