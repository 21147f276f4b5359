"""Another form of a word, taken from the library: without a dictionary, and no stemmer decides what is a form."""

from collections.abc import Collection

# Endings that forms of one word have, by kind of word. Two real words that differ only in these are taken for forms of
# one word; the root keeps enough letters for that to be nearly always true.
_FAMILIES = {
    "ro": (
        ("", "ul", "ului", "uri", "urile", "urilor"),
        ("", "ul", "ului", "i", "ii", "ilor"),
        ("u", "ul", "ului", "i", "ii", "ilor"),
        ("e", "ele", "ului", "ul", "elor"),
        ("ă", "a", "ei", "e", "ele", "elor"),
        ("ă", "a", "i", "ile", "ilor"),
        ("e", "ea", "i", "ii", "ile", "ilor"),
        ("ie", "ia", "iei", "ii", "iile", "iilor"),
        ("are", "area", "ării", "ări", "ările", "ărilor"),
    ),
    "ru": (
        ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах"),
        ("а", "ы", "е", "у", "ой", "ам", "ами", "ах"),
        ("ь", "я", "ю", "ем", "ей", "и", "ям", "ями", "ях"),
        ("ие", "ия", "ию", "ием", "ии", "ий", "иям", "иями", "иях"),
        ("ый", "ого", "ому", "ым", "ом", "ая", "ой", "ую", "ое", "ые", "ых", "ыми"),
        ("ка", "ки", "ке", "ку", "кой", "ок", "кам", "ками", "ках"),
    ),
    "en": (("", "s", "ed", "ing"), ("e", "es", "ed", "ing"), ("y", "ies")),
}
_LEAST_ROOT = 4


def other_forms(word: str, lang: str, known: Collection[str]) -> list[str]:
    """Forms of `word` among the `known` words of its language, in order of the alphabet."""
    found = {
        root + other
        for family in _FAMILIES[lang] for ending in family if word.endswith(ending)
        for root in [word[:len(word) - len(ending)]] if len(root) >= _LEAST_ROOT
        for other in family if root + other in known
    }
    return sorted(found - {word})
