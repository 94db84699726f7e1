"""Every window over the pages, in every look: all of it can be read and heard, and each letter presses one thing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from ui.every_dialog import every, look_at
from ui.looked_at import nameless, twice_scrolled, unfit

from smdesk.settings import Settings
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.buttons import PushButton, mark_buttons, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.mnemonics import letters, marked

LOOKS = [("light", 100), ("light", 200), ("dark", 100), ("contrast", 200)]
CTRL_ENTER = QKeySequence("Ctrl+Return")


@pytest.fixture
def window(qtbot, desk, look, request):
    look.use(*getattr(request, "param", ("light", 100)))
    made = Window(desk, look, Memory(Settings(), lambda _settings: None), last_backup=desk.now)
    made.resize(1024, 700)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("window", LOOKS, indirect=True, ids=lambda look: f"{look[0]}-{look[1]}")
def test_it_can_be_read_and_heard(window, desk):
    found: dict[str, list[str]] = {}
    for name, open_it in every(window, desk):
        look_at(open_it, lambda shown, name=name: found.update({name: wrong(shown)}))
    assert len(found) > 30
    assert {name: told for name, told in found.items() if told} == {}


def wrong(shown: QWidget) -> list[str]:
    told = unfit(shown) + twice_scrolled(shown) + [f"nameless: {one}" for one in nameless(shown)]
    buttons = [one for one in shown.findChildren(PushButton) if one.isVisibleTo(shown) and one.text()]
    held = [one.letter for one in buttons if one.letter]
    told += [f"{letter} is held by two buttons" for letter in set(held) if held.count(letter) > 1]
    if isinstance(shown, Dialog):
        told += [f"{one.text()} has no letter" for one in buttons if one.takes_letter and not one.letter]
    if any("↵" in one.accessibleDescription() for one in buttons):
        bound = [one for one in shown.findChildren(QShortcut) if one.key() == CTRL_ENTER]
        told += ["Ctrl+Enter is not the whole window's, once"] * ([one.parent() for one in bound] != [shown])
    return told


def test_alt_and_its_letter_press_a_button(qtbot, look):
    pressed: list[str] = []
    dialog = Dialog(None, "Fråga")
    qtbot.addWidget(dialog)
    late = quiet_button("Avsluta", lambda: pressed.append("late"))
    dialog.add_buttons(quiet_button("Avbryt", lambda: pressed.append("no")), late)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog, Qt.Key(ord(late.letter.upper())), Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: len(pressed) == 2)
    assert pressed == ["no", "late"]


def test_a_button_keeps_its_letter_and_its_words(qtbot, look):
    room = QWidget()
    qtbot.addWidget(room)
    made = quiet_button("Läs in")
    made.setParent(room)
    mark_buttons(room)
    assert made.letter == "l"
    made.setText("Läs in 6 konton & grupper")
    assert made.text() == "Läs in 6 konton & grupper"
    QApplication.processEvents()
    assert super(PushButton, made).text() == "&Läs in 6 konton && grupper"


def test_letters_are_the_first_of_words_and_never_given_twice():
    assert letters(["Avbryt", "Avsluta nu", "Arkiv", "…"]) == ["a", "n", "r", ""]
    assert letters(["Spara"], "s") == ["p"]
    assert letters(["Välj fil…", "Välj en annan", "Avbryt"]) == ["v", "e", "a"], "a first letter is nobody else's"
    assert marked("Ångra: å", "å") == "&Ångra: å"
    assert marked("Ta bort", "b") == "Ta &bort"
    assert marked("R & D", "d") == "R && &D"
    assert marked("R & D") == "R && D"
