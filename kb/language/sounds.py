"""Names by how they sound, so that one is itself in Latin and in Cyrillic letters. For names; texts are translated."""

import re
from functools import lru_cache

# Each Russian letter as Romanian writes its sound, without marks.
_SOUNDS = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "c",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "t", "ч": "c", "ш": "s", "щ": "s", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "iu", "я": "ia", "і": "i",
    "ї": "i", "є": "e", "ґ": "g",
})
# Spellings of one sound, evened out on both sides; in this order.
_EVENED = tuple((re.compile(pattern), sound) for pattern, sound in (
    ("дж|dj", "g"), ("ь$", "i"), ("sch(?![ei])|sh", "s"), ("tz|ts", "t"), ("zh", "j"), ("ph", "f"), ("th", "t"),
))
_EVENED_LATIN = tuple((re.compile(pattern), sound) for pattern, sound in (
    ("[kq]", "c"), ("w", "v"), ("y", "i"), ("x", "cs"), ("(?<=[cg])h", ""), ("ea", "ia"), ("(?<=[cg])i(?=[aou])", ""),
    (r"(.)\1+", r"\1"),
))


@lru_cache(maxsize=1 << 14)
def sound_of(folded: str) -> str:
    """How a folded word sounds, roughly, so that a name is itself in Latin and Cyrillic letters: Кушнир, Cușnir."""
    for pattern, sound in _EVENED:
        folded = pattern.sub(sound, folded)
    folded = folded.translate(_SOUNDS)
    for pattern, sound in _EVENED_LATIN:
        folded = pattern.sub(sound, folded)
    return folded
