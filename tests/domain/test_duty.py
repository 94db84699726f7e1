"""Duties fall due on working days, once a turn, and their turns neither overlap nor leave a hole."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.duty import Duty, DutyDone, DutyState, Rhythm, asks_the_same, due_days, turns
from smdesk.domain.workdays import DayKind, SpecialDay, Workdays
from smdesk.formats.red_days import special_days

SWEDEN = Workdays([one for year in (2025, 2026, 2027, 2028) for one in special_days(year)])
START = date(2025, 1, 1)
DAYS = st.dates(date(2025, 6, 1), date(2027, 6, 1))


def duty(rhythm, **more):
    return Duty(**{"id": 1, "title": "x", "rhythm": rhythm, "starts_on": START} | more)


def due(one, first, last):
    return [f"{day:%m-%d}" for day in due_days(one, date.fromisoformat(first), date.fromisoformat(last), SWEDEN)]


@pytest.mark.parametrize(
    ("one", "first", "last", "expected"),
    [
        (duty(Rhythm.DAY), "2026-12-22", "2026-12-29", ["12-22", "12-23", "12-28", "12-29"]),
        (duty(Rhythm.WEEK, weekday=0), "2026-12-21", "2027-01-11", ["12-21", "12-28", "01-04", "01-11"]),
        (duty(Rhythm.WEEK, weekday=4), "2026-12-21", "2027-01-08", ["12-28", "01-04", "01-08"]),
        (duty(Rhythm.MONTH, day=31), "2026-02-01", "2026-05-31", ["02-02", "03-02", "03-31", "04-30"]),
        (duty(Rhythm.MONTH, day=31), "2026-06-01", "2026-06-30", ["06-01", "06-30"]),
        (duty(Rhythm.TERTIAL), "2026-01-03", "2027-01-04", ["04-30", "08-31", "01-04"]),
        (duty(Rhythm.YEAR, month=2, day=29), "2027-01-01", "2028-12-31", ["03-01", "02-29"]),
        (duty(Rhythm.DAY, starts_on=date(2026, 11, 24)), "2026-11-23", "2026-11-25", ["11-24", "11-25"]),
        (duty(Rhythm.WEEK, ends_on=date(2026, 11, 29)), "2026-11-16", "2026-12-07", ["11-16", "11-23"]),
        (duty(Rhythm.DAY, starts_on=date(2026, 12, 1)), "2026-11-23", "2026-11-25", []),
    ],
)
def test_when_it_falls_due(one, first, last, expected):
    assert due(one, first, last) == expected


def test_a_turn_is_overdue_until_the_next_and_then_missed():
    (turn,) = turns(duty(Rhythm.WEEK), date(2026, 11, 23), date(2026, 11, 23), (), SWEDEN)
    assert (turn.opens_on, turn.until) == (date(2026, 11, 17), date(2026, 11, 29))
    found = [turn.state(date(2026, 11, day)) for day in (22, 23, 24, 29, 30)]
    assert found == [DutyState.COMING, DutyState.DUE, DutyState.OVERDUE, DutyState.OVERDUE, DutyState.MISSED]


def test_a_daily_turn_opens_on_its_own_day_and_lasts_over_the_weekend():
    (friday,) = turns(duty(Rhythm.DAY), date(2026, 11, 27), date(2026, 11, 27), (), SWEDEN)
    assert (friday.opens_on, friday.until) == (date(2026, 11, 27), date(2026, 11, 29))


def test_the_last_turn_of_an_ended_duty_is_missed_when_it_has_ended():
    one = duty(Rhythm.WEEK, ends_on=date(2026, 11, 25))
    (turn,) = turns(one, date(2026, 11, 23), date(2026, 11, 30), (), SWEDEN)
    assert turn.state(date(2026, 11, 25)) is DutyState.OVERDUE
    assert turn.state(date(2026, 11, 26)) is DutyState.MISSED


def test_a_done_turn_is_done_whenever_it_was_done():
    done = DutyDone(duty_id=1, due_on=date(2026, 11, 23), done_at=datetime(2027, 1, 1, tzinfo=ZoneInfo("UTC")))
    found = turns(duty(Rhythm.WEEK), date(2026, 11, 23), date(2026, 11, 30), [done], SWEDEN)
    assert [turn.state(date(2026, 12, 24)) for turn in found] == [DutyState.DONE, DutyState.MISSED]


def test_what_a_rhythm_does_not_use_makes_no_other_days():
    weekly = duty(Rhythm.WEEK, weekday=2)
    assert asks_the_same(weekly, duty(Rhythm.WEEK, weekday=2, day=9, month=7))
    assert not asks_the_same(weekly, duty(Rhythm.WEEK, weekday=3))
    assert not asks_the_same(weekly, duty(Rhythm.MONTH, weekday=2))


@given(
    st.sampled_from(Rhythm), st.integers(0, 6), st.integers(1, 31), st.integers(1, 12), DAYS, st.integers(0, 500),
    st.sets(DAYS, max_size=30),
)  # fmt: skip
def test_turns_follow_on_each_other_on_working_days(rhythm, weekday, day, month, first, length, free):
    workdays = Workdays(SpecialDay(day=one, name="x", kind=DayKind.OWN, free=True) for one in free)
    one = duty(rhythm, weekday=weekday, day=day, month=month)
    last = first + timedelta(days=length)
    found = turns(one, first, last, (), workdays)
    assert all(first <= turn.due_on <= last and workdays.is_working(turn.due_on) for turn in found)
    assert all(turn.opens_on <= turn.due_on <= turn.until for turn in found)
    for before, after in pairwise(found):
        assert before.until + timedelta(days=1) == after.due_on
        assert rhythm is Rhythm.DAY or after.opens_on == before.due_on + timedelta(days=1)


@given(st.sampled_from(Rhythm), st.integers(0, 6), st.integers(1, 31), st.integers(1, 12), DAYS, st.integers(0, 200))
def test_looking_at_a_part_gives_the_same_turns_as_looking_at_the_whole(rhythm, weekday, day, month, first, length):
    one = duty(rhythm, weekday=weekday, day=day, month=month)
    last = first + timedelta(days=length)
    whole = turns(one, date(2025, 2, 1), date(2028, 6, 1), (), SWEDEN)
    assert turns(one, first, last, (), SWEDEN) == [turn for turn in whole if first <= turn.due_on <= last]
