"""iCalendar files of coming events (RFC 5545): whole days, for any calendar program. Pure functions.

Forty lines in place of a library: whole days need no time zones, and no calendar is read here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from unicodedata import category

CONTENT_TYPE = "text/calendar; charset=utf-8"
# The longest a line may be, in bytes, without the line end (RFC 5545, 3.1).
_MOST_BYTES = 75
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})
# Controls, halves of letters, and separators that some programs take for a line end (categories of Unicode).
_NOT_ALLOWED = ("Cc", "Cs", "Zl", "Zp")


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event of whole days; `after` is the day after its last."""

    uid: str
    start: date
    after: date
    name: str
    summary: str
    place: str
    url: str


def write_calendar(events: Iterable[CalendarEvent], name: str, written: date) -> bytes:
    """The file of some events as they were known on a day."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Culise//Events//RO", "CALSCALE:GREGORIAN",
             f"X-WR-CALNAME:{_text(name)}"]
    for event in events:
        lines += _event(event, written)
    return "".join(f"{_fold(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def _event(event: CalendarEvent, written: date) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_day(written)}T000000Z"
    yield f"DTSTART;VALUE=DATE:{_day(event.start)}"
    yield f"DTEND;VALUE=DATE:{_day(event.after)}"
    yield f"SUMMARY:{_text(event.name)}"
    for name, value in (("DESCRIPTION", event.summary), ("LOCATION", event.place)):
        if value:
            yield f"{name}:{_text(value)}"
    yield f"URL:{event.url}"
    yield "END:VEVENT"


def _day(day: date) -> str:
    """Always eight digits, which `strftime` does not promise of early years."""
    return day.isoformat().replace("-", "")


def _text(value: str) -> str:
    """Text with its signs escaped; other control characters are not allowed in a file."""
    return "".join(letter for letter in value.translate(_ESCAPED) if category(letter) not in _NOT_ALLOWED)


def _fold(line: str) -> str:
    """A long line cut between letters; what follows a cut begins with a blank, which counts."""
    parts, size = [""], 0
    for letter in line:
        width = len(letter.encode("utf-8", "replace"))
        if size + width > _MOST_BYTES:
            parts.append(" ")
            size = 1
        parts[-1] += letter
        size += width
    return "\r\n".join(parts)
