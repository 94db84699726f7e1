"""Somebody's calendar, .ics by RFC 5545, as days of Stockholm: each event on its own, so that a broken one is told."""

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.day_list import DayEvent, Span
from smdesk.domain.problem import BadInputError, Problem, Severity
from smdesk.domain.record import record
from smdesk.domain.text import clean, one_line
from smdesk.formats.ics_lines import Block, read_blocks
from smdesk.formats.ics_recur import BadRuleError, Budget, starts
from smdesk.formats.sheet import bad_file

LONGEST_NAME = 200  # characters
LONGEST_EVENT = 400  # days
MOST_DAYS = 20_000
_DAY = timedelta(days=1)
_YEARS = range(1900, 2200)


@record
class DayCalendar:
    """A calendar that was read: its own name, or its file's, its events, and the years that were asked for."""

    name: str
    events: Sequence[DayEvent]
    first: date
    last: date


@dataclass(slots=True)
class _Part:
    """A VEVENT as it was read: a whole event, or (`instead` set) what takes the place of one of its occurrences."""

    row: int
    uid: str
    name: str
    said: str
    sequence: int = 0
    start: datetime | None = None  # wall clock, in `zone`
    zone: tzinfo = STOCKHOLM
    length: timedelta = _DAY
    is_timed: bool = False
    cancelled: bool = False
    instead: datetime | None = None
    event: Any = None
    problems: list[Problem] = field(default_factory=list)


class _TroubleError(Exception):
    """What is wrong with an event, so that it cannot be taken."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.problem = Problem(code, values=dict(values))


def read_days(path: Path, first: date, last: date) -> DayCalendar:
    """The events of the .ics at `path` that lie, be it in part, from `first` to `last`, both included.

    A time without a zone, or in one that nobody knows, is Stockholm's. Raises `BadInputError` for what is no
    calendar, and for one with more days than a register can hold.
    """
    blocks = read_blocks(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library guesses at names of zones; what it cannot guess is told
        zones = {name: zone for one in blocks.zones if (zone := _zone(one)) for name in [one.said("TZID")]}
        parts = [_part(one, zones) for one in blocks.events]
    budget, by_uid = Budget(), dict[str, list[_Part]]()
    for one in parts:
        by_uid.setdefault(one.uid, []).append(one)
    events = [_event(own, first, last, budget) for own in by_uid.values()]
    if sum(len(one.spans) for one in events) > MOST_DAYS:
        raise _too_many(path)
    return DayCalendar(blocks.name or clean(path.name), events, first, last)


def _too_many(path: Path) -> BadInputError:
    return bad_file(path, Problem("ics.too_many_days", values={"count": MOST_DAYS}))


def _zone(block: Block) -> tzinfo | None:
    """A zone that the calendar describes itself; None when it cannot be understood, or would take for ever."""
    from icalendar import Timezone

    if not block.is_whole or any("RRULE" in one.upper() and "FREQ=YEARLY" not in one.upper() for one in block.lines):
        return None
    try:
        found: Any = Timezone.from_ical("\r\n".join(["BEGIN:VTIMEZONE", *block.lines, "END:VTIMEZONE"]))
        zone: tzinfo = found.to_tz(lookup_tzid=False)
        zone.utcoffset(datetime(2026, 7, 1))
    except Exception:  # anything may stand there, and the library lets most of it through
        return None
    return zone


def _part(block: Block, zones: dict[str, tzinfo]) -> _Part:
    found = _Part(block.row, clean(block.said("UID")).strip(), "", block.said("DTSTART")[:100])
    try:
        if not block.is_whole:
            raise _TroubleError("ics.cut_off")
        _fill(found, block, zones)
    except _TroubleError as trouble:
        found.problems.append(trouble.problem)
    except Exception as error:  # the library has no error of its own for most of what may stand there
        found.problems.append(_unreadable(error))
    if not found.uid or len(found.uid) > LONGEST_NAME:
        import hashlib  # with OpenSSL 3 MiB

        plain = found.uid or f"{found.name}|{found.said}|{block.said('RRULE')}"
        found.uid = f"utan-uid-{hashlib.sha256(plain.encode()).hexdigest()[:24]}"
    return found


def _unreadable(error: Exception) -> Problem:
    return Problem("ics.unreadable", values={"reason": type(error).__name__})


def _fill(found: _Part, block: Block, zones: dict[str, tzinfo]) -> None:
    from icalendar import Event

    event = Event.from_ical("\r\n".join(["BEGIN:VEVENT", *block.lines, "END:VEVENT"]))
    found.event = event
    found.name = _name(event)
    found.cancelled = str(_one(event, "STATUS") or "").upper() == "CANCELLED"
    sequence = block.said("SEQUENCE").strip()
    found.sequence = int(sequence) if sequence.isdecimal() and len(sequence) < 10 else 0
    begins = _when(event, "DTSTART", found.said)
    if begins is None:
        raise _TroubleError("ics.no_start")
    zone = _zone_of(event, "DTSTART", zones)
    if zone is None and isinstance(begins, datetime) and "TZID" in _one(event, "DTSTART").params:
        text = str(_one(event, "DTSTART").params["TZID"])[:100]
        found.problems.append(Problem("ics.unknown_zone", Severity.WARN, {"text": text}))
    found.zone = zone or STOCKHOLM
    found.start, found.is_timed = _wall(begins, found.zone), isinstance(begins, datetime)
    if begins.year not in _YEARS:
        raise _TroubleError("ics.bad_day", text=found.said)
    found.length = _length(event, found, zones)
    if (instead := _when(event, "RECURRENCE-ID", block.said("RECURRENCE-ID"))) is not None:
        found.instead = _wall(instead, found.zone)
    if not found.name and not found.cancelled:
        raise _TroubleError("ics.no_name")


def _name(event: Any) -> str:
    name = one_line(clean(str(_one(event, "SUMMARY") or "")))
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _one(event: Any, name: str) -> Any:
    """The property `name`; the first of several, which most should not be."""
    found = event.get(name)
    return found[0] if isinstance(found, list) else found


def _when(event: Any, name: str, said: str) -> date | datetime | None:
    found = _one(event, name)
    if found is None:
        return None
    try:
        value = found.dt
    except Exception as error:
        raise _TroubleError("ics.bad_day", text=said[:100]) from error
    if not isinstance(value, date):
        raise _TroubleError("ics.bad_day", text=said[:100])
    return value


def _zone_of(event: Any, name: str, zones: dict[str, tzinfo]) -> tzinfo | None:
    """The zone a time stands in: one of the world's, else the calendar's own; None where it is told by no zone."""
    found = _one(event, name)
    known = getattr(found.dt, "tzinfo", None)
    if isinstance(known, ZoneInfo):
        return known
    return zones.get(str(found.params.get("TZID", "")))


def _wall(moment: date, zone: tzinfo) -> datetime:
    """`moment` by the clock of `zone`; a day is its midnight."""
    if not isinstance(moment, datetime):
        return datetime.combine(moment, time())
    if not isinstance(moment.tzinfo, ZoneInfo):
        return moment.replace(tzinfo=None)  # floating, or by the calendar's own zone, which is `zone`
    return moment.astimezone(zone).replace(tzinfo=None)


def _length(event: Any, found: _Part, zones: dict[str, tzinfo]) -> timedelta:
    """How long it lasts: DTEND is not part of it (RFC 5545, 3.6.1); a day without an end is a whole day."""
    start = found.start or datetime.min  # set just before
    if "DTEND" in event:
        end = _when(event, "DTEND", str(event.get("DTEND"))[:100]) or start
        length = _wall(end, _zone_of(event, "DTEND", zones) or found.zone) - start
    elif "DURATION" in event:
        length = _one(event, "DURATION").dt
    else:
        length = timedelta() if found.is_timed else _DAY
    if length < timedelta():
        found.problems.append(Problem("ics.ends_before", Severity.WARN))
        length = timedelta()
    if length.days > LONGEST_EVENT:
        raise _TroubleError("ics.too_long", count=LONGEST_EVENT)
    return length


def _event(own: list[_Part], first: date, last: date, budget: Budget) -> DayEvent:
    """The parts of one event as its days: its newest version, with the occurrences that are told apart in their place.

    Several whole events of one UID and SEQUENCE are taken together: there are programs that give all the same.
    """
    whole = [one for one in own if one.instead is None] or own[:1]
    newest = max(one.sequence for one in whole)
    whole = [one for one in whole if one.sequence == newest]
    apart = [one for one in own if one.instead is not None]
    problems = [problem for one in own for problem in one.problems]
    head = whole[0]
    spans: dict[date, Span] = {}
    if not any(problem.severity is Severity.STOP for problem in problems):
        moved = frozenset(one.instead for one in apart if one.instead)
        try:
            for one in whole if whole[0].instead is None else []:
                for start in starts(one.event, one.start or datetime.min, one.zone, last, moved, budget):
                    spans |= _span(one, start, first, last)
            for one in apart:
                spans |= _span(one, one.start or datetime.min, first, last)
        except BadRuleError as error:
            problems.append(error.problem)
        except Exception as error:  # a list of days that is none, a year that no calendar has
            spans = {}
            problems.append(_unreadable(error))
    told = [spans[day] for day in sorted(spans)]
    cancelled = all(one.cancelled for one in own)
    return DayEvent(row=head.row, uid=head.uid, name=head.name or next((one.name for one in own), ""), said=head.said,
                    spans=told, cancelled=cancelled, problems=problems)  # fmt: skip


def _span(one: _Part, start: datetime, first: date, last: date) -> dict[date, Span]:
    """The days that an occurrence covers by Stockholm's calendar, by the first of them; the name tells its time."""
    if one.cancelled:
        return {}
    if not one.is_timed:
        begins, ends, name = start, start + one.length, one.name
    else:
        begins = start.replace(tzinfo=one.zone).astimezone(STOCKHOLM).replace(tzinfo=None)
        ends = begins if one.length < _DAY else begins + one.length  # a late evening belongs to the day it began on
        clock = f"{'från ' if one.length >= _DAY else ''}kl. {begins:%H:%M}"
        name = f"{one.name} {clock}" if begins.time() != time() or one.length % _DAY else one.name
    ends = max(ends - timedelta(microseconds=1), begins)
    found = Span(begins.date(), ends.date(), name)
    return {found.first: found} if found.first <= last and found.last >= first else {}
