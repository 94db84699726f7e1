"""Groups of accounts in the window: made, changed and taken away by keys, and filtered by."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from ui.account_page import names, one, opened

from smdesk.operations import group
from smdesk.ui.account.groups import GroupsDialog
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.form import FormDialog

K = Qt.Key


@pytest.fixture
def window(qtbot, desk, look, memory):
    return opened(qtbot, Window(desk, look, memory))


@pytest.fixture
def dialog(qtbot, desk, look):
    made = GroupsDialog(None, desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def fill(monkeypatch):
    """What is filled in in the forms that are opened, one after the other; the titles that they had."""
    wanted: list[dict] = []
    titles: list[str] = []

    def run(form: FormDialog) -> int:
        titles.append(form.windowTitle())
        form.form.show_values(wanted.pop(0))
        form.form.complete()
        return 0

    monkeypatch.setattr(FormDialog, "exec", run)
    return wanted, titles


def rows(dialog) -> list[tuple[str, str]]:
    return [(row.title, row.chip) for row in dialog.list.rows()]


def test_a_group_is_made_changed_taken_away_and_taken_back_by_keys(qtbot, desk, dialog, fill):
    wanted, titles = fill
    ids = tuple(one.id for one in desk.store.account.all())[:3]
    assert rows(dialog) == [("Förskolor", "2 konton"), ("Kultur och fritid", "4 konton")]
    assert dialog.list.hasFocus()
    wanted += [{"name": "Aktuellt", "accounts": ids}, {"name": "Staben", "accounts": ids[:1]}]
    dialog.new.setFocus()
    qtbot.keyClick(dialog.new, K.Key_Return)
    assert rows(dialog)[0] == ("Aktuellt", "3 konton")
    dialog.list.setFocus()
    dialog.list.go_to(3)
    qtbot.keyClick(dialog.list, K.Key_Return)
    assert titles == ["Ny kontogrupp", "Ändra Aktuellt"]
    assert rows(dialog)[-1] == ("Staben", "1 konto")
    dialog.list.go_to(3)
    qtbot.keyClick(dialog.list, K.Key_Delete)
    assert ("Staben", "1 konto") not in rows(dialog)
    qtbot.keyClick(dialog.list, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert rows(dialog)[-1] == ("Staben", "1 konto")


def test_what_was_done_before_the_window_is_not_taken_back_in_it(qtbot, desk, dialog):
    with desk.step("office"):
        desk.store.setting.put("office", "Annat")
    qtbot.keyClick(dialog.list, K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.undo_step.name == "office"


def test_groups_are_chips_of_the_accounts_and_kept_up(window, desk, qtbot):
    page = window.page("account")

    def chips() -> dict[str, QPushButton]:
        return {chip.text(): chip for chip in page.list.filters.findChildren(QPushButton)}

    qtbot.mouseClick(chips()["Förskolor 2"], Qt.MouseButton.LeftButton)
    assert names(page) == ["Öppna förskolan Hamnen", "Öppna förskolan Ängen"]
    group.change(desk, 1, "Öppna förskolor", [one(desk, "Öppna förskolan Ängen").id])
    assert names(page) == ["Öppna förskolan Ängen"], "the page follows"
    assert "Öppna förskolor 1" in chips()


def test_the_window_is_opened_by_key_from_anywhere(window, qtbot, monkeypatch):
    seen: list[str] = []
    monkeypatch.setattr(GroupsDialog, "exec", lambda dialog: seen.append(dialog.windowTitle()))
    for page in ("today", "calendar", "account"):
        window.open(page)
        QApplication.processEvents()
        qtbot.keyClick(window, K.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert seen == ["Kontogrupper"] * 3
