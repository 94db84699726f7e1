"""Working days, and what is due one working day later."""

from datetime import date, datetime

import pytest

from smdesk.desk import STOCKHOLM
from smdesk.domain.workdays import DayKind, SpecialDay, Workdays
from smdesk.formats.red_days import special_days

DAYS = Workdays([*special_days(2026), *special_days(2027)])


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 1, 1), "Nyårsdagen"),
        (date(2026, 1, 6), "Trettondedag jul"),
        (date(2026, 4, 3), "Långfredagen"),
        (date(2026, 4, 6), "Annandag påsk"),
        (date(2026, 5, 14), "Kristi himmelsfärdsdag"),
        (date(2026, 6, 6), "Nationaldagen"),
        (date(2026, 6, 20), "Midsommardagen"),
        (date(2026, 10, 31), "Alla helgons dag"),
        (date(2027, 3, 26), "Långfredagen"),
        (date(2027, 5, 6), "Kristi himmelsfärdsdag"),
        (date(2027, 6, 26), "Midsommardagen"),
    ],
)
def test_the_red_days_of_the_law(day, name):
    assert name in [one.name for one in DAYS.special(day)]
    assert DAYS.is_red(day)
    assert not DAYS.is_working(day)


@pytest.mark.parametrize("day", [date(2026, 6, 19), date(2026, 12, 24), date(2026, 12, 31), date(2027, 6, 25)])
def test_the_eves_are_free_but_not_red(day):
    assert not DAYS.is_working(day)
    assert not DAYS.is_red(day)
    assert DAYS.special(day)[0].kind is DayKind.EVE


def test_every_sunday_is_red_and_no_weekend_is_worked():
    assert DAYS.is_red(date(2026, 11, 29))
    assert not DAYS.is_red(date(2026, 11, 28))
    assert not DAYS.is_working(date(2026, 11, 28))


def test_a_red_day_that_was_chosen_is_worked():
    chosen = Workdays([SpecialDay(day=date(2026, 1, 6), name="Trettondedag jul", kind=DayKind.RED, free=False)])
    assert chosen.is_working(date(2026, 1, 6))
    assert chosen.is_red(date(2026, 1, 6))


def test_an_own_day_is_free_only_when_it_says_so():
    meeting = SpecialDay(day=date(2026, 11, 26), name="Nämndmöte")
    assert Workdays([meeting]).is_working(meeting.day)
    closed = SpecialDay(day=date(2026, 11, 26), name="Planeringsdag", free=True)
    assert not Workdays([meeting, closed]).is_working(meeting.day)
    red = SpecialDay(day=meeting.day, name="Röd", kind=DayKind.RED)
    assert Workdays([meeting, red]).special(meeting.day) == [red, meeting], "red ones first"


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (at(2026, 11, 27, 16, 0), 1, at(2026, 11, 30, 16, 0)),  # a Friday
        (at(2026, 12, 23, 10, 0), 1, at(2026, 12, 28, 10, 0)),  # over Christmas
        (at(2026, 12, 30, 10, 0), 1, at(2027, 1, 4, 10, 0)),  # over New Year, in week 53
        (at(2026, 3, 27, 9, 0), 1, at(2026, 3, 30, 9, 0)),  # the clock goes forward: same clock time
        (at(2026, 10, 23, 9, 0), 1, at(2026, 10, 26, 9, 0)),  # and back
        (at(2026, 11, 28, 9, 0), 0, at(2026, 11, 28, 9, 0)),
        (at(2026, 4, 2, 9, 0), 2, at(2026, 4, 8, 9, 0)),  # Easter
    ],
)
def test_one_working_day_is_the_same_clock_time_on_the_next_one(start, days, due):
    assert DAYS.after(start, days) == due
    assert DAYS.after(start, days).strftime("%H:%M") == start.strftime("%H:%M")


def test_the_next_working_day_is_the_day_itself_when_it_is_one():
    assert DAYS.next_working(date(2026, 11, 24)) == date(2026, 11, 24)
    assert DAYS.next_working(date(2026, 12, 24)) == date(2026, 12, 28)


def test_the_last_working_day_is_the_day_itself_when_it_is_one():
    assert DAYS.last_working(date(2026, 11, 24)) == date(2026, 11, 24)
    assert DAYS.last_working(date(2026, 12, 26)) == date(2026, 12, 23)
