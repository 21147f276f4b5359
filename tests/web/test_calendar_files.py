"""Calendar files are read back by a calendar library as what was written, whatever stands in them."""

from datetime import date, timedelta

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
        return "".join(letter for letter in text if letter == "\n" or letter.isprintable())

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
