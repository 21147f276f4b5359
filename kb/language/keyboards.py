"""The same keys on another keyboard: what was meant by a text typed with the wrong layout switched on.

Knows keys, not words: whether the other reading is a word is for whoever has a vocabulary.
"""

_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбю"
_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
_ENGLISH_SHIFTED = 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>'
# The Romanian layout has letters where the English one has brackets and signs.
_ROMANIAN = "qwertyuiopăîasdfghjklșțzxcvbnm,."

_TO_RUSSIAN = str.maketrans(
    dict(zip(_ENGLISH_SHIFTED, _RUSSIAN.upper(), strict=True))
    | dict(zip(_ROMANIAN, _RUSSIAN, strict=True))
    | dict(zip(_ENGLISH, _RUSSIAN, strict=True))
    | {"`": "ё", "~": "Ё"}
)
_TO_LATIN = str.maketrans(
    dict(zip(_RUSSIAN, _ROMANIAN, strict=True)) | dict(zip(_RUSSIAN.upper(), _ROMANIAN.upper(), strict=True))
)


def other_layout(text: str) -> str:
    """The text as the same keys give it on the other layout: Russian for Latin letters, Romanian for Cyrillic ones."""
    cyrillic = sum("\u0400" <= char <= "\u04ff" for char in text)
    return text.translate(_TO_LATIN if 2 * cyrillic > len(text) else _TO_RUSSIAN)
