"""A text for each account in the form of a post: by keys, kept as it is typed, and shown as it will look."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smdesk.domain.post import Post, PostState
from smdesk.operations import post as posts
from smdesk.ui.post.texts import TextHistory

from .week import TUESDAY, text_of

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def two(desk, form):
    """The form of a post on an account on Facebook and one on Instagram."""
    for number, platform in ((1, "facebook"), (2, "instagram")):
        desk.store.account.change(replace(desk.store.account.get(number), platform=platform))
    return form(accounts=(1, 2))


def chips(dialog) -> list[str]:
    chooser = dialog.variants.chooser
    return [one.text() for one in chooser.findChildren(QPushButton) if not one.isHidden()]


def test_an_accounts_text_follows_until_it_is_changed(qtbot, desk, two):
    first, second = (desk.store.account.get(one).name for one in (1, 2))
    assert chips(two) == ["Alla konton", first, second]
    qtbot.keyClicks(text_of(two), "Hej")
    qtbot.keyClick(text_of(two), Key.Key_PageDown, CTRL)
    qtbot.keyClick(text_of(two), Key.Key_PageDown, CTRL)
    assert text_of(two).toPlainText() == "Hej"
    assert text_of(two).accessibleName() == f"Text för {second}"
    qtbot.keyClicks(text_of(two), " du")
    assert chips(two) == ["Alla konton", first, f"{second} · egen"]
    qtbot.keyClick(text_of(two), Key.Key_PageDown, CTRL)
    qtbot.keyClicks(text_of(two), "!")
    qtbot.waitUntil(lambda: desk.store.post.count() and desk.store.post.all()[0].text == "Hej!")
    (stored,) = desk.store.post.all()
    assert posts.view(desk, stored.id).own_texts == {2: "Hej du"}
    qtbot.keyClick(text_of(two), Key.Key_PageDown, CTRL)
    assert text_of(two).toPlainText() == "Hej!", "the other one follows"


def test_it_follows_again_and_control_z_takes_that_back(qtbot, desk, two):
    qtbot.keyClicks(text_of(two), "Hej")
    two.variants.turn(2)
    qtbot.keyClicks(text_of(two), " du")
    assert two.own() == {2: "Hej du"}
    qtbot.mouseClick(two.variants._follow, Qt.MouseButton.LeftButton)
    assert (text_of(two).toPlainText(), two.own()) == ("Hej", {})
    assert text_of(two).hasFocus()
    qtbot.keyClick(text_of(two), Key.Key_Z, CTRL)
    assert two.own() == {2: "Hej du"}
    two.variants.turn(0)
    qtbot.keyClick(text_of(two), Key.Key_Z, CTRL)
    assert (two.variants.common(), two.own()) == ("", {2: "Hej du"}), "each text has its own Ctrl+Z"
    two.save()
    (stored,) = desk.store.post.all()
    assert (stored.text, posts.view(desk, stored.id).own_texts) == ("", {2: "Hej du"})


def test_a_stored_own_text_is_shown_and_only_looking_changes_nothing(desk, form):
    one = posts.write(desk, Post(text="Hej", day=TUESDAY), [1, 2], texts={2: "Hallå"}).post
    posts.set_state(desk, one.id, PostState.APPROVED)
    steps = len(desk.store.history.undoable)
    dialog = form(posts.view(desk, one.id).post)
    for _ in range(3):
        dialog.variants.step(1)
    dialog.reject()
    assert len(desk.store.history.undoable) == steps
    dialog = form(posts.view(desk, one.id).post)
    dialog.variants.turn(2)
    assert text_of(dialog).toPlainText() == "Hallå"
    text_of(dialog).appendPlainText("!")
    dialog.save()
    assert dialog.view.post.state is PostState.DRAFT, "what was approved was the text before"
    assert dialog._lost_approval


def test_an_account_that_comes_back_has_the_text_that_was_written_for_it(desk, two):
    text_of(two).setPlainText("Hej")
    two.variants.turn(2)
    text_of(two).setPlainText("Hallå")
    two.form.editors["accounts"].show_value((1,))
    two._check()
    assert (two.variants.current, text_of(two).toPlainText(), two.own()) == (0, "Hej", {})
    assert two.variants.isHidden()
    two.form.editors["accounts"].show_value((1, 2))
    two._check()
    assert two.own() == {2: "Hallå"}


def test_a_finding_opens_the_text_it_is_about_and_its_remedy_goes_there(desk, two):
    text_of(two).setPlainText("Vi ses i parken.")
    two.variants.turn(2)
    text_of(two).setPlainText("Vi ses!!!")
    two.variants.turn(0)
    two._check()
    row = next(one for one in two.checks.list.rows() if "!!!" in one.title)
    assert row.title.startswith(f"{desk.store.account.get(2).name}: ")
    two.checks.list.pressed.emit(row.id)
    assert (two.variants.common(), two.own()) == ("Vi ses i parken.", {2: "Vi ses!"})
    assert two.variants.current == 2


def test_the_count_and_the_preview_are_of_the_text_that_is_shown(qtbot, two):
    text_of(two).setPlainText("Nu är lekplatsen i Hamnparken öppen igen. " * 4)
    two._check()
    assert "Facebook 167 av 63" in two.foot_of_text.count.text()
    assert "Instagram 167 av 2" in two.foot_of_text.count.text()
    instagram = two.previews.of("instagram")
    assert instagram.text.text().endswith("…")
    assert not two.previews.of("facebook").more.isVisible()
    qtbot.mouseClick(instagram.more, Qt.MouseButton.LeftButton)
    assert (instagram.more.text(), instagram.text.text()[-5:]) == ("Visa mindre", "igen.")
    two.variants.turn(2)
    text_of(two).setPlainText("Kort. " * 400)
    two._check()
    assert "Facebook" not in two.foot_of_text.count.text()
    assert "199 för många" in two.foot_of_text.count.text()
    assert two.foot_of_text.count.property("role") == "late"
    assert not two.previews.of("facebook").isVisible()


def test_former_texts_say_whose_they_were(desk, form):
    one = posts.write(desk, Post(text="Hej", day=TUESDAY), [1, 2], texts={2: "Hallå"}).post
    posts.write(desk, one, [1, 2], texts={2: "Hallå där"})
    window = TextHistory(None, desk, one.id)
    (row,) = window.texts.list.rows()
    assert (row.title, row.subtitle.endswith(f"för {desk.store.account.get(2).name}")) == ("Hallå", True)
    window.reject()
