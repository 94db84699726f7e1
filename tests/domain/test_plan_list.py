"""The cells of a plan: days with times in them, clock times, instants, and what is no such thing."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.plan_list import as_moment, as_plan_day, as_plan_time, day_near
from smdesk.words.plan_list import PLAN_FIELDS


@pytest.mark.parametrize(
    ("text", "day", "time"),
    [
        ("2026-11-26", date(2026, 11, 26), None),
        ("2026-11-26 09:30", date(2026, 11, 26), "09:30"),
        ("2026-11-26T09:30:00", date(2026, 11, 26), "09:30"),
        ("26/11 2026 9.30", date(2026, 11, 26), "09:30"),
        ("torsdag 26 november 2026", date(2026, 11, 26), None),
        ("", None, None),
    ],
)
def test_a_day_may_have_its_time_with_it(text, day, time):
    found = as_plan_day(text)
    assert (found.value, found.also.get("time")) == (day, time)
    assert found.problem is None


@pytest.mark.parametrize(
    ("text", "day"),
    [("26/11", date(2026, 11, 26)), ("3 jan", date(2027, 1, 3)), ("tor 26 nov.", date(2026, 11, 26)), ("31/2", None),
     ("v. 48", None), ("tisdag", None), ("12", None)],
)  # fmt: skip
def test_a_day_without_a_year_is_the_nearest_and_told(text, day):
    found = day_near(date(2026, 11, 24))(text)
    assert (found.value, found.problem.code) == (day, "import.year_missing" if day else "import.not_a_day")


@pytest.mark.parametrize("text", ["31/2 2026", "31/2 2026 09:30", "snart", "2026-13-01"])
def test_a_day_that_is_none_is_told(text):
    assert as_plan_day(text).problem


@pytest.mark.parametrize(
    ("text", "time"), [("9", "09:00"), ("kl. 9.30", "09:30"), ("09:30:00", "09:30"), ("-", ""), ("0930", "09:30")]
)
def test_a_time_is_read_as_it_is_written(text, time):
    assert as_plan_time(text).value == time


def test_an_instant_is_read_and_a_clock_time_is_stockholm_s():
    assert as_moment("2026-11-24T08:12:00Z").value == datetime(2026, 11, 24, 8, 12, tzinfo=UTC)
    assert as_moment("2026-11-24 09:12:00").value == datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
    assert as_moment("24/11 2026 9.12").value == datetime(2026, 11, 24, 9, 12, tzinfo=STOCKHOLM)
    assert as_moment("2026-11-24").value == datetime(2026, 11, 24, tzinfo=STOCKHOLM)
    assert as_moment("0001-01-01T00:00:00+14:00").problem
    assert as_moment("igår").problem


@given(st.text(max_size=40))
def test_whatever_stands_in_a_cell_there_is_an_answer(text):
    for one in PLAN_FIELDS:
        if one.read:
            one.read(text)
