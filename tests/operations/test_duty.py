"""The other duties: seeded, ticked, changed and ended, with what was missed left as it was."""

from dataclasses import replace
from datetime import date

import pytest

from smdesk.domain.duty import Duty, DutyState, Rhythm
from smdesk.domain.problem import RefusedError
from smdesk.domain.routine import SourceKind
from smdesk.operations import duty
from smdesk.words.routine import rhythm_text
from tests.operations.routine_desk import Clock, begin, undone_and_redone
from tests.operations.whole import everything

MONDAY = date(2026, 11, 23)
WEEKLY = Duty(title="Stäm av veckoplanen", rhythm=Rhythm.WEEK, weekday=0, starts_on=MONDAY)


@pytest.fixture
def clock():
    return Clock("2026-11-23 08:00")


@pytest.fixture
def desk(tmp_path, clock):
    desk = begin(tmp_path / "register", clock)
    for one in desk.store.routine.duties.all():
        desk.store.routine.duties.remove(one.id)
    yield desk
    desk.close()


def codes(call):
    with pytest.raises(RefusedError) as refused:
        call()
    return [problem.code for problem in refused.value.problems]


def next_turns(desk):
    return [turn.due_on for _, turn in duty.overview(desk)]


def states(desk, one):
    return [(turn.due_on.isoformat()[5:], turn.state(desk.today())) for turn in duty.history(desk, one)]


def test_the_seed_has_every_rhythm_and_a_law_or_a_manual_for_what_is_not_a_proposal(desk):
    with undone_and_redone(desk):
        duty.seed(desk)
    seeded = duty.current(desk)
    assert {one.rhythm for one in seeded} == set(Rhythm)
    assert all(one.source for one in seeded if one.source_kind is not SourceKind.PROPOSAL)
    assert {one.starts_on for one in seeded} == {MONDAY}
    before = everything(desk)
    duty.seed(desk)
    assert everything(desk) == before


def test_a_duty_is_ticked_late_and_missed_by_week(desk, clock):
    one = duty.add(desk, WEEKLY)
    with undone_and_redone(desk):
        made = duty.tick(desk, one.id, MONDAY, " klar ")
    assert (made.done_by, made.note) == ("Samordnare", "klar")
    clock.set("2026-12-02 10:00")  # Wednesday, the Monday before is not done
    assert states(desk, one) == [("11-30", DutyState.OVERDUE), ("11-23", DutyState.DONE)]
    assert [turn.due_on.day for turn in duty.of_today(desk)[0]] == [30]
    clock.set("2026-12-07 08:00")
    assert states(desk, one) == [
        ("12-07", DutyState.DUE), ("11-30", DutyState.MISSED), ("11-23", DutyState.DONE),
    ]  # fmt: skip
    assert [turn.due_on.day for turn in duty.of_today(desk, date(2026, 11, 30))[1]] == [30]
    duty.tick(desk, one.id, date(2026, 11, 30))
    assert duty.history(desk, one)[1].done.done_at.day == 7
    with undone_and_redone(desk):
        duty.untick(desk, one.id, date(2026, 11, 30))


def test_a_duty_may_be_done_once_the_one_before_is_due_but_a_daily_one_on_its_day(desk, clock):
    weekly = duty.add(desk, WEEKLY)
    daily = duty.add(desk, Duty(title="Registrera", rhythm=Rhythm.DAY, starts_on=MONDAY))
    duty.tick(desk, weekly.id, MONDAY)
    before = everything(desk)
    assert codes(lambda: duty.tick(desk, weekly.id, date(2026, 11, 30))) == ["duty.ahead"]
    assert codes(lambda: duty.tick(desk, daily.id, date(2026, 11, 24))) == ["duty.ahead"]
    assert codes(lambda: duty.tick(desk, weekly.id, date(2026, 11, 24))) == ["duty.no_turn"]
    assert everything(desk) == before
    clock.set("2026-11-24 08:00")
    duty.tick(desk, weekly.id, date(2026, 11, 30))
    assert next_turns(desk) == [date(2026, 11, 24), date(2026, 12, 7)]


def test_other_days_begin_a_new_form_and_what_was_missed_stays_missed(desk, clock):
    one = duty.add(desk, WEEKLY)
    clock.set("2026-12-02 08:00")
    with undone_and_redone(desk):
        new = duty.change(desk, replace(one, weekday=3))
    assert new.id != one.id
    assert [(turn.due_on.isoformat()[5:], turn.state(desk.today())) for turn in duty.history(desk, new)] == [
        ("11-30", DutyState.MISSED),
        ("11-23", DutyState.MISSED),
    ]
    assert next_turns(desk) == [date(2026, 12, 3)]
    assert [each.id for each in duty.current(desk)] == [new.id]
    assert duty.ended(desk) == []


def test_other_words_change_it_where_it_is(desk, clock):
    one = duty.add(desk, WEEKLY)
    clock.set("2026-12-02 08:00")
    with undone_and_redone(desk):
        changed = duty.change(desk, replace(one, title="Planera veckan", day=9))
    assert changed.id == one.id
    assert [each.title for each in duty.current(desk)] == ["Planera veckan"]


def test_an_ended_duty_asks_no_more_keeps_its_history_and_can_come_back(desk, clock):
    one = duty.add(desk, WEEKLY)
    duty.tick(desk, one.id, MONDAY)
    clock.set("2026-12-14 08:00")
    with undone_and_redone(desk):
        duty.end(desk, one.id)
    assert duty.of_today(desk) == ([], [])
    (ended,) = duty.ended(desk)
    assert states(desk, ended) == [
        ("12-07", DutyState.MISSED), ("11-30", DutyState.MISSED), ("11-23", DutyState.DONE),
    ]  # fmt: skip
    with undone_and_redone(desk):
        again = duty.resume(desk, ended.id)
    assert [turn.due_on.day for turn in duty.of_today(desk)[0]] == [14]
    assert duty.ended(desk) == []
    assert len(states(desk, again)) == 4


def test_one_that_was_added_today_and_ended_leaves_nothing(desk):
    one = duty.add(desk, WEEKLY)
    duty.end(desk, one.id)
    assert desk.store.routine.duties.all() == []
    assert codes(lambda: duty.end(desk, one.id)) == ["duty.gone"]


def test_one_that_was_done_today_and_ended_today_is_kept(desk):
    one = duty.add(desk, WEEKLY)
    duty.tick(desk, one.id, MONDAY)
    duty.end(desk, one.id)
    assert states(desk, one) == [("11-23", DutyState.DONE)]


def test_idag_has_what_is_late_then_what_is_rare_and_what_was_done_today(desk, clock):
    daily = duty.add(desk, Duty(title="Varje dag", rhythm=Rhythm.DAY, starts_on=MONDAY))
    duty.add(desk, Duty(title="Varje månad", rhythm=Rhythm.MONTH, day=24, starts_on=MONDAY))
    duty.add(desk, WEEKLY)
    clock.set("2026-11-24 09:00")
    duty.tick(desk, daily.id, date(2026, 11, 24))
    assert [(turn.duty.title, turn.state(desk.today())) for turn in duty.of_today(desk)[0]] == [
        ("Stäm av veckoplanen", DutyState.OVERDUE),
        ("Varje månad", DutyState.DUE),
        ("Varje dag", DutyState.DONE),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " \n"}, "duty.title"),
        ({"day": 32}, "duty.day"),
        ({"source_kind": SourceKind.LAW}, "requirement.source"),
    ],
)
def test_a_duty_that_says_nothing_is_refused(desk, change, code):
    assert codes(lambda: duty.add(desk, replace(WEEKLY, **change))) == [code]


def test_when_it_falls_due_is_told_in_words():
    said = [rhythm_text(replace(WEEKLY, rhythm=rhythm, weekday=3, day=2, month=12)) for rhythm in Rhythm]
    assert said == [
        "varje arbetsdag",
        "varje torsdag",
        "den 2:a varje månad",
        "30 april, 31 augusti och 31 december",
        "2 december varje år",
    ]
