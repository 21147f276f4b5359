"""What a form was sent with, read back into values of the file.

What nobody touched stays exactly as it is: each control is compared with what a browser would have sent of it
unchanged. Nothing is judged here; that is the check's part.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.web.present.write.fields import Field
from kb.web.present.write.inputs import PLACEHOLDERS, fits, unchanged
from kb.web.present.write.lists import Lists

# Names of the fields that a form held, one pair each: a box that is not ticked sends nothing of itself.
SHOWN = "field"
_YEARS = re.compile(r"(\d{4})\s*[-–]\s*(\d{4})")
_LONGEST_SPAN = 60
_BLANKS = re.compile(r"[\s\u00a0\u202f]+")
# With three digits after it, a comma may part thousands as well: whoever wrote it has to say.
_DECIMAL_COMMA = re.compile(r"-?\d+,(?:\d{1,2}|\d{4,6})|-?0,\d{3}")


@dataclass(frozen=True)
class Posted:
    """Names and texts in the order in which a browser sent them."""

    pairs: Sequence[tuple[str, str]]

    def all(self, name: str) -> list[str]:
        """Every text under a name, with one kind of line end."""
        return [text.replace("\r\n", "\n").replace("\r", "\n") for key, text in self.pairs if key == name]

    def text(self, name: str) -> str:
        """The first of them; "" when there is none."""
        return next(iter(self.all(name)), "")

    def keys(self, name: str) -> list[str]:
        """The rows under a name, in their order."""
        start = f"{name}."
        return list(dict.fromkeys(key[len(start):].split(".")[0] for key, _ in self.pairs if key.startswith(start)))

    def without(self, place: str) -> "Posted":
        """All but one row: "results.2"."""
        return Posted([pair for pair in self.pairs if pair[0] != place and not pair[0].startswith(f"{place}.")])

    def with_text(self, name: str, text: str) -> "Posted":
        """With another text under a name that was sent."""
        return Posted([(key, text if key == name else held) for key, held in self.pairs])

    def moved_up(self, place: str) -> "Posted":
        """With one row before the one that it stood after."""
        name, _, key = place.rpartition(".")
        keys = self.keys(name)
        if key not in keys[1:]:
            return self
        before = f"{name}.{keys[keys.index(key) - 1]}"
        own = [pair for pair in self.pairs if pair[0] == place or pair[0].startswith(f"{place}.")]
        rest = self.without(place).pairs
        at = next(number for number, (each, _) in enumerate(rest) if each == before or each.startswith(f"{before}."))
        return Posted([*rest[:at], *own, *rest[at:]])


def changes(
    fields: Sequence[Field], posted: Posted, current: Mapping[str, Any], lists: Lists
) -> dict[str, object | None]:
    """The fields that are to be different, with their values; None for one that is to go."""
    shown = set(posted.all(SHOWN))
    new = {field.name: read(field, posted, current.get(field.name), lists, field.name)
           for field in fields if field.name in shown and fits(field, current.get(field.name))}
    sources = next((field for field in fields if field.name == "sources" and "sources" in new), None)
    if sources:
        keys = [key for key, _ in _rows(sources, posted, lists, "sources")]
        for name in {"results", "quotes"} & set(new):
            new[name] = _renumbered(new[name], keys, len(current.get("sources") or ()))
    return {name: value for name, value in new.items() if value != current.get(name)}


def read(field: Field, posted: Posted, current: Any, lists: Lists, name: str) -> Any:
    """The value of a field as it is to be; `current` itself when nobody has touched it."""
    if field.control == "rows":
        rows = [entry for _, entry in _rows(field, posted, lists, name)]
        return current if rows == (current or []) else rows or None
    if field.control == "group":
        entry = _merged(field.parts, posted, name, current or {}, lists)
        return current if entry == (current or {}) else entry or None
    if field.control == "numbered":
        parts = [Field(key, "text", key) for key in posted.keys(name)]
        entry = _merged(parts, posted, name, current or {}, lists)
        return current if entry == (current or {}) else entry or None
    before = _single(field, Posted(unchanged(field, current, lists, name)), lists, name)
    after = _single(field, posted, lists, name)
    if field.control == "checks":
        return current if set(before or ()) == set(after or ()) else _in_order(current, after)
    return current if before == after else after


def _rows(field: Field, posted: Posted, lists: Lists, name: str) -> list[tuple[str, dict[str, Any]]]:
    """The rows in which something stands, with their keys."""
    rows = []
    for key in posted.keys(name):
        old = _entry(posted.text(f"{name}.{key}.entry"), field)
        new = _merged(field.parts, posted, f"{name}.{key}", old, lists)
        presets = {part.name for part in field.parts if part.is_preset}
        if set(new) - presets or (old and new == old):
            rows.append((key, new))
    return rows


def _entry(text: str, field: Field) -> dict[str, Any]:
    """What the file said of a row when the form was made; nothing when it is not to be understood."""
    try:
        entry = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return entry if isinstance(entry, dict) and all(fits(part, entry.get(part.name)) for part in field.parts) else {}


def _merged(
    parts: Iterable[Field], posted: Posted, name: str, old: Mapping[str, Any], lists: Lists
) -> dict[str, Any]:
    """An entry with what was sent in it; keys that no part is for stay."""
    new = dict(old)
    for part in parts:
        value = read(part, posted, old.get(part.name), lists, f"{name}.{part.name}")
        if value is None:
            new.pop(part.name, None)
        elif value != old.get(part.name):
            new[part.name] = value
    return new


def _single(field: Field, posted: Posted, lists: Lists, name: str) -> Any:
    """What a control holds; None for nothing."""
    if field.control == "checks":
        return [text for text in posted.all(name) if text] or None
    if field.control == "pages":
        slugs = [lists.slug(field.of, posted.text(f"{name}.{key}")) for key in posted.keys(name)]
        return [slug for slug in slugs if slug] or None
    text = posted.text(name).strip()
    if field.control not in ("text", "lines"):  # a control of one line has none of a line's ends
        text = text.replace("\n", "")
    if field.control == "lines":
        return [line for each in text.split("\n") if (line := each.strip())] or None
    if field.control == "years":
        return _years(text) or None
    if field.control == "number":
        return _number(text) or None
    return (lists.slug(field.of, text) if field.control == "page" else text) or None


def _in_order(current: Any, after: list[str] | None) -> list[str] | None:
    """Values in the order of the file, then the new ones."""
    chosen = after or []
    kept = [value for value in current or [] if value in chosen and value not in PLACEHOLDERS]
    return [*kept, *(value for value in chosen if value not in kept)] or None


def _years(text: str) -> list[str]:
    """Years parted by anything; a short span is written out."""
    def written_out(match: re.Match[str]) -> str:
        first, last = int(match[1]), int(match[2])
        return " ".join(map(str, range(first, last + 1))) if 0 <= last - first <= _LONGEST_SPAN else match[0]
    return list(dict.fromkeys(filter(None, re.split(r"[,;\s]+", _YEARS.sub(written_out, text)))))


def _number(text: str) -> str:
    """A number as the format has it, where it is clear which one is meant; else what was typed."""
    tight = _BLANKS.sub("", text)
    if _DECIMAL_COMMA.fullmatch(tight):
        return tight.replace(",", ".")
    return tight if re.fullmatch(r"-?\d+(?:\.\d+)?", tight, re.ASCII) else text


def _renumbered(entries: Any, keys: Sequence[str], count: int) -> Any:
    """Sources taken out or moved have other numbers now; what names one that is gone names none.

    A row's key is the number that the form showed less one; `count` is how many there were.
    """
    numbers = {str(int(key) + 1): str(place) for place, key in enumerate(keys, 1) if key.isdecimal()}
    gone = {str(number) for number in range(1, count + 1)} - set(numbers)
    new = []
    for entry in entries or ():
        number = entry.get("source")
        kept = {name: value for name, value in entry.items() if name != "source" or number not in gone}
        new.append(kept | ({"source": numbers[number]} if number in numbers else {}))
    return new or entries
