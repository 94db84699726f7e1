"""Krisläge: everything that is planned waits until somebody has looked at it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from smdesk.desk import STOCKHOLM
from smdesk.domain.account import AccountStatus, StatusChange
from smdesk.domain.crisis import Crisis, extra_rounds
from smdesk.domain.post import PostState
from smdesk.operations import calendar, crisis, publishing, routine, today
from smdesk.operations import post as posts
from tests.operations.post_desk import NOW, TUESDAY, WEDNESDAY, desk, out, planned, refused, undone

__all__ = ["desk"]


def test_everything_planned_is_paused_as_one_step_and_what_is_out_is_not(desk):
    ahead = [planned(desk, 1), planned(desk, 2, day=WEDNESDAY, state=PostState.DRAFT)]
    late = planned(desk, 1, day=TUESDAY.replace(day=20))
    gone = planned(desk, 1, 2)
    posts.publish(desk, gone.id, [out(1), out(2)])
    partly = planned(desk, 1, 2)
    posts.publish(desk, partly.id, [out(1)])
    with refused(desk, "crisis.reason"):
        crisis.begin(desk, "  ")
    with undone(desk, "crisis.begin"):
        assert crisis.begin(desk, "Vattenläcka\ni Hamnen") == 4
    assert {one.id for one in crisis.held(desk)} == {*(one.id for one in ahead), late.id, partly.id}
    known = crisis.current(desk)
    assert (known.reason, known.began_at, known.began_by) == ("Vattenläcka i Hamnen", NOW, "Samordnare")
    with refused(desk, "crisis.already"):
        crisis.begin(desk, "En till")


def test_what_is_planned_during_a_crisis_goes_out(desk):
    crisis.begin(desk, "Vattenläcka")
    made = planned(desk, 1, text="Hämta vatten vid torget.")
    assert not publishing.outgoing(desk, made.id).is_held
    assert crisis.held(desk) == []


def test_a_paused_post_is_not_late_but_says_so_where_it_stands(desk):
    planned(desk, 1, time="08:00")
    assert today.look(desk).late
    crisis.begin(desk, "Vattenläcka")
    (placed,) = [one for lane in calendar.week(desk, TUESDAY).lanes for cell in lane.cells for one in cell]
    assert not placed.is_late(NOW)
    assert "post.held" in {one.code for one in placed.remarks}
    assert not today.look(desk).late


def test_a_late_post_that_is_paused_stays_on_idag_and_is_not_handed_out(desk):
    made = planned(desk, 1, day=TUESDAY.replace(day=23))
    assert today.look(desk).posts[0].late
    crisis.begin(desk, "Vattenläcka")
    (line,) = today.look(desk).posts
    assert (line.post.id, line.late, [one.code for one in line.remarks]) == (made.id, False, ["post.held"])
    assert publishing.outgoing(desk, made.id).is_held


def test_each_is_looked_at_before_the_crisis_is_called_off(desk):
    first, second = planned(desk, 1), planned(desk, 2)
    crisis.begin(desk, "Vattenläcka")
    with refused(desk, "crisis.left"):
        crisis.end(desk)
    with undone(desk, "crisis.release"):
        assert crisis.release(desk, first.id).state is PostState.APPROVED, "as it was"
    with undone(desk, "crisis.drop"):
        crisis.drop(desk, second.id)
    assert posts.view(desk, second.id).post.state is PostState.DROPPED
    with undone(desk, "crisis.end"):
        crisis.end(desk)
    assert crisis.current(desk) is None
    crisis.end(desk)  # once more changes nothing


def test_a_paused_post_is_not_handed_out_but_that_it_went_out_can_be_told(desk):
    one = planned(desk, 1)
    crisis.begin(desk, "Vattenläcka")
    assert publishing.outgoing(desk, one.id).is_held
    assert posts.publish(desk, one.id, [out(1)]).post.state is PostState.PUBLISHED
    assert crisis.held(desk) == [], "there is nothing left to decide about it"
    crisis.end(desk)


def test_a_paused_post_in_the_bin_keeps_no_crisis_going(desk):
    one = planned(desk, 1)
    crisis.begin(desk, "Vattenläcka")
    posts.bin_post(desk, one.id)
    crisis.end(desk)
    assert posts.restore(desk, one.id).held_at, "taken back it is still to be looked at"
    assert [post.id for post in crisis.held(desk)] == [one.id]


def test_rounds_are_denser_while_it_lasts_and_what_was_missed_stays_missed(desk):
    desk.store.account.statuses.add(StatusChange(account_id=1, day=date(2026, 1, 1), status=AccountStatus.ACTIVE))
    usual = [one.slot for one in routine.rounds(desk, TUESDAY, WEDNESDAY)]
    with refused(desk, "requirement.times"):
        crisis.begin(desk, "Vattenläcka", "ofta")
    with undone(desk, "crisis.begin"):
        crisis.begin(desk, "Vattenläcka", "14:00, 8.30")
    asked = routine.rounds(desk, TUESDAY, WEDNESDAY, (1,))
    times = [(one.day, one.slot) for one in asked if one.slot in ("08:30", "14:00")]
    assert times == [(TUESDAY, "14:00"), (WEDNESDAY, "08:30"), (WEDNESDAY, "14:00")], "none from before it began"
    saturday = date(2026, 11, 28)
    assert routine.rounds(desk, saturday, saturday) == []
    routine.tick(desk, 1, TUESDAY, "14:00")
    crisis.end(desk)
    left = routine.rounds(desk, TUESDAY, WEDNESDAY, (1,))
    assert [one.slot for one in left if one.tick] == ["14:00"], "what was done was done"
    assert [one.slot for one in left if not one.tick] == usual


def test_free_days_are_watched_when_she_says_so():
    began = datetime(2026, 11, 27, 17, 0, tzinfo=STOCKHOLM)
    one = Crisis(reason="Brand", began_at=began, began_by="", rounds="08:00 20:00", on_free_days=True)
    ended = replace(one, ended_at=began + timedelta(days=1))
    assert extra_rounds([one], began.date(), is_working=True) == {"20:00"}
    assert extra_rounds([one], date(2026, 11, 28), is_working=False) == {"08:00", "20:00"}
    assert extra_rounds([ended], date(2026, 11, 28), is_working=False) == {"08:00"}
    assert extra_rounds([replace(one, on_free_days=False)], date(2026, 11, 28), is_working=False) == set()
