"""Days and clock times as a person types them."""

import re
from datetime import date, datetime, time, timedelta

from smdesk.domain.calendar import MONTHS, WEEKDAYS

_NAMED = {"idag": 0, "i dag": 0, "imorgon": 1, "i morgon": 1, "i övermorgon": 2, "igår": -1, "i går": -1}

# Compiled when they are asked for: Idag is painted without them.
_ISO = r"(\d{4})-?(\d{2})-?(\d{2})"
_SHORT_ISO = r"(\d{2})(\d{2})(\d{2})"
_SLASH = r"(\d{1,2})\s*[/.]\s*(\d{1,2})(?:\s*[-/. ]\s*(\d{4}))?"
_WORDS = r"(\d{1,2})(?:\s*:?e)?\s*([a-zåäö]+)\.?(?:\s+(\d{4}))?"
_WEEK = r"(?:v|vecka)\.?\s*(\d{1,2})(?:\s+(\d{4}))?"
_TIME = r"(?:kl\.?\s*)?(\d{1,2})(?:[:.]?(\d{2}))?"
_MOMENT = r"(?:(.*?\S)(?:[\s,]+|t))?(kl\.?\s*\d{1,2}(?:[:.]?\d{2})?|\d{1,2}[:.]\d{2})"
_LAST = r"(?:i\s+)?([a-zåäö]{3,}?)s?"  # ”i fredags”, ”fredag”
_AGO = r"(?:för\s+)?(\d{1,4})\s*(m|t|h|d|v)[a-zåäö]*\.?(?:\s+sedan)?"
_LONG = {
    "m": timedelta(minutes=1), "t": timedelta(hours=1), "h": timedelta(hours=1), "d": timedelta(days=1),
    "v": timedelta(weeks=1),
}  # fmt: skip


def read_day(text: str, today: date) -> date | None:
    """The day that `text` means, or None when it means none.

    Read are ”2026-11-24”, ”20261124”, ”261124”, ”24/11”, ”24.11.2026”, ”24 nov”, ”24 november 2026”, ”idag”,
    ”imorgon”, ”i går”, a weekday (the next one, never today) and ”v. 48” (its Monday). A day without a year is the
    one nearest to `today`.
    """
    typed = " ".join(text.strip().casefold().split())
    if typed in _NAMED:
        return today + timedelta(days=_NAMED[typed])
    for number, name in enumerate(WEEKDAYS):
        if len(typed) >= 3 and name.startswith(typed):
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    words = re.sub(rf"^(?:{'|'.join(name + '|' + name[:3] for name in WEEKDAYS)})\s+(?:den\s+)?", "", typed)
    return _numbers(words, today)


def read_time(text: str) -> time | None:
    """The clock time that `text` means: ”9”, ”09:30”, ”9.30”, ”0930”, ”kl 9”; None when it means none."""
    found = re.fullmatch(_TIME, text.strip().casefold())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_moment(text: str, now: datetime) -> datetime | None:
    """The moment that `text` means, in the time zone of `now`, or None when it means none.

    Read are ”nu”, ”16:40” (today), ”i går 16:40”, ”24 nov kl. 9”, ”i fredags 16:40”, ”2026-11-24 09:30” (see
    `read_day` and `read_time`), and how long ago platforms say that it was: ”35 min”, ”2 tim”, ”3 d”. A weekday is the
    last one.
    """
    typed = " ".join(text.strip().casefold().split())
    if typed in ("", "nu"):
        return now
    if ago := re.fullmatch(_AGO, typed):
        return now - int(ago[1]) * _LONG[ago[2]]
    found = re.fullmatch(_MOMENT, typed)
    at = read_time(found[2]) if found else None
    if found is None or at is None:
        return None
    words = found[1] or "i dag"
    name = re.fullmatch(_LAST, words)
    weekday = next((one for one in WEEKDAYS if name and one.startswith(name[1])), "")
    day = read_day(weekday or words, now.date())
    moment = datetime.combine(day, at, now.tzinfo) if day else None
    while weekday and moment and moment > now:
        moment -= timedelta(weeks=1)
    return moment


def _numbers(typed: str, today: date) -> date | None:
    if found := re.fullmatch(_ISO, typed):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(_SHORT_ISO, typed):
        return _day(2000 + int(found[1]), int(found[2]), int(found[3]))
    if found := re.fullmatch(_SLASH, typed):
        return _nearest(int(found[1]), int(found[2]), found[3], today)
    if (found := re.fullmatch(_WORDS, typed)) and (month := _month(found[2])):
        return _nearest(int(found[1]), month, found[3], today)
    if found := re.fullmatch(_WEEK, typed):
        try:
            return date.fromisocalendar(int(found[2] or today.isocalendar().year), int(found[1]), 1)
        except ValueError:
            return None
    return None


def _month(word: str) -> int:
    for number, name in enumerate(MONTHS, 1):
        if len(word) >= 3 and name.startswith(word):
            return number
    return 0


def _nearest(day: int, month: int, year: str | None, today: date) -> date | None:
    if year:
        return _day(int(year), month, day)
    near = [_day(today.year + step, month, day) for step in (-1, 0, 1)]
    return min((found for found in near if found), key=lambda found: abs((found - today).days), default=None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
