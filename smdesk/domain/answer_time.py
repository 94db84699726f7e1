"""Answer time: until when something is to be answered, counted in the hours that the office is open.

What comes in while the office is open is to be answered at the same clock time so many working days later: 1 arbetsdag
from Friday 16:00 is Monday 16:00. What comes in while it is closed has the whole of the next working day: from Friday
17:00, Saturday or Sunday it is Monday until the office closes. That is as much working time as from Monday's opening
to Tuesday's, but a moment at which somebody is there. Source: Malmö's and Varberg's guidelines by example (within 24
hours on working days, after a weekend the next working day); how evenings count is a proposal.

All moments are instants with a time zone, and are read by the clock in Stockholm. That clock is only ever changed on a
Sunday, so the hours of a working day are as long as they look.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from smdesk.domain.calendar import STOCKHOLM, days_between
from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.routine import Requirement, RequirementKind, requirement_on
from smdesk.domain.workdays import Workdays

Span = tuple[datetime, datetime | None]
"""From when until when; None while it lasts."""

_NONE = timedelta()
_DAY = timedelta(days=1)


class Unit(StrEnum):
    """What a limit is counted in. Minutes are the clock's own, whatever day it is: they are for danger."""

    DAYS = "days"  # working days
    HOURS = "hours"  # hours that the office is open
    MINUTES = "minutes"


@record
class Limit:
    """How long an answer may take. No working day at all is the same working day, until the office closes."""

    count: int
    unit: Unit = Unit.DAYS


SAME_DAY = Limit(0, Unit.DAYS)
AT_ONCE = Limit(0, Unit.MINUTES)
"""Before everything else. It has no time that one can keep within, so no share counts it."""

MOST = {Unit.DAYS: 60, Unit.HOURS: 400, Unit.MINUTES: 24 * 60}
"""The largest counts that make sense to type."""


def check_limit(limit: Limit) -> list[Problem]:
    """What forbids a limit."""
    least = 1 if limit.unit is Unit.HOURS else 0
    if least <= limit.count <= MOST[limit.unit]:
        return []
    return [Problem("answer_time.count", values={"least": least, "most": MOST[limit.unit]}, where="count")]


def limit_of(one: Requirement) -> Limit:
    """The answer time that a requirement on answers asks for."""
    return Limit(one.value, Unit.HOURS if one.kind is RequirementKind.ANSWER_HOURS else Unit.DAYS)


def limit_on(requirements: Iterable[Requirement], day: date) -> Limit | None:
    """The answer time that an account's requirements ask for on `day`; None where none does."""
    found = requirement_on(requirements, RequirementKind.ANSWER, day)
    return limit_of(found) if found else None


@record
class OfficeHours:
    """When the office opens and closes on a working day. The hours are a proposal; no source gives the city's."""

    opens: time = time(8)
    closes: time = time(17)


def check_hours(hours: OfficeHours) -> list[Problem]:
    """What forbids office hours: they are some time of one day."""
    return [] if hours.opens < hours.closes else [Problem("answer_time.hours", where="closes")]


class WorkingTime:
    """The hours of the working days. Moments come in any time zone, and go out in Stockholm's.

    A moment without a time zone is a bug: `ValueError`.
    """

    def __init__(self, workdays: Workdays, hours: OfficeHours | None = None) -> None:
        self.workdays = workdays
        self.hours = hours or OfficeHours()

    def is_open(self, moment: datetime) -> bool:
        """Whether the office is open; at the minute it closes it is not."""
        local = _local(moment)
        return self.workdays.is_working(local.date()) and self.hours.opens <= local.time() < self.hours.closes

    def next_open(self, moment: datetime) -> datetime:
        """`moment` itself while the office is open, else when it opens next."""
        local = _local(moment)
        if self.is_open(local):
            return local
        day = local.date() if local.time() < self.hours.opens else local.date() + _DAY
        return _at(self.workdays.next_working(day), self.hours.opens)

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How long the office is open from `start` to `end`; nothing when `end` is the earlier one."""
        first, last = _local(start), _local(end)
        total = _NONE
        for day in days_between(first.date(), last.date()):
            if self.workdays.is_working(day):
                opened, closed = max(first, _at(day, self.hours.opens)), min(last, _at(day, self.hours.closes))
                total += max(closed - opened, _NONE)
        return total

    def after(self, moment: datetime, length: timedelta) -> datetime:
        """The first moment at which the office has been open for `length` since `moment`."""
        if length <= _NONE:
            return _local(moment)
        at = self.next_open(moment)
        while length > (left := self._closing(at.date()) - at):
            length -= left
            at = self.next_open(self._closing(at.date()))
        return at + length

    def after_days(self, moment: datetime, days: int) -> datetime:
        """The end of so many working days, as the module tells; of none, the end of the same working day."""
        start = self.next_open(moment)
        if days and self.is_open(moment):
            return self.workdays.after(start, days)
        return self._closing(self.workdays.after(start, max(days - 1, 0)).date())

    def _closing(self, day: date) -> datetime:
        return _at(day, self.hours.closes)


@record(kw_only=True)
class Asked:
    """Something that is to be answered: when it came in, how long there is, when it was, and when it was elsewhere.

    `pauses` is when a handläggare looked into it; that time does not count. Without a `limit` nothing is late.
    """

    came_in: datetime
    limit: Limit | None
    answered_at: datetime | None = None
    pauses: Sequence[Span] = ()


class AnswerState(StrEnum):
    """How far something is from the time of its answer, the most urgent first."""

    AT_ONCE = "at_once"
    LATE = "late"
    DUE_TODAY = "due_today"  # no hour in which to do it remains after today
    IN_TIME = "in_time"
    PAUSED = "paused"  # it is with a handläggare
    NO_LIMIT = "no_limit"
    ANSWERED_LATE = "answered_late"
    ANSWERED = "answered"


def answer_by(working: WorkingTime, asked: Asked, now: datetime) -> datetime | None:
    """Until when it is to be answered, by Stockholm's clock; None without a limit.

    A pause moves it on by the working time that it takes, and one that lasts still by what it has taken till `now`. A
    pause that begins when the time has run out moves nothing. Minutes are not paused.
    """
    if asked.limit is None:
        return None
    count, came_in = asked.limit.count, asked.came_in
    match asked.limit.unit:
        case Unit.MINUTES:
            return _local(_local(came_in).astimezone(UTC) + timedelta(minutes=count))
        case Unit.HOURS:
            by = working.after(came_in, timedelta(hours=count))
        case Unit.DAYS:
            by = working.after_days(came_in, count)
    for began, ended in _apart(asked, now):
        if began > by:
            break
        by = working.after(by, working.between(began, ended))
    return by


def time_taken(working: WorkingTime, asked: Asked, now: datetime) -> timedelta:
    """The working time from when it came in until it was answered, or until `now`, without the pauses."""
    end = asked.answered_at or now
    paused = (working.between(began, min(ended, end)) for began, ended in _apart(asked, now))
    return working.between(asked.came_in, end) - sum(paused, _NONE)


def state(working: WorkingTime, asked: Asked, now: datetime) -> AnswerState:
    """How it stands at `now`."""
    by = answer_by(working, asked, now)
    if asked.answered_at:
        return AnswerState.ANSWERED if _is_within(asked, by, asked.answered_at) else AnswerState.ANSWERED_LATE
    if by is None:
        return AnswerState.NO_LIMIT
    if asked.limit == AT_ONCE:
        return AnswerState.AT_ONCE
    if not _is_within(asked, by, now):
        return AnswerState.LATE
    if any(ended is None and began <= now for began, ended in asked.pauses):
        return AnswerState.PAUSED
    tomorrow = _at(_local(now).date() + _DAY, time())
    return AnswerState.IN_TIME if working.between(tomorrow, by) else AnswerState.DUE_TODAY


@record(kw_only=True)
class Summary:
    """How answers were given: the middle one's working time, and how many of those that can be judged were in time."""

    median: timedelta | None = None
    within: int = 0
    judged: int = 0

    @property
    def percent(self) -> int | None:
        """The share within time in whole percent, rounded down; None where there is nothing to judge."""
        return 100 * self.within // self.judged if self.judged else None


def summary(working: WorkingTime, items: Iterable[Asked], now: datetime) -> Summary:
    """The median of all that was answered, and the share of what has a limit that was answered within it.

    What is late and has no answer yet was not answered in time; what has time left is not judged.
    """
    from statistics import median  # with fractions and decimal 1 MiB

    taken: list[float] = []
    within = judged = 0
    for one in items:
        if one.answered_at:
            taken.append(time_taken(working, one, now).total_seconds())
        found = state(working, one, now)
        if one.limit not in (None, AT_ONCE):
            within += found is AnswerState.ANSWERED
            judged += found in (AnswerState.ANSWERED, AnswerState.ANSWERED_LATE, AnswerState.LATE)
    middle = timedelta(seconds=median(taken)) if taken else None
    return Summary(median=middle, within=within, judged=judged)


def _is_within(asked: Asked, by: datetime | None, moment: datetime) -> bool:
    """Whether `moment` is in time. Compared in UTC: the hour that comes twice in October is two there."""
    return by is None or asked.limit == AT_ONCE or moment.astimezone(UTC) <= by.astimezone(UTC)


def _apart(asked: Asked, now: datetime) -> list[tuple[datetime, datetime]]:
    """The pauses in order, without overlaps and without what lies before it came in; an open one ends at the answer."""
    found: list[tuple[datetime, datetime]] = []
    counted = asked.came_in.astimezone(UTC)
    until = (asked.answered_at or now).astimezone(UTC)
    for began, ended in sorted(
        (began.astimezone(UTC), (ended or until).astimezone(UTC)) for began, ended in asked.pauses
    ):
        if ended > max(began, counted):
            found.append((max(began, counted), ended))
            counted = ended
    return found


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return moment.astimezone(STOCKHOLM)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, STOCKHOLM)
