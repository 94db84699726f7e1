"""The window of tags: renamed, joined, taken away and taken back by keys."""

import pytest
from PySide6.QtCore import Qt

from smdesk.ui.kit.form import FormDialog
from smdesk.ui.post.tags import TagsDialog

from .week import add

Key = Qt.Key


@pytest.fixture
def window(qtbot, desk, look):
    for tags in ("evenemang, lov", "lov", "park"):
        add(desk, 1, tags=tags)
    made = TagsDialog(None, desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def rows(window) -> list[tuple[str, str]]:
    return [(row.title, row.chip) for row in window.list.rows()]


def test_a_tag_is_joined_with_another_taken_away_and_taken_back(qtbot, desk, window, monkeypatch):
    def fill(form: FormDialog) -> int:
        form.form.show_values({"name": "lov"})
        form.form.complete()
        return 0

    monkeypatch.setattr(FormDialog, "exec", fill)
    assert rows(window) == [("evenemang", "1 inlägg"), ("lov", "2 inlägg"), ("park", "1 inlägg")]
    window.list.go_to("park")
    qtbot.keyClick(window.list, Key.Key_Return)
    assert rows(window) == [("evenemang", "1 inlägg"), ("lov", "3 inlägg")]
    assert window.list.current() == "lov"
    qtbot.keyClick(window.list, Key.Key_Delete)
    assert rows(window) == [("evenemang", "1 inlägg")]
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rows(window) == [("evenemang", "1 inlägg"), ("lov", "3 inlägg")]


def test_a_tag_is_searched_for(qtbot, window):
    qtbot.keyClicks(window.search, "PAR")
    qtbot.waitUntil(lambda: rows(window) == [("park", "1 inlägg")])
    qtbot.keyClick(window.search, Key.Key_Down)
    assert window.list.hasFocus()


def test_it_is_opened_from_the_calendar(page, desk, monkeypatch):
    opened = []
    monkeypatch.setattr(TagsDialog, "exec", lambda dialog: opened.append(dialog.windowTitle()))
    shown = page()
    assert shown.run("tag.edit")
    assert opened == ["Taggar"]
