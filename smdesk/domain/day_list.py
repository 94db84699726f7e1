"""Special days from somebody's calendar: what an event says, and what taking it changes among the days there are."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from smdesk.domain.calendar import days_between
from smdesk.domain.importing import BadRow, Candidate, FieldSpec, KnownRow, Preview
from smdesk.domain.problem import Problem, Severity, stops
from smdesk.domain.record import record
from smdesk.domain.sheet import Row
from smdesk.domain.text import fold
from smdesk.domain.workdays import DayKind, SpecialDay

DayName = tuple[date, str]


class Span(NamedTuple):
    """Days, both included, and the name that an event gives them."""

    first: date
    last: date
    name: str

    @property
    def days(self) -> list[date]:
        """Each of its days."""
        return days_between(self.first, self.last)


@record(kw_only=True)
class DayEvent:
    """An event of a calendar as days: each time that it comes in the years asked for, with its name then.

    `row` is the line it begins on in its file, `said` the start as it stands there; one that is `cancelled` or lies
    in other years has no spans.
    """

    row: int
    uid: str
    name: str
    said: str = ""
    spans: Sequence[Span] = ()
    cancelled: bool = False
    problems: Sequence[Problem] = ()

    @property
    def days(self) -> list[DayName]:
        """Each day that it covers, and its name that day, in order."""
        return sorted({day: span.name for span in self.spans for day in span.days}.items())


@record
class DayChanges:
    """What taking an event does to the special days: rows to add, rows to change, and ids to remove."""

    add: Sequence[SpecialDay] = ()
    change: Sequence[SpecialDay] = ()
    remove: Sequence[int] = ()

    @property
    def is_nothing(self) -> bool:
        """Whether all is as the event says already."""
        return not (self.add or self.change or self.remove)


class KnownDays:
    """The special days of the years that are read, by event, and the names that stand on each day without one."""

    def __init__(self, days: Collection[SpecialDay]) -> None:
        self._of_event: dict[str, list[SpecialDay]] = {}
        self._named: set[DayName] = set()
        for one in days:
            if one.uid:
                self._of_event.setdefault(one.uid, []).append(one)
            else:
                self._named.update((day, fold(one.name)) for day in days_between(one.day, one.last))

    def changes(self, event: DayEvent, source: str, kind: DayKind = DayKind.CALENDAR) -> DayChanges:
        """What the register lacks of `event` in the layer `kind`, by its UID. Whether a day is free is hers to say,
        and is kept: an event whose days are some free and some not stays a row for each.

        A day that has come to lie on another date takes its freedom with it when all of the event's days were free.
        A day of the same name that is hers, or the almanac's, is not doubled.
        """
        mine = self._of_event.get(event.uid, [])
        free = bool(mine) and all(one.free for one in mine)
        left = {one.day: one for one in mine}
        add: list[SpecialDay] = []
        change: list[SpecialDay] = []
        for span in _apart(event.spans, mine):
            last = span.last if span.last > span.first else None
            known = left.pop(span.first, None)
            if known is None:
                if any((day, fold(span.name)) not in self._named for day in span.days):
                    add.append(SpecialDay(day=span.first, last_day=last, name=span.name, kind=kind, free=free,
                                          uid=event.uid, source=source))  # fmt: skip
                continue
            new = replace(known, name=span.name, source=source, kind=kind, last_day=last)
            if new != known:
                change.append(new)
        return DayChanges(add, change, [one.id for one in left.values()])


def _apart(spans: Sequence[Span], mine: Sequence[SpecialDay]) -> Iterator[Span]:
    """The spans, day by day where some of their days were made free and others were not."""
    for span in spans:
        if len({one.free for one in mine if span.first <= one.day and one.last <= span.last}) < 2:
            yield span
        else:
            yield from (Span(day, day, span.name) for day in span.days)


def layer_of(source: str, known: Collection[SpecialDay]) -> DayKind:
    """The layer that most days of a calendar lie in already; one of its own for a new calendar."""
    kinds = Counter(one.kind for one in known if one.uid and one.source == source)
    return kinds.most_common(1)[0][0] if kinds else DayKind.CALENDAR


DAY_FIELDS = (
    FieldSpec("day", "Första dag"),
    FieldSpec("name", "Namn"),
    FieldSpec("count", "Dagar"),
    FieldSpec("what", "Ändring"),
)
"""What the preview shows of an event; nothing in a calendar is for her to map."""


def preview_events(
    events: Sequence[DayEvent], known: Collection[SpecialDay], source: str, kind: DayKind = DayKind.CALENDAR
) -> Preview:
    """What taking a calendar would do: events that change something, those that cannot be read, those that are here."""
    register = KnownDays(known)
    good: list[Candidate] = []
    bad: list[BadRow] = []
    met: list[KnownRow] = []
    cancelled = outside = 0
    for one in events:
        placed: dict[str, str | int] = {"row": one.row}
        if one.name:
            placed["field"] = one.name
        told = [replace(each, values={**each.values, **placed}, where=f"rad {one.row}") for each in one.problems]
        if stops(told):
            bad.append(BadRow(one.row, [one.name, one.said], told))
            continue
        changes = register.changes(one, source, kind)
        if not changes.is_nothing:
            good.append(Candidate(one.row, _values(one, changes), told))
        elif one.spans:
            met.append(KnownRow(one.row, one.name))
        elif one.cancelled:
            cancelled += 1
        else:
            outside += 1
    told = [Problem("ics.cancelled", Severity.HINT, {"count": cancelled})] if cancelled else []
    told += [Problem("ics.outside", Severity.HINT, {"count": outside})] if outside else []
    return Preview(Row(0, ("Namn", "Börjar")), {}, good, bad, met, ignored=told)


def _values(event: DayEvent, changes: DayChanges) -> dict[str, str | int | date | None]:
    days = [day for day, _ in event.days]
    what = "new" if not (changes.change or changes.remove) else "changed" if days else "gone"
    return {"day": days[0] if days else None, "name": event.name, "count": len(days), "what": what}
