"""When an event comes again: RFC 5545's rules by dateutil, within limits that no calendar of real events reaches."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import takewhile
from typing import Any
from zoneinfo import ZoneInfo

from smdesk.domain.problem import Problem

MOST_STEPS = 500_000
"""Days, weeks, months and years that the rules of one calendar are followed through."""

MOST_EMPTY = 5
"""Rules that never come true; dateutil looks for each of them until the year 9999."""

_STEP = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}  # days
_CLOCK = ("BYHOUR", "BYMINUTE", "BYSECOND")
_UNDERSTOOD = frozenset({
    "FREQ", "UNTIL", "COUNT", "INTERVAL", "WKST", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS",
})  # fmt: skip


class BadRuleError(Exception):
    """A rule that is not understood, or not followed."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(code)
        self.problem = Problem(code, values={"text": text[:100]})


class Budget:
    """What is left for the rules of one calendar."""

    def __init__(self) -> None:
        self.steps, self.empty = MOST_STEPS, MOST_EMPTY

    def take(self, steps: int) -> None:
        """Follow a rule for so many steps; `BadRuleError` when there are no more."""
        self.steps -= steps
        if self.steps < 0 or self.empty < 1:
            raise BadRuleError("ics.too_many_times")


def starts(
    event: Any, first: datetime, zone: tzinfo, last: date, moved: frozenset[datetime], budget: Budget
) -> Iterator[datetime]:
    """The starts of `event` up to and with the day `last`, by the clock of `zone`, without those that are `moved`.

    The first is always one of them (RFC 5545, 3.8.5.3), also where its own rule passes it by.
    """
    end = datetime.combine(last, time.max)
    gone = {*moved, *_listed(event, "EXDATE", first, zone)}
    found = {first, *_listed(event, "RDATE", first, zone)}
    rules = event.get("RRULE", [])
    for rule in rules if isinstance(rules, list) else [rules]:
        found |= _of_rule(rule, first, zone, end, budget)
    return iter(sorted(one for one in found if one not in gone and one <= end))


def _listed(event: Any, name: str, first: datetime, zone: tzinfo) -> Iterator[datetime]:
    """The days and times that are listed one by one; a day alone is taken at the event's own time."""
    found = event.get(name, [])
    for line in found if isinstance(found, list) else [found]:
        for one in line.dts:
            value = one.dt[0] if isinstance(one.dt, tuple) else one.dt  # a period begins with its start
            if not isinstance(value, datetime):
                yield datetime.combine(value, first.time())
            elif isinstance(value.tzinfo, ZoneInfo):
                yield value.astimezone(zone).replace(tzinfo=None)
            else:
                yield value.replace(tzinfo=None)


def _of_rule(rule: Any, first: datetime, zone: tzinfo, end: datetime, budget: Budget) -> set[datetime]:
    from dateutil.rrule import rrulestr

    try:
        said = rule.to_ical().decode()
        parts = dict(part.split("=", 1) for part in said.upper().split(";") if not part.startswith("X-"))
        frequency, interval = parts.get("FREQ", ""), int(parts.get("INTERVAL", 1))
    except ValueError as error:
        raise BadRuleError("ics.bad_rule") from error
    if frequency in ("HOURLY", "MINUTELY", "SECONDLY"):
        raise BadRuleError("ics.too_often", said)
    for name in _CLOCK:
        parts.pop(name, None)  # a day is a day, however often
    if frequency not in _STEP or interval < 1 or not parts.keys() <= _UNDERSTOOD:
        raise BadRuleError("ics.bad_rule", said)
    until = min(_until(rule, zone, end), end)
    from_day = first
    if "COUNT" not in parts and frequency in ("DAILY", "WEEKLY"):
        from_day = _nearer(first, timedelta(days=_STEP[frequency] * interval))
    if until < from_day:
        return set()
    budget.take((until - from_day).days // _STEP[frequency] + 1)
    parts.pop("UNTIL", None)
    try:
        text = ";".join(f"{name}={value}" for name, value in parts.items())
        found = set(takewhile(lambda one: one <= until, rrulestr(text, dtstart=from_day)))
    except (ValueError, TypeError, OverflowError) as error:
        raise BadRuleError("ics.bad_rule", said) from error
    budget.empty -= not found
    return found


def _until(rule: Any, zone: tzinfo, end: datetime) -> datetime:
    """The rule's own end, by the clock of `zone`; a day is with all of it."""
    found = rule.get("UNTIL")
    value = (found[0] if isinstance(found, list) else found) if found else end
    if not isinstance(value, datetime):
        return datetime.combine(value, time.max) if isinstance(value, date) else end
    return value.astimezone(zone).replace(tzinfo=None) if value.tzinfo else value


def _nearer(first: datetime, step: timedelta) -> datetime:
    """The same rule begun whole steps later, where it has run for many years already."""
    long_ago = datetime.combine(date(2000, 1, 1), first.time())
    return first if first >= long_ago else first + step * ((long_ago - first) // step)
