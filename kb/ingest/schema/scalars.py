"""The kinds of single values: each turns the text of a scalar into its type, or says which problem it is.

A problem travels as a PydanticCustomError whose type is the code in `kb.model.MESSAGES` and whose context
holds the arguments; `choices` in the context are the values that would have been right.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator, PlainValidator
from pydantic_core import PydanticCustomError

from kb.ingest.addresses import is_web_address
from kb.model import LANGUAGES, is_slug, is_value

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_INTEGER = re.compile(r"-?\d{1,15}", re.ASCII)
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_MAX_URL = 2000
_LONGEST_SHOWN = 80
EARLIEST_YEAR, LATEST_YEAR = 1800, 2100


def refuse(code: str, /, **arguments: str) -> NoReturn:
    """Raise the problem `code` for the value at hand; long values are cut, for a message is read by people."""
    raise PydanticCustomError(code, "", {name: text[:_LONGEST_SHOWN] for name, text in arguments.items()})


def as_text(value: object, expected: str = "text") -> str:
    """The scalar without blanks around it; everything in front matter arrives as text."""
    if not isinstance(value, str):
        refuse("wrong_type", expected=expected)
    text = value.strip()
    if not text:
        refuse("empty")
    return text


def text(limit: int) -> PlainValidator:
    """For words of at most `limit` characters, in one paragraph."""
    return PlainValidator(lambda value: _words(value, limit))


def note(limit: int) -> PlainValidator:
    """As text, but `""` may stand for nothing."""
    return PlainValidator(lambda value: "" if value == "" else _words(value, limit))


def _words(value: object, limit: int) -> str:
    words = " ".join(as_text(value).split())
    if len(words) > limit:
        refuse("too_long", limit=str(limit))
    return words


def one_of(choices: Iterable[str]) -> PlainValidator:
    """For one of a fixed list of words."""
    known = tuple(choices)

    def read(value: object) -> str:
        word = as_text(value)
        if word not in known:
            refuse("unknown_value", value=word, choices=" ".join(known))
        return word
    return PlainValidator(read)


def whole(least: int, most: int) -> PlainValidator:
    """For whole numbers from `least` to `most`."""
    def read(value: object) -> int:
        digits = as_text(value, expected="a whole number")
        if not _INTEGER.fullmatch(digits):
            refuse("wrong_type", expected="a whole number")
        return int(_within(int(digits), least, most))
    return PlainValidator(read)


def number(least: float, most: float = 1e15) -> PlainValidator:
    """For numbers with a decimal point; at most 15 digits before it and 6 after."""
    def read(value: object) -> float:
        digits = as_text(value, expected="a number")
        if not _NUMBER.fullmatch(digits):
            refuse("wrong_type", expected="a number")
        return _within(float(digits), least, most)
    return PlainValidator(read)


def _within(value: float, least: float, most: float) -> float:
    if not least <= value <= most:
        refuse("out_of_range", value=f"{value:g}", reason=f"{least:g} … {most:g}")
    return value


def _boolean(value: object) -> bool:
    word = as_text(value, expected="true or false")
    if word not in ("true", "false"):
        refuse("wrong_type", expected="true or false")
    return word == "true"


def _date(value: object) -> str:
    stated = as_text(value, expected="a date")
    match = _DATE.fullmatch(stated)
    if not match:
        refuse("bad_date", value=stated)
    year, month, day = int(match[1]), int(match[2] or 1), int(match[3] or 1)
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(max(year, 1), month)[1]:
        refuse("bad_date", value=stated)
    _within(year, EARLIEST_YEAR, LATEST_YEAR)
    return stated


def _url(value: object) -> str:
    address = as_text(value, expected="a web address")
    if len(address) > _MAX_URL:
        refuse("too_long", limit=str(_MAX_URL))
    if not is_web_address(address):
        refuse("bad_url", value=address)
    return address


def _slug(value: object, is_right: Callable[[str], bool]) -> str:
    name = as_text(value)
    if not is_right(name):
        refuse("bad_slug", value=name)
    return name


def _currency(value: object) -> str:
    code = as_text(value)
    if not re.fullmatch("[A-Z]{3}", code):
        refuse("unknown_value", value=code, choices="MDL EUR USD RON RUB UAH")
    return code


def _any_language(value: object) -> str:
    """A source may be in a language the library itself is not in."""
    code = as_text(value)
    if not re.fullmatch("[a-z]{2,3}", code):
        refuse("unknown_value", value=code, choices="ro ru en uk bg de fr it pl")
    return code


def several(least: int = 0, most: int = 200) -> AfterValidator:
    """For a list of `least` to `most` values, each standing once."""
    def check(values: list[Any]) -> list[Any]:
        if len(values) < least:
            refuse("empty")
        if len(values) > most:
            refuse("too_many", limit=str(most))
        for place, value in enumerate(values):
            if isinstance(value, str | int) and value in values[:place]:
                refuse("repeated_value", value=str(value))
        return values
    return AfterValidator(check)


def _numbered(values: dict[str, str]) -> dict[str, str]:
    for key in values:
        if not re.fullmatch("[1-9][0-9]{0,2}", key):
            refuse("number_key", value=key)
    return values


Boolean = Annotated[bool, PlainValidator(_boolean)]
Currency = Annotated[str, PlainValidator(_currency)]
Date = Annotated[str, PlainValidator(_date)]
Lang = Annotated[str, one_of(LANGUAGES)]
SourceLang = Annotated[str, PlainValidator(_any_language)]
Slug = Annotated[str, PlainValidator(lambda value: _slug(value, is_slug))]
Url = Annotated[str, PlainValidator(_url)]
ValueSlug = Annotated[str, PlainValidator(lambda value: _slug(value, is_value))]
Year = Annotated[int, whole(EARLIEST_YEAR, LATEST_YEAR)]

Name = Annotated[str, text(200)]
Sentence = Annotated[str, text(500)]
Paragraph = Annotated[str, text(3000)]
Note = Annotated[str, note(1000)]

Names = Annotated[list[Name], several()]
Slugs = Annotated[list[Slug], several()]
Values = Annotated[list[ValueSlug], several()]
SomeSlugs = Annotated[list[Slug], several(1)]
SomeValues = Annotated[list[ValueSlug], several(1)]
SomeYears = Annotated[list[Year], several(1)]
Numbered = Annotated[dict[str, Paragraph], AfterValidator(_numbered)]
