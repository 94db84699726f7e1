"""What a post has said before: one text a sitting, with who replaced it and when."""

from dataclasses import replace

from smdesk.domain.person import Person
from smdesk.domain.post import Post, PostState
from smdesk.operations import opening
from smdesk.operations import post as posts
from smdesk.operations.post_texts import former_texts
from tests.operations.post_desk import NOW, TUESDAY, desk, planned, undone

__all__ = ["desk"]


def texts(desk, post_id: int) -> list[str]:
    return [one.text for one in former_texts(desk, post_id)]


def test_a_sitting_leaves_what_was_said_before_it(desk):
    one = posts.write(desk, Post(text="Första", day=TUESDAY), [1], session="a").post
    for letters in ("Första!", "Första!!"):
        one = posts.write(desk, replace(one, text=letters), [1], session="a").post
    assert texts(desk, one.id) == [], "what was typed in one sitting is one text"
    opening.set_person(desk, Person(name="Vikarie"))
    with undone(desk, "post.write"):
        posts.write(desk, replace(one, text="Andra"), [1], session="b")
    newest = former_texts(desk, one.id)[0]
    assert (newest.text, newest.by, newest.at) == ("Första!!", "Samordnare", NOW)
    posts.write(desk, replace(one, text="Tredje"), [1], session="b")
    posts.write(desk, replace(one, text="Första!!"), [1], session="c")
    posts.write(desk, replace(one, text="Fjärde"), [1], session="d")
    assert [(one.text, one.by) for one in former_texts(desk, one.id)] == [
        ("Första!!", "Vikarie"), ("Tredje", "Vikarie"),
    ], "newest first, each once"  # fmt: skip


def test_what_was_written_before_texts_were_kept_is_kept_with_its_first_change(desk):
    one = planned(desk, 1, text="Gammalt")
    posts.write(desk, replace(one, text="Nytt"), [1], session="a")
    (former,) = former_texts(desk, one.id)
    assert (former.text, former.by) == ("Gammalt", "")


def test_another_day_or_an_empty_text_leaves_none(desk):
    one = posts.write(desk, Post(text="", day=TUESDAY), [1]).post
    one = posts.write(desk, replace(one, text="Text"), [1]).post
    posts.write(desk, replace(one, time="10:00"), [1])
    posts.set_state(desk, one.id, PostState.APPROVED)
    assert texts(desk, one.id) == []
    assert texts(desk, 99) == []
