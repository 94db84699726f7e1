"""The card ”Inloggning” with a real keyring: kept, copied, shown, deleted, waited for, and quit from."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton

from smdesk.domain.secret import MOST, Secret
from smdesk.operations import account as accounts
from smdesk.operations import secret as secrets
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.clipboard import KEPT_S, SecretClipboard
from smdesk.ui.secret.card import SHOWN_S
from smdesk.ui.secret.dialog import SecretDialog
from tests.secret_service import Keyring, keyring

CANARY = "Kanariefågel-åäö-🔑"


@pytest.fixture
def root():
    made = Path(tempfile.mkdtemp(prefix="sm"))
    yield made
    shutil.rmtree(made)


@pytest.fixture
def ring(root, monkeypatch):
    with keyring(root) as made:
        for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            monkeypatch.setenv(name, made.env[name])
        yield made


@pytest.fixture
def card(qtbot, desk, look, memory):
    window = Window(desk, look, memory)
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    account = next(row.account for row in accounts.all_accounts(desk) if row.account.name.startswith("Seniorhälsan"))
    window.open("account", account.id)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = window.page("account").panel.secrets
    made.desk, made.account_id = desk, account.id
    return made


def texts(widget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def button(card, name: str) -> QPushButton:
    return next(one for one in card.findChildren(QPushButton) if one.accessibleName() == name and one.isVisible())


def keep(card, qtbot, text: str = CANARY, secret: Secret = Secret.PASSWORD) -> None:
    card.replace(secret)
    dialog = card.findChildren(SecretDialog)[-1]
    dialog.form.editors["secret"].show_value(text)
    dialog.form.complete()
    qtbot.waitUntil(lambda: not dialog.isVisible())  # keyring and register both wait for the disk
    dialog.deleteLater()


def test_kept_by_the_dialog_then_copied_shown_and_deleted(card, ring, qtbot):
    assert "Inget lösenord sparat" in texts(card)
    keep(card, qtbot)
    assert "Lösenord i nyckelringen · bytt i dag" in texts(card)
    service = secrets.view(card.desk, card.account_id).service
    assert ring.do(("read", service, "password", "")) == [CANARY]

    qtbot.mouseClick(button(card, "Kopiera lösenordet"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == CANARY)
    hints = QGuiApplication.clipboard().mimeData().formats()
    assert "x-kde-passwordManagerHint" in hints
    assert any("ExcludeClipboardContentFromMonitorProcessing" in one for one in hints)
    assert card.clipboard.timer.isActive()
    assert card.clipboard.timer.interval() == KEPT_S * 1000

    qtbot.mouseClick(button(card, f"Visa lösenordet i {SHOWN_S} sekunder"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: CANARY in texts(card))
    assert card._shown._timer.interval() == SHOWN_S * 1000
    card._shown._timer.timeout.emit()
    assert CANARY not in texts(card)
    assert not any(CANARY in one.text() for one in card.findChildren(QLabel))

    answer_next("Ta bort")
    card.delete(Secret.PASSWORD)
    qtbot.waitUntil(lambda: "Inget lösenord sparat" in texts(card))
    assert isinstance(ring.do(("read", service, "password", ""))[0], dict)
    assert card.desk.undo_step is None, "the keyring is outside undo"


def answer_next(text: str) -> None:
    """Press a button of the question that comes."""

    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        next(one for one in box.buttons() if one.text() == text).click()

    QTimer.singleShot(0, press)


def test_a_no_deletes_nothing(card, ring, qtbot):
    keep(card, qtbot)
    answer_next("Avbryt")
    card.delete(Secret.PASSWORD)
    assert "Lösenord i nyckelringen" in texts(card)
    service = secrets.view(card.desk, card.account_id).service
    assert ring.do(("read", service, "password", "")) == [CANARY]


def test_three_secrets_under_one_name_and_none_in_the_register(card, ring, qtbot):
    for one in Secret:
        keep(card, qtbot, f"{CANARY} {one}", one)
    view = secrets.view(card.desk, card.account_id)
    assert ring.do(*[("read", view.service, one, "") for one in Secret]) == [f"{CANARY} {one}" for one in Secret]
    files = [path for path in card.desk.folder.rglob("*") if path.is_file()]
    assert files
    assert not [path for path in files if b"Kanarie" in path.read_bytes()]


def test_what_was_removed_outside_is_told_and_may_be_kept_again(card, ring, qtbot):
    keep(card, qtbot)
    ring.do(("delete", secrets.view(card.desk, card.account_id).service, "password", ""))
    card.copy(Secret.PASSWORD)
    qtbot.waitUntil(lambda: "Det finns inte i nyckelringen." in texts(card))
    keep(card, qtbot, "igen")
    card.copy(Secret.PASSWORD)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "igen")


def test_without_a_keyring_the_reason_is_told_and_what_was_typed_stays(card, qtbot):
    card.replace(Secret.PASSWORD)
    dialog = card.findChild(SecretDialog)
    dialog.form.editors["secret"].show_value(CANARY)
    dialog.form.complete()
    qtbot.waitUntil(lambda: "Datorn har ingen nyckelring igång" in texts(dialog))
    assert dialog.form.values()["secret"] == CANARY
    view = secrets.view(card.desk, card.account_id)
    assert (view.service, view.set_on) == ("", {}), "nothing was put anywhere"
    dialog.form.show_values({"secret": ""})
    dialog.reject()


def test_a_password_is_hidden_while_typed_and_too_long_ones_are_stopped_before(card, qtbot):
    card.replace(Secret.PASSWORD)
    dialog = card.findChild(SecretDialog)
    field = dialog.form.editors["secret"].input
    assert field.echoMode() == QLineEdit.EchoMode.Password
    assert f"Högst {MOST} tecken" in texts(dialog)
    dialog.form.editors["secret"].show_value("x" * 10_000)
    dialog.form.complete()
    assert "Det är 10000 tecken långt" in texts(dialog)
    assert dialog.isVisible()
    dialog.form.show_values({"secret": ""})
    dialog.reject()


def stop(ring: Keyring, how: signal.Signals) -> None:
    """A daemon that does not answer is what an unanswered prompt looks like to a program."""
    os.kill(ring._running[-1].pid, how)


def test_waiting_is_shown_does_not_freeze_and_can_be_stopped(card, ring, qtbot):
    keep(card, qtbot)
    stop(ring, signal.SIGSTOP)
    try:
        card.copy(Secret.PASSWORD)
        assert "Väntar på nyckelringen…" in texts(card)
        turns = []
        timer = QTimer(interval=5)
        timer.timeout.connect(lambda: turns.append(1))
        timer.start()
        qtbot.waitUntil(lambda: len(turns) > 20)
        timer.stop()
        assert "Väntar på nyckelringen…" in texts(card)
        assert not card.lines[Secret.PASSWORD].isEnabled()
        qtbot.mouseClick(button(card, "Sluta vänta på nyckelringen"), Qt.MouseButton.LeftButton)
        assert "Avbrutet." in texts(card)
        assert card.lines[Secret.PASSWORD].isEnabled()
    finally:
        stop(ring, signal.SIGCONT)
    QGuiApplication.clipboard().setText("annat")
    keep(card, qtbot, "nytt")
    assert QGuiApplication.clipboard().text() == "annat", "the answer that was given up is not heard"


QUIT = """
import os, sys, time
from pathlib import Path
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from smdesk.demo import demo_desk
from smdesk.domain.secret import Secret
from smdesk.operations import account as accounts
from smdesk.settings import Settings
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.theme import Theme
from smdesk.ui.frame.window import Window
from datetime import datetime, timezone
app = QApplication([])
desk = demo_desk(Path(sys.argv[1]), datetime(2026, 11, 24, 9, tzinfo=timezone.utc))
window = Window(desk, Theme(app), Memory(Settings(), lambda _settings: None))
window.show()
window.open("account", accounts.all_accounts(desk)[0].account.id)
card = window.page("account").panel.secrets
card.copy(Secret.PASSWORD)
def leave():
    print("waits" if card._job else "answered", flush=True)
    window.close()
QTimer.singleShot(500, leave)
app.exec()
desk.close()
"""


def test_quitting_while_the_keyring_is_waited_for_ends_within_two_seconds(ring, tmp_path):
    stop(ring, signal.SIGSTOP)
    try:
        command = [sys.executable, "-c", QUIT, str(tmp_path / "demo")]
        with subprocess.Popen(command, env=ring.env, stdout=subprocess.PIPE, text=True) as program:
            assert program.stdout is not None
            assert program.stdout.readline() == "waits\n"
            begun = time.monotonic()
            assert program.wait(10) == 0
            assert time.monotonic() - begun < 2
    finally:
        stop(ring, signal.SIGCONT)


def test_the_clipboard_is_cleared_in_time_and_at_quit_only_while_it_is_ours(qtbot):
    clipboard = QGuiApplication.clipboard()
    ours = SecretClipboard()
    for end in (ours.timer.timeout.emit, QGuiApplication.instance().aboutToQuit.emit):
        ours.copy(CANARY)
        end()
        assert clipboard.text() == ""
        ours.copy(CANARY)
        clipboard.setText("något annat")
        end()
        assert clipboard.text() == "något annat"
        clipboard.setText(CANARY + "!")
        end()
        assert clipboard.text() == CANARY + "!"
