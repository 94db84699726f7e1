"""What comes back every year: by its date, its weekday in the month, its week, or counted from Easter."""

from datetime import date, timedelta
from enum import StrEnum

from smdesk.domain.calendar import month_days, month_length
from smdesk.domain.record import record


class Repeat(StrEnum):
    """How a day comes back each year; the day itself says which date, weekday, week or distance it is."""

    NO = ""
    DATE = "date"  # 15 February
    WEEKDAY = "weekday"  # the second Tuesday of the month; a fifth one is the last
    WEEK = "week"  # Monday of ISO week 44; week 53 is the last week
    EASTER = "easter"  # two days before Easter Sunday


def easter(year: int) -> date:
    """Easter Sunday of a year by the Gregorian calendar (the anonymous algorithm in Nature, 20 April 1876)."""
    century, rest = divmod(year, 100)
    golden = year % 19
    skipped = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * golden + skipped + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def turn(start: date, repeat: Repeat, year: int) -> date:
    """The day on which what began on `start` comes in `year`.

    29 February is the 28th in other years. A week belongs to the year its Thursday lies in, as ISO 8601 has it.
    """
    match repeat:
        case Repeat.DATE:
            return start.replace(year=year, day=min(start.day, month_length(year, start.month)))
        case Repeat.WEEKDAY:
            return nth_weekday(year, start.month, start.weekday(), (start.day - 1) // 7 + 1)
        case Repeat.WEEK:
            return week_day(year, start.isocalendar().week, start.weekday())
        case Repeat.EASTER:
            return easter(year) + (start - easter(start.year))
    return start


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    """The nth (1 to 5) of a weekday (Monday 0) in a month; the last where there is no fifth."""
    days = [one for one in month_days(date(year, month, 1)) if one.weekday() == weekday]
    return days[min(nth, len(days)) - 1]


def week_day(year: int, week: int, weekday: int) -> date:
    """A weekday (Monday 0) of an ISO week; of the last week where the year has no week 53."""
    last = date(year, 12, 28).isocalendar().week
    return date.fromisocalendar(year, min(week, last), weekday + 1)


def turns(start: date, repeat: Repeat, length: timedelta, first: date, last: date) -> list[date]:
    """The days from `start` on at which it begins, and is not over before `first` nor begins after `last`."""
    if repeat is Repeat.NO:
        return [start] if start <= last and start + length >= first else []
    years = range(max(first.year - 2, start.year), min(last.year + 1, date.max.year - 1) + 1)
    found = {turn(start, repeat, year) for year in years}
    return sorted(day for day in found if start <= day <= last and day + length >= first)


@record(kw_only=True)
class YearDay:
    """A day that a rule names for any year: `on` a date (”MM-DD”), `easter` days after Easter Sunday, the `weekday`
    (Monday 0) of ISO `week`, or the first such weekday from the date `start` on; it lasts `days` days."""

    name: str
    on: str = ""
    easter: int | None = None
    week: int = 0
    start: str = ""
    weekday: int = 0
    days: int = 1

    @property
    def repeat(self) -> Repeat:
        """How it comes back."""
        if self.week:
            return Repeat.WEEK
        return Repeat.DATE if self.on else Repeat.WEEKDAY if self.start else Repeat.EASTER

    def first(self, year: int) -> date:
        """Its first day in a year."""
        match self.repeat:
            case Repeat.DATE:
                return date.fromisoformat(f"{year}-{self.on}")
            case Repeat.WEEK:
                return week_day(year, self.week, self.weekday)
            case Repeat.WEEKDAY:
                start = date.fromisoformat(f"{year}-{self.start}")
                return start + timedelta(days=(self.weekday - start.weekday()) % 7)
        return easter(year) + timedelta(days=self.easter or 0)

    def last(self, year: int) -> date:
        """Its last day in a year."""
        return self.first(year) + timedelta(days=self.days - 1)
