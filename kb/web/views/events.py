"""Events: the list, one event, and calendar files of those to come."""

from datetime import date
from typing import cast

from flask import Blueprint, Response, g, render_template

from kb.errors import NotFound
from kb.i18n import N_
from kb.model import Event
from kb.web.addresses import event_address, list_address
from kb.web.calendar_files import CONTENT_TYPE, CalendarEvent, write_calendar
from kb.web.context import absolute, current_reader, now, services
from kb.web.guards import public
from kb.web.language import locale
from kb.web.lookup import known_page, page_or_404
from kb.web.present.events import days_of, is_upcoming, present_event, present_events
from kb.web.present.hits import present_hits

blueprint = Blueprint("events", __name__)


@blueprint.get("/<language:lang>/events")
@public
def index() -> str:
    """All events."""
    page = present_events(_events(), now().date(), current_reader(), known_page)
    return render_template("events/index.html", page=page)


@blueprint.get("/<language:lang>/events.ics")
@public
def calendar() -> Response:
    """Every coming event, to subscribe to; an empty calendar when none is announced."""
    return _calendar([event for event in _events() if is_upcoming(event, now().date())])


@blueprint.get("/<language:lang>/events/<slug>")
@public
def show(slug: str) -> str:
    """An event."""
    event = event_or_404(slug)
    g.canonical_path = event_address(locale(), event.slug)
    reader = current_reader()
    cases = present_hits(services().cards(event.cases, reader.lang), reader)
    page = present_event(event, _events(), cases, now().date(), reader, known_page)
    return render_template("events/show.html", page=page)


@blueprint.get("/<language:lang>/events/<slug>.ics")
@public
def file(slug: str) -> Response:
    """The calendar file of a coming event. Raises NotFound for one that is over, or whose day is not known."""
    event = event_or_404(slug, ".ics")
    if not is_upcoming(event, now().date()) or not days_of(event):
        raise NotFound(N_("there is a calendar file only for events to come"), field="slug")
    return _calendar([event])


def event_or_404(slug: str, form: str = "") -> Event:
    """An event by its slug. Raises NotFound."""
    return cast(Event, page_or_404("events", slug, lambda lang, new: event_address(lang, new, form)))


def _events() -> list[Event]:
    return [event for event in services().pages("events") if isinstance(event, Event)]


def _calendar(events: list[Event]) -> Response:
    reader, address = current_reader(), absolute(list_address(locale(), "events"))
    entries = [_entry(event, address) for event in sorted(events, key=lambda each: each.date) if days_of(event)]
    return Response(
        write_calendar(entries, f"Culise: {reader.say('Events')}", now().date()), content_type=CONTENT_TYPE)


def _entry(event: Event, address: str) -> CalendarEvent:
    reader = current_reader()
    text = event.text(reader.lang)
    start, after = cast(tuple[date, date], days_of(event))
    return CalendarEvent(
        uid=f"{event.slug}@culise", start=start, after=after, name=text.name, summary=text.summary,
        place=reader.label("places", event.place) if event.place else "", url=f"{address}/{event.slug}",
    )
