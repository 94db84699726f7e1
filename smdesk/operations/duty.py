"""The other recurring duties: what falls due, what was done, and changing them without changing what has been."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from smdesk.desk import Desk
from smdesk.domain.calendar import local_day
from smdesk.domain.duty import (
    Duty,
    DutyDone,
    DutyState,
    Rhythm,
    Turn,
    asks_the_same,
    check_duty,
    turns,
    window,
)
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.routine import SourceKind
from smdesk.domain.text import clean, one_line
from smdesk.domain.workdays import Workdays
from smdesk.operations.calendar import workdays
from smdesk.operations.stored import stored
from smdesk.resources import read_toml
from smdesk.words.dates import long_day


def seed(desk: Desk) -> None:
    """Put in the duties that come with the program, from today on; those that were put in before are left alone."""
    known = {one.key for one in desk.store.routine.duties.all()}
    wanted = [one for one in proposed(desk.today()) if one.key not in known]
    if wanted:
        with desk.step("duty.seed"):
            desk.store.routine.duties.add_many(wanted)


def proposed(starts_on: date) -> list[Duty]:
    """The duties of resources/rules/duties.toml, to be asked for from `starts_on`."""
    return [
        Duty(
            key=one["key"],
            title=one["title"],
            rhythm=Rhythm(one["rhythm"]),
            weekday=one.get("weekday", 0),
            day=one.get("day", 1),
            month=one.get("month", 1),
            source=one.get("source", ""),
            source_kind=SourceKind(one["kind"]),
            note=one.get("note", ""),
            starts_on=starts_on,
        )
        for one in read_toml("rules/duties.toml")["duties"]
    ]


def current(desk: Desk) -> list[Duty]:
    """The duties that are asked for today or later, the most frequent first."""
    order = list(Rhythm)
    found = desk.store.routine.duties_from(desk.today())
    return sorted(found, key=lambda one: (order.index(one.rhythm), one.month, one.day, one.weekday, one.id))


def ended(desk: Desk) -> list[Duty]:
    """The duties that are no longer asked for and have no newer form, the newest first."""
    going = {one.key for one in current(desk) if one.key}
    found = desk.store.routine.duties_ended_before(desk.today())
    latest = {one.key or f"#{one.id}": one for one in reversed(found)}
    return sorted(
        (one for one in latest.values() if one.key not in going), key=lambda one: (one.ends_on, one.id), reverse=True
    )


def of_today(desk: Desk, since: date | None = None, days: Workdays | None = None) -> tuple[list[Turn], list[Turn]]:
    """What Idag shows: turns that are due, overdue or done today, and those from `since` on that were missed.

    Among the former the overdue come first, then the rarest; the missed ones are told newest first. `days` are the
    working days, where the caller has read them already.
    """
    days, today = days or workdays(desk), desk.today()
    since = since or today
    found, missed = [], []
    spans = [(one, _since(window(one, today), since)) for one in desk.store.routine.duties_from(since)]
    done = desk.store.routine.done_within({one.id: span for one, span in spans})
    for duty, (first, last) in spans:
        for turn in turns(duty, first, last, done.get(duty.id, ()), days):
            state = turn.state(today)
            if state in (DutyState.DUE, DutyState.OVERDUE) or _is_done_today(desk, turn):
                found.append(turn)
            elif state is DutyState.MISSED and turn.due_on >= since:
                missed.append(turn)
    order = list(Rhythm)
    found.sort(key=lambda one: (one.due_on >= today, -order.index(one.duty.rhythm), one.due_on, one.duty.id))
    missed.sort(key=lambda one: (one.due_on, one.duty.id), reverse=True)
    return found, missed


def _since(span: tuple[date, date], day: date) -> tuple[date, date]:
    """The days, begun on `day` where they begin later."""
    return min(span[0], day), span[1]


def _is_done_today(desk: Desk, turn: Turn) -> bool:
    if turn.done is None:
        return False
    return turn.due_on == desk.today() or local_day(turn.done.done_at) == desk.today()


def overview(desk: Desk) -> list[tuple[Duty, Turn | None]]:
    """The duties that are asked for, each with the turn that is to be done now or comes next."""
    days = workdays(desk)
    return [(one, _next_turn(desk, one, days)) for one in current(desk)]


def _next_turn(desk: Desk, duty: Duty, days: Workdays) -> Turn | None:
    today = desk.today()
    wanted = (DutyState.OVERDUE, DutyState.DUE, DutyState.COMING)
    found = _turns(desk, duty, *window(duty, today), days)
    return next((one for one in found if one.state(today) in wanted), None)


def history(desk: Desk, duty: Duty, count: int = 50) -> list[Turn]:
    """The duty's newest turns up to today, also those it had before its days were changed; missed ones too."""
    days, today = workdays(desk), desk.today()
    margin = timedelta(days={Rhythm.DAY: 2, Rhythm.WEEK: 8, Rhythm.MONTH: 32}.get(duty.rhythm, 370) * count)
    forms = desk.store.routine.forms_of(duty)
    found = [turn for one in forms for turn in _turns(desk, one, today - margin, today, days)]
    return sorted(found, key=lambda one: one.due_on, reverse=True)[:count]


def _turns(desk: Desk, duty: Duty, first: date, last: date, days: Workdays) -> Sequence[Turn]:
    return turns(duty, first, last, desk.store.routine.done_of(duty.id, first, last), days)


def tick(desk: Desk, duty_id: int, due_on: date, note: str = "") -> DutyDone:
    """Say that the turn due on `due_on` was done, from the day it opens. A late one shows its true day for ever.

    One that is ticked already is given the note.
    """
    duty = _get(desk, duty_id)
    turn = _turn(desk, duty, due_on)
    if turn.opens_on > desk.today():
        raise RefusedError(Problem("duty.ahead", values={"day": long_day(due_on)}))
    if turn.done:
        made = replace(turn.done, note=clean(note).strip())
    else:
        made = DutyDone(
            duty_id=duty_id, due_on=due_on, done_at=desk.now(), done_by=str(desk.person), note=clean(note).strip()
        )
    with desk.step("duty.done", duty.title):
        return desk.store.routine.done.save(made)


def untick(desk: Desk, duty_id: int, due_on: date) -> None:
    """Take the tick of a turn away. Nothing happens where there is none."""
    duty = _get(desk, duty_id)
    found = desk.store.routine.done_of(duty_id, due_on, due_on)
    if found:
        with desk.step("duty.undone", duty.title):
            desk.store.routine.done.remove(found[0].id)


def _turn(desk: Desk, duty: Duty, due_on: date) -> Turn:
    found = [one for one in _turns(desk, duty, due_on, due_on, workdays(desk)) if one.due_on == due_on]
    if not found:
        raise RefusedError(Problem("duty.no_turn", values={"day": long_day(due_on)}))
    return found[0]


def add(desk: Desk, duty: Duty) -> Duty:
    """A new duty of one's own, from today or the day it says."""
    wanted = _tidy(replace(duty, id=0, key="", starts_on=max(duty.starts_on, desk.today())))
    refuse_if(check_duty(wanted))
    with desk.step("duty.add", wanted.title):
        return _with_key(desk, desk.store.routine.duties.add(wanted))


def change(desk: Desk, duty: Duty) -> Duty:
    """Change a duty. Other days begin today as a new form of it, and the former ends: what was missed stays missed."""
    before, wanted = _get(desk, duty.id), _tidy(duty)
    today = desk.today()
    wanted = replace(wanted, key=before.key, starts_on=before.starts_on, ends_on=before.ends_on)
    refuse_if(check_duty(wanted))
    with desk.step("duty", wanted.title):
        if asks_the_same(before, wanted) or before.starts_on >= today:
            desk.store.routine.duties.change(wanted)
            return wanted
        desk.store.routine.duties.change(replace(before, ends_on=today - timedelta(days=1)))
        return desk.store.routine.duties.add(replace(wanted, id=0, starts_on=today))


def end(desk: Desk, duty_id: int) -> None:
    """Ask for a duty no longer, from today; one that was never asked for is taken away."""
    duty = _get(desk, duty_id)
    yesterday = desk.today() - timedelta(days=1)
    with desk.step("duty.end", duty.title):
        if duty.starts_on > yesterday and not desk.store.routine.done_of(duty_id, duty.starts_on, date.max):
            desk.store.routine.duties.remove(duty_id)
        else:
            desk.store.routine.duties.change(replace(duty, ends_on=max(yesterday, duty.starts_on)))


def resume(desk: Desk, duty_id: int) -> Duty:
    """Ask for an ended duty again, from today."""
    before = _get(desk, duty_id)
    with desk.step("duty", before.title):
        return desk.store.routine.duties.add(replace(before, id=0, starts_on=desk.today(), ends_on=None))


def _with_key(desk: Desk, duty: Duty) -> Duty:
    """An own duty is named after its row, so that its later forms are known as the same."""
    named = replace(duty, key=f"own.{duty.id}")
    desk.store.routine.duties.change(named)
    return named


def _tidy(duty: Duty) -> Duty:
    return replace(
        duty, title=one_line(clean(duty.title)), source=one_line(clean(duty.source)), note=clean(duty.note).strip()
    )


def _get(desk: Desk, duty_id: int) -> Duty:
    return stored(desk.store.routine.duties, duty_id, Problem("duty.gone"))
