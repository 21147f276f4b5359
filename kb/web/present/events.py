"""Events: those to come and those that were, each with who spoke and which cases came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from kb.model import Business, Event, Specialist
from kb.web.addresses import business_address, event_address, facet_address, person_address
from kb.web.pages.reading import HitView, Link
from kb.web.present.page import PageOf, PageView, PersonLink, person_link, present_page
from kb.web.reader import Reader


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list."""

    name: str
    lang: str
    url: str
    when: str
    place: str
    organiser: str
    summary: str
    calendar_url: str


@dataclass(frozen=True, slots=True)
class EventsPage:
    """All events: upcoming ones from the nearest on, past ones by year from the latest back."""

    upcoming: Sequence[EventLine]
    past: Sequence[tuple[str, Sequence[EventLine]]]
    calendar_url: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event with everything its page shows; `calendar_url` only while it is to come."""

    view: PageView
    when: str
    is_upcoming: bool
    place: Link | None
    organiser: Link | None
    tickets_url: str | None
    calendar_url: str
    speakers: Sequence[PersonLink]
    cases: Sequence[HitView]
    others: Sequence[EventLine]


def present_events(events: Iterable[Event], today: date, reader: Reader, page_of: PageOf) -> EventsPage:
    """The list of events as it is on a day."""
    ordered = sorted(events, key=lambda event: (event.date, event.slug))
    upcoming = [event for event in ordered if is_upcoming(event, today)]
    past = [event for event in reversed(ordered) if not is_upcoming(event, today)]
    years = groupby(past, key=lambda event: event.date[:4])
    return EventsPage(
        upcoming=[_line(event, today, reader, page_of) for event in upcoming],
        past=[(year, [_line(event, today, reader, page_of) for event in group]) for year, group in years],
        calendar_url=f"/{reader.lang}/events.ics" if any(map(days_of, upcoming)) else "",
    )


def present_event(
    event: Event, events: Iterable[Event], cases: Sequence[HitView], today: date, reader: Reader, page_of: PageOf
) -> EventPage:
    """The page of an event; `events` are all there are, for others by the same organiser."""
    talks = (person_link(talk.person, reader, page_of, talk.talk) for talk in event.speakers)
    others = [each for each in events if each.organiser and each.organiser == event.organiser and each != event]
    others.sort(key=lambda each: each.date, reverse=True)
    return EventPage(
        view=present_page(event, reader, "events", reader.say("Events")),
        when=_when(event, reader),
        is_upcoming=is_upcoming(event, today),
        place=_place(event, reader),
        organiser=_organiser(event, reader, page_of),
        tickets_url=event.tickets_url if is_upcoming(event, today) else None,
        calendar_url=_calendar(event, today, reader.lang),
        speakers=[talk for talk in talks if talk],
        cases=cases,
        others=[_line(each, today, reader, page_of) for each in others],
    )


def is_upcoming(event: Event, today: date) -> bool:
    """Whether its last day is not over; one known by its year alone is to come only in a later year."""
    last = event.to or event.date
    if len(last) == 4:
        return last > str(today.year)
    return last[:7] >= today.isoformat()[:7] if len(last) == 7 else last >= today.isoformat()


def days_of(event: Event) -> tuple[date, date] | None:
    """The first day and the day after the last, when both are known to the day."""
    try:
        return date.fromisoformat(event.date), date.fromisoformat(event.to or event.date) + timedelta(days=1)
    except (ValueError, OverflowError):
        return None


def _line(event: Event, today: date, reader: Reader, page_of: PageOf) -> EventLine:
    text = event.text(reader.lang)
    organiser = _organiser(event, reader, page_of)
    return EventLine(
        name=text.name, lang=text.lang, url=event_address(reader.lang, event.slug), when=_when(event, reader),
        place=reader.label("places", event.place) if event.place else "",
        organiser=organiser.label if organiser else "",
        summary=text.summary, calendar_url=_calendar(event, today, reader.lang),
    )


def _when(event: Event, reader: Reader) -> str:
    return reader.period((event.date, event.to), ())


def _calendar(event: Event, today: date, lang: str) -> str:
    return event_address(lang, event.slug, ".ics") if is_upcoming(event, today) and days_of(event) else ""


def _place(event: Event, reader: Reader) -> Link | None:
    if not event.place:
        return None
    return Link(reader.label("places", event.place), facet_address(reader.lang, "place", event.place))


def _organiser(event: Event, reader: Reader, page_of: PageOf) -> Link | None:
    """A business or a person, whichever has the slug."""
    if not event.organiser:
        return None
    page = page_of("businesses", event.organiser) or page_of("specialists", event.organiser)
    if isinstance(page, Business):
        return Link(page.text(reader.lang).name, business_address(reader.lang, page.slug))
    if isinstance(page, Specialist):
        return Link(page.name_in(reader.lang), person_address(reader.lang, page.slug))
    return None
