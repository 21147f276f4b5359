"""Numbers, dates and periods as each language writes them. Words around them come from the catalogues."""

import datetime
import re
from collections.abc import Sequence
from functools import cache

from babel import Locale
from babel.dates import format_date

_PARTIAL_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z", re.ASCII)
_FRACTION_DIGITS = 6
_NO_BREAK_SPACE = "\u00a0"

# Decimal mark and thousands mark. CLDR groups Romanian with a point, which a reader of both Romanian and
# English takes for a decimal mark; the Romanian standard allows the space, and Russian has nothing else.
_MARKS = {"ro": (",", _NO_BREAK_SPACE), "ru": (",", _NO_BREAK_SPACE), "en": (".", ",")}


# The place of each plural form in a unit's pattern. Russian writes what follows a fraction as after two: 2,5 года.
_FORMS = {"one": 0, "few": 1, "many": 2, "other": 2}


def amount(value: float, value_to: float | None, forms: Sequence[str], locale: str) -> str:
    """A value, or a range, with its unit: `forms` are the unit's for one, few and many, `{}` stands for the number."""
    written = number(value, locale) if value_to is None else f"{number(value, locale)}–{number(value_to, locale)}"
    rule = Locale.parse(locale).plural_form(value if value_to is None else value_to)
    place = 1 if (locale, rule) == ("ru", "other") else _FORMS[rule]
    return forms[min(place, len(forms) - 1)].replace("{}", written)


def number(value: float, locale: str) -> str:
    """Write a number with the locale's marks; at most six decimals, no trailing zeros."""
    decimal, thousands = _MARKS[locale]
    whole, _, fraction = f"{abs(value):,.{_FRACTION_DIGITS}f}".partition(".")
    fraction = fraction.rstrip("0")
    text = whole.replace(",", thousands) + (decimal + fraction if fraction else "")
    return f"\u2212{text}" if value < 0 and text != "0" else text


def date(text: str, locale: str) -> str:
    """Write "2019", "2019-02" or "2019-02-24" out; anything else is returned as it is."""
    parts = _parts(text)
    return _write(parts, locale) if parts else text


def period(start: str, end: str | None, locale: str) -> str:
    """Write a period, no year or month twice: "februarie – 24 martie 2019", "3–24 martie 2019".

    Where one end is known less closely and holds the other, it alone is said: "martie 2019" up to a day of March.
    """
    first, last = _parts(start), _parts(end or "")
    if not end:
        return date(start, locale)
    if not first or not last:
        return _join(start, end) if start != end else start
    coarser = min(first, last, key=len)
    if first[:len(coarser)] == last[:len(coarser)]:
        return _write(coarser, locale)
    if first[0] != last[0]:
        return _join(_write(first, locale), _write(last, locale))
    if len(first) == len(last) == 3 and first[1] == last[1]:
        return f"{first[2]}–{_write(last, locale)}"
    return _join(_write(first, locale, year=False), _write(last, locale))


def _join(first: str, last: str) -> str:
    """Numbers stand close to the dash, words apart from it."""
    return f"{first}–{last}" if (first + last).isdecimal() else f"{first} – {last}"


def _parts(text: str) -> tuple[int, ...] | None:
    """Year, year and month, or year, month and day; None for what is no date."""
    match = _PARTIAL_DATE.match(text)
    if not match:
        return None
    parts = tuple(int(part) for part in match.groups() if part)
    try:
        datetime.date(*parts, *(1,) * (3 - len(parts)))
    except ValueError:
        return None
    return parts


def _write(parts: tuple[int, ...], locale: str, *, year: bool = True) -> str:
    """Russian names a month alone otherwise than after a day, so the pattern depends on the parts."""
    if len(parts) == 1:
        return str(parts[0])
    pattern = ("d MMMM" if len(parts) == 3 else "LLLL") + (" y" if year else "")
    day = datetime.date(*parts, *(1,) * (3 - len(parts)))
    return format_date(day, pattern, locale=_locale(locale))


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)
