"""The copies in the settings: written beside the window, put on a second disk, looked through before a restore."""

import shutil
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from smdesk.operations import backup, opening, register_check
from smdesk.settings import Settings
from smdesk.store import file
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.memory import Memory
from smdesk.ui.settings.copies import CopiesCard
from smdesk.ui.settings.example import ExampleCard
from smdesk.ui.start.restore import RestoreWindow


@pytest.fixture
def second(tmp_path) -> Path:
    (tmp_path / "delad disk").mkdir()
    return tmp_path / "delad disk"


@pytest.fixture
def window(qtbot, desk, look):
    settings = Memory(Settings(theme="light"), lambda _settings: None)
    made = Window(desk, look, settings, last_backup=partial(backup.last_backup, desk))
    qtbot.addWidget(made)
    made.resize(1280, 900)
    made.open("settings")
    made.show()
    keyring = made.page("settings")._keyring
    qtbot.waitUntil(lambda: not keyring.text().startswith("Kontrollerar"))
    return made


@pytest.fixture
def told(window, monkeypatch) -> list[str]:
    """What the window says: its messages, and the codes of its problems."""
    said: list[str] = []
    monkeypatch.setattr(window, "tell", said.append)
    monkeypatch.setattr(window, "tell_problems", lambda problems: said.extend(one.code for one in problems))
    return said


def card(window) -> CopiesCard:
    return window.page("settings").copies


def agree(monkeypatch):
    """Press the button that goes on in the next question."""

    def press(box: QMessageBox) -> int:
        next(one for one in box.buttons() if box.buttonRole(one) == QMessageBox.ButtonRole.DestructiveRole).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)


def choose_folder(monkeypatch, folder: Path):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))


def test_a_copy_is_written_beside_the_window_and_read_back_from_the_list(window, desk, qtbot, monkeypatch, told):
    window.run("backup.now")
    qtbot.waitUntil(lambda: len(card(window).list.rows()) == 1)
    assert card(window).list.rows()[0].title == "Tisdag 24 november 2026 kl. 09:12"
    assert window.sidebar._saved.text().endswith("säkerhetskopia 09:12"), "told beside the pages at once"
    opening.rename_office(desk, "Efter kopian")
    agree(monkeypatch)
    card(window).list.pressed.emit(0)
    qtbot.waitUntil(lambda: opening.office(desk) == "Söderviks stadsdelsförvaltning")
    assert {one.replaced for one in backup.backups(desk.folder)} == {True, False}
    assert len(card(window).list.rows()) == 2
    assert told[-1].startswith("Registret är återställt.")


def test_a_refused_copy_leaves_the_desk_as_it_was(window, desk, qtbot, monkeypatch, told, tmp_path):
    (tmp_path / "fel.zip").write_bytes(b"PK\x03\x04 and no more")
    opening.rename_office(desk, "Annat")
    store, undo = desk.store, desk.undo_step
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "fel.zip"), ""))
    agree(monkeypatch)
    card(window)._restore_file()
    qtbot.waitUntil(lambda: "restore.broken" in told)
    assert (desk.store, desk.undo_step) == (store, undo)


def test_a_second_folder_gets_a_copy_at_once_and_is_listed(window, desk, qtbot, monkeypatch, told, second):
    choose_folder(monkeypatch, second)
    card(window)._choose.click()
    qtbot.waitUntil(lambda: "Säkerhetskopian är skriven och kontrollerad." in told)
    qtbot.waitUntil(lambda: bool(card(window).list.rows()))
    qtbot.waitUntil(lambda: "också i den andra mappen" in card(window).list.rows()[0].subtitle)
    assert len(card(window).list.rows()) == 1, "a copy that lies in both places is one row"
    shutil.rmtree(desk.folder / file.BACKUPS)
    card(window).reload()
    qtbot.waitUntil(lambda: bool(card(window).list.rows()))
    assert backup.own_name(desk) in card(window).list.rows()[0].subtitle


def test_a_second_folder_that_cannot_be_reached_is_told_at_once(window, qtbot, monkeypatch, told, tmp_path):
    choose_folder(monkeypatch, tmp_path / "media" / "usb")
    card(window)._choose.click()
    qtbot.waitUntil(lambda: told == ["backup.second_folder"])
    assert not (tmp_path / "media").exists()


def test_the_second_folder_is_left_on_a_question_and_not_by_escape(window, qtbot, monkeypatch, told, second):
    choose_folder(monkeypatch, second)
    card(window)._choose.click()
    qtbot.waitUntil(lambda: bool(told))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    card(window)._choose.click()
    assert window.memory.settings.second_folder == str(second)
    agree(monkeypatch)
    card(window)._stop.click()
    assert window.memory.settings.second_folder == ""
    assert not card(window)._stop.isVisible()


def test_evidence_comes_back_from_the_second_folder(window, desk, qtbot, monkeypatch, told, second):
    choose_folder(monkeypatch, second)
    card(window)._choose.click()
    qtbot.waitUntil(lambda: bool(told))
    for lost in (desk.folder / file.EVIDENCE).iterdir():
        lost.unlink()
    shutil.rmtree(desk.folder / file.BACKUPS)
    card(window).reload()
    qtbot.waitUntil(lambda: [backup.own_name(desk) in row.subtitle for row in card(window).list.rows()] == [True])
    agree(monkeypatch)
    card(window).list.pressed.emit(0)
    qtbot.waitUntil(lambda: told[-1].startswith("Registret är återställt."))
    assert register_check.check_desk(desk) == []


def test_a_new_demo_world_takes_the_old_ones_place(window, desk, qtbot, monkeypatch, told):
    opening.rename_office(desk, "Min egen")
    agree(monkeypatch)
    window.findChild(ExampleCard).renew.click()
    qtbot.waitUntil(lambda: told[-1].startswith("Registret är återställt."))
    assert opening.office(desk) == "Söderviks stadsdelsförvaltning"
    assert [one.replaced for one in backup.backups(desk.folder)] == [True]


@pytest.fixture
def restoring(qtbot, desk, look, second):
    """The window of a register that cannot be opened, and what it was asked to restore."""
    asked: list[Path] = []
    backup.back_up(desk, second)
    now = desk.now()
    desk._clock = lambda: now - timedelta(days=1)
    backup.back_up(desk)
    made = RestoreWindow(desk.folder, [], backup.backups(desk.folder), asked.append, lambda: None, second)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: len(made.list.rows()) == 3)
    return made, asked


def test_a_register_that_cannot_be_opened_is_offered_the_copies_of_both_folders(restoring, desk, monkeypatch, second):
    window, asked = restoring
    agree(monkeypatch)
    (elsewhere,) = [row.id for row in window.list.rows() if "i den andra mappen" in row.subtitle]
    window.list.pressed.emit(elsewhere)
    assert asked[0].is_relative_to(second)
    window._latest.click()
    assert asked[1] == desk.folder / file.BACKUPS / "register-20261124-0912.db"


def test_the_newest_of_another_register_is_never_taken_for_this_ones(qtbot, desk, look, second, tmp_path):
    backup.back_up(desk, second)
    window = RestoreWindow(tmp_path / "ny", [], [], lambda _path: None, lambda: None, second)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: len(window.list.rows()) == 1)
    assert not window._latest.isEnabled()
