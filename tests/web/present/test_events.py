"""Events: which are to come on a day, in which order, and what their pages show."""

from dataclasses import replace
from datetime import date

import pytest

from kb.model import Event
from kb.web.context import reader_of
from kb.web.present.events import days_of, is_upcoming, present_event, present_events
from tests.web.fake_pages import PAST, UNDATED, UPCOMING
from tests.web.fake_services import FakeServices

TODAY = date(2026, 11, 22)


@pytest.fixture
def reader(app):
    with app.test_request_context("/ro/events"):
        yield reader_of("ro")


def event(start: str, to: str | None = None) -> Event:
    return replace(PAST, date=start, to=to)


@pytest.mark.parametrize(("start", "to", "expected"), [
    ("2026-11-22", None, True),
    ("2026-11-21", None, False),
    ("2026-11-20", "2026-11-22", True),
    ("2026-11-20", "2026-11-21", False),
    ("2026-11", None, True),
    ("2026-10", None, False),
    ("2026-12", None, True),
    ("2026", None, False),
    ("2027", None, True),
    ("2019-03-08", None, False),
    ("2026-11-01", "2026-12", True),
])
def test_an_event_is_to_come_until_its_last_day_is_over(start, to, expected):
    assert is_upcoming(event(start, to), TODAY) is expected


@pytest.mark.parametrize(("start", "to", "days"), [
    ("2027-03-05", "2027-03-07", (date(2027, 3, 5), date(2027, 3, 8))),
    ("2027-12-31", None, (date(2027, 12, 31), date(2028, 1, 1))),
    ("2027-03", None, None), ("2027", None, None), ("2027-03-05", "2027-04", None), ("9999-12-31", None, None),
])
def test_days_run_to_the_day_after_the_last(start, to, days):
    assert days_of(event(start, to)) == days


def test_upcoming_ones_begin_with_the_nearest_and_past_ones_with_the_latest(reader):
    later = replace(UPCOMING, slug="z", date="2028-01-01", to=None)
    page = present_events([later, PAST, UNDATED, UPCOMING], TODAY, reader, FakeServices().page)
    assert [line.url for line in page.upcoming] == ["/ro/events/targul-2027", "/ro/events/z"]
    assert [(year, [line.url for line in lines]) for year, lines in page.past] == [
        ("2019", ["/ro/events/targul-2019"]), ("2017", ["/ro/events/intalnirea-2017"])]


def test_the_whole_calendar_is_offered_only_when_it_would_hold_something(reader):
    page_of = FakeServices().page
    assert present_events([UPCOMING, PAST], TODAY, reader, page_of).calendar_url == "/ro/events.ics"
    for events in ([PAST], [], [replace(UPCOMING, date="2027", to=None)]):
        assert present_events(events, TODAY, reader, page_of).calendar_url == ""


def test_a_line_says_when_where_and_by_whom(reader):
    [line] = present_events([UPCOMING], TODAY, reader, FakeServices().page).upcoming
    assert (line.when, line.place, line.organiser) == ("5–7 martie 2027", "Chișinău", "Tineri fermieri")
    assert line.calendar_url == "/ro/events/targul-2027.ics"


def test_a_page_links_everything_one_click_away(reader):
    page = present_event(UPCOMING, [PAST, UNDATED, UPCOMING], [], TODAY, reader, FakeServices().page)
    assert page.organiser.url == "/ro/businesses/tineri-fermieri"
    assert page.place.url == "/ro/search?place=chisinau"
    assert page.tickets_url == "https://bilete.md/targ"
    assert [(speaker.url, speaker.note) for speaker in page.speakers] == [
        ("/ro/people/diana-crudu", "Cum vinzi struguri")]
    assert [line.url for line in page.others] == ["/ro/events/targul-2019"]


def test_an_organiser_may_be_a_person_and_one_without_a_page_is_not_named(reader):
    page_of = FakeServices().page
    by_person = present_event(UNDATED, [], [], TODAY, reader, page_of)
    assert by_person.organiser.url == "/ro/people/diana-crudu"
    assert present_event(replace(UNDATED, organiser="nimeni"), [], [], TODAY, reader, page_of).organiser is None


def test_what_is_over_sells_no_tickets_and_fills_no_calendar(reader):
    page = present_event(UPCOMING, [], [], date(2027, 3, 8), reader, FakeServices().page)
    assert (page.is_upcoming, page.tickets_url, page.calendar_url) == (False, None, "")
