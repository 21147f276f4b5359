"""Word forms to stems: what lets `struguri` find `strugurilor`. Works on folded words, never on text.

The script of the word decides, not a guess about its language: Cyrillic goes to Snowball Russian; Latin loses
its Romanian ending, goes through Snowball Romanian, then loses an ending again. Snowball alone expects
diacritics, which folding took, and leaves most definite and plural forms apart; the endings alone leave verbs
apart. English words pass through the Romanian rules and lose little.
"""

import re
import threading
from functools import lru_cache

import Stemmer

from kb.language.stopwords import is_stop

# Romanian inflection on folded text: plural, definite article, genitive. At least three letters stay; the
# lazy prefix makes the longest ending win. `ele` forms stand for feminines in -ea (cafenea, cafenele); -ile
# after b is -e (mobile, responsabile). Endings -o and -le were tried and cost more than they gain.
_ENDING = re.compile(
    r"(.{3,}?)"
    r"(iilor|urilor|elelor|ilor|elor|iile|urile|elele|eaua|elei|ului"
    r"|(?<!b)ile|ele|lui|lor|uri|iei|ei|ii|ul|ia|ie|ea|a|e|i|u)\Z"
)

# Masculine and neuter words in -el whose plural looks like that of a feminine in -ea: modele, hotele,
# castele.
_EL_WORDS = frozenset(["cart", "cast", "drap", "hot", "mod", "mot", "niv", "pan", "tun"])

# The vowel under stress opens in some forms and not in others: floare, flori; seara, seri; cireasa, cirese.
_OPEN_VOWEL = re.compile(r"(o|e)a(?=[bcdfghjklmnprstvxz]{1,2}\Z)")

# The same at the end of words that lose nothing: moldovean, moldoveni; italian, italieni; balnear;
# cheltuiala, cheltuieli.
_OPEN_SUFFIX = re.compile(r"(?<=.{3})(?:(e)a(?=[nr]\Z)|(i)a(?=n\Z)|(?<=[aou])(i)a(?=l\Z))")

# d turns to z before i: brazi, strazi, rotunzi.
_SOFT_D = re.compile(r"(?<=..[ainr])z\Z")
_SOFTENING = frozenset(["i", "ii", "ilor", "ile"])

# What remains may end like a plural or an adjective: strugur(i), masur(a) beside vin(uri); moldovenesc,
# moldovenesti.
_TAIL = re.compile(r"(?<=.{3})ur\Z|(?<=.{4})es[ct]\Z")

# Stems of frequent words whose root changes or is too short for the endings, and the stem they belong to.
_IRREGULAR = {
    "ani": "an", "anu": "an", "anul": "an",
    "cop": "copil",
    "cuvint": "cuvant",
    "fet": "fat",
    "livez": "livad",
    "mes": "mas",
    "oamen": "om", "omu": "om", "omul": "om",
    "piat": "piet",
    "tiner": "tanar",
    "vandut": "vand", "vind": "vand", "vinz": "vand",
    "via": "vie", "vii": "vie", "viil": "vie",
    "viat": "viet",
}  # fmt: skip

# Words that would lose more than an ending: some become one with others, as a dress (платье) with paying (платить), a
# lyceum with a face (лицо), a family (семья) with seven, to come with wine, called off (anulat) with the year; names
# lose what only looks like an ending.
_APART = {
    form: stemmed
    for stemmed, forms in {
        "anulat": "anulat anulata anulate anulati anularea anulare anularii",
        "ceai": "ceai ceaiul ceaiului ceaiuri ceaiurile ceaiurilor",
        "ceara": "ceara cerii",
        "daru": "darul darului daruri darurile darurilor",
        "deseu": "deseu deseul deseuri deseurile deseurilor",
        "floresti": "floresti florestiului",
        "lectur": "lectura lecturi lecturii lecturile lecturilor",
        "lege": "lege legea legii legi legile legilor",
        "mana": "mana mainii maini mainile mainilor",
        "masur": "masura masuri masurii masurile masurat masurata masurate",
        "mediu": "mediu mediul mediului medii mediile mediilor",
        "meniu": "meniu meniul meniului meniuri meniurile",
        "modul": "mod modul moduri modului modurile",
        "nota": "nota notei note notele notelor",
        "patrie": "patrie patria patriei",
        "politi": "politie politia politiei politist politisti politistul",
        "publicat": "publicat publicata publicate publicati",
        "serie": "serie seria serii seriei seriile seriilor",
        "spate": "spate spatele spatelui",
        "statie": "statie statia statiei statii statiile statiilor",
        "taxi": "taxi taxiul taxiului taxiuri taxiurile taxiurilor",
        "traseu": "traseu traseul traseului trasee traseele traseelor",
        "tree": "tree trees",
        "ven": "vine veni venit venita veniti venite venim vina",
        "вместо": "вместо",
        "дорога": "дорога дороги дороге дорогу дорог дорогам дорогами дорогах",
        "имя": "имя имени именем имена имен именам именами именах",
        "инстаграм": "инстаграм инстаграма инстаграму инстаграмом инстаграме",
        "лето": "лето лета летом лете летний летняя летнее летние летнего летней летних летним летнюю",
        "лицей": "лицей лицея лицею лицеем лицее лицеи лицеев лицеям лицеями лицеях",
        "платье": "платье платья платью платьем платьев платьям платьями платьях",
        "призыв": "призыв призыва призыву призывом призывы призывов призвал призвала призвали призывает призывать",
        "семья": "семья семьи семье семью семьей семей семьям семьями семьях",
        "статья": "статья статьи статье статью статьей статей статьям статьями статьях",
        "телеграм": "телеграм телеграма телеграму телеграмом телеграме",
        "цель": "цель цели целью целей целям целями целях",
    }.items()
    for form in forms.split()
}

# Snowball takes the end of ресторан and журнал for that of a past tense, but leaves it to ресторане and журналы.
_LIKE_PAST = ("ал", "ан", "ял", "ян")

# A Snowball stemmer keeps its work in one buffer, so every thread has its own pair.
_own = threading.local()


@lru_cache(maxsize=1 << 15)
def stem(folded: str) -> str:
    """The stem of a folded word; words with digits or signs, or of other scripts, are their own stems."""
    if not folded.isalpha():
        return folded
    if folded in _APART:
        return _APART[folded]
    if is_stop(folded):
        return folded  # or a car would be "care", a hall "sale", a gift "dar"
    if folded.isascii():
        stemmed = _without_ending(_snowball("romanian", _without_ending(folded)))
        return _IRREGULAR.get(stemmed, stemmed)
    if "\u0400" <= folded[0] <= "\u04ff":
        stemmed = _snowball("russian", folded)
        return _snowball("russian", stemmed) if stemmed.endswith(_LIKE_PAST) else stemmed
    return folded


def _without_ending(word: str) -> str:
    """Take off one Romanian ending and even out what the inflection did to the root."""
    match = _ENDING.match(word)
    root, ending = match.groups() if match else (word, "")
    if ending.startswith("el") and root in _EL_WORDS:
        root += "el"
    elif ending:
        root = _OPEN_VOWEL.sub(r"\1", root)
    if ending in _SOFTENING:
        root = _SOFT_D.sub("d", root)
    return _TAIL.sub("", _OPEN_SUFFIX.sub(_closed, root))


def _closed(match: re.Match[str]) -> str:
    """The closed vowel of a suffix: e for ea and ie for ia."""
    return "e" if match.group(1) else "ie"


def _snowball(language: str, word: str) -> str:
    stemmer = getattr(_own, language, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(language)
        setattr(_own, language, stemmer)
    return str(stemmer.stemWord(word))
