"""Several posts at once: one step, all or none; to the idébank and back; when a text was last used."""

from datetime import date, timedelta

import pytest

from smdesk.domain.post import PostState
from smdesk.domain.problem import RefusedError
from smdesk.operations import post, reuse, several
from smdesk.words import problem_text
from tests.operations.post_desk import TUESDAY, WEDNESDAY, desk, out, planned, refused, undone
from tests.operations.whole import everything

__all__ = ["desk"]


def shown(desk, one) -> tuple[date | None, str, PostState]:
    found = post.view(desk, one.id).post
    return found.day, found.time, found.state


def test_the_ideas_are_counted_as_they_are_listed(desk):
    for state in PostState:
        planned(desk, 1, state=state, day=None)
    planned(desk, state=PostState.IDEA)
    post.bin_post(desk, planned(desk, state=PostState.IDEA, day=None).id)
    assert post.count_ideas(desk) == len(several.ideas(desk)) > 2


def test_several_are_moved_by_days_and_quarters_as_one_step(desk):
    ids = [planned(desk, 1, time="11:07").id, planned(desk, 2, day=WEDNESDAY, time="").id]
    with undone(desk, "posts.move"):
        several.move(desk, ids, 7, 1)
    assert [(one.day, one.time) for one in (post.view(desk, number).post for number in ids)] == [
        (TUESDAY + timedelta(7), "11:15"),
        (WEDNESDAY + timedelta(7), "09:00"),
    ]
    assert post.view(desk, ids[0]).post.state is PostState.APPROVED, "the plan is no part of what was approved"


def test_one_alone_is_the_step_it_always_was(desk):
    one = planned(desk, 1)
    with undone(desk, "post.move"):
        several.move(desk, [one.id], 1)
    desk.store.history.undoable.clear()
    several.move(desk, [one.id], 0)
    assert desk.undo_step is None, "nowhere is no step"


def test_where_one_may_not_be_moved_none_is_and_it_is_named(desk):
    one, sent = planned(desk, 1), planned(desk, 2, text="Gympa\nkl. 10")
    post.publish(desk, sent.id, [out(2)])
    before = everything(desk)
    with pytest.raises(RefusedError) as told:
        several.move(desk, [one.id, sent.id], 1)
    assert everything(desk) == before
    (problem,) = told.value.problems
    assert problem_text(problem).startswith("”Gympa” (Seniorhälsan, 24 nov 2026): Ett publicerat inlägg flyttas inte.")
    with refused(desk, "posts.one"):
        several.bin_posts(desk, [one.id, sent.id])
    with refused(desk, "posts.one"):
        several.set_state(desk, [one.id, sent.id], PostState.IDEA)
    with refused(desk, "post.published_moved"):
        several.move(desk, [sent.id], 1)


def test_a_time_does_not_go_over_midnight(desk):
    late, early = planned(desk, 1, time="23:45"), planned(desk, 1, time="10:00")
    with refused(desk, "post.day_ends"):
        several.move(desk, [late.id], 0, 1)
    with refused(desk, "posts.one"):
        several.move(desk, [early.id, late.id], 0, 1)
    with refused(desk, "post.no_day"):
        several.move(desk, [late.id], 10**7)


def test_several_are_binned_copied_and_given_a_state(desk):
    ids = [planned(desk, 1).id, planned(desk, 2, day=TUESDAY + timedelta(9)).id]
    with undone(desk, "posts.copy"):
        made = several.copy(desk, ids, WEDNESDAY)
    assert [one.day for one in made] == [WEDNESDAY, TUESDAY + timedelta(9)]
    with undone(desk, "posts.state"):
        several.set_state(desk, ids, PostState.DRAFT)
    with undone(desk, "posts.bin"):
        several.bin_posts(desk, ids)
    assert {one.id for one in post.binned(desk)} == set(ids)
    with refused(desk, "posts.one"):
        several.move(desk, [ids[0], made[0].id], 1)


def test_a_post_is_taken_out_of_the_calendar_and_laid_there_again(desk):
    one, struck = planned(desk, 1, 2), planned(desk, 1, state=PostState.DROPPED)
    with undone(desk, "post.shelve"):
        several.shelve(desk, [one.id, struck.id])
    assert shown(desk, one) == (None, "11:00", PostState.DRAFT)
    assert shown(desk, struck) == (None, "11:00", PostState.IDEA)
    assert {post.id for post in post.ideas(desk)} == {one.id, struck.id}
    with undone(desk, "post.lay"):
        several.schedule(desk, [struck.id], WEDNESDAY, [2], "13:15")
    assert shown(desk, struck) == (WEDNESDAY, "13:15", PostState.DRAFT)
    assert post.view(desk, struck.id).account_ids == (1,), "it has an account already"


def test_an_idea_gets_the_account_it_is_dropped_on(desk):
    idea = planned(desk, day=None, time="", state=PostState.IDEA)
    with refused(desk, "post.closed_account"):
        several.schedule(desk, [idea.id], WEDNESDAY, [3])
    several.schedule(desk, [idea.id], WEDNESDAY, [2])
    assert shown(desk, idea) == (WEDNESDAY, "", PostState.DRAFT)
    assert post.view(desk, idea.id).account_ids == (2,)
    with refused(desk, "post.bad_time"):
        several.schedule(desk, [idea.id], WEDNESDAY, [], "25:00")


def test_what_is_out_stays_in_the_calendar(desk):
    sent = planned(desk, 1, 2)
    post.publish(desk, sent.id, [out(1)])
    with refused(desk, "post.published_moved"):
        several.shelve(desk, [sent.id])


def test_a_text_tells_when_and_where_it_was_last_used(desk):
    first = planned(desk, 1, text="Snöröjning pågår")
    later = planned(desk, 1, 2, day=WEDNESDAY, text="SNÖRÖJNING pågår")
    planned(desk, 1, day=WEDNESDAY + timedelta(1), text="Snöröjning pågår", state=PostState.DROPPED)
    copied = post.copy(desk, first.id, WEDNESDAY + timedelta(2))
    found = reuse.last_use(desk, first.id, copied.id)
    assert (found.day, found.accounts) == (WEDNESDAY, ("Huvudsidan", "Seniorhälsan"))
    post.bin_post(desk, later.id)
    assert reuse.last_use(desk, first.id, copied.id).day == TUESDAY
    assert reuse.last_use(desk, planned(desk, text=" ").id) is None
    assert reuse.last_use(desk, planned(desk, day=None, text="Ny tanke").id) is None


def test_an_account_s_own_text_counts_as_used_there_and_a_common_one_nobody_follows_does_not(desk):
    first = planned(desk, 1, text="Snöröjning pågår")
    later = planned(desk, 1, 2, day=WEDNESDAY, text="Något annat")
    post.write(desk, later, [1, 2], texts={2: "snöröjning PÅGÅR"})
    found = reuse.last_use(desk, first.id, first.id)
    assert (found.day, found.accounts) == (WEDNESDAY, ("Seniorhälsan",))
    assert reuse.last_use(desk, later.id, later.id).day == TUESDAY, "its own text is asked for too"
    unsaid = planned(desk, 1, day=WEDNESDAY, text="Sångstund")
    post.write(desk, unsaid, [1], texts={1: "Fika"})
    assert reuse.last_use(desk, planned(desk, 1, text="Sångstund").id).day == TUESDAY
