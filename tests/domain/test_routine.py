"""Rounds follow from requirements, statuses, pauses and working days, whatever the calendar does."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from smdesk.domain.account import Account, AccountStatus, StatusChange
from smdesk.domain.calendar import days_between, week_days, week_number
from smdesk.domain.routine import (
    DayState,
    NotAsked,
    Pause,
    PauseKind,
    Plan,
    Requirement,
    RequirementKind,
    Round,
    RoundState,
    Tick,
    asked_on,
    cell,
    clean_times,
    day_state,
    requirement_on,
    rounds,
    slots_on,
)
from smdesk.domain.workdays import DayKind, SpecialDay, Workdays

STOCKHOLM = ZoneInfo("Europe/Stockholm")
BEGAN = date(2026, 1, 1)
DAYS = st.dates(date(2025, 12, 1), date(2027, 2, 1))
SLOTS = ("08:30", "09:00", "12:00", "15:00")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


def asks(times, start=BEGAN, **more):
    return Requirement(
        account_id=1, kind=RequirementKind.ROUNDS, value=len(times.split()), times=times, valid_from=start, **more
    )


def plan(*requirements, pauses=(), special=(), statuses=((date(2020, 1, 1), AccountStatus.ACTIVE),), began=BEGAN):
    return Plan(
        accounts=[Account(id=1, name="Seniorhälsan")],
        requirements={1: list(requirements)},
        statuses={1: [StatusChange(account_id=1, day=day, status=status) for day, status in statuses]},
        pauses=pauses,
        workdays=Workdays(special),
        began=began,
    )


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), NotAsked.BEFORE),
        (date(2026, 11, 21), NotAsked.FREE),
        (date(2026, 11, 24), ["09:00", "15:00"]),
        (date(2026, 12, 24), NotAsked.FREE),
        (date(2026, 11, 25), NotAsked.SEASON),
        (date(2026, 11, 26), NotAsked.ABSENCE),
        (date(2026, 11, 27), NotAsked.PAUSE),
        (date(2026, 12, 1), NotAsked.STATUS),
        (date(2026, 12, 2), ["09:00", "15:00"]),
        (date(2026, 12, 3), NotAsked.STATUS),
    ],
)
def test_a_day_asks_for_its_rounds_or_says_why_not(day, expected):
    pauses = [
        Pause(account_id=1, kind=PauseKind.SEASON, first_day=date(2026, 11, 25), last_day=date(2026, 11, 25)),
        Pause(kind=PauseKind.ABSENCE, first_day=date(2026, 11, 26), last_day=date(2026, 11, 26)),
        Pause(account_id=1, kind=PauseKind.PAUSE, first_day=date(2026, 11, 27), last_day=date(2026, 11, 27)),
        Pause(account_id=2, kind=PauseKind.PAUSE, first_day=date(2026, 11, 1), last_day=date(2026, 12, 30)),
    ]
    statuses = [
        (date(2020, 1, 1), AccountStatus.ACTIVE),
        (date(2026, 12, 1), AccountStatus.RESTING),
        (date(2026, 12, 2), AccountStatus.CLOSING),
        (date(2026, 12, 3), AccountStatus.CLOSED),
    ]
    special = [SpecialDay(day=date(2026, 12, 24), name="Julafton", kind=DayKind.EVE, free=True)]
    made = plan(asks("09:00 15:00"), pauses=pauses, special=special, statuses=statuses)
    assert asked_on(made, 1, day) == expected


def test_an_account_without_requirement_asks_for_nothing():
    assert asked_on(plan(), 1, date(2026, 11, 24)) is NotAsked.NO_REQUIREMENT
    assert asked_on(plan(asks("")), 1, date(2026, 11, 24)) is NotAsked.NO_REQUIREMENT


@pytest.mark.parametrize(
    ("now", "state", "minutes"),
    [
        ("2026-11-24 08:59", RoundState.COMING, 1),
        ("2026-11-24 09:00", RoundState.COMING, 0),
        ("2026-11-24 09:12", RoundState.OVERDUE, -12),
        ("2026-11-24 23:59", RoundState.OVERDUE, -899),
        ("2026-11-25 00:00", RoundState.MISSED, -900),
    ],
)
def test_a_round_is_overdue_until_its_day_is_over_and_then_missed(now, state, minutes):
    one = Round(1, date(2026, 11, 24), "09:00")
    assert one.state(at(now)) is state
    assert one.distance(at(now)) == timedelta(minutes=minutes)


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_the_clock_on_the_wall_counts_when_it_is_moved(day):
    one = Round(1, date.fromisoformat(day), "09:00")
    assert one.state(at(f"{day} 08:59")) is RoundState.COMING
    assert one.distance(at(f"{day} 00:30")) == timedelta(hours=8, minutes=30)
    assert one.state(at(f"{day} 09:01")) is RoundState.OVERDUE


def test_week_53_and_new_year_have_their_working_days():
    special = [SpecialDay(day=date(2027, 1, 1), name="Nyårsdagen", kind=DayKind.RED, free=True)]
    made = plan(asks("09:00"), special=special)
    week = week_days(date(2026, 12, 31))
    assert week_number(week[0]) == 53
    assert [one.day for one in rounds(made, week, ())] == [date(2026, 12, day) for day in (28, 29, 30, 31)]


def test_the_newest_requirement_holds_and_a_deviation_outweighs_it():
    rows = [
        asks("09:00", id=1),
        asks("10:00", date(2026, 6, 1), id=2),
        asks("12:00", date(2026, 7, 1), id=3, valid_to=date(2026, 7, 31), deviation=True),
    ]
    found = [requirement_on(rows, RequirementKind.ROUNDS, date(2026, month, 15)).times for month in (5, 6, 7, 8)]
    assert found == ["09:00", "10:00", "12:00", "10:00"]
    assert requirement_on(rows, RequirementKind.POSTS, date(2026, 6, 1)) is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [("15.00, 9:00 9.00", "09:00 15:00"), ("", ""), (" 9 ", "09:00"), ("9:00 och", "09:00 och"), ("25:00", "25:00")],
)
def test_times_are_put_in_order(text, kept):
    assert clean_times(text) == kept
    assert clean_times(kept) == kept


def tick(day, slot, *, late=False):
    return Tick(account_id=1, day=day, slot=slot, done_at=at(f"{day} {slot}"), late=late)


@pytest.mark.parametrize(
    ("made", "now", "state"),
    [
        ((), "2026-11-24 16:00", DayState.COMING),
        ((), "2026-11-25 08:00", DayState.MISSED),
        (("09:00",), "2026-11-24 16:00", DayState.COMING),
        (("09:00",), "2026-11-25 08:00", DayState.PARTLY),
        (("09:00", "15:00"), "2026-11-24 16:00", DayState.DONE),
    ],
)
def test_the_word_of_a_day(made, now, state):
    day = date(2026, 11, 24)
    asked = plan(asks("09:00 15:00"))
    found = rounds(asked, [day], [tick(day, slot, late=True) for slot in made])
    shown = cell(asked, 1, day, found, at(now))
    assert (shown.state, shown.made, shown.asked, shown.late) == (state, len(made), 2, len(made))
    assert day_state((), at(now)) is DayState.NOT_ASKED


@st.composite
def worlds(draw):
    requirements = [
        asks(" ".join(sorted(draw(st.sets(st.sampled_from(SLOTS))))), draw(DAYS), id=number) for number in range(3)
    ]
    pauses = []
    for first, length in draw(st.lists(st.tuples(DAYS, st.integers(0, 40)), max_size=3)):
        account = draw(st.sampled_from([None, 1, 2]))
        pauses.append(Pause(account_id=account, first_day=first, last_day=first + timedelta(days=length)))
    statuses = draw(st.lists(st.tuples(DAYS, st.sampled_from(AccountStatus)), max_size=4))
    special = [
        SpecialDay(day=day, name="x", kind=DayKind.OWN, free=free)
        for day, free in draw(st.lists(st.tuples(DAYS, st.booleans()), max_size=8))
    ]
    return plan(*requirements, pauses=pauses, special=special, statuses=statuses)


@given(worlds(), DAYS, st.integers(0, 60), st.lists(st.tuples(DAYS, st.sampled_from(SLOTS)), unique=True, max_size=12))
def test_every_tick_is_shown_once_and_every_round_that_is_asked_for_too(world, first, length, made):
    days = days_between(first, first + timedelta(days=length))
    ticks = [tick(day, slot) for day, slot in made if day in days]
    found = rounds(world, days, ticks)
    keys = [one.key for one in found]
    assert len(keys) == len(set(keys))
    assert keys == sorted(keys, key=lambda key: (key[1], key[2]))
    assert {one.tick for one in found if one.tick} == set(ticks)
    asked = {(1, day, slot) for day in days for slot in slots_on(world, 1, day)}
    assert set(keys) == asked | {(one.account_id, one.day, one.slot) for one in ticks}


@given(worlds(), DAYS)
def test_nothing_is_asked_for_on_a_day_that_is_free_paused_unused_or_too_early(world, day):
    if not slots_on(world, 1, day):
        return
    assert day >= world.began
    assert day.weekday() < 5
    assert world.workdays.is_working(day)
    assert not any(one.account_id in (None, 1) and one.first_day <= day <= one.last_day for one in world.pauses)
    known = [one for one in world.statuses[1] if one.day <= day]
    assert known
    assert {one.status for one in known if one.day == max(each.day for each in known)} & {
        AccountStatus.ACTIVE,
        AccountStatus.CLOSING,
    }


@given(worlds(), DAYS, st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1)))
def test_a_day_that_is_over_has_nothing_to_come_and_a_coming_one_nothing_missed(world, day, moment):
    now = moment.replace(tzinfo=STOCKHOLM)
    states = {one.state(now) for one in rounds(world, [day], ())}
    if day < now.date():
        assert states <= {RoundState.MISSED}
    elif day > now.date():
        assert states <= {RoundState.COMING}
    else:
        assert states <= {RoundState.COMING, RoundState.OVERDUE}
