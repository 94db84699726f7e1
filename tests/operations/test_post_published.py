"""A post that goes out: now, per account, late, unplanned; and what cannot."""

from datetime import date, timedelta

from smdesk.domain.calendar import moment
from smdesk.domain.post import PostState
from smdesk.operations import post
from smdesk.operations.post import Publication
from tests.operations.post_desk import NOW, TUESDAY, desk, out, planned, refused, undone

__all__ = ["desk"]


def test_published_now_and_taken_back(desk):
    made = planned(desk, 1, 2)
    with undone(desk, "post.publish"):
        found = post.set_state(desk, made.id, PostState.PUBLISHED)
    assert [one.published_at for one in found.placements] == [NOW, NOW]
    assert not found.may_move
    with undone(desk, "post.state"):
        back = post.set_state(desk, made.id, PostState.APPROVED)
    assert [one.published_at for one in back.placements] == [None, None]


def test_publish_per_account_with_time_and_link(desk):
    made = planned(desk, 1, 2, time="09:00")
    with undone(desk, "post.publish"):
        found = post.publish(desk, made.id, [out(1, 10, permalink=" https://a.example/1 ")])
    assert found.post.state is PostState.APPROVED, "it still waits on the other account"
    assert (found.post.day, found.post.time) == (TUESDAY, "10:00"), "the real time"
    assert [one.permalink for one in found.placements] == ["https://a.example/1", ""]
    with undone(desk, "post.publish"):
        found = post.publish(desk, made.id, [out(2, 11)])
    assert found.post.state is PostState.PUBLISHED
    assert found.post.time == "10:00"
    with undone(desk, "post.publish"):
        found = post.publish(desk, made.id, [out(2, 11, permalink="https://b.example/2")])
    assert [one.permalink for one in found.placements][1] == "https://b.example/2"


def test_it_is_published_when_it_is_left_only_where_it_is_out(desk):
    made = planned(desk, 1, 2)
    post.publish(desk, made.id, [out(1)])
    with undone(desk, "post.write"):
        found = post.write(desk, post.view(desk, made.id).post, [1])
    assert (found.post.state, found.whole_state) == (PostState.PUBLISHED, PostState.PUBLISHED)
    assert desk.store.post.states_of(made.id)[0].state is PostState.PUBLISHED, "and by whom is kept"
    assert post.set_state(desk, made.id, PostState.APPROVED).placements[0].published_at is None


def test_a_late_post_gets_the_day_it_went_out(desk):
    made = planned(desk, 1, day=date(2026, 11, 20))
    assert post.publish(desk, made.id, [out(1, 9)]).post.day == TUESDAY


def test_what_is_not_published(desk):
    made = planned(desk, 1)
    with refused(desk, "post.published_ahead"):
        post.publish(desk, made.id, [out(1, 13)])
    with refused(desk, "post.not_placed"):
        post.publish(desk, made.id, [out(2)])
    with refused(desk, "post.no_account"):
        post.publish(desk, made.id, [])
    for fields, code in (({"text": ""}, "post.no_text"), ({"state": PostState.DROPPED}, "post.state")):
        other = planned(desk, 1, **fields)
        with refused(desk, code):
            post.publish(desk, other.id, [out(1)])


def test_log_what_went_out_unplanned(desk):
    with undone(desk, "post.log"):
        found = post.log_published(
            desk, "Ändrat öppet i kväll", [out(1, 9, permalink="https://a.example/9"), out(2, 9)]
        )
    assert found.post.state is PostState.PUBLISHED
    assert not found.post.planned
    assert (found.post.day, found.post.time) == (TUESDAY, "09:00")
    with refused(desk, "post.no_text"):
        post.log_published(desk, " ", [out(1)])
    with refused(desk, "post.no_account"):
        post.log_published(desk, "Hej", [])
    with refused(desk, "post.published_ahead"):
        post.log_published(desk, "Hej", [out(1, 13)])


def test_publishing_over_midnight_in_winter_keeps_the_local_day(desk):
    made = planned(desk, 1, day=date(2026, 11, 23), time="23:45")
    at = moment(date(2026, 11, 24), "00:10")
    found = post.publish(desk, made.id, [Publication(account_id=1, at=at)])
    assert (found.post.day, found.post.time) == (TUESDAY, "00:10")
    assert found.placements[0].published_at - at == timedelta()
