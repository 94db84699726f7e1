"""Working days: Monday to Friday without red days (lag 1989:253) and the eves that are free by custom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class DayKind(StrEnum):
    """What makes a day special: the law on red days (1989:253), custom, or the förvaltning itself."""

    RED = "red"
    EVE = "eve"
    OWN = "own"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecialDay:
    """A named day. `free` says that no monitoring and no answer time counts on it.

    One that was read from somebody's calendar has the `uid` of its event there, and the calendar's name for `source`.
    """

    id: int = 0
    day: date
    name: str
    kind: DayKind = DayKind.OWN
    free: bool = False
    uid: str = ""
    source: str = ""


class Workdays:
    """The förvaltning's working days, from the special days it keeps."""

    def __init__(self, special: Iterable[SpecialDay] = ()) -> None:
        self._special: dict[date, list[SpecialDay]] = {}
        for one in special:
            self._special.setdefault(one.day, []).append(one)
        self._free = {day for day, found in self._special.items() if any(one.free for one in found)}

    def special(self, day: date) -> list[SpecialDay]:
        """The special days that fall on `day`, red ones first."""
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
