"""Numbers as people type them, and large ones written short. Writing them in full is `formats`'."""

import re

from babel.numbers import format_compact_decimal

from kb.i18n.formats import number

_TYPED = re.compile(r"([+\-\u2212]?)([0-9][0-9.,]*)%?\Z")
# In groups of three, or in none.
_WHOLE = re.compile(r"(?:\d+|\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*)\Z")
_BLANKS = re.compile(r"[\s\u00a0\u202f'’]+")
_LONGEST = 40
# Below, a number written in full is short enough for an axis.
_MILLION = 1_000_000


def parse_number(text: str, locale: str) -> float | None:
    """The number that somebody typed: "1 000,5", "1.000,5" or "1,000.5"; None for what is no number.

    Where both marks stand, the last is the decimal one. A mark alone is decimal, unless it stands more than once, or
    before exactly three digits and is not the decimal mark of the language: "1.000" is a thousand in Romanian.
    """
    match = _TYPED.match(_BLANKS.sub("", text[:_LONGEST]))
    if not match:
        return None
    sign, digits = match.groups()
    mark = _decimal_mark(digits, "." if locale == "en" else ",")
    whole, _, fraction = digits.rpartition(mark) if mark else (digits, "", "")
    if not _WHOLE.match(whole):
        return None
    value = float(re.sub(r"[.,]", "", whole) + "." + fraction)
    return value if sign in ("", "+") else -value


def _decimal_mark(digits: str, usual: str) -> str:
    marks = [character for character in digits if character in ".,"]
    if not marks:
        return ""
    last = marks[-1]
    if len(set(marks)) == 2:
        return last
    if len(marks) > 1:
        return ""
    groups_thousands = last != usual and re.search(r"[.,]\d{3}\Z", digits) and not digits.startswith("0")
    return "" if groups_thousands else last


def short_number(value: float, locale: str) -> str:
    """A number for an axis: in full below a million, else "1,5 mil.", "1,5 млн", "1.5M"."""
    if abs(value) < _MILLION:
        return number(value, locale)
    return format_compact_decimal(value, format_type="short", locale=locale, fraction_digits=1)
