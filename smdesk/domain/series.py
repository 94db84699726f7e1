"""Series: posts that come again every so many days, weeks or months, and on which days (RFC 5545, 3.3.10)."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from itertools import chain, islice, pairwise, takewhile

from smdesk.domain.calendar import monday
from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.workdays import Workdays

LAST = -1
"""The last one: of a month's days, or of its Tuesdays."""

_END = date(9999, 1, 1)  # so far, so that the next working day is a date too
MOST_BETWEEN, MOST_TIMES = 99, 999


class Unit(StrEnum):
    """What is counted between two turns of a series."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class OnFreeDays(StrEnum):
    """What becomes of a turn that falls on a red day, or on another one that is free."""

    KEEP = "keep"
    MOVE = "move"
    SKIP = "skip"


@record(kw_only=True)
class Series:
    """The rule of a series. A month has either `month_day` or, with a weekday, `nth` (5 and −1 as in RFC 5545).

    `weekdays` are digits, 0 for Monday. `until` is the last day, itself included; `times` is how many turns the rule
    has, those included that a free day takes away (RFC 5545: an exception is taken from what COUNT bounds).
    `made_until` is the last turn that a post has been made for.
    """

    id: int = 0
    unit: Unit = Unit.WEEK
    every: int = 1
    weekdays: str = ""
    month_day: int = 0
    nth: int = 0
    starts_on: date
    until: date | None = None
    times: int | None = None
    time: str = ""
    on_free_days: OnFreeDays = OnFreeDays.KEEP
    made_until: date | None = None

    @property
    def days(self) -> tuple[int, ...]:
        """Its weekdays, Monday 0, in order."""
        return tuple(sorted({int(digit) for digit in self.weekdays}))


def rule_days(series: Series) -> Iterator[date]:
    """The days of the rule from `starts_on`, in order and one by one, before free days are looked at.

    A day that a month does not have is left out, as RFC 5545 says: the 31st comes seven times a year, 29 February
    every fourth.
    """
    named = {Unit.DAY: _daily, Unit.WEEK: _weekly, Unit.MONTH: _monthly}[series.unit](series)
    found = (day for day in named if day >= series.starts_on)
    bounded = takewhile(lambda day: day <= (series.until or _END), found)
    return bounded if series.times is None else islice(bounded, series.times)


def _daily(series: Series) -> Iterator[date]:
    return map(date.fromordinal, range(series.starts_on.toordinal(), _END.toordinal(), series.every))


def _weekly(series: Series) -> Iterator[date]:
    for start in range(monday(series.starts_on).toordinal(), _END.toordinal() - 7, 7 * series.every):
        yield from (date.fromordinal(start + weekday) for weekday in series.days)


def _monthly(series: Series) -> Iterator[date]:
    start = series.starts_on.year * 12 + series.starts_on.month - 1
    for index in range(start, _END.year * 12, series.every):
        yield from _days_of_month(series, index // 12, index % 12 + 1)


def _days_of_month(series: Series, year: int, month: int) -> Iterator[date]:
    first, length = monthrange(year, month)
    if not series.nth:
        number = series.month_day if series.month_day > 0 else length + 1 + series.month_day
        yield from (date(year, month, number),) if 1 <= number <= length else ()
        return
    found = set()
    for weekday in series.days:
        numbers = range(1 + (weekday - first) % 7, length + 1, 7)
        found |= {numbers[series.nth - (series.nth > 0)]} if abs(series.nth) <= len(numbers) else set()
    yield from (date(year, month, number) for number in sorted(found))


def turns(series: Series, workdays: Workdays) -> Iterator[tuple[date, date]]:
    """Each turn's own day, which is its name as RECURRENCE-ID is, and the day on which it comes.

    Turns that are moved to the same day are one: the last of them.
    """
    for day, after in pairwise(chain(rule_days(series), [_END])):
        if series.on_free_days is OnFreeDays.KEEP or not _is_free(series, day, workdays):
            yield day, day
        elif series.on_free_days is OnFreeDays.MOVE and after > (moved := workdays.next_working(day)):
            yield day, moved


def _is_free(series: Series, day: date, workdays: Workdays) -> bool:
    """Whether `day` is a red or another free one. A Saturday that the rule names by its weekday was meant."""
    return workdays.is_free(day) or (not series.days and day.weekday() > 4)


def coming_day(series: Series, turn: date, workdays: Workdays) -> date | None:
    """The day on which the turn of the day `turn` comes; None when the series has no such turn."""
    return next(
        (day for own, day in takewhile(lambda one: one[0] <= turn, turns(series, workdays)) if own == turn), None
    )


def times_left(series: Series, day: date) -> int | None:
    """How many of a counted series' turns are from `day` on; None for one that is not counted."""
    if series.times is None:
        return None
    return series.times - sum(1 for _ in takewhile(lambda one: one < day, rule_days(series)))


def nth_of(day: date) -> int:
    """Which of its month's weekdays a day is: 4 for the fourth Tuesday; a fifth, which few months have, is the last."""
    number = (day.day - 1) // 7 + 1
    return LAST if number == 5 else number


def is_last_nth(day: date) -> bool:
    """Whether the day is the last of its weekday in its month."""
    return (day + timedelta(days=7)).month != day.month


def check(series: Series) -> list[Problem]:
    """What forbids keeping a series."""
    found = []
    if not 1 <= series.every <= MOST_BETWEEN:
        found.append(Problem("series.every", values={"most": MOST_BETWEEN}, where="every"))
    if series.unit is Unit.WEEK and not series.days:
        found.append(Problem("series.weekdays", where="weekdays"))
    if series.until and series.until < series.starts_on:
        found.append(Problem("series.until", where="until"))
    if series.times is not None and not 1 <= series.times <= MOST_TIMES:
        found.append(Problem("series.times", values={"most": MOST_TIMES}, where="times"))
    if not found and next(rule_days(series), None) is None:
        found.append(Problem("series.none"))
    return found
