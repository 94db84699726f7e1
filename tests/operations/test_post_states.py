"""Who gave a post each state and when; the review, and what it asks to have changed."""

from dataclasses import replace
from datetime import timedelta

from smdesk.domain.person import Person
from smdesk.domain.post import Post, PostState
from smdesk.operations import post, post_states, today
from tests.operations.post_desk import NOW, TUESDAY, desk, out, planned, undone

__all__ = ["desk"]


def said(desk, post_id: int) -> list[tuple[PostState, str, str]]:
    return [(one.state, one.by, one.note) for one in post_states.states_of(desk, post_id)]


def test_each_state_is_kept_with_who_and_when(desk):
    one = post.write(desk, Post(text="Öppet hus", day=TUESDAY), [1]).post
    post.set_state(desk, one.id, PostState.REVIEW)
    desk.person = Person(name="Enhetschef Seniorhälsan")
    with undone(desk, "post.state"):
        post.set_state(desk, one.id, PostState.APPROVED)
    assert said(desk, one.id) == [
        (PostState.APPROVED, "Enhetschef Seniorhälsan", ""),
        (PostState.REVIEW, "Samordnare", ""),
        (PostState.DRAFT, "Samordnare", ""),
    ]
    assert post_states.states_of(desk, one.id)[0].at == NOW
    post.write(desk, replace(one, text="Ändrat"), [1])
    assert said(desk, one.id)[0][0] is PostState.DRAFT
    post.publish(desk, one.id, [out(1)])
    assert said(desk, one.id)[0][0] is PostState.PUBLISHED


def test_a_review_sends_back_with_what_is_to_be_changed_until_it_is(desk):
    one = planned(desk, 1, state=PostState.REVIEW)
    with undone(desk, "post.state"):
        back = post.set_state(desk, one.id, PostState.DRAFT, " Skriv ut klockslaget\nBildtexten saknas ")
    assert back.post.to_change == "Skriv ut klockslaget\nBildtexten saknas"
    assert "post.to_change" in {each.code for each in back.problems}
    assert said(desk, one.id)[0][2] == back.post.to_change
    kept = post.write(desk, replace(back.post, note="Ring Parken"), [1]).post
    assert kept.to_change, "only the text takes it away"
    again = post.write(desk, replace(kept, text="Öppet hus kl. 11"), [1]).post
    assert again.to_change == ""
    assert said(desk, one.id)[0][2], "what was said is still known"


def test_an_approval_takes_away_what_was_asked_for(desk):
    one = planned(desk, 1, state=PostState.REVIEW)
    post.set_state(desk, one.id, PostState.DRAFT, "Kortare")
    assert post.set_state(desk, one.id, PostState.REVIEW).post.to_change == "Kortare"
    assert post.set_state(desk, one.id, PostState.APPROVED).post.to_change == ""


def test_only_what_comes_back_from_review_has_a_note(desk):
    one = planned(desk, 1)
    assert post.set_state(desk, one.id, PostState.DRAFT, "Nej").post.to_change == ""
    assert said(desk, one.id)[0][2] == ""


def test_a_post_under_review_is_late_as_a_draft_is(desk):
    planned(desk, 1, state=PostState.REVIEW, time="08:00")
    planned(desk, 1, state=PostState.REVIEW, day=TUESDAY - timedelta(days=1))
    assert today.look(desk).late == 2


def test_how_lately_the_one_who_approves_wrote_it(desk):
    one = post.write(desk, Post(text="Öppet hus", day=TUESDAY), [1]).post
    later = NOW + timedelta(minutes=3)
    desk._clock = lambda: later
    assert post_states.just_written(desk, one.id) == timedelta(minutes=3)
    desk.person = Person(name="Enhetschef Seniorhälsan")
    assert post_states.just_written(desk, one.id) is None
    assert post_states.just_written(desk, planned(desk, 1).id) is None
