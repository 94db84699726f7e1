"""Other recurring duties: daily, weekly, monthly, tertial and yearly, each with its source."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum

from smdesk.domain.calendar import days_between, month_length
from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.routine import SourceKind
from smdesk.domain.workdays import Workdays


class Rhythm(StrEnum):
    """How often a duty comes round."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TERTIAL = "tertial"
    YEAR = "year"


TERTIAL_ENDS = ((4, 30), (8, 31), (12, 31))
"""The city's reporting days: tertialrapport 1 and 2, and the year's end with verksamhetsberättelsen."""


@record(kw_only=True)
class Duty:
    """A recurring duty. `weekday` 0–6 counts for weeks, `day` 1–31 for months and years, `month` for years."""

    id: int = 0
    key: str = ""
    title: str
    rhythm: Rhythm
    weekday: int = 0
    day: int = 1
    month: int = 1
    source: str = ""
    source_kind: SourceKind = SourceKind.PROPOSAL
    starts_on: date
    ends_on: date | None = None
    note: str = ""


@record(kw_only=True)
class DutyDone:
    """A duty that was done: the one that fell due on `due_on`, when and by whom."""

    id: int = 0
    duty_id: int
    due_on: date
    done_at: datetime
    done_by: str = ""
    note: str = ""


class DutyState(StrEnum):
    """How one turn of a duty stands."""

    DONE = "done"
    DUE = "due"
    COMING = "coming"
    OVERDUE = "overdue"  # due day passed, the next turn has not come
    MISSED = "missed"


@record
class Turn:
    """One turn of a duty: it falls due on `due_on`, may be done from `opens_on`, and is missed after `until`."""

    duty: Duty
    due_on: date
    opens_on: date
    until: date
    done: DutyDone | None = None

    @property
    def key(self) -> tuple[int, date]:
        """What tells this turn from all others."""
        return self.duty.id, self.due_on

    def state(self, today: date) -> DutyState:
        """How the turn stands on `today`."""
        if self.done:
            return DutyState.DONE
        if self.due_on > today:
            return DutyState.COMING
        if self.due_on == today:
            return DutyState.DUE
        return DutyState.OVERDUE if today <= self.until else DutyState.MISSED


def _raw_days(duty: Duty, first: date, last: date) -> list[date]:
    """The days the duty's own rule names between `first` and `last`, before free days are looked at."""
    match duty.rhythm:
        case Rhythm.DAY:
            return days_between(first, last)
        case Rhythm.WEEK:
            start = first + timedelta(days=(duty.weekday - first.weekday()) % 7)
            return [start + timedelta(days=gap) for gap in range(0, (last - start).days + 1, 7)]
        case Rhythm.MONTH:
            named = [(month, duty.day) for month in range(1, 13)]
        case Rhythm.TERTIAL:
            named = list(TERTIAL_ENDS)
        case Rhythm.YEAR:
            named = [(duty.month, duty.day)]
    years = range(first.year, last.year + 1)
    found = (_day(year, month, day) for year in years for month, day in named)
    return [day for day in found if first <= day <= last]


def _day(year: int, month: int, day: int) -> date:
    """The day, or the last one of a month that is shorter."""
    return date(year, month, min(day, month_length(year, month)))


def due_days(duty: Duty, first: date, last: date, workdays: Workdays) -> list[date]:
    """The days between `first` and `last` on which the duty falls due.

    A daily duty asks nothing on free days; any other that meets one moves to the next working day.
    """
    start = max(first - timedelta(days=14), duty.starts_on)
    end = min(last, duty.ends_on) if duty.ends_on else last
    if end < start:
        return []
    raw = _raw_days(duty, start, end)
    if duty.rhythm is Rhythm.DAY:
        moved = [day for day in raw if workdays.is_working(day)]
    else:
        moved = sorted({workdays.next_working(day) for day in raw})
    return [day for day in moved if first <= day <= end]


_PERIODS = {Rhythm.DAY: 21, Rhythm.WEEK: 28, Rhythm.MONTH: 62, Rhythm.TERTIAL: 140, Rhythm.YEAR: 400}
"""Days that are sure to hold one more turn, free days counted."""


def turns(duty: Duty, first: date, last: date, done: Iterable[DutyDone], workdays: Workdays) -> list[Turn]:
    """Every turn of the duty that falls due between `first` and `last`, oldest first.

    A turn may be done from the day after the one before it, a daily one on its own day; it is missed when the next
    turn comes, or when the duty has ended.
    """
    by_day = {one.due_on: one for one in done if one.duty_id == duty.id}
    margin = timedelta(days=_PERIODS[duty.rhythm])
    days = due_days(duty, first - margin, last + margin, workdays)
    found = []
    for number, day in enumerate(days):
        before = days[number - 1] if number else duty.starts_on - timedelta(days=1)
        after = days[number + 1] if number + 1 < len(days) else date.max
        opens = day if duty.rhythm is Rhythm.DAY else before + timedelta(days=1)
        until = min(after - timedelta(days=1), duty.ends_on or date.max)
        if first <= day <= last:
            found.append(Turn(duty, day, opens, until, by_day.get(day)))
    return found


def window(duty: Duty, today: date) -> tuple[date, date]:
    """The days between which the turn that matters on `today` falls due: the last one, and the next."""
    margin = timedelta(days=_PERIODS[duty.rhythm])
    return today - margin, today + margin


def asks_the_same(one: Duty, other: Duty) -> bool:
    """Whether two duties fall due on the same days, so that only words differ."""
    rule = {Rhythm.DAY: (), Rhythm.WEEK: ("weekday",), Rhythm.MONTH: ("day",), Rhythm.TERTIAL: (),
            Rhythm.YEAR: ("month", "day")}  # fmt: skip
    names = ("rhythm", "starts_on", "ends_on", *rule[other.rhythm])
    return all(getattr(one, name) == getattr(other, name) for name in names)


def check_duty(duty: Duty) -> list[Problem]:
    """What forbids keeping a duty."""
    found = []
    if not duty.title.strip():
        found.append(Problem("duty.title", where="title"))
    if not (0 <= duty.weekday <= 6 and 1 <= duty.day <= 31 and 1 <= duty.month <= 12):
        found.append(Problem("duty.day", where="day"))
    if duty.source_kind in (SourceKind.LOCAL, SourceKind.CITY, SourceKind.LAW) and not duty.source.strip():
        found.append(Problem("requirement.source", where="source"))
    return found
