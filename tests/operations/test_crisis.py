"""Krisläge: everything that is planned waits until somebody has looked at it."""

from smdesk.domain.post import PostState
from smdesk.operations import calendar, crisis, publishing, today
from smdesk.operations import post as posts
from tests.operations.post_desk import NOW, TUESDAY, WEDNESDAY, desk, out, planned, refused, undone

__all__ = ["desk"]


def test_everything_planned_is_paused_as_one_step_and_what_is_out_is_not(desk):
    ahead = [planned(desk, 1), planned(desk, 2, day=WEDNESDAY, state=PostState.DRAFT)]
    before = planned(desk, 1, day=TUESDAY.replace(day=20))
    gone = planned(desk, 1, 2)
    posts.publish(desk, gone.id, [out(1), out(2)])
    partly = planned(desk, 1, 2)
    posts.publish(desk, partly.id, [out(1)])
    with refused(desk, "crisis.reason"):
        crisis.begin(desk, "  ")
    with undone(desk, "crisis.begin"):
        assert crisis.begin(desk, "Vattenläcka\ni Hamnen") == 3
    assert {one.id for one in crisis.held(desk)} == {*(one.id for one in ahead), partly.id}
    assert before.id not in {one.id for one in crisis.held(desk)}
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
