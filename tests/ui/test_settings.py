"""Inställningar: each thing is saved as it is chosen, and a copy can be read back from the list."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from smdesk.operations import backup, calendar, opening, setting
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.form import FormDialog
from smdesk.ui.settings.page import SettingsPage


@pytest.fixture
def window(qtbot, desk, look, memory):
    made = Window(desk, look, memory)
    qtbot.addWidget(made)
    made.resize(1280, 900)
    made.open("settings")
    made.show()
    qtbot.waitUntil(lambda: not page_of(made)._keyring.text().startswith("Kontrollerar"), timeout=10_000)
    return made


def page_of(window) -> SettingsPage:
    return window.page("settings")


def fill(qtbot, monkeypatch, values):
    """Answer the next form with `values`."""

    def answer(dialog: FormDialog) -> int:
        for name, value in values.items():
            dialog.form.editors[name].show_value(value)
        dialog.form.complete()
        assert dialog.result() == QDialog.DialogCode.Accepted
        return dialog.result()

    monkeypatch.setattr(FormDialog, "exec", answer)


def agree(monkeypatch):
    """Press the button that goes on in the next question."""

    def press(box: QMessageBox) -> int:
        next(one for one in box.buttons() if box.buttonRole(one) == QMessageBox.ButtonRole.DestructiveRole).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)


def test_the_office_is_renamed_and_shown(window, desk, qtbot, monkeypatch):
    fill(qtbot, monkeypatch, {"office": "Norrviks stadsdelsförvaltning"})
    page_of(window)._rename()
    assert opening.office(desk) == "Norrviks stadsdelsförvaltning"


def test_another_person_works_here_and_signs(window, desk):
    page_of(window)._people.pressed.emit("Vikarie")
    assert desk.person.name == "Vikarie"
    rows = {row.id: row for row in page_of(window)._people.rows()}
    assert rows["Vikarie"].chip == "arbetar nu"
    assert rows["Samordnare"].button == "Arbeta som"


def test_theme_and_text_are_worn_at_once_and_remembered(window, memory, look):
    page = page_of(window)
    page._theme._chips["dark"].click()
    page._text._chips["150"].click()
    assert (look.choice, look.percent) == ("dark", 150)
    assert (memory.settings.theme, memory.settings.text_percent) == ("dark", 150)


def test_an_own_day_is_added_made_free_and_removed(window, desk, qtbot, monkeypatch):
    fill(qtbot, monkeypatch, {"day": date(2026, 12, 10), "name": "Nämndmöte", "free": False})
    page = page_of(window)
    page._add_day()
    (added,) = calendar.special_days(desk, date(2026, 12, 10), date(2026, 12, 10))
    page._days.ticked.emit(added.id)
    assert next(row for row in page._days.rows() if row.id == added.id).chip == "ledig"
    page._days.pressed.emit(added.id)
    assert added.id not in {row.id for row in page._days.rows()}
    desk.undo()
    assert added.id in {row.id for row in page._days.rows()}


def test_a_grace_period_needs_its_source_and_goes_back_to_the_proposal(window, desk, qtbot, monkeypatch):
    fill(qtbot, monkeypatch, {"days": 14, "source": "Metas hjälpsida, 2026-11-24"})
    page_of(window)._edit_grace("facebook")
    found = setting.grace_of(desk, "facebook")
    assert (found.days, found.source, found.own) == (14, "Metas hjälpsida, 2026-11-24", True)
    fill(qtbot, monkeypatch, {"days": None, "source": ""})
    page_of(window)._edit_grace("facebook")
    assert not setting.grace_of(desk, "facebook").own


def test_a_copy_is_written_beside_the_window_and_read_back_from_the_list(window, desk, qtbot, monkeypatch):
    page = page_of(window)
    window.run("backup.now")
    qtbot.waitUntil(lambda: len(page._copies.rows()) == 1, timeout=10_000)
    opening.rename_office(desk, "Efter kopian")
    agree(monkeypatch)
    page._copies.pressed.emit(0)
    assert opening.office(desk) == "Söderviks stadsdelsförvaltning"
    assert {one.replaced for one in backup.backups(desk.folder)} == {True, False}
    assert len(page._copies.rows()) == 2


def test_without_a_keyring_the_page_says_so_and_works(window):
    assert "nyckelring" in page_of(window)._keyring.text().casefold()


def test_a_read_only_register_offers_no_change(qtbot, desk, look, memory):
    desk.store.may_write = False
    made = Window(desk, look, memory)
    qtbot.addWidget(made)
    made.open("settings")
    made.show()
    page = page_of(made)
    assert not page._back_up_button.isEnabled()
    assert not any(row.button for row in page._people.rows())
    assert all(row.check is None for row in page._days.rows())
    qtbot.waitUntil(lambda: not page._keyring.text().startswith("Kontrollerar"), timeout=10_000)
    QApplication.processEvents()
