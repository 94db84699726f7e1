"""Rounds: what is asked for, ticked, entered late and missed, and what a pause takes away."""

from datetime import date

import pytest

from smdesk.domain.account import AccountStatus, StatusChange
from smdesk.domain.problem import RefusedError
from smdesk.domain.routine import DayState, NotAsked, Pause, PauseKind, Result, RoundState
from smdesk.domain.workdays import DayKind, SpecialDay
from smdesk.operations import calendar, routine
from tests.operations.routine_desk import Clock, add_account, ask, begin, undone_and_redone
from tests.operations.whole import everything

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 11, 24)


@pytest.fixture
def clock():
    return Clock("2026-11-23 08:00")


@pytest.fixture
def desk(tmp_path, clock):
    desk = begin(tmp_path / "register", clock)
    yield desk
    desk.close()


def codes(call):
    with pytest.raises(RefusedError) as refused:
        call()
    return [problem.code for problem in refused.value.problems]


def slots(desk, first, last):
    return [(one.day, one.slot) for one in routine.rounds(desk, first, last)]


def test_a_tick_is_one_step_that_says_who_and_when(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    clock.set("2026-11-23 08:52")
    with undone_and_redone(desk):
        made = routine.tick(desk, account, MONDAY, "09:00", Result.REGISTERED, " en fråga ")
    assert (made.done_by, made.result, made.note, made.late) == ("Samordnare", Result.REGISTERED, "en fråga", False)
    assert [line.state for line in routine.today(desk)] == [RoundState.DONE, RoundState.COMING]
    with undone_and_redone(desk):
        routine.untick(desk, account, MONDAY, "09:00")
    assert [line.state for line in routine.today(desk)] == [RoundState.COMING, RoundState.COMING]


def test_a_round_that_was_missed_stays_missed_and_a_late_entry_says_so_for_ever(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    clock.set("2026-11-23 15:30")
    assert [line.state for line in routine.today(desk)] == [RoundState.OVERDUE, RoundState.OVERDUE]
    clock.set("2026-11-24 08:00")
    monday = routine.lines(desk, MONDAY, MONDAY)
    assert [line.state for line in monday] == [RoundState.MISSED, RoundState.MISSED]
    assert routine.tick(desk, account, MONDAY, "09:00").late
    routine.change_note(desk, routine.rounds(desk, MONDAY, MONDAY)[0].tick.id, Result.ACTED, "i efterhand")
    clock.set("2027-01-04 08:00")
    monday = routine.lines(desk, MONDAY, MONDAY)
    assert [line.state for line in monday] == [RoundState.DONE_LATE, RoundState.MISSED]
    assert monday[0].round.tick.note == "i efterhand"


def test_a_tick_in_time_that_is_taken_away_and_made_again_another_day_is_late(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    routine.tick(desk, account, MONDAY, "09:00")
    clock.set("2026-11-24 08:00")
    routine.untick(desk, account, MONDAY, "09:00")
    assert routine.tick(desk, account, MONDAY, "09:00").late


def test_no_tick_ahead_of_its_day_nor_of_a_round_that_nobody_asks_for(desk):
    account = add_account(desk)
    ask(desk, account)
    before = everything(desk)
    assert codes(lambda: routine.tick(desk, account, TUESDAY, "09:00")) == ["tick.ahead"]
    assert codes(lambda: routine.tick(desk, account, MONDAY, "10:00")) == ["tick.not_asked"]
    assert codes(lambda: routine.tick(desk, account, date(2026, 11, 20), "09:00")) == ["tick.not_asked"]
    assert codes(lambda: routine.tick(desk, 99, MONDAY, "09:00")) == ["account.gone"]
    assert codes(lambda: routine.change_note(desk, 99, Result.ACTED, "")) == ["tick.gone"]
    assert everything(desk) == before


def test_a_second_tick_of_the_same_round_only_changes_its_note(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    first = routine.tick(desk, account, MONDAY, "09:00")
    clock.set("2026-11-23 11:00")
    with undone_and_redone(desk):
        second = routine.tick(desk, account, MONDAY, "09:00", Result.ACTED, "dolde en kommentar")
    assert (second.id, second.done_at) == (first.id, first.done_at)
    assert len(desk.store.routine.all()) == 1


def test_rounds_fall_on_working_days_only_and_not_before_the_register_began(desk):
    account = add_account(desk)
    ask(desk, account, "09:00")
    assert slots(desk, date(2026, 11, 16), date(2026, 11, 30)) == [
        (date(2026, 11, day), "09:00") for day in (23, 24, 25, 26, 27, 30)
    ]
    christmas = [day.day for day, _ in slots(desk, date(2026, 12, 21), date(2027, 1, 8))]
    assert christmas == [21, 22, 23, 28, 29, 30, 4, 5, 7, 8]  # the eves, 25/12, 1/1 and 6/1 are free


def test_an_eve_that_is_chosen_not_to_be_free_asks_for_rounds(desk):
    account = add_account(desk)
    ask(desk, account, "09:00")
    eve = desk.store.setting.special_days.find("day = ?", date(2026, 12, 24))[0]
    calendar.set_free(desk, eve.id, False)
    assert slots(desk, date(2026, 12, 24), date(2026, 12, 24)) == [(date(2026, 12, 24), "09:00")]


def test_only_accounts_in_use_are_monitored_and_one_being_closed_until_it_is(desk, clock):
    account = add_account(desk)
    ask(desk, account, "09:00")
    for day, status in ((24, AccountStatus.CLOSING), (26, AccountStatus.CLOSED)):
        desk.store.account.statuses.add(StatusChange(account_id=account, day=date(2026, 11, day), status=status))
    resting = add_account(desk, "Parklekarna", status=AccountStatus.RESTING)
    ask(desk, resting, "09:00")
    assert [one.day.day for one in routine.rounds(desk, MONDAY, date(2026, 11, 30))] == [23, 24, 25]


def test_a_pause_an_absence_and_the_season_take_rounds_away(desk):
    one, other = add_account(desk, "Ett"), add_account(desk, "Två")
    ask(desk, one, "09:00")
    ask(desk, other, "09:00")
    with undone_and_redone(desk):
        routine.add_pause(
            desk,
            Pause(account_id=one, kind=PauseKind.SEASON, first_day=date(2026, 11, 25), last_day=date(2026, 11, 26)),
        )
    routine.add_pause(
        desk, Pause(kind=PauseKind.ABSENCE, first_day=date(2026, 11, 26), last_day=date(2026, 11, 27), reason="Kurs")
    )
    found = [(line.account.name, line.round.day.day) for line in routine.lines(desk, MONDAY, date(2026, 11, 30))]
    assert found == [("Ett", 23), ("Två", 23), ("Ett", 24), ("Två", 24), ("Två", 25), ("Ett", 30), ("Två", 30)]
    cells = routine.month(desk, MONDAY)[0].cells
    assert [cells[day - 1].why for day in (22, 24, 25, 27)] == [
        NotAsked.BEFORE, None, NotAsked.SEASON, NotAsked.ABSENCE,
    ]  # fmt: skip


def test_a_pause_never_reaches_back_and_its_end_gives_no_old_rounds(desk, clock):
    account = add_account(desk)
    ask(desk, account, "09:00")
    long = Pause(account_id=account, first_day=MONDAY, last_day=date(2026, 12, 4))
    pause = routine.add_pause(desk, long)
    clock.set("2026-11-26 08:00")
    with undone_and_redone(desk):
        routine.end_pause(desk, pause.id)
    assert [day.day for day, _ in slots(desk, MONDAY, date(2026, 11, 27))] == [26, 27]
    assert codes(lambda: routine.end_pause(desk, pause.id)) == ["pause.over"]
    assert codes(lambda: routine.add_pause(desk, long)) == ["pause.past"]
    coming = routine.add_pause(desk, Pause(account_id=account, first_day=date(2026, 12, 1), last_day=date(2026, 12, 2)))
    routine.end_pause(desk, coming.id)
    assert [one.id for one, _ in routine.pauses(desk)] == [pause.id]
    assert codes(lambda: routine.end_pause(desk, coming.id)) == ["pause.gone"]


@pytest.mark.parametrize(
    ("pause", "code"),
    [
        (Pause(kind=PauseKind.ABSENCE, first_day=TUESDAY, last_day=MONDAY), "pause.days"),
        (Pause(kind=PauseKind.SEASON, first_day=TUESDAY, last_day=TUESDAY), "pause.account"),
    ],
)
def test_a_pause_that_says_nothing_is_refused(desk, pause, code):
    assert codes(lambda: routine.add_pause(desk, pause)) == [code]


def test_the_month_tells_each_day_in_one_of_five_ways(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    for slot in ("09:00", "15:00"):
        routine.tick(desk, account, MONDAY, slot)
    clock.set("2026-11-24 09:00")
    routine.tick(desk, account, TUESDAY, "09:00")
    clock.set("2026-11-26 10:00")
    routine.tick(desk, account, TUESDAY, "15:00")
    routine.untick(desk, account, TUESDAY, "09:00")
    (line,) = routine.month(desk, MONDAY)
    states = {one.day.day: one.state for one in line.cells}
    assert [states[day] for day in (20, 23, 24, 25, 26, 27, 28)] == [
        DayState.NOT_ASKED, DayState.DONE, DayState.PARTLY, DayState.MISSED, DayState.COMING, DayState.COMING,
        DayState.NOT_ASKED,
    ]  # fmt: skip
    assert (line.cells[23].made, line.cells[23].asked, line.cells[23].late) == (1, 2, 1)
    assert len(line.cells) == 30


def test_the_month_leaves_out_what_was_never_in_use_and_keeps_what_was(desk):
    add_account(desk, "Ansökan", status=AccountStatus.APPLIED)
    kept = add_account(desk, "Vilande", status=AccountStatus.RESTING)
    assert [line.account.id for line in routine.month(desk, MONDAY)] == [kept]


def test_a_tick_stays_visible_when_its_round_is_no_longer_asked_for(desk):
    account = add_account(desk)
    ask(desk, account, "09:00")
    routine.tick(desk, account, MONDAY, "09:00")
    desk.store.setting.special_days.add(SpecialDay(day=MONDAY, name="Planeringsdag", kind=DayKind.OWN, free=True))
    assert [one.state for one in routine.today(desk)] == [RoundState.DONE]


def test_the_list_for_export_has_what_was_and_not_what_is_to_come(desk, clock):
    account = add_account(desk)
    ask(desk, account)
    routine.tick(desk, account, MONDAY, "09:00")
    clock.set("2026-11-24 09:30")
    rows = routine.monitoring_rows(desk, MONDAY, date(2026, 12, 31))
    assert [(row.round.day.day, row.round.slot, row.state) for row in rows] == [
        (23, "09:00", RoundState.DONE),
        (23, "15:00", RoundState.MISSED),
        (24, "09:00", RoundState.OVERDUE),
    ]


def test_looking_back_counts_working_days(desk, clock):
    clock.set("2027-01-08 08:00")  # a Friday after twelfth night; 31 December, 1 and 6 January are free
    assert routine.look_back_from(desk, calendar.workdays(desk)) == date(2026, 12, 29)
