"""The monitoring rounds: what is asked for, what was made, and when nothing is asked for."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, timedelta

from smdesk.desk import Desk
from smdesk.domain.account import OPEN, Account, by_account
from smdesk.domain.calendar import days_between, month_days
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.record import record
from smdesk.domain.routine import (
    Cell,
    DayState,
    NotAsked,
    Pause,
    Plan,
    Result,
    Round,
    RoundState,
    Tick,
    cell,
    check_pause,
    slots_on,
    tidied_pause,
)
from smdesk.domain.routine import rounds as rounds_of
from smdesk.domain.text import clean
from smdesk.domain.workdays import Workdays
from smdesk.operations.calendar import workdays
from smdesk.operations.opening import began
from smdesk.operations.stored import stored
from smdesk.words.dates import long_day

LOOK_BACK = 5
"""Working days before today whose missed rounds Idag shows; the month shows the older ones."""


@record
class RoundLine:
    """A round with its account, and how it stands now."""

    round: Round
    account: Account
    state: RoundState


@record
class MonthLine:
    """One account's days of a month."""

    account: Account
    cells: tuple[Cell, ...]


def plan(desk: Desk, account_ids: Collection[int] = ()) -> Plan:
    """All that the rounds of the accounts follow from; of every account when none is named."""
    accounts = desk.store.account.all()
    return Plan(
        accounts=[one for one in accounts if not account_ids or one.id in account_ids],
        requirements=by_account(desk.store.routine.requirements.all()),
        statuses=by_account(desk.store.account.statuses.all()),
        pauses=desk.store.routine.pauses.all(),
        workdays=workdays(desk),
        began=began(desk),
        crises=desk.store.post.crises.all(),
    )


def look_back_from(desk: Desk, days: Workdays) -> date:
    """The first of the `LOOK_BACK` working days before today, never before the register began."""
    day = desk.today()
    for _ in range(LOOK_BACK):
        day = _last_working(days, day - timedelta(days=1))
    return max(day, began(desk))


def _last_working(days: Workdays, day: date) -> date:
    while not days.is_working(day):
        day -= timedelta(days=1)
    return day


def rounds(desk: Desk, first: date, last: date, account_ids: Collection[int] = ()) -> list[Round]:
    """Every round of the days, both included, by day, slot and account."""
    return _rounds(desk, plan(desk, account_ids), first, last)


def _rounds(desk: Desk, asked: Plan, first: date, last: date) -> list[Round]:
    known = {account.id for account in asked.accounts}
    ticks = [tick for tick in desk.store.routine.between(first, last) if tick.account_id in known]
    return rounds_of(asked, days_between(first, last), ticks)


def lines(desk: Desk, first: date, last: date, asked: Plan | None = None) -> list[RoundLine]:
    """The rounds of the days, each with its account and how it stands now."""
    asked = asked or plan(desk)
    now = desk.now()
    accounts = {account.id: account for account in asked.accounts}
    return [RoundLine(one, accounts[one.account_id], one.state(now)) for one in _rounds(desk, asked, first, last)]


def today(desk: Desk) -> list[RoundLine]:
    """Today's rounds."""
    return lines(desk, desk.today(), desk.today())


def tick(
    desk: Desk, account_id: int, day: date, slot: str, result: Result = Result.NOTHING_NEW, note: str = ""
) -> Tick:
    """Say that a round was made. After its day it is kept as late, for ever; before its day it is refused.

    A round that is ticked already is given the result and the note.
    """
    made = desk.store.routine.of_round(account_id, day, slot)
    if made:
        return change_note(desk, made.id, result, note)
    name = _name(desk, account_id)
    refuse_if(_check_tick(desk, account_id, day, slot))
    with desk.step("tick", name):
        return desk.store.routine.add(
            Tick(
                account_id=account_id,
                day=day,
                slot=slot,
                done_at=desk.now(),
                done_by=str(desk.person),
                result=result,
                note=clean(note).strip(),
                late=day < desk.today(),
            )
        )


def _name(desk: Desk, account_id: int) -> str:
    return stored(desk.store.account, account_id, Problem("account.gone")).name


def _check_tick(desk: Desk, account_id: int, day: date, slot: str) -> list[Problem]:
    if day > desk.today():
        return [Problem("tick.ahead", values={"day": long_day(day)})]
    if slot not in slots_on(plan(desk, (account_id,)), account_id, day):
        return [Problem("tick.not_asked", values={"day": long_day(day), "slot": slot})]
    return []


def untick(desk: Desk, account_id: int, day: date, slot: str) -> None:
    """Take a tick away; made again after its day, it is late. Nothing happens where there is none."""
    made = desk.store.routine.of_round(account_id, day, slot)
    if made:
        with desk.step("untick", _name(desk, account_id)):
            desk.store.routine.remove(made.id)


def change_note(desk: Desk, tick_id: int, result: Result, note: str) -> Tick:
    """Give a tick another result and note; when and by whom it was made stays."""
    made = stored(desk.store.routine, tick_id, Problem("tick.gone"))
    changed = replace(made, result=result, note=clean(note).strip())
    if changed != made:
        with desk.step("tick.note", _name(desk, changed.account_id)):
            desk.store.routine.change(changed)
    return changed


def why_nothing(desk: Desk, day: date) -> NotAsked | None:
    """Why no account at all is asked for on `day`: the register had not begun, or the day is free."""
    if day < began(desk):
        return NotAsked.BEFORE
    return None if workdays(desk).is_working(day) else NotAsked.FREE


def month(desk: Desk, day: date, account_ids: Collection[int] = ()) -> list[MonthLine]:
    """The month that `day` lies in, a line per account. Accounts that are not in use that month are left out."""
    asked = plan(desk, account_ids)
    days = month_days(day)
    now = desk.now()
    of_cell: dict[tuple[int, date], list[Round]] = {}
    for one in _rounds(desk, asked, days[0], days[-1]):
        of_cell.setdefault((one.account_id, one.day), []).append(one)
    found = []
    for account in asked.accounts:
        cells = tuple(cell(asked, account.id, one, of_cell.get((account.id, one), ()), now) for one in days)
        if account.status in OPEN or any(one.state is not DayState.NOT_ASKED for one in cells):
            found.append(MonthLine(account, cells))
    return found


def monitoring_rows(desk: Desk, first: date, last: date) -> list[RoundLine]:
    """Every round of the days up to now, for a list to be written: what was made, made late, and missed."""
    return [one for one in lines(desk, first, min(last, desk.today())) if one.state is not RoundState.COMING]


def pauses(desk: Desk) -> list[tuple[Pause, Account | None]]:
    """Every pause and absence with its account (None: all of them), the newest first."""
    accounts = {account.id: account for account in desk.store.account.all()}
    return [(one, accounts.get(one.account_id or 0)) for one in desk.store.routine.newest_pauses()]


def add_pause(desk: Desk, pause: Pause) -> Pause:
    """Ask for nothing on the days of `pause`: from today on, since what was missed stays missed."""
    refuse_if(check_pause(pause, desk.today()))
    with desk.step("pause", _name(desk, pause.account_id) if pause.account_id else ""):
        return desk.store.routine.pauses.add(tidied_pause(pause))


def end_pause(desk: Desk, pause_id: int) -> None:
    """Ask for rounds again from today; a pause that has not begun is taken away. Days that have gone stay as they were.

    Refused for a pause whose days are over.
    """
    pause = stored(desk.store.routine.pauses, pause_id, Problem("pause.gone"))
    today = desk.today()
    if pause.last_day < today:
        raise RefusedError(Problem("pause.over"))
    with desk.step("pause.remove", _name(desk, pause.account_id) if pause.account_id else ""):
        if pause.first_day >= today:
            desk.store.routine.pauses.remove(pause_id)
        else:
            desk.store.routine.pauses.change(replace(pause, last_day=today - timedelta(days=1)))
