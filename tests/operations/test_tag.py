"""Tags are renamed, joined and taken away wherever they stand, as one step that undo takes back whole."""

from dataclasses import replace

from smdesk.domain.post import PostState
from smdesk.operations import account, media, post, tag
from tests.operations.post_desk import IMAGE, desk, planned, refused, undone

__all__ = ["desk"]


def tagged(desk):
    """Posts, an account and a file with tags; their texts are given by `texts`."""
    planned(desk, 1, tags="evenemang, lov")
    planned(desk, 1, tags="Lov")
    planned(desk, 2, tags="evenemang")
    account.change(desk, replace(desk.store.account.get(1), subjects="lov, kultur"))
    media.change(desk, replace(media.add(desk, IMAGE), tags="lov, gunga"), [])
    desk.store.history.undoable.clear()


def texts(desk) -> list[str]:
    return [
        *(one.tags for one in desk.store.post.all()),
        desk.store.account.get(1).subjects,
        *(one.tags for one in desk.store.media.all()),
    ]


def test_every_tag_is_counted_once_whatever_its_case(desk):
    tagged(desk)
    post.bin_post(desk, 3)
    found = [(one.tag, one.posts, one.accounts, one.media) for one in tag.all_tags(desk)]
    assert found == [("evenemang", 2, 0, 0), ("gunga", 0, 0, 1), ("kultur", 0, 1, 0), ("Lov", 2, 1, 1)]


def test_a_tag_is_renamed_everywhere_and_approvals_stay(desk):
    tagged(desk)
    post.set_state(desk, 1, PostState.APPROVED)
    with undone(desk, "tag.rename"):
        assert tag.rename(desk, "lov", " #Skollov ") == "Skollov"
    assert texts(desk) == ["evenemang, Skollov", "Skollov", "evenemang", "Skollov, kultur", "Skollov, gunga"]
    assert desk.store.post.get(1).state is PostState.APPROVED
    about = [one.about for one in desk.store.journal.all() if one.step == "tag.rename"]
    assert set(about) == {"4 ställen"}, "a tag may name someone"


def test_the_name_of_another_tag_joins_the_two_in_its_spelling(desk):
    tagged(desk)
    with undone(desk, "tag.merge"):
        assert tag.rename(desk, "lov", "EVENEMANG") == "evenemang"
    assert texts(desk) == ["evenemang", "evenemang", "evenemang", "evenemang, kultur", "evenemang, gunga"]


def test_another_case_is_a_new_name(desk):
    tagged(desk)
    with undone(desk, "tag.rename"):
        tag.rename(desk, "Lov", "LOV")
    assert texts(desk)[:2] == ["evenemang, LOV", "LOV"]


def test_a_tag_is_taken_away_and_its_posts_stay(desk):
    tagged(desk)
    with undone(desk, "tag.remove"):
        tag.remove(desk, "LOV")
    assert texts(desk) == ["evenemang", "", "evenemang", "kultur", "gunga"]


def test_what_is_no_tag_or_stands_nowhere_is_refused(desk):
    tagged(desk)
    for new in ("", " , ", "a, b"):
        with refused(desk, "tag.one"):
            tag.rename(desk, "lov", new)
    with refused(desk, "tag.gone"):
        tag.remove(desk, "finns inte")
