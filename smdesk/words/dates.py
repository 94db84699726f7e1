"""Days and times as a Swede writes them."""

from datetime import date, datetime, timedelta

from smdesk.domain.calendar import MONTHS as MONTHS
from smdesk.domain.calendar import WEEKDAYS as WEEKDAYS


def long_day(day: date) -> str:
    """”tisdag 24 november”."""
    return f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def dated(day: date) -> str:
    """”tisdag 24 november 2026”."""
    return f"{long_day(day)} {day.year}"


def full_day(day: date) -> str:
    """”tisdag 24 november 2026, v. 48”."""
    return f"{dated(day)}, v. {day.isocalendar().week}"


def short_day(day: date, today: date | None = None) -> str:
    """”24 nov”, with the year when it is not that of `today`."""
    text = f"{day.day} {MONTHS[day.month - 1][:3]}"
    return text if today and day.year == today.year else f"{text} {day.year}"


def near_day(day: date, today: date) -> str:
    """”i dag”, ”i morgon”, ”i går”, the weekday within a week ahead, else ”24 nov”."""
    names = {0: "i dag", 1: "i morgon", -1: "i går"}
    distance = (day - today).days
    if distance in names:
        return names[distance]
    return WEEKDAYS[day.weekday()] if 0 < distance < 7 else short_day(day, today)


def span(first: date, last: date) -> str:
    """”23–29 november 2026”, with both months, and both years, where they differ."""
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    start = f"{first.day} {MONTHS[first.month - 1]}"
    return f"{start} – {end}" if first.year == last.year else f"{start} {first.year} – {end}"


def clock(moment: datetime) -> str:
    """”09:12”. The moment must be in local time already."""
    return moment.strftime("%H:%M")


def timed(moment: datetime) -> str:
    """”tisdag 24 november 2026 kl. 09:12”. The moment must be in local time already."""
    return f"{dated(moment.date())} kl. {clock(moment)}"


def duration(length: timedelta) -> str:
    """”12 min”, ”5 h”, ”3 dagar”: how long until, or since."""
    minutes = int(abs(length).total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} dagar"
