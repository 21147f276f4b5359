"""Latin to Cyrillic letters and back, as people and the press of the country write: names, and words for want of keys.

A transliteration is a guess: those for searching give every likely reading, those for an index the usual spellings.
Knows letters, not words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice, product

from kb.language.normalise import fold, nfc

# So many readings of one word are tried; a word with more doubtful letters is hardly a word.
MOST_READINGS = 16

_Rules = Sequence[tuple[str, str]]

_LATIN_VOWELS = "aeiouyăâî"
_CYRILLIC_VOWELS = "аеёиоуыэюяіє"

# How Romanian names are written in Russian; the first rule that fits a place counts. `|` parts likely readings.
_ROMANIAN_NAMES: _Rules = (
    (r"ch(?=[ei])", "к"), (r"gh(?=[ei])", "г"),
    (r"ci(?=[aou])", "ч"), (r"c(?=[ei])", "ч"), (r"gi(?=[aou])", "дж"), (r"g(?=[ei])", "дж"),
    (r"(?<![^\W_])eugen", "евген|еуджен"), (r"ia$", "ия"), (r"ci$", "ч"), (r"șt", "шт"), (r"sh", "ш"), (r"ch", "х"),
    (rf"(?<![{_LATIN_VOWELS}])ea", "я"), (r"(?<![^\W_])ia", "я"), (r"(?<![^\W_])iu", "ю"), (r"(?<![^\W_])io", "ио"),
    (r"(?<=[aeouăâ])iu", "ю"), (r"(?<=[aeouăâ])ia", "я"),
    (rf"(?<=[{_LATIN_VOWELS}])i$", "й"), (rf"(?<=[^{_LATIN_VOWELS}])i$", "ь|и"), (r"(?<![^\W_])e", "е|э"),
    (r"x", "кс"), (r"ă", "э|а"), (r"[âî]", "ы"), (r"ș", "ш"), (r"ț", "ц"), (r"j", "ж"), (r"q", "к"), (r"w", "в"),
    (r"y", "и"), (r"h", "х"), (r"a", "а"), (r"b", "б"), (r"c", "к"), (r"d", "д"), (r"e", "е"), (r"f", "ф"), (r"g", "г"),
    (r"i", "и"), (r"k", "к"), (r"l", "л"), (r"m", "м"), (r"n", "н"), (r"o", "о"), (r"p", "п"), (r"r", "р"), (r"s", "с"),
    (r"t", "т"), (r"u", "у"), (r"v", "в"), (r"z", "з"),
)

# Russian names in Latin letters: as Romanian writes them, and as passports and English do.
_RUSSIAN_NAMES: _Rules = (
    (r"(?:ий|ый)$", "i|y"), (r"ье", "ie"), (r"ьё", "io"), (r"ья", "ia"), (r"[ьъ]", ""),
    (r"к(?=[еи])", "ch|k"), (r"г(?=[еи])", "gh|g"), (r"дж(?=[еи])", "g"), (r"ч(?=[еи])", "c|ch"),
    (r"кс", "x"), (r"ж", "j|zh"), (r"ц", "ț|ts"), (r"ч", "ci|ch"), (r"ш", "ș|sh"), (r"щ", "șci|shch"), (r"х", "h|kh"),
    (r"ю", "iu|yu"), (r"я", "ia|ya"), (r"ё", "io|e"), (r"й", "i|y"), (r"ы", "î|y"), (r"э", "e"),
    (r"а", "a"), (r"б", "b"), (r"в", "v"), (r"г", "g"), (r"д", "d"), (r"е", "e"), (r"з", "z"), (r"и", "i"),
    (r"к", "c|k"), (r"л", "l"), (r"м", "m"), (r"н", "n"), (r"о", "o"), (r"п", "p"), (r"р", "r"), (r"с", "s"),
    (r"т", "t"),
    (r"у", "u"), (r"ф", "f"),
)

# Russian typed with Latin letters. What sounds alike may come out as any of its letters: see `sound_as_typed`.
_RUSSIAN_TYPED: _Rules = (
    (r"shch", "щ"), (r"sch", "щ|сч"), (r"sh", "ш"), (r"ch", "ч"), (r"zh", "ж"), (r"kh", "х"), (r"t[sz]", "ц"),
    (r"[yj]a", "я"), (r"[yj]u", "ю"), (rf"(?<=[{_LATIN_VOWELS}])[yj]o", "йо|е"), (r"[yj]o", "е"),
    (rf"(?<=[^{_LATIN_VOWELS}])ye", "ые"), (r"[yj]e", "е"),
    (r"iy$|ij$", "ий"), (r"yy$|yj$", "ый"), (r"'", "ь"),
    (rf"(?<=[{_LATIN_VOWELS}])[yj]", "й"), (r"y", "ы"), (r"j", "ж"), (r"ck", "к"), (r"c", "ц|к"), (r"h", "х"),
    (r"w", "в|ш"), (r"x", "кс|х"), (r"q", "к"), (r"ph", "ф"),
    (r"a", "а"), (r"b", "б"), (r"d", "д"), (r"e", "е"), (r"f", "ф"), (r"g", "г"), (r"i", "и"), (r"k", "к"), (r"l", "л"),
    (r"m", "м"), (r"n", "н"), (r"o", "о"), (r"p", "п"), (r"r", "р"), (r"s", "с"), (r"t", "т"), (r"u", "у"), (r"v", "в"),
    (r"z", "з"),
)

# Romanian in Cyrillic letters, as it was written until 1989 and is by people without Latin keys.
_ROMANIAN_TYPED: _Rules = (
    (r"к(?=[еи])", "ch|k"), (r"г(?=[еи])", "gh|g"), (r"(?:дж|ӂ)(?=[еи])", "g"), (r"(?:дж|ӂ)(?=[аоу])", "gi|ge"),
    (r"ч(?=[еи])", "c|ch"), (r"ч(?=а)", "cea|cia"), (r"(?<=ч)а", ""), (r"ч(?=[оу])", "ci|ce"), (r"ч", "ci"),
    (r"(?:дж|ӂ)", "gi"), (r"кс", "x|cs"), (r"ж", "j"), (r"ц", "ț"), (r"ш", "ș"), (r"щ", "șt"), (r"х", "h"),
    (r"ий$", "ii|i"), (r"ья", "ia"), (r"ь$", "i"), (r"ь", ""), (r"ъ", ""), (r"ю", "iu"),
    (rf"(?<=[{_CYRILLIC_VOWELS}])я", "ia"), (r"(?<![^\W_])я", "ia|ea"), (r"я", "ea|ia"), (r"й", "i"), (r"ы", "î"),
    (r"э", "ă|e"), (r"ё", "io"), (r"а", "a"), (r"б", "b"), (r"в", "v"), (r"г", "g"), (r"д", "d"), (r"е", "e"),
    (r"з", "z"), (r"и", "i"), (r"к", "c|k"), (r"л", "l"), (r"м", "m"), (r"н", "n"), (r"о", "o"), (r"п", "p"),
    (r"р", "r"),
    (r"с", "s"), (r"т", "t"), (r"у", "u"), (r"ф", "f"),
)

# Sounds that Latin letters cannot tell apart, or that are left out in quick typing.
_SOUND = str.maketrans({
    "щ": "ш", "ы": "и", "й": "и", "э": "е", "ё": "е", "ь": "", "ъ": "", "я": "иа", "ю": "иу",
})
_TWICE = re.compile(r"(.)\1+")


def is_cyrillic(text: str) -> bool:
    """Whether a text has Cyrillic letters."""
    return re.search(r"[\u0400-\u04ff]", text) is not None


def russian_readings(word: str) -> tuple[str, ...]:
    """What a word typed in Latin letters may be in Russian, folded, the likeliest first; () for other scripts."""
    return _folded(_read(word, _RUSSIAN_TYPED)) if re.fullmatch(r"[a-z']+", word) else ()


def romanian_readings(word: str) -> tuple[str, ...]:
    """What a word typed in Cyrillic letters may be in Romanian, folded, the likeliest first; () for other scripts."""
    return _folded(_read(word, _ROMANIAN_TYPED)) if re.fullmatch(r"[\u0400-\u04ff]+", word) else ()


def sound_as_typed(word: str) -> str:
    """A Cyrillic word as it sounds through Latin letters: words that are typed alike are equal; others are "" ."""
    return _TWICE.sub(r"\1", word.translate(_SOUND)) if re.fullmatch(r"[\u0400-\u04ff]+", word) else ""


def in_other_script(name: str) -> tuple[str, ...]:
    """The usual spellings of a name in the other script, two at most; () for a name of both or neither.

    Latin names are read as Romanian. Practice of the Moldovan press, not a standard: Пуркарь, Кушнир, Voloșin.
    """
    text = nfc(name).lower()
    latin, cyrillic = re.search(r"[a-zăâîșț]", text), re.search(r"[\u0400-\u04ff]", text)
    if bool(latin) == bool(cyrillic):
        return ()
    rules = _ROMANIAN_NAMES if latin else _RUSSIAN_NAMES
    each = [_spellings(word, rules) for word in re.findall(r"[^\W\d_]+", text)]
    return tuple(dict.fromkeys(" ".join(spelt[at] for spelt in each) for at in (0, 1)))


def _spellings(word: str, rules: _Rules) -> tuple[str, str]:
    """A word by the first reading of all its letters, and by the last."""
    parts = _parts(word, rules)
    return "".join(part[0] for part in parts), "".join(part[-1] for part in parts)


def _read(word: str, rules: _Rules) -> Iterable[str]:
    return map("".join, islice(product(*_parts(word, rules)), MOST_READINGS))


def _parts(word: str, rules: _Rules) -> list[list[str]]:
    """The readings of each piece of a word; what no rule knows stays as it is."""
    compiled, readings = _compiled(rules)
    parts: list[list[str]] = []
    at = 0
    while at < len(word):
        match = compiled.match(word, at)
        if match is None or not match.group():
            parts.append([word[at]])
            at += 1
        else:
            parts.append(readings[str(match.lastgroup)])
            at = match.end()
    return parts


_kept: dict[int, tuple[re.Pattern[str], Mapping[str, list[str]]]] = {}


def _compiled(rules: _Rules) -> tuple[re.Pattern[str], Mapping[str, list[str]]]:
    """One pattern for all rules of a table, and the readings by the name of the group that fits."""
    if id(rules) not in _kept:
        pattern = "|".join(f"(?P<r{place}>{found})" for place, (found, _) in enumerate(rules))
        readings = {f"r{place}": given.split("|") for place, (_, given) in enumerate(rules)}
        _kept[id(rules)] = re.compile(pattern), readings
    return _kept[id(rules)]


def _folded(readings: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(fold, readings)))
