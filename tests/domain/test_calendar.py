"""Weeks and months at their edges: New Year, week 53, leap days, the changes of the clock."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.calendar import (
    days_between,
    moment,
    monday,
    month_days,
    months_after,
    months_before,
    week_days,
    week_number,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@pytest.mark.parametrize(
    ("day", "number", "first"),
    [
        (date(2026, 12, 28), 53, date(2026, 12, 28)),
        (date(2026, 12, 31), 53, date(2026, 12, 28)),
        (date(2027, 1, 1), 53, date(2026, 12, 28)),
        (date(2027, 1, 3), 53, date(2026, 12, 28)),
        (date(2027, 1, 4), 1, date(2027, 1, 4)),
        (date(2024, 12, 30), 1, date(2024, 12, 30)),
        (date(2026, 11, 24), 48, date(2026, 11, 23)),
        (date(2026, 3, 29), 13, date(2026, 3, 23)),  # the clock goes forward
        (date(2026, 10, 25), 43, date(2026, 10, 19)),  # the clock goes back
        (date(2028, 2, 29), 9, date(2028, 2, 28)),
    ],
)
def test_the_week_of_a_day(day, number, first):
    assert week_number(day) == number
    assert monday(day) == first
    assert week_days(day)[0] == first


@given(DAYS)
def test_a_week_is_seven_days_from_monday_and_holds_the_day(day):
    week = week_days(day)
    assert day in week
    assert [one.weekday() for one in week] == list(range(7))
    assert {week_number(one) for one in week} == {week_number(day)}
    assert week[6] - week[0] == timedelta(days=6)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 3, 31), 3, date(2025, 12, 31)),
        (date(2028, 2, 29), 12, date(2027, 2, 28)),
    ],
)
def test_months_before(day, months, expected):
    assert months_before(day, months) == expected


def test_months_after_the_last_of_january():
    assert months_after(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)


@given(DAYS, st.integers(0, 240))
def test_there_and_back_is_at_most_the_end_of_a_month_off(day, months):
    back = months_before(months_after(day, months), months)
    assert (back.year, back.month) == (day.year, day.month)
    assert back <= day
    assert back == day or day.day > 28


def test_the_days_of_a_month_and_between():
    assert [len(month_days(date(year, 2, 5))) for year in (2026, 2028)] == [28, 29]
    assert days_between(date(2026, 12, 30), date(2027, 1, 1)) == [
        date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1),
    ]  # fmt: skip
    assert days_between(date(2026, 1, 2), date(2026, 1, 1)) == []


@pytest.mark.parametrize(
    ("day", "time", "utc"),
    [
        (date(2026, 3, 29), "03:30", "2026-03-29T01:30"),
        (date(2026, 3, 29), "02:30", "2026-03-29T01:30"),  # does not exist: the hour after
        (date(2026, 10, 25), "02:30", "2026-10-25T00:30"),  # happens twice: the first time
        (date(2026, 12, 31), "23:59", "2026-12-31T22:59"),
    ],
)
def test_the_moment_of_a_clock_time(day, time, utc):
    found = moment(day, time)
    assert (found - found.utcoffset()).strftime("%Y-%m-%dT%H:%M") == utc
