"""The days of a series: RFC 5545's own rules, held against dateutil, and what free days make of them."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, takewhile

import pytest
from dateutil import rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from smdesk.domain.calendar import moment
from smdesk.domain.series import (
    LAST,
    OnFreeDays,
    Series,
    Unit,
    check,
    coming_day,
    is_last_nth,
    nth_of,
    rule_days,
    times_left,
    turns,
)
from smdesk.domain.workdays import SpecialDay, Workdays
from smdesk.words.series import made_text, told

TUESDAY = date(2026, 11, 24)
ADVENT = Workdays(
    SpecialDay(day=day, name="Ledig", free=True) for day in (date(2026, 12, 24), date(2026, 12, 25), date(2027, 1, 1))
)


def days(count: int = 6, **fields) -> list[str]:
    return [day.isoformat() for day in islice(rule_days(Series(**{"starts_on": TUESDAY} | fields)), count)]


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"unit": Unit.DAY, "every": 3}, ["2026-11-24", "2026-11-27", "2026-11-30"]),
        ({"weekdays": "1"}, ["2026-11-24", "2026-12-01", "2026-12-08"]),
        ({"weekdays": "31"}, ["2026-11-24", "2026-11-26", "2026-12-01"]),
        # Every other week is counted from the week of the start, also when that day is not one of the weekdays.
        ({"weekdays": "0", "every": 2}, ["2026-12-07", "2026-12-21", "2027-01-04"]),
        # Over week 53 of 2026: no week is lost and none comes twice.
        ({"weekdays": "3", "starts_on": date(2026, 12, 24)}, ["2026-12-24", "2026-12-31", "2027-01-07"]),
        ({"weekdays": "6", "every": 2, "starts_on": date(2026, 12, 20)}, ["2026-12-20", "2027-01-03", "2027-01-17"]),
        # The 31st is left out where there is none; the last day is there in every month.
        (
            {"unit": Unit.MONTH, "month_day": 31, "starts_on": date(2026, 12, 31)},
            ["2026-12-31", "2027-01-31", "2027-03-31", "2027-05-31"],
        ),
        (
            {"unit": Unit.MONTH, "month_day": LAST, "starts_on": date(2026, 12, 31)},
            ["2026-12-31", "2027-01-31", "2027-02-28"],
        ),
        (
            {"unit": Unit.MONTH, "month_day": 30, "starts_on": date(2027, 1, 30)},
            ["2027-01-30", "2027-03-30", "2027-04-30"],
        ),
        # 29 February, each twelfth month: leap years only, and 2100 is none.
        (
            {"unit": Unit.MONTH, "every": 12, "month_day": 29, "starts_on": date(2092, 2, 29)},
            ["2092-02-29", "2096-02-29", "2104-02-29"],
        ),
        ({"unit": Unit.MONTH, "nth": 4, "weekdays": "1"}, ["2026-11-24", "2026-12-22", "2027-01-26"]),
        ({"unit": Unit.MONTH, "nth": LAST, "weekdays": "1"}, ["2026-11-24", "2026-12-29", "2027-01-26"]),
        ({"unit": Unit.MONTH, "nth": 5, "weekdays": "1"}, ["2026-12-29", "2027-03-30", "2027-06-29"]),
        # The last day is one of them; so many times means so many days of the rule.
        ({"weekdays": "1", "until": date(2026, 12, 8)}, ["2026-11-24", "2026-12-01", "2026-12-08"]),
        ({"weekdays": "1", "until": date(2026, 12, 7)}, ["2026-11-24", "2026-12-01"]),
        ({"weekdays": "1", "times": 2}, ["2026-11-24", "2026-12-01"]),
        # None at all, and no day beyond the calendar's end.
        ({"unit": Unit.MONTH, "every": 12, "month_day": 31, "starts_on": date(2027, 2, 1)}, []),
        ({"unit": Unit.DAY, "starts_on": date(9998, 12, 31)}, ["9998-12-31"]),
    ],
)
def test_the_days_of_a_rule(fields, asked):
    bound = len(asked) if fields.keys().isdisjoint({"until", "times"}) and asked != ["9998-12-31"] else 9
    assert days(bound, **fields) == asked


WEEKDAYS = (rrule.MO, rrule.TU, rrule.WE, rrule.TH, rrule.FR, rrule.SA, rrule.SU)
UNITS = {Unit.DAY: rrule.DAILY, Unit.WEEK: rrule.WEEKLY, Unit.MONTH: rrule.MONTHLY}


@st.composite
def series(draw) -> Series:
    unit = draw(st.sampled_from(Unit))
    by_day = unit is Unit.MONTH and draw(st.booleans())
    start = draw(st.dates(date(1999, 1, 1), date(2120, 12, 31)))
    digits = draw(st.text("0123456", min_size=1)) if by_day or unit is Unit.WEEK else ""
    bound = draw(st.sampled_from(("", "until", "times")))
    return Series(
        unit=unit,
        every=draw(st.integers(1, 30)),
        weekdays=digits,
        nth=draw(st.sampled_from((1, 2, 3, 4, 5, LAST))) if by_day else 0,
        month_day=draw(st.integers(1, 31) | st.just(LAST)) if unit is Unit.MONTH and not by_day else 0,
        starts_on=start,
        until=start + timedelta(days=draw(st.integers(0, 900))) if bound == "until" else None,
        times=draw(st.integers(1, 40)) if bound == "times" else None,
    )


def by_dateutil(one: Series, last: date) -> list[date]:
    weekdays = [WEEKDAYS[number](one.nth) if one.nth else WEEKDAYS[number] for number in one.days]
    found = rrule.rrule(
        UNITS[one.unit],
        dtstart=datetime.combine(one.starts_on, time(10)),
        interval=one.every,
        count=one.times,
        until=datetime.combine(min(one.until or last, last), time(10)) if one.times is None else None,
        byweekday=weekdays or None,
        bymonthday=one.month_day or None,
        wkst=rrule.MO,
    )
    return [at.date() for at in takewhile(lambda at: at.date() <= last, found)]


@settings(max_examples=400, deadline=None)
@given(series())
def test_the_days_are_those_of_dateutil(one):
    last = one.starts_on + timedelta(days=2500)
    assert list(takewhile(lambda day: day <= last, rule_days(one))) == by_dateutil(one, last)


def coming(count: int = 4, **fields) -> list[tuple[str, str]]:
    one = Series(**{"starts_on": TUESDAY} | fields)
    return [(turn.isoformat()[5:], day.isoformat()[5:]) for turn, day in islice(turns(one, ADVENT), count)]


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"weekdays": "3", "on_free_days": OnFreeDays.KEEP, "starts_on": date(2026, 12, 17)},
         [("12-17", "12-17"), ("12-24", "12-24")]),
        ({"weekdays": "3", "on_free_days": OnFreeDays.MOVE, "starts_on": date(2026, 12, 17)},
         [("12-17", "12-17"), ("12-24", "12-28")]),
        ({"weekdays": "3", "on_free_days": OnFreeDays.SKIP, "starts_on": date(2026, 12, 17)},
         [("12-17", "12-17"), ("12-31", "12-31")]),
        # A skipped day is one of the four times, as an exception is in RFC 5545.
        ({"weekdays": "3", "on_free_days": OnFreeDays.SKIP, "times": 4, "starts_on": date(2026, 12, 10)},
         [("12-10", "12-10"), ("12-17", "12-17"), ("12-31", "12-31")]),
        # What is moved past the last day still comes.
        ({"weekdays": "3", "on_free_days": OnFreeDays.MOVE, "until": date(2026, 12, 24),
          "starts_on": date(2026, 12, 17)},
         [("12-17", "12-17"), ("12-24", "12-28")]),
        # Moved to a day that has a turn, or together: one.
        ({"unit": Unit.DAY, "on_free_days": OnFreeDays.MOVE, "starts_on": date(2026, 12, 23)},
         [("12-23", "12-23"), ("12-28", "12-28"), ("12-29", "12-29")]),
        ({"weekdays": "34", "on_free_days": OnFreeDays.MOVE, "starts_on": date(2026, 12, 24), "times": 3},
         [("12-25", "12-28"), ("12-31", "12-31")]),
        # A Saturday that was chosen is meant; one that a number or every day came to is free.
        ({"weekdays": "5", "on_free_days": OnFreeDays.MOVE}, [("11-28", "11-28"), ("12-05", "12-05")]),
        ({"unit": Unit.MONTH, "month_day": 28, "on_free_days": OnFreeDays.MOVE},
         [("11-28", "11-30"), ("12-28", "12-28")]),
        ({"unit": Unit.DAY, "on_free_days": OnFreeDays.SKIP, "starts_on": date(2026, 11, 27)},
         [("11-27", "11-27"), ("11-30", "11-30")]),
    ],
)  # fmt: skip
def test_free_days_are_kept_moved_or_skipped(fields, asked):
    bound = len(asked) if fields.keys().isdisjoint({"until", "times"}) else 9
    assert coming(bound, **fields) == asked


@settings(max_examples=200, deadline=None)
@given(series(), st.sampled_from(OnFreeDays), st.sets(st.integers(0, 400), max_size=60))
def test_no_two_turns_come_on_one_day_and_none_on_a_free_one(one, on_free_days, free):
    special = Workdays(SpecialDay(day=one.starts_on + timedelta(days=n), name="x", free=True) for n in free)
    one = Series(**{name: getattr(one, name) for name in one.__slots__} | {"on_free_days": on_free_days})
    last = one.starts_on + timedelta(days=400)
    found = list(takewhile(lambda turn: turn[0] <= last, turns(one, special)))
    assert len({day for _, day in found}) == len(found)
    assert [day for _, day in found] == sorted(day for _, day in found)
    if on_free_days is not OnFreeDays.KEEP:
        assert not any(special.is_free(day) for _, day in found)
    for turn, day in found[:3]:
        assert coming_day(one, turn, special) == day


def test_the_clock_time_stays_when_the_clock_is_changed():
    """The rule is of days: 10:00 is 10:00 before and after the last Sunday of October and of March."""
    for start, hours in ((date(2026, 10, 24), (8, 9)), (date(2027, 3, 27), (9, 8))):
        found = rule_days(Series(unit=Unit.DAY, times=2, starts_on=start))
        assert tuple(moment(day, "10:00").astimezone(UTC).hour for day in found) == hours


def test_what_is_left_of_a_counted_series():
    one = Series(weekdays="1", times=5, starts_on=TUESDAY)
    assert [times_left(one, TUESDAY + timedelta(days=gap)) for gap in (0, 1, 7, 28, 29)] == [5, 4, 4, 1, 0]
    assert times_left(Series(weekdays="1", starts_on=TUESDAY), TUESDAY) is None


def test_which_of_its_month_a_day_is():
    assert [nth_of(date(2026, 12, day)) for day in (1, 7, 8, 28, 29)] == [1, 1, 2, 4, LAST]
    assert [is_last_nth(date(2026, 11, day)) for day in (23, 24, 30)] == [False, True, True]


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({"weekdays": "1"}, []),
        ({}, ["series.weekdays"]),
        ({"weekdays": "1", "every": 0}, ["series.every"]),
        ({"weekdays": "1", "every": 100}, ["series.every"]),
        ({"weekdays": "1", "times": 0}, ["series.times"]),
        ({"weekdays": "1", "until": date(2026, 11, 23)}, ["series.until"]),
        ({"weekdays": "2", "until": TUESDAY}, ["series.none"]),
    ],
)
def test_a_rule_that_is_none_is_told(fields, codes):
    assert [one.code for one in check(Series(**{"starts_on": TUESDAY} | fields))] == codes


MOVE, SKIP = OnFreeDays.MOVE, OnFreeDays.SKIP


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"weekdays": "1"}, "varje vecka på tisdag"),
        (
            {"weekdays": "13", "every": 2, "time": "10:00", "until": date(2026, 12, 18), "on_free_days": MOVE},
            "varannan vecka på tisdag och torsdag kl. 10, till och med 18 december; "
            "röda och lediga dagar flyttas till nästa arbetsdag",
        ),
        (
            {"weekdays": "024", "every": 3, "time": "09:30", "times": 8, "on_free_days": SKIP},
            "var 3:e vecka på måndag, onsdag och fredag kl. 9:30, 8 gånger; röda och lediga dagar hoppas över",
        ),
        ({"unit": Unit.DAY, "times": 1, "time": "08:00"}, "varje dag kl. 8, en gång"),
        ({"unit": Unit.DAY, "every": 2}, "varannan dag"),
        ({"unit": Unit.DAY, "every": 21, "until": date(2027, 1, 1)}, "var 21:a dag, till och med 1 januari 2027"),
        ({"unit": Unit.DAY, "every": 12}, "var 12:e dag"),
        ({"unit": Unit.MONTH, "month_day": 1}, "varje månad den 1:a"),
        ({"unit": Unit.MONTH, "month_day": 31}, "varje månad den 31:a, i de månader som har den dagen"),
        ({"unit": Unit.MONTH, "month_day": LAST, "every": 2}, "varannan månad den sista dagen"),
        ({"unit": Unit.MONTH, "nth": 4, "weekdays": "1"}, "varje månad den fjärde tisdagen"),
        ({"unit": Unit.MONTH, "nth": LAST, "weekdays": "6"}, "varje månad den sista söndagen"),
    ],
)
def test_a_series_is_told_in_words(fields, words):
    assert told(Series(**{"starts_on": TUESDAY} | fields)) == words


def test_what_a_rule_gives_is_told_before_it_is_done():
    one, other = TUESDAY, date(2027, 1, 5)
    assert made_text([one], goes_on=False) == "Ett inlägg i kalendern: tisdag 24 november."
    assert made_text([one, other], goes_on=True) == (
        "2 inlägg i kalendern, från tisdag 24 november till tisdag 5 januari 2027. Fler läggs till efter hand."
    )
    assert made_text([], goes_on=False).startswith("Så blir det inga dagar.")
