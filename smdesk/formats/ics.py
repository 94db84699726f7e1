"""Calendars for other programs: the plan as .ics by RFC 5545, one event per post and account."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from smdesk import __version__
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.post import PostState
from smdesk.domain.record import record

if TYPE_CHECKING:
    from icalendar import Event, Timezone

STATUSES = {
    PostState.IDEA: "TENTATIVE",
    PostState.DRAFT: "TENTATIVE",
    PostState.REVIEW: "TENTATIVE",
    PostState.APPROVED: "CONFIRMED",
    PostState.SCHEDULED: "CONFIRMED",
    PostState.PARTLY: "CONFIRMED",
    PostState.PUBLISHED: "CONFIRMED",
    PostState.DROPPED: "CANCELLED",
}
"""RFC 5545, 3.8.1.11: an event is tentative, definite or cancelled."""

LENGTH = timedelta(minutes=15)
"""A post takes no time; a calendar needs some to show it, and this is a row of the week's grid."""

_ZONE = "Europe/Stockholm"


@record(kw_only=True)
class PlanEvent:
    """A post on one account as a calendar has it. `changed` is an instant, `sequence` grows with each change."""

    uid: str
    sequence: int
    changed: datetime
    day: date
    time: str = ""  # HH:MM by Stockholm's clock; empty for the whole day
    summary: str
    text: str = ""
    state: PostState
    url: str = ""
    categories: Sequence[str] = ()


def calendar_bytes(name: str, events: Sequence[PlanEvent], now: datetime) -> bytes:
    """The calendar `name` with `events`, published at `now`; a reader changes what it has by UID and SEQUENCE."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//smdesk//smdesk {__version__}//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)  # RFC 7986, 5.1; programs older than it read the next
    calendar.add("x-wr-calname", name)
    calendar.add_component(_zone())
    for one in events:
        calendar.add_component(_event(one, now))
    return bytes(calendar.to_ical())


def _zone() -> "Timezone":
    """Stockholm's clock since 1996 as a rule (directive 2000/84/EC); a list of days is not read by every program."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    zone = Timezone()
    zone.add("tzid", _ZONE)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for part, month, name, before, after in (
        (TimezoneDaylight(), 3, "CEST", winter, summer),
        (TimezoneStandard(), 10, "CET", summer, winter),
    ):
        first = datetime(1996, month, 31 if month == 3 else 27, 2 if month == 3 else 3)
        part.add("dtstart", first)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        zone.add_component(part)
    return zone


def _event(one: PlanEvent, now: datetime) -> "Event":
    from icalendar import Event

    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", now)
    event.add("last-modified", one.changed)
    event.add("sequence", one.sequence)
    if one.time:
        event.add("dtstart", datetime.combine(one.day, time.fromisoformat(one.time), STOCKHOLM))
        event.add("duration", LENGTH)
    else:
        event.add("dtstart", one.day)
    event.add("summary", one.summary)
    if one.text:
        event.add("description", one.text)
    if one.url:
        event.add("url", one.url)
    event.add("status", STATUSES[one.state])
    event.add("transp", "TRANSPARENT")  # nobody is busy while a post goes out
    if one.categories:
        event.add("categories", list(one.categories))
    return event
