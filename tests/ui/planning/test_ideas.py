"""The idébank beside the calendar: by keys, by mouse, and text from elsewhere."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton

from smdesk.domain.post import PostState
from smdesk.operations import post as posts

from .dragging import Mouse
from .week import TUESDAY, add, at, place

Key, Held = Qt.Key, Qt.KeyboardModifier
THURSDAY = date(2026, 11, 26)


def idea(desk, *accounts, **fields):
    return add(desk, *accounts, **{"day": None, "time": "", "state": PostState.IDEA, "text": "Sommarlov"} | fields)


def row_of(panel, post) -> QPoint:
    panel.list.go_to(post.id)
    return panel.list.visualRect(panel.list.currentIndex()).center()


def test_it_is_shown_with_a_key_and_remembered(page, desk, told):
    one = idea(desk, 1)
    shown = page()
    assert shown.head.ideas.text() == "Idébank (1)"
    assert not shown.ideas.isVisible()
    shown.run("post.ideas")
    assert shown.ideas.list.hasFocus()
    assert told.memory.settings.calendar_ideas == "on"
    assert shown.head.ideas.isChecked()
    (row,) = shown.ideas.list.rows()
    assert (row.id, row.title, row.subtitle) == (one.id, "Sommarlov", "idé · Huvudsidan")
    posts.write(desk, replace(one, tags="lov, park"), [1])
    assert shown.ideas.list.rows()[0].subtitle == "idé · Huvudsidan · taggar: lov, park"
    shown.run("post.ideas")
    assert (shown.ideas.isVisible(), shown.grid.hasFocus()) == (False, True)
    assert told.memory.settings.calendar_ideas == ""
    shown.head.ideas.click()
    assert shown.ideas.isVisible()


def test_keys_open_plan_bin_and_leave(qtbot, page, desk, forms, told):
    one = idea(desk)
    shown = page()
    shown.run("post.ideas")
    bank = shown.ideas.list
    bank.go_to(one.id)
    qtbot.keyClick(bank, Key.Key_Return)
    assert forms[-1].view.post.id == one.id
    forms[-1].close()
    qtbot.keyClick(bank, Key.Key_Return, Held.ShiftModifier)
    form = forms[-1].form
    assert (form.values()["day"], form.values()["accounts"]) == (TUESDAY, (1,)), "where one is in the calendar"
    form.show_values({"day": THURSDAY, "time": "13:15", "accounts": (2,)})
    form.complete()
    found = posts.view(desk, one.id)
    assert (found.post.day, found.post.time, found.account_ids) == (THURSDAY, "13:15", (2,))
    assert found.post.state is PostState.DRAFT
    assert (bank.rows(), at(shown)) == ([], (2, THURSDAY, one.id))
    desk.undo()
    bank.go_to(one.id)
    qtbot.keyClick(bank, Key.Key_Delete)
    assert [post.id for post in posts.binned(desk)] == [one.id]
    qtbot.keyClick(bank, Key.Key_Escape)
    assert shown.grid.hasFocus()


def test_a_new_idea_is_written_from_there(page, desk, forms):
    shown = page()
    shown.run("post.ideas")
    next(one for one in shown.ideas.findChildren(QPushButton) if one.text() == "Ny idé…").click()
    forms[-1].form.show_values({"text": "Höstlov"})
    forms[-1].save()
    assert (posts.ideas(desk)[0].text, posts.ideas(desk)[0].state) == ("Höstlov", PostState.IDEA)
    assert [row.title for row in shown.ideas.list.rows()] == ["Höstlov"]


def test_an_idea_is_dragged_into_a_cell(page, desk, told):
    one = idea(desk)
    shown = page()
    shown.run("post.ideas")
    mouse = Mouse(shown.ideas.list).press(row_of(shown.ideas, one))
    assert mouse.said == "Dra till en dag i kalendern"
    mouse.over(shown.grid.viewport(), place(shown, 3, THURSDAY))
    assert mouse.said.startswith("tor 26 nov")
    mouse.release()
    found = posts.view(desk, one.id)
    assert (found.post.day, found.account_ids, found.post.state) == (THURSDAY, (3,), PostState.DRAFT)
    assert at(shown) == (3, THURSDAY, one.id)
    assert told.said[-1] == "Planerat till torsdag 26 november."
    desk.undo()
    assert [post.id for post in posts.ideas(desk)] == [one.id]
    assert posts.view(desk, one.id).account_ids == ()


def test_an_idea_of_an_account_goes_to_its_own_row(page, desk):
    one = idea(desk, 2)
    shown = page()
    shown.run("post.ideas")
    mouse = Mouse(shown.ideas.list).press(row_of(shown.ideas, one))
    mouse.over(shown.grid.viewport(), place(shown, 3, THURSDAY))
    assert mouse.said == "Bara i kontots egen rad"
    mouse.over(shown.grid.viewport(), place(shown, 2, THURSDAY)).release()
    assert posts.view(desk, one.id).post.day == THURSDAY


def test_a_post_is_dragged_out_of_the_calendar_also_to_the_button(page, desk):
    one, two = add(desk, 1), add(desk, 2)
    shown = page()
    button = shown.head.ideas
    mouse = Mouse(shown.grid).press(place(shown, 1, TUESDAY, one.id)).over(button, button.rect().center())
    assert mouse.said == "Till idébanken"
    mouse.release()
    assert posts.view(desk, one.id).post.day is None
    shown.run("post.ideas")
    Mouse(shown.grid).press(place(shown, 2, TUESDAY, two.id)).over(shown.ideas, shown.ideas.rect().center()).release()
    assert {post.id for post in posts.ideas(desk)} == {one.id, two.id}
    desk.undo()
    desk.undo()
    assert posts.ideas(desk) == []


def test_a_post_goes_to_the_idebank_by_key(qtbot, page, desk, told):
    one = add(desk, 1)
    shown = page()
    qtbot.keyClick(shown.grid, Key.Key_I)
    found = posts.view(desk, one.id).post
    assert (found.day, found.time, found.state) == (None, "15:00", PostState.DRAFT)
    assert told.said[-1] == "Inlägget ligger i idébanken. Ctrl+Z tar tillbaka."


@pytest.mark.parametrize("way", ["week", "month", "list"])
def test_a_copy_of_an_earlier_post_goes_there_too(qtbot, page, desk, told, way):
    one = add(desk, 1, text="Öppet hus")
    shown = page()
    shown.show_as(way)
    shown.view.setFocus()
    shown.view.go_to_post(one.id)
    qtbot.keyClick(shown.view, Key.Key_I, Held.ShiftModifier)
    (made,) = posts.ideas(desk)
    assert (made.text, made.day, made.state) == ("Öppet hus", None, PostState.IDEA)
    assert posts.view(desk, one.id).post.day == TUESDAY
    assert told.said[-1] == "En kopia ligger i idébanken, utan dag."


def test_text_from_another_program_becomes_an_idea(page, desk):
    shown = page()
    shown.run("post.ideas")
    mime = QMimeData()
    mime.setText("Tips från\u202e en <b>kollega</b>")
    how = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    shown.ideas.dropEvent(QDropEvent(QPointF(5, 5), *how))
    (made,) = posts.ideas(desk)
    assert (made.text, made.state) == ("Tips från en <b>kollega</b>", PostState.IDEA)
