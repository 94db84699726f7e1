"""Days and times as they are typed."""

from datetime import date, datetime, time

import pytest

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.dates import read_day, read_moment, read_time

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-11-24", date(2026, 11, 24)),
        (" 20261124 ", date(2026, 11, 24)),
        ("261124", date(2026, 11, 24)),
        ("24/11", date(2026, 11, 24)),
        ("3.12.2025", date(2025, 12, 3)),
        ("24 nov", date(2026, 11, 24)),
        ("1 januari", date(2027, 1, 1)),
        ("30 Juni", date(2026, 6, 30)),
        ("24:e nov", date(2026, 11, 24)),
        ("tisdag 24 november 2026", date(2026, 11, 24)),
        ("idag", TODAY),
        ("i morgon", date(2026, 11, 25)),
        ("igår", date(2026, 11, 23)),
        ("tisdag", date(2026, 12, 1)),
        ("ons", date(2026, 11, 25)),
        ("v. 53", date(2026, 12, 28)),
        ("29/2", None),
        ("29 feb 2028", date(2028, 2, 29)),
        ("31/2", None),
        ("2026-13-01", None),
        ("v 60", None),
        ("0 nov", None),
        ("snart", None),
        ("ju", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed, day):
    assert read_day(typed, TODAY) == day


def test_a_day_without_a_year_is_the_nearest_one():
    assert read_day("28 dec", date(2027, 1, 3)) == date(2026, 12, 28)
    assert read_day("3/1", date(2026, 12, 28)) == date(2027, 1, 3)


@pytest.mark.parametrize(
    ("typed", "clock"),
    [("9", time(9)), ("09:30", time(9, 30)), ("9.30", time(9, 30)), ("0930", time(9, 30)), ("kl. 16", time(16)),
     ("24:00", None), ("9:60", None), ("nio", None), ("", None)],
)  # fmt: skip
def test_a_time_is_read_as_it_is_typed(typed, clock):
    assert read_time(typed) == clock


NOW = datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("", "2026-11-24 09:12"),
        ("nu", "2026-11-24 09:12"),
        ("08:30", "2026-11-24 08:30"),
        ("i går 16:40", "2026-11-23 16:40"),
        ("Igår kl. 16:40", "2026-11-23 16:40"),
        ("24 november 2026 kl. 09:12", "2026-11-24 09:12"),
        ("2026-11-24T09:30", "2026-11-24 09:30"),
        ("20/11 9.30", "2026-11-20 09:30"),
        ("i fredags 16:40", "2026-11-20 16:40"),
        ("tisdag 08:00", "2026-11-24 08:00"),
        ("tisdag 16:40", "2026-11-17 16:40"),
        ("35 min", "2026-11-24 08:37"),
        ("2 tim", "2026-11-24 07:12"),
        ("för 3 dagar sedan", "2026-11-21 09:12"),
        ("1 v", "2026-11-17 09:12"),
    ],
)
def test_a_moment_is_read_as_it_is_said(typed: str, moment: str) -> None:
    assert read_moment(typed, NOW) == datetime.fromisoformat(moment).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize("typed", ["i går", "24 nov 2026", "24.11", "99:99", "hej 08:00", "31 feb 08:00", "9" * 400])
def test_a_moment_needs_a_day_and_a_clock_time(typed: str) -> None:
    assert read_moment(typed, NOW) is None
