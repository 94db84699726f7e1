"""Working days: Monday to Friday without red days (lag 1989:253) and the eves that are free by custom."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from smdesk.domain.calendar import days_between
from smdesk.domain.problem import Problem
from smdesk.domain.record import record
from smdesk.domain.yearly import Repeat, turns


class DayKind(StrEnum):
    """What makes a day special, which is also the layer of the calendar that it lies in, the weightiest first.

    The red days follow from lag 1989:253, the eves from custom, the flag days from förordning 1982:270.
    """

    RED = "red"
    EVE = "eve"
    FLAG = "flag"
    LEAVE = "leave"  # when schools are closed
    MEETING = "meeting"  # of the board
    CAMPAIGN = "campaign"
    OWN = "own"
    YEAR = "year"  # the year wheel
    CALENDAR = "calendar"  # somebody's, each a layer by its name


FIXED = frozenset({DayKind.RED, DayKind.EVE, DayKind.FLAG})
"""What follows from the almanac: hers to make free or not, and to hide, but not to change."""


@record(kw_only=True)
class SpecialDay:
    """A named day, or several when it has a `last_day`. `free` says that on none of them monitoring counts, nor answer
    time.

    One that was read from somebody's calendar has the `uid` of its event there, and the calendar's name for `source`;
    another may say there what it rests on.
    """

    id: int = 0
    day: date
    name: str
    kind: DayKind = DayKind.OWN
    free: bool = False
    uid: str = ""
    source: str = ""
    last_day: date | None = None
    repeat: Repeat = Repeat.NO

    @property
    def last(self) -> date:
        """Its last day, which is the first of a single one."""
        return self.last_day or self.day

    @property
    def is_long(self) -> bool:
        """Whether it lasts several days, and is shown as a bar."""
        return self.last > self.day

    @property
    def layer(self) -> str:
        """The key of its layer: that of its kind, or of the calendar it was read from."""
        return f"{self.kind}:{self.source}" if self.kind is DayKind.CALENDAR else self.kind.value

    def within(self, first: date, last: date) -> list["SpecialDay"]:
        """Each time that it comes from `first` to `last`, both included, as a day of that year."""
        length = self.last - self.day
        if self.repeat is Repeat.NO:
            return [self] if self.day <= last and self.last >= first else []
        return [
            replace(self, day=day, last_day=day + length if length else None)
            for day in turns(self.day, self.repeat, length, first, last)
        ]


def in_order(days: Iterable[SpecialDay]) -> list[SpecialDay]:
    """By first day, the weightiest first, then as they were put in."""
    order = list(DayKind)
    return sorted(days, key=lambda one: (one.day, order.index(one.kind), one.id))


LONGEST = 400
"""Days that a special day lasts at most."""


def check_day(one: SpecialDay) -> list[Problem]:
    """What is wrong with a day of her own.

    One that comes back every year is a reminder and is never free: which days are free must be known for all years
    that rounds are counted in.
    """
    found = [] if one.name else [Problem("special_day.name", where="name")]
    if one.last < one.day:
        found.append(Problem("special_day.ends_before", where="last_day"))
    if (one.last - one.day).days >= LONGEST:
        found.append(Problem("special_day.too_long", values={"count": LONGEST}, where="last_day"))
    if one.kind in FIXED:
        found.append(Problem("special_day.layer", where="kind"))
    if one.free and one.repeat is not Repeat.NO:
        found.append(Problem("special_day.repeat_free", where="free"))
    return found


def visible(days: Iterable[SpecialDay], hidden: Collection[str]) -> tuple[SpecialDay, ...]:
    """The days whose layers are not hidden."""
    return tuple(one for one in days if one.layer not in hidden)


class Workdays:
    """The förvaltning's working days, from the special days it keeps."""

    def __init__(self, special: Iterable[SpecialDay] = ()) -> None:
        self._special: dict[date, list[SpecialDay]] = {}
        for one in special:
            for day in days_between(one.day, one.last):
                self._special.setdefault(day, []).append(one)
        self._free = {day for day, found in self._special.items() if any(one.free for one in found)}

    def special(self, day: date) -> list[SpecialDay]:
        """What is special about `day`, red first."""
        order = list(DayKind)
        return sorted(self._special.get(day, []), key=lambda one: order.index(one.kind))

    def is_red(self, day: date) -> bool:
        """Whether `day` is printed in red: a Sunday or a public holiday."""
        return day.weekday() == 6 or any(one.kind is DayKind.RED for one in self.special(day))

    def is_free(self, day: date) -> bool:
        """Whether a special day makes `day` free, whatever weekday it is."""
        return day in self._free

    def is_working(self, day: date) -> bool:
        """Whether monitoring and answer times count on `day`."""
        return day.weekday() < 5 and not self.is_free(day)

    def next_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the next one that is."""
        while not self.is_working(day):
            day += timedelta(days=1)
        return day

    def last_working(self, day: date) -> date:
        """`day` itself if it is a working day, else the nearest earlier one that is."""
        while not self.is_working(day):
            day -= timedelta(days=1)
        return day

    def after(self, moment: datetime, working_days: int) -> datetime:
        """The same clock time `working_days` working days after `moment` (1 arbetsdag = same time next arbetsdag)."""
        day = moment.date()
        for _ in range(working_days):
            day = self.next_working(day + timedelta(days=1))
        return moment.replace(year=day.year, month=day.month, day=day.day)
