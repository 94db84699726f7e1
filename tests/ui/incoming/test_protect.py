"""”Gör skyddat…” afterwards, by keys: no byte of it is left anywhere, undo is empty, and what stays is neutral."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton
from ui.every_dialog import settle
from ui.incoming.items import at

from smdesk.domain.evidence import Subject
from smdesk.domain.inbound import EventKind
from smdesk.domain.text import caseless
from smdesk.operations import backup, evidence, inbound, inbound_purge, inbound_view, moderation, purge
from smdesk.ui.inbound.protect import ProtectWindow
from smdesk.ui.kit.work import is_idle

Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier
NEEDLE = "Änglamarks Örjan 7F3Q har fått insatser"


def holding(*folders) -> list[str]:
    shapes = [text.encode(code) for text in (NEEDLE, caseless(NEEDLE)) for code in ("utf-8", "utf-16-le", "utf-16-be")]
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path.name for path in files if any(one in path.read_bytes() for one in shapes)]


@pytest.fixture
def second(memory, tmp_path):
    folder = tmp_path / "delad"
    folder.mkdir()
    memory.change(second_folder=str(folder))
    return folder


@pytest.fixture
def told(desk, tmp_path, second):
    """An item that says NEEDLE everywhere that it can, with copies of several ages of it here and elsewhere."""
    new = replace(inbound.new_item(desk, 1, at(24, "08:00")), text=NEEDLE, sender=NEEDLE, note=NEEDLE)
    one = inbound.register(desk, new)
    backup.back_up(desk, second)
    inbound.change(desk, replace(one, text=f"{NEEDLE} igen", link=f"https://example.org/{NEEDLE}"))
    inbound.choose(desk, one.id, "secrecy")
    inbound.forward(desk, one.id, NEEDLE)
    inbound.back(desk, one.id, NEEDLE)
    (tmp_path / "skärmdump.png").write_bytes(b"\x89PNG\r\n\x1a\n" + NEEDLE.encode())
    evidence.attach(desk, Subject.INBOUND, one.id, evidence.keep(desk.folder, tmp_path / "skärmdump.png"))
    act = replace(moderation.new_act(desk, one.id), ground="Sekretess", message=NEEDLE, note=NEEDLE)
    moderation.moderate(desk, act, is_done=False)
    inbound.write_reply(desk, one.id, NEEDLE)
    backup.back_up(desk, second)
    inbound.hold(desk, one.id, "")
    inbound.choose(desk, one.id, "child")
    assert desk.undo_step
    return one.id


def answered(words: str) -> None:
    """Press the button with these words in the next question."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(one for one in box.findChildren(QPushButton) if one.text() == words).click()

    QTimer.singleShot(0, press)


@pytest.fixture
def dialog(page, desk, told, qtbot):
    page.show_subject(told)
    settle()
    page.detail.way().reply.edit.setPlainText(f"{NEEDLE}, svar")
    page.detail.save()
    made = ProtectWindow(page.window(), desk, page.window(), inbound_purge.to_protect(desk, told))
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_no_byte_is_left_and_nothing_can_be_undone(page, desk, told, dialog, second, qtbot):
    assert len(holding(desk.folder, second)) > 4
    QTest.keyClicks(dialog.form.editors["summary"].input, "Om en enskild")
    QTest.keyClick(dialog, Key.Key_Tab)
    QTest.keyClicks(dialog.form.editors["kept_where"].input, "Kassaskap 2")
    dialog.form.editors["drop_link"].show_value(True)
    answered("Ta bort")
    QTest.keyClick(dialog, Key.Key_Return, Ctrl)
    qtbot.waitUntil(lambda: dialog.stay.text() == "Stäng")
    assert holding(desk.folder, second) == []
    assert "Det går inte att ångra." in dialog.run.words.text()
    assert purge.owed(desk) is None
    assert desk.undo_step is None
    assert not page.window().menus._actions["undo"].isEnabled()
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    settle()
    page.detail.save()
    assert holding(desk.folder, second) == []
    kept = inbound_view.view(desk, told)
    assert kept.line.one.summary == "Om en enskild"
    assert kept.events[-1].kind is EventKind.PROTECTED
    assert kept.files == []
    assert "Innehållet är skyddat. Om en enskild\nFörvaras: Kassaskap 2" in page.detail.head.quote._text
    assert not any("skyddat" in one.text() for one in page.detail.head.more.menu().actions())


def test_a_second_folder_that_is_away_is_told_and_owed(desk, dialog, second, qtbot):
    second.rename(second.with_name("borta"))
    dialog.form.show_values({"summary": "Om en enskild", "kept_where": "Kassaskåp 2", "drop_link": True})
    answered("Ta bort")
    dialog.form.complete()
    qtbot.waitUntil(lambda: dialog.stay.text() == "Stäng")
    assert "går inte att nå" in dialog.run.words.text()
    assert holding(desk.folder) == []
    assert purge.owed(desk) is not None


def test_escape_while_it_runs_holds_the_window(desk, dialog, qtbot):
    dialog.form.show_values({"summary": "Om en enskild", "kept_where": "Kassaskåp 2"})
    answered("Ta bort")
    dialog.form.complete()
    qtbot.waitUntil(lambda: dialog.run.is_running)
    QTest.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    qtbot.waitUntil(lambda: not dialog.run.is_running and is_idle())


def test_nothing_is_done_on_no_or_without_a_summary(desk, dialog, told):
    dialog.form.complete()
    assert dialog.form.editors["summary"]._problem.text()
    dialog.form.editors["summary"].show_value("Om en enskild")
    dialog.form.editors["kept_where"].show_value("Kassaskåp 2")
    answered("Avbryt")
    dialog.form.complete()
    assert inbound.get(desk, told).text
    answered("Kasta")
    QTest.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()


def test_it_is_proposed_where_the_kind_is_secret(page, desk, told):
    page.show_subject(told)
    settle()
    words = [one.text() for one in page.detail.head._urgent.findChildren(QPushButton)]
    assert "Gör skyddat…" in words
