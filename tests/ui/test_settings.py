"""Inställningar: each thing is saved as it is chosen, and a copy can be read back from the list."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from shiboken6 import delete

from smdesk.domain.problem import Problem, RefusedError
from smdesk.operations import calendar, opening, setting
from smdesk.ui.calendar.days import SpecialDays
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


def test_the_office_is_renamed_and_shown(window, desk, qtbot, monkeypatch):
    fill(qtbot, monkeypatch, {"office": "Norrviks stadsdelsförvaltning"})
    page_of(window).rename()
    assert opening.office(desk) == "Norrviks stadsdelsförvaltning"


def test_another_person_works_here_and_signs(window, desk):
    page_of(window).people.list.pressed.emit("Vikarie")
    assert desk.person.name == "Vikarie"
    rows = {row.id: row for row in page_of(window).people.list.rows()}
    assert rows["Vikarie"].chip == "arbetar nu"
    assert rows["Samordnare"].button == "Arbeta som"


def test_theme_and_text_are_worn_at_once_and_remembered(window, memory, look):
    page = page_of(window)
    page._theme._chips["dark"].click()
    page._text._chips["150"].click()
    assert (look.choice, look.percent) == ("dark", 150)
    assert (memory.settings.theme, memory.settings.text_percent) == ("dark", 150)


def test_the_special_days_are_opened_where_they_are_changed_and_the_next_free_ones_told(window, desk, monkeypatch):
    opened: list[SpecialDays] = []

    def show(dialog: SpecialDays) -> None:
        opened.append(dialog)

    monkeypatch.setattr(SpecialDays, "exec", show)
    page = page_of(window)
    page.days.open_button.click()
    assert isinstance(opened[0], SpecialDays)
    calendar.add_day(desk, date(2026, 11, 26), "Planeringsdag", free=True)
    assert page.days._next.text().startswith("Närmast ledigt: Planeringsdag torsdag 26 november, Julafton torsdag 24")


def test_a_grace_period_needs_its_source_and_goes_back_to_the_proposal(window, desk, qtbot, monkeypatch):
    fill(qtbot, monkeypatch, {"days": 14, "source": "Metas hjälpsida, 2026-11-24"})
    page_of(window).graces.edit("facebook")
    found = setting.grace_of(desk, "facebook")
    assert (found.days, found.source, found.own) == (14, "Metas hjälpsida, 2026-11-24", True)
    fill(qtbot, monkeypatch, {"days": None, "source": ""})
    page_of(window).graces.edit("facebook")
    assert not setting.grace_of(desk, "facebook").own


def test_the_page_has_one_coloured_button(window):
    coloured = [one for one in window.findChildren(QPushButton) if one.property("role") == "primary"]
    assert [one.text() for one in coloured if page_of(window).isAncestorOf(one)] == ["Säkerhetskopiera nu"]


def test_without_a_keyring_the_page_says_so_and_works(window):
    assert "nyckelring" in page_of(window)._keyring.text().casefold()


def test_the_keyring_may_answer_when_the_page_is_gone(window):
    page = page_of(window)
    delete(page._keyring)
    page._tell_keyring(())
    page._keyring_failed(RefusedError(Problem("secret.none")))


def test_a_read_only_register_offers_no_change(qtbot, desk, look, memory):
    desk.store.may_write = False
    made = Window(desk, look, memory)
    qtbot.addWidget(made)
    made.open("settings")
    made.show()
    page = page_of(made)
    assert not page._back_up.isEnabled()
    assert not page.run("backup.now")
    assert not any(row.button for row in page.people.list.rows())
    qtbot.waitUntil(lambda: not page._keyring.text().startswith("Kontrollerar"), timeout=10_000)
    QApplication.processEvents()
