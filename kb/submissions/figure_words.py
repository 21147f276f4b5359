"""Words around numbers in three languages: multipliers, what says "about" or "at least", months, and ways of writing.

Data and the patterns made of it; what they mean together is in `figures`. Words of metrics, units and bases are not
here: they come from the vocabularies.
"""

import re
from collections.abc import Iterable, Mapping


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


BLANK = "[ \u00a0\u2009\u202f]"
DASH = "[-\u2010-\u2015]"

# A number by itself: groups of three parted by one kind of sign, or plain digits, perhaps with a fraction.
NUMBER = (
    rf"(?:\d{{1,3}}(?:(?:{BLANK}\d{{3}}(?!\d)){{1,4}}|(?:\.\d{{3}}(?!\d)){{1,4}}|(?:,\d{{3}}(?!\d)){{1,4}}|(?:['’]\d{{3}}(?!\d)){{1,4}})"
    r"(?:[.,]\d{1,2}(?!\d))?|\d{1,15}(?:[.,]\d{1,6})?(?![\d]))"
)

MULTIPLIERS: Mapping[str, float] = {
    word: factor
    for factor, words in (
        (1e3, "mii mie тыс тысяч тысячи тысяча тысячами тысячам тысячах thousand thousands k K к"),
        (1e6, "milioane milion milioanelor mil mln млн миллион миллиона миллионов миллионами million millions M"),
        (1e9, "miliarde miliard mlrd mld млрд миллиард миллиарда миллиардов billion billions bn"),
    )
    for word in words.split()
}

QUALIFIERS: Mapping[str, tuple[str, ...]] = {
    "at_least": (
        "peste", "mai mult de", "mai mulți de", "mai multe de", "cel puțin", "minimum", "minim", "nu mai puțin de",
        "свыше", "более", "более чем", "больше", "не менее", "не меньше", "минимум", "от",
        "over", "more than", "at least", "above", "no fewer than", "not less than", ">", "≥",
    ),
    "at_most": (
        "până la", "cel mult", "maximum", "maxim", "sub", "mai puțin de", "nu mai mult de",
        "до", "не более", "не больше", "максимум", "менее", "меньше", "почти что до",
        "up to", "at most", "no more than", "under", "below", "less than", "fewer than", "<", "≤",
    ),
    "about": (
        "circa", "cca", "cca.", "aproximativ", "aproape", "vreo", "cam", "în jur de", "în jurul a", "aproape de",
        "около", "примерно", "порядка", "почти", "приблизительно",
        "about", "around", "nearly", "almost", "approximately", "roughly", "some", "close to", "~", "≈",
    ),
}

# Numbers in words, only where nothing else can be meant: how many times something grew.
IN_WORDS: Mapping[str, float] = {
    "de două ori": 2, "de trei ori": 3, "de patru ori": 4, "de cinci ori": 5, "de zece ori": 10,
    "s-a dublat": 2, "s-au dublat": 2, "s-a triplat": 3, "s-au triplat": 3,
    "в два раза": 2, "в три раза": 3, "в четыре раза": 4, "в пять раз": 5, "в десять раз": 10,
    "вдвое": 2, "втрое": 3, "вчетверо": 4,
    "twofold": 2, "threefold": 3, "tenfold": 10, "doubled": 2, "tripled": 3, "quadrupled": 4,
}

MONTHS = _set(
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "январь февраль март апрель май июнь июль сентябрь октябрь ноябрь декабрь январе феврале марте апреле мае июне "
    "июле августе сентябре октябре ноябре декабре "
    "january february march april may june july september october november december"
)

# What stands before a number that only names something: a year, a page, a house, an article of a law.
NAMING = _set(
    "anul anului anii anilor nr numărul pagina pag art articolul secolul sec legea ora orele str bd strada "
    "№ no номер год году года статья ст закон дом ул час часов number page article chapter year law since"
)

# What follows a number that only names something.
NAMED = _set("год года году г. гг. век века st nd rd th")

# "3 times a day" is how often, not how much more.
HOW_OFTEN = _set("pe într-o intr-o în la в на за a an per each every")


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first, with any blank between theirs."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", rf"{BLANK}{{1,3}}") for word in ordered)


def number_of(written: str, lang: str) -> float:
    """What a number that fits NUMBER says: in Romanian and Russian a comma parts fractions, in English a point."""
    digits = re.sub(rf"{BLANK}|['’]", "", written)
    fraction, thousands = (".", ",") if lang == "en" else (",", ".")
    if digits.count(thousands) == 1 and fraction not in digits and not _is_group(digits, thousands):
        thousands = "\0"  # "4.2" in a Romanian text, "4,2" in an English one: what else could it be?
        fraction = "." if "." in digits else ","
    if digits.count(fraction) > 1:  # 1,200,000 in a Romanian text
        fraction, thousands = thousands, fraction
    return float(digits.replace(thousands, "").replace(fraction, "."))


def _is_group(digits: str, sign: str) -> bool:
    before, _, after = digits.partition(sign)
    return len(after) == 3 and before.lstrip("0") == before
