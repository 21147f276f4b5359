"""The fields of a query: the facets by their names in three languages, and how their values are read.

Which values exist is not known here: labels are resolved by the searcher.
"""

import re
from collections.abc import Iterable

from kb.language import fold, nfc

# A facet and the names it may be typed by, folded.
_NAMES: dict[str, str] = {
    "industry": "industry industrie industria domeniu отрасль индустрия",
    "platform": "platform platforma canal channel площадка платформа канал",
    "objective": "objective obiectiv obiectivul goal scop цель задача",
    "business": "business afacere firma companie company бизнес компания фирма",
    "specialist": "specialist specialistul person persoana специалист человек",
    "role": "role rol rolul роль",
    "place": "place loc locul oras city место город",
    "year": "year an anul год",
    "language": "language lang limba язык",
    "evidence": "evidence dovada dovezi доказательство доказательства",
    "has": "has are есть",
}
FIELDS = tuple(_NAMES)
_FIELD_OF = {fold(name): field for field, names in _NAMES.items() for name in (field, *names.split())}

# How many years one range may name. An open range reaches this far from its end, so that none depends on
# today's date.
MAX_YEARS = 50
_FIRST, _LAST = 1000, 2999
_YEAR = re.compile(r"[12][0-9]{3}")
_RANGE = re.compile(r"([12][0-9]{3})?(?:\.\.+|[-–])([12][0-9]{3})?")
_BLANKS = re.compile(r"\s+")


def field_named(name: str) -> str | None:
    """The facet that a typed name stands for in any of the three languages, or None."""
    return _FIELD_OF.get(fold(name))


def read_value(field: str, raw: str) -> tuple[str, ...]:
    """What a typed value stands for: itself, trimmed and lower; every year of a range; nothing for a blank."""
    value = nfc(nfc(_BLANKS.sub(" ", raw).strip()).lower())
    if field == "year" and (match := _RANGE.fullmatch(value)) and any(match.groups()):
        return tuple(map(str, _years(*match.groups())))
    return (value,) if value else ()


def ordered(field: str, values: Iterable[str]) -> tuple[str, ...]:
    """Values without repetitions, in the order typed; years in their own order."""
    unique = dict.fromkeys(values)
    return tuple(sorted(unique, key=_year_first)) if field == "year" else tuple(unique)


def write_values(values: Iterable[str]) -> str:
    """Values as one types them: a list, with ranges of years, quoted where a blank or sign would end a value."""
    written: list[str] = []
    run: list[str] = []
    for value in values:
        if run and not (_YEAR.fullmatch(value) and int(value) == int(run[-1]) + 1 and len(run) < MAX_YEARS):
            written, run = [*written, _as_range(run)], []
        if _YEAR.fullmatch(value):
            run.append(value)
        else:
            written.append(value if re.fullmatch(r"[\w.-]+", value) else f'"{value}"')
    return ",".join([*written, *([_as_range(run)] if run else [])])


def _years(first: str | None, last: str | None) -> range:
    """The years of a range, open at one end or turned round; of a range too wide the latest."""
    low = int(first) if first else int(last or _LAST) - MAX_YEARS + 1
    high = int(last) if last else low + MAX_YEARS - 1
    low, high = min(low, high), min(max(low, high), _LAST)
    return range(max(low, high - MAX_YEARS + 1, _FIRST), high + 1)


def _year_first(value: str) -> tuple[bool, int]:
    """Years in order, before what is no year; sorting keeps the order of the rest."""
    return (False, int(value)) if _YEAR.fullmatch(value) else (True, 0)


def _as_range(years: list[str]) -> str:
    return f"{years[0]}..{years[-1]}" if len(years) > 1 else years[0]
