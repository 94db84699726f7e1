"""Krisläge in the window: everything paused by a key, gone through in a list, and a banner meanwhile."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from smdesk.domain.post import PostState
from smdesk.operations import crisis
from smdesk.operations import post as posts
from smdesk.ui.calendar.crisis import CrisisDialog
from smdesk.ui.frame.window import Window

from .week import add


@pytest.fixture
def window(qtbot, desk, look, memory):
    made = Window(desk, look, memory)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.painted):
        made.show()
        made.open("today")
    return made


def button(dialog, text: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if one.text() == text)


def test_one_command_pauses_all_and_the_banner_stays_until_it_is_called_off(qtbot, desk, window, forms, monkeypatch):
    shown = []
    monkeypatch.setattr(CrisisDialog, "exec", lambda dialog: shown.append(dialog) or dialog.show())
    monkeypatch.setattr("smdesk.ui.kit.form.FormDialog.exec", lambda asked: _answered(asked, "Vattenläcka"))
    first, second = add(desk, 1), add(desk, 3)
    assert not window._crisis.isVisible()
    window.run("crisis")
    (dialog,) = shown
    assert len(dialog.posts.list.rows()) == 2
    assert "Krisläge sedan tisdag 24 november 12:00: Vattenläcka. 2 pausade" in window._crisis.accessibleName()
    qtbot.mouseClick(button(dialog, "Avsluta krisläget"), Qt.MouseButton.LeftButton)
    assert "inte är genomgångna: 2" in dialog.trouble.accessibleName()
    dialog.posts.list.setFocus()
    dialog.posts.list.go_to(first.id)
    qtbot.keyClick(dialog.posts.list, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert [row.id for row in dialog.posts.list.rows()] == [second.id]
    qtbot.mouseClick(dialog.drop, Qt.MouseButton.LeftButton)
    assert posts.view(desk, second.id).post.state is PostState.DROPPED
    qtbot.mouseClick(button(dialog, "Avsluta krisläget"), Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert not window._crisis.isVisible()


def _answered(asked, reason: str) -> int:
    asked.form.show_values({"reason": reason})
    asked.form.complete()
    return asked.result()


def test_a_crisis_that_was_left_on_is_told_when_the_window_opens(qtbot, desk, look, memory):
    add(desk, 1)
    crisis.begin(desk, "Storm")
    made = Window(desk, look, memory)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.painted):
        made.show()
        made.open("today")
    assert "Storm. Ett pausat inlägg" in made._crisis.accessibleName()
    desk.undo()
    assert not made._crisis.isVisible()


def test_the_sources_are_at_hand(qtbot, desk, monkeypatch, look):
    crisis.begin(desk, "Storm")
    opened = []
    monkeypatch.setattr("smdesk.ui.kit.web.QDesktopServices.openUrl", lambda url: opened.append(url.toString()) or True)
    dialog = CrisisDialog(None, desk)
    qtbot.addWidget(dialog)
    dialog.show()
    titles = [row.title for row in dialog.sources.list.rows()]
    assert titles[:2] == ["112", "113 13"]
    dialog.sources.list.opened.emit("https://www.krisinformation.se/")
    dialog.sources.list.opened.emit("")
    assert opened == ["https://www.krisinformation.se/"]
