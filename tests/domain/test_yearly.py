"""What comes back every year: Easter against a table, dates that not every year has, weeks and spans at the edges."""

from datetime import date, timedelta

import pytest
from dateutil.easter import easter as known_easter
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.workdays import DayKind, SpecialDay, Workdays, check_day, in_order, visible
from smdesk.domain.yearly import Repeat, YearDay, easter, turn, turns

DAYS = st.dates(date(1990, 1, 1), date(2080, 12, 31))


@pytest.mark.parametrize("year", [1818, 1943, 2026, 2027, 2038, 2285])
def test_easter_is_that_of_the_almanac(year):
    assert easter(year) == known_easter(year)


@pytest.mark.parametrize(
    ("start", "repeat", "year", "day"),
    [
        (date(2027, 2, 15), Repeat.DATE, 2030, date(2030, 2, 15)),
        (date(2028, 2, 29), Repeat.DATE, 2029, date(2029, 2, 28)),
        (date(2026, 11, 24), Repeat.WEEKDAY, 2027, date(2027, 11, 23)),
        (date(2026, 11, 30), Repeat.WEEKDAY, 2027, date(2027, 11, 29)),
        (date(2026, 12, 31), Repeat.WEEKDAY, 2028, date(2028, 12, 28)),  # the fifth Thursday: there are four
        (date(2026, 10, 26), Repeat.WEEK, 2027, date(2027, 11, 1)),
        (date(2026, 12, 28), Repeat.WEEK, 2027, date(2027, 12, 27)),  # week 53: the last week
        (date(2027, 1, 1), Repeat.WEEK, 2028, date(2028, 12, 29)),  # Friday of week 53 of 2026
        (date(2026, 4, 3), Repeat.EASTER, 2027, date(2027, 3, 26)),
    ],
)
def test_a_day_comes_back_by_its_rule(start, repeat, year, day):
    assert turn(start, repeat, year) == day


@given(DAYS, st.sampled_from(list(Repeat)[1:]), st.integers(0, 40), DAYS, st.integers(0, 800))
def test_the_turns_of_a_span_are_those_that_meet_it_and_come_once_a_year(start, repeat, length, first, more):
    last = first + timedelta(days=more)
    found = turns(start, repeat, timedelta(days=length), first, last)
    assert found == sorted(set(found))
    assert all(start <= day <= last and day + timedelta(days=length) >= first for day in found)
    whole = turns(start, repeat, timedelta(days=length), date(1990, 1, 1), date(2085, 1, 1))
    assert [day for day in whole if day <= last and day + timedelta(days=length) >= first] == found
    if repeat in (Repeat.DATE, Repeat.WEEKDAY):
        assert len({day.year for day in whole}) == len(whole)


@pytest.mark.parametrize(
    ("rule", "day", "repeat"),
    [
        (YearDay(name="x", on="02-15"), date(2027, 2, 15), Repeat.DATE),
        (YearDay(name="x", week=44), date(2027, 11, 1), Repeat.WEEK),
        (YearDay(name="x", easter=49), date(2027, 5, 16), Repeat.EASTER),
        (YearDay(name="x", start="06-20", weekday=5), date(2027, 6, 26), Repeat.WEEKDAY),
    ],
)
def test_a_rule_names_its_day(rule, day, repeat):
    assert (rule.first(2027), rule.repeat) == (day, repeat)


LEAVE = SpecialDay(day=date(2026, 12, 21), last_day=date(2027, 1, 8), name="Jullov", kind=DayKind.LEAVE, free=True)


def test_a_span_lies_on_each_of_its_days():
    days = Workdays([LEAVE])
    assert days.is_free(date(2026, 12, 21))
    assert days.is_free(date(2027, 1, 8))
    assert not days.is_free(date(2027, 1, 9))
    assert LEAVE.within(date(2027, 1, 8), date(2027, 1, 9)) == [LEAVE]
    assert LEAVE.within(date(2027, 1, 9), date(2027, 2, 1)) == []
    assert days.next_working(date(2026, 12, 21)) == date(2027, 1, 11)


def test_layers_are_hidden_by_key_and_a_calendar_by_its_name():
    school = SpecialDay(day=LEAVE.day, name="Luciatåg", kind=DayKind.CALENDAR, uid="1", source="Skolan")
    other = SpecialDay(day=LEAVE.day, name="Möte", kind=DayKind.CALENDAR, uid="2", source="Nämnden")
    assert [one.layer for one in in_order([other, school, LEAVE])] == ["leave", "calendar:Nämnden", "calendar:Skolan"]
    assert visible([LEAVE, school, other], {"leave", "calendar:Skolan"}) == (other,)


def test_what_is_wrong_with_a_day_is_told_by_its_field():
    wrong = SpecialDay(day=date(2026, 1, 2), last_day=date(2026, 1, 1), name="", kind=DayKind.RED, repeat=Repeat.DATE,
                       free=True)  # fmt: skip
    assert [(one.code, one.where) for one in check_day(wrong)] == [
        ("special_day.name", "name"), ("special_day.ends_before", "last_day"), ("special_day.layer", "kind"),
        ("special_day.repeat_free", "free"),
    ]  # fmt: skip
