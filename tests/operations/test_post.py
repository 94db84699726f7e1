"""Every verb on a post: do, look, undo, look; and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from smdesk.domain.evidence import Subject
from smdesk.domain.post import Post, PostState
from smdesk.operations import evidence, post, stopping
from tests.operations.post_desk import IMAGE, NOW, TUESDAY, WEDNESDAY, desk, out, planned, refused, undone
from tests.operations.whole import everything

__all__ = ["desk"]


def test_a_post_is_written_as_a_draft_on_its_accounts(desk):
    with undone(desk, "post.add"):
        found = post.write(
            desk, Post(text="Snö\u202e\r\nröjning\x00", day=TUESDAY, link=" https://start.example "), [1, 2]
        )
    assert (found.post.state, found.account_ids) == (PostState.DRAFT, (1, 2))
    assert found.post.text == "Snö\nröjning"
    assert found.post.link == "https://start.example"
    assert found.post.created_at == NOW
    assert found.problems == ()


def test_everything_typed_in_one_sitting_is_undone_as_one(desk):
    with undone(desk, "post.write"):
        found = post.write(desk, Post(text="S", day=TUESDAY), [1], session="a")
        for text in ("Sn", "Snö", "Snöröjning"):
            found = post.write(desk, Post(id=found.post.id, text=text, day=TUESDAY, note="ring"), [1, 2], session="a")
    assert post.view(desk, found.post.id).post.text == "Snöröjning"
    post.write(desk, Post(id=found.post.id, text="Snöröjning pågår", day=TUESDAY), [1], session="b")
    desk.undo()
    assert post.view(desk, found.post.id).post.text == "Snöröjning", "another sitting is another step"


def test_writing_what_is_there_already_is_no_step(desk):
    found = post.write(desk, Post(text="Hej", day=TUESDAY), [1])
    count = desk.store.journal.count()
    post.write(desk, found.post, [1])
    assert len(desk.store.history.undoable) == 1
    assert desk.store.journal.count() == count


def test_an_unfinished_draft_is_kept_and_says_what_it_lacks(desk):
    found = post.write(desk, Post(text=""), [])
    assert {one.code for one in found.problems} == {"post.no_account", "post.no_day", "post.no_text"}


def test_writing_gives_no_state(desk):
    made = planned(desk, 1)
    kept = post.write(desk, replace(made, note="ring", state=PostState.DROPPED), [1])
    assert (kept.post.state, kept.post.note) == (PostState.APPROVED, "ring"), "what only she sees was not approved"


@pytest.mark.parametrize(
    ("fields", "accounts"),
    [({"text": "Nytt"}, [1]), ({"link": "https://start.example"}, [1]), ({}, [1, 2]), ({}, [2]), ({"day": None}, [1])],
)
def test_what_was_approved_is_a_draft_once_it_is_another(desk, fields, accounts):
    made = planned(desk, 1)
    with undone(desk, "post.write"):
        found = post.write(desk, replace(made, **fields), accounts)
    assert found.post.state is PostState.DRAFT


def test_an_approval_is_of_the_images_too(desk):
    made = planned(desk, 1)

    def changed(name, change):
        post.set_state(desk, made.id, PostState.APPROVED)
        with undone(desk, name):
            change()
        assert post.view(desk, made.id).post.state is PostState.DRAFT

    changed("evidence.add", lambda: evidence.attach(desk, Subject.POST, made.id, IMAGE, alt="Gunga"))
    (image,) = post.view(desk, made.id).images
    changed("evidence.alt", lambda: evidence.set_alt(desk, image.id, "Gunga i solsken"))
    changed("evidence.remove", lambda: evidence.detach(desk, image.id))


def test_another_day_or_time_keeps_the_approval_whichever_way_it_is_given(desk):
    made = planned(desk, 1)
    assert post.write(desk, replace(made, day=WEDNESDAY, time="09:30"), [1]).post.state is PostState.APPROVED
    assert post.move(desk, made.id, TUESDAY).state is PostState.APPROVED


@pytest.mark.parametrize(("account", "code"), [(3, "post.closed_account"), (4, "post.coming_account")])
def test_no_post_is_planned_for_an_account_that_is_not_in_use(desk, account, code):
    with refused(desk, code):
        post.write(desk, Post(text="Hej", day=TUESDAY), [1, account])


def test_a_post_stays_on_an_account_that_was_closed_since(desk):
    made = planned(desk, 1, 3)
    found = post.write(desk, Post(id=made.id, text="Nytt", day=TUESDAY, time="11:00"), [1, 3])
    assert found.account_ids == (1, 3)


@pytest.mark.parametrize("time", ["9:30", "24:00", "nio"])
def test_a_time_that_is_none_is_refused(desk, time):
    with refused(desk, "post.bad_time"):
        post.write(desk, Post(text="Hej", day=TUESDAY, time=time), [1])


def test_of_a_published_post_the_text_is_mended_but_not_day_time_or_accounts(desk):
    made = planned(desk, 1)
    post.publish(desk, made.id, [out(1)])
    stored = post.view(desk, made.id).post
    with undone(desk, "post.write"):
        post.write(desk, replace(stored, text="Öppet hus!"), [1])
    with refused(desk, "post.published_moved"):
        post.write(desk, replace(stored, day=WEDNESDAY), [1])
    with refused(desk, "post.published_accounts"):
        post.write(desk, stored, [1, 2])


def test_an_account_where_it_is_out_is_not_taken_away(desk):
    made = planned(desk, 1, 2)
    stored = post.publish(desk, made.id, [out(1)]).post
    with refused(desk, "post.published_accounts"):
        post.write(desk, stored, [2])
    post.write(desk, stored, [1])


def test_an_empty_draft_is_discarded_and_a_written_one_is_not(desk):
    before = everything(desk)
    found = post.write(desk, Post(text="S", day=TUESDAY), [1], session="a")
    assert not post.discard_empty(desk, found.post.id, session="a")
    post.write(desk, Post(id=found.post.id, text=" ", day=TUESDAY), [1], session="a")
    assert post.discard_empty(desk, found.post.id, session="a")
    assert everything(desk) == before
    assert desk.undo_step is None, "what came to nothing is no step"


def test_discarding_leaves_what_else_was_done_in_the_sitting_to_undo(desk):
    kept = planned(desk, 1)
    post.write(desk, replace(kept, text=" "), [1], session="a")
    before = everything(desk)
    empty = post.write(desk, Post(day=TUESDAY), [1], session="a")
    assert post.discard_empty(desk, empty.post.id, session="a")
    assert everything(desk) == before
    with undone(desk, "post.write"):
        post.write(desk, replace(kept, text=""), [2], session="b")
    older = planned(desk, 1, state=PostState.DRAFT)
    before = everything(desk)
    post.write(desk, replace(older, text=""), [1], session="c")
    assert post.discard_empty(desk, older.id, session="c")
    desk.undo()
    assert everything(desk) == before, "a post that was there before comes back with its text"


def test_an_empty_draft_with_an_image_is_kept(desk):
    found = post.write(desk, Post(day=TUESDAY), [1])
    evidence.attach(desk, Subject.POST, found.post.id, IMAGE)
    assert not post.discard_empty(desk, found.post.id)


def test_move(desk):
    made = planned(desk, 1)
    with undone(desk, "post.move"):
        post.move(desk, made.id, WEDNESDAY)
    assert (post.view(desk, made.id).post.day, post.view(desk, made.id).post.time) == (WEDNESDAY, "11:00")
    with undone(desk, "post.move"):
        post.move(desk, made.id, date(2027, 1, 1), "09:30")
    assert post.view(desk, made.id).post.time == "09:30"


def test_a_post_that_is_out_somewhere_is_not_moved(desk):
    made = planned(desk, 1, 2)
    post.publish(desk, made.id, [out(1)])
    with refused(desk, "post.published_moved"):
        post.move(desk, made.id, WEDNESDAY)


def test_copy_takes_text_images_and_alternative_texts_but_not_what_happened(desk):
    made = planned(desk, 1, 3, link="https://start.example", note="ring")
    evidence.attach(desk, Subject.POST, made.id, IMAGE, alt="Gunga")
    with undone(desk, "post.copy"):
        new = post.copy(desk, made.id, WEDNESDAY)
    found = post.view(desk, new.id)
    assert (found.post.text, found.post.day, found.post.state) == ("Öppet hus", WEDNESDAY, PostState.DRAFT)
    assert found.account_ids == (1,), "the closed account is left out"
    assert [(one.sha256, one.alt) for one in found.images] == [(IMAGE.sha256, "Gunga")]
    assert post.copy(desk, made.id, None).state is PostState.IDEA


def test_the_bin_and_back(desk):
    made = planned(desk, 1)
    with undone(desk, "post.bin"):
        post.bin_post(desk, made.id)
    assert [one.id for one in post.binned(desk)] == [made.id]
    assert post.search(desk, "öppet") == []
    with undone(desk, "post.restore"):
        post.restore(desk, made.id)
    assert post.binned(desk) == []
    assert post.view(desk, made.id).post == made


def test_what_lies_in_the_bin_stays_as_it_is_until_it_is_taken_out(desk):
    made = planned(desk, 1)
    post.bin_post(desk, made.id)
    for verb in (
        lambda: post.set_state(desk, made.id, PostState.PUBLISHED),
        lambda: post.set_state(desk, made.id, PostState.DRAFT),
        lambda: post.publish(desk, made.id, [out(1)]),
        lambda: post.move(desk, made.id, WEDNESDAY),
    ):
        with refused(desk, "post.binned"):
            verb()
    before = everything(desk)
    post.bin_post(desk, made.id)
    assert everything(desk) == before
    post.restore(desk, made.id)
    assert post.set_state(desk, made.id, PostState.PUBLISHED).post.state is PostState.PUBLISHED


def test_what_is_out_does_not_go_to_the_bin(desk):
    made = planned(desk, 1)
    post.publish(desk, made.id, [out(1)])
    with refused(desk, "post.published_binned"):
        post.bin_post(desk, made.id)


def test_states(desk):
    made = planned(desk, 1, state=PostState.IDEA)
    for state in (PostState.DRAFT, PostState.APPROVED, PostState.DROPPED, PostState.IDEA):
        with undone(desk, "post.state"):
            assert post.set_state(desk, made.id, state).post.state is state
    with refused(desk, "post.state"):
        post.set_state(desk, made.id, PostState.PUBLISHED)


def test_nothing_is_approved_that_lacks_text_day_or_account(desk):
    for fields, accounts, code in (
        ({"text": " "}, [1], "post.no_text"),
        ({"day": None}, [1], "post.no_day"),
        ({}, [], "post.no_account"),
    ):
        made = planned(desk, *accounts, state=PostState.DRAFT, **fields)
        with refused(desk, code):
            post.set_state(desk, made.id, PostState.APPROVED)


def test_a_closing_account_loses_what_is_planned_and_the_others_keep_theirs(desk):
    alone = planned(desk, 1)
    both = planned(desk, 1, 2, day=WEDNESDAY)
    idea = planned(desk, 1, state=PostState.IDEA, day=WEDNESDAY)
    earlier = planned(desk, 1, day=date(2026, 11, 23))
    published = planned(desk, 1)
    post.publish(desk, published.id, [out(1)])
    half = planned(desk, 1, 2, day=WEDNESDAY)
    post.publish(desk, half.id, [out(2, 8)])
    with undone(desk, "post.stop"):
        stopped = stopping.stop_planned(desk, 1, TUESDAY)
    assert {one.post.id: one.elsewhere for one in stopped} == {
        alone.id: False, half.id: True, both.id: True, idea.id: False,
    }  # fmt: skip
    states = {one.id: post.view(desk, one.id) for one in (alone, both, idea, earlier, published, half)}
    assert [states[one.id].post.state for one in (alone, idea)] == [PostState.DROPPED, PostState.DROPPED]
    assert (states[both.id].post.state, states[both.id].account_ids) == (PostState.APPROVED, (2,))
    assert (states[half.id].post.state, states[half.id].account_ids) == (PostState.PUBLISHED, (2,))
    assert states[earlier.id].post.state is PostState.APPROVED
    assert states[published.id].post.state is PostState.PUBLISHED
    assert stopping.planned(desk, 1, TUESDAY) == []


def test_ideas_are_what_has_no_day(desk):
    idea = planned(desk, 1, state=PostState.IDEA, day=None)
    draft = planned(desk, state=PostState.DRAFT, day=None)
    planned(desk, 1, state=PostState.IDEA)
    planned(desk, 1, state=PostState.DROPPED, day=None)
    post.bin_post(desk, planned(desk, 1, state=PostState.IDEA, day=None).id)
    assert [one.id for one in post.ideas(desk)] == [draft.id, idea.id]


def test_search_minds_swedish_letters_and_no_case(desk):
    made = planned(desk, 1, text="SNÖRÖJNING i Örgryte")
    assert [one.id for one in post.search(desk, " röjning ")] == [made.id]
    assert [one.id for one in post.search(desk, "örgryte")] == [made.id]
    assert post.search(desk, "rojning") == []
    assert post.search(desk, "  ") == []


@pytest.mark.parametrize(
    "verb",
    [
        lambda desk: post.view(desk, 99),
        lambda desk: post.write(desk, Post(id=99, text="x"), [1]),
        lambda desk: post.discard_empty(desk, 99),
        lambda desk: post.move(desk, 99, TUESDAY),
        lambda desk: post.copy(desk, 99, TUESDAY),
        lambda desk: post.bin_post(desk, 99),
        lambda desk: post.restore(desk, 99),
        lambda desk: post.set_state(desk, 99, PostState.DRAFT),
        lambda desk: post.publish(desk, 99, [out(1)]),
    ],
)
def test_a_post_that_is_gone_is_told_as_such(desk, verb):
    with refused(desk, "post.gone"):
        verb(desk)


def test_tags_are_kept_tidy_and_leave_an_approval(desk):
    made = planned(desk, 1)
    with undone(desk, "post.write"):
        kept = post.write(desk, replace(made, tags="#Trygghet,  evenemang ; trygghet"), [1])
    assert (kept.post.tags, kept.post.state) == ("Trygghet, evenemang", PostState.APPROVED), "they were not approved"
    assert post.copy(desk, made.id, WEDNESDAY).tags == "Trygghet, evenemang"
