"""Days, weeks and months as the calendar shows them. ISO weeks: Monday first, week 53 where it exists."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")
STOCKHOLM = ZoneInfo("Europe/Stockholm")
"""The förvaltning's time zone: days and clock times are this one's, instants are stored in UTC."""


def local_day(moment: datetime) -> date:
    """The day that an instant fell on in Stockholm: 00:30 on 1 July is the evening before in UTC."""
    return moment.astimezone(STOCKHOLM).date()


def moment(day: date, time: str) -> datetime:
    """The instant of a local day and ”HH:MM”; in the hour that is skipped in March, the hour after it."""
    hour, minute = map(int, time.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=STOCKHOLM)


def monday(day: date) -> date:
    """The Monday of the week that `day` lies in."""
    return day - timedelta(days=day.weekday())


def week_days(day: date) -> list[date]:
    """The seven days, Monday to Sunday, of the week that `day` lies in."""
    first = monday(day)
    return [first + timedelta(days=offset) for offset in range(7)]


def week_number(day: date) -> int:
    """The ISO 8601 week number, 1 to 53, which is the Swedish one."""
    return day.isocalendar().week


def months_before(day: date, months: int) -> date:
    """The same day `months` calendar months earlier; the last of a shorter month (31 Aug − 6 = 28 or 29 Feb)."""
    return months_after(day, -months)


def months_after(day: date, months: int) -> date:
    """The same day `months` calendar months later; the last day of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, month_length(year, month + 1)))


def month_length(year: int, month: int) -> int:
    """How many days a month has. Python's own `calendar` says it too, with what it needs in 1 ms of the start."""
    return 31 if month == 12 else (date(year, month + 1, 1) - date(year, month, 1)).days


def month_days(day: date) -> list[date]:
    """Every day of the month that `day` lies in."""
    first = day.replace(day=1)
    return [first + timedelta(days=offset) for offset in range(month_length(day.year, day.month))]


def days_between(first: date, last: date) -> list[date]:
    """Every day from `first` to `last`, both included; empty when `last` is before `first`."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def packed(spans: Sequence[tuple[int, int]]) -> list[int]:
    """A row for each span (first and last, both included), from 0, so that none in the same row meet."""
    ends: list[int] = []
    rows = []
    for first, last in spans:
        row = next((number for number, end in enumerate(ends) if end < first), len(ends))
        ends[row : row + 1] = [last]
        rows.append(row)
    return rows
