"""Calendar files are read back by a calendar library as what was written, whatever stands in them."""

from datetime import date, timedelta
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from kb.web.calendar_files import CalendarEvent, write_calendar

TODAY = date(2026, 11, 22)
EVENT = CalendarEvent("vinul-2027@culise", date(2027, 10, 2), date(2027, 10, 4), "Ziua Națională a Vinului",
                      "Două zile, în Piața Marii Adunări; intrarea: liberă.", "Chișinău", "https://culise.md/ro/events/x")


def parsed(*events, name="Evenimente"):
    calendar = Calendar.from_ical(write_calendar(events, name, TODAY))
    return calendar, list(calendar.walk("VEVENT"))


def test_an_event_is_read_back_as_it_was():
    calendar, [event] = parsed(EVENT)
    assert (calendar["VERSION"], calendar["X-WR-CALNAME"]) == ("2.0", "Evenimente")
    assert (event["SUMMARY"], event["DESCRIPTION"], event["LOCATION"]) == (EVENT.name, EVENT.summary, EVENT.place)
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (EVENT.start, EVENT.after)
    assert (event["UID"], event["URL"]) == (EVENT.uid, EVENT.url)
    assert event.decoded("DTSTAMP").isoformat() == "2026-11-22T00:00:00+00:00"


def test_an_empty_calendar_is_a_calendar():
    calendar, events = parsed()
    assert events == []
    assert calendar["PRODID"]


def test_what_is_empty_is_left_out():
    _, [event] = parsed(CalendarEvent("x@culise", TODAY, TODAY + timedelta(days=1), "X", "", "", "https://a.md/x"))
    assert "DESCRIPTION" not in event
    assert "LOCATION" not in event


def test_lines_end_and_fold_as_the_standard_says():
    """At most 75 bytes a line, and no letter is cut in two."""
    long = CalendarEvent("x@culise", TODAY, TODAY, "ș" * 200, "Ярмарка, " * 50, "", "https://a.md/" + "x" * 200)
    lines = write_calendar([long], "Evenimente", TODAY).split(b"\r\n")
    assert lines[-1] == b""
    assert max(map(len, lines)) == 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    for line in lines:
        line.decode()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@given(name=texts, summary=texts, place=texts)
def test_any_text_is_read_back_but_for_what_cannot_be_seen(name, summary, place):
    def visible(text):
        return "".join(letter for letter in text if letter == "\n" or category(letter) not in ("Cc", "Zl", "Zp"))

    _, [event] = parsed(CalendarEvent("x@culise", TODAY, TODAY + timedelta(days=1), name, summary, place, "https://a.md/x"))
    for field, value in (("SUMMARY", name), ("DESCRIPTION", summary), ("LOCATION", place)):
        if field in event:
            assert str(event[field]) == visible(value)
        else:
            assert not visible(value) or not value


@given(st.text(max_size=60))
def test_no_text_begins_a_line_of_its_own(text):
    """Else an event's name could add properties, or other events."""
    event = CalendarEvent("x@culise", TODAY, TODAY, f"{text}\r\nEND:VEVENT\nATTACH:x", "", "", "https://a.md/x")
    lines = write_calendar([event], "E", TODAY).decode("utf-8", "replace").split("\r\n")
    assert sum(line == "END:VEVENT" for line in lines) == 1
    assert not any(line.startswith("ATTACH") for line in lines)


@pytest.mark.parametrize("words", [
    "5\u00a0000 de lei", "10\u202f%", "\u200f", "👨\u200d👩\u200d👧", "a\u00adb", "; , \\ \\n", ":", '"citat"', "a\tb"])
def test_blanks_that_do_not_break_and_signs_in_several_parts_stay(words):
    _, [event] = parsed(CalendarEvent("x@culise", TODAY, TODAY, words, "", "", "https://a.md/x"))
    assert event["SUMMARY"] == words.replace("\t", "")


@pytest.mark.parametrize("day", [date(999, 1, 2), date(1, 1, 1), date(9999, 12, 31), date(2024, 2, 29)])
def test_a_day_has_eight_digits_in_any_year(day):
    written = write_calendar([CalendarEvent("x@culise", day, day, "X", "", "", "u")], "E", day).decode()
    assert f"DTSTART;VALUE=DATE:{day.isoformat().replace('-', '')}\r\n" in written
    assert f"DTSTAMP:{day.isoformat().replace('-', '')}T000000Z\r\n" in written


@given(st.lists(texts, max_size=4), texts)
def test_a_file_has_one_calendar_and_each_event_what_the_standard_requires(names, title):
    """RFC 5545: 3.4 (one object), 3.6 (PRODID, VERSION), 3.6.1 (UID, DTSTAMP and DTSTART once each), 3.1 (lines)."""
    events = [CalendarEvent(f"{number}@culise", TODAY, TODAY + timedelta(days=1), name, name, name, "https://a.md/x")
              for number, name in enumerate(names)]
    lines = write_calendar(events, title, TODAY).decode().split("\r\n")
    assert (lines[0], lines[-2:]) == ("BEGIN:VCALENDAR", ["END:VCALENDAR", ""])
    assert all(len(line.encode()) <= 75 for line in lines)
    whole = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
    starts = [line.partition(":")[0].partition(";")[0] for line in whole[:-1]]
    for name in ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL"):
        assert starts.count(name) == len(names)
    assert (starts.count("PRODID"), starts.count("VERSION")) == (1, 1)
    assert len({line for line in whole if line.startswith("UID:")}) == len(names)
