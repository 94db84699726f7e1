"""What the tests of the page share: its items, and a real window at it."""

import pytest
from PySide6.QtGui import QDesktopServices
from ui.every_dialog import settle
from ui.incoming.items import fill

from smdesk.domain.person import Person
from smdesk.operations import opening
from smdesk.settings import Settings
from smdesk.ui.frame.window import Window
from smdesk.ui.kit.memory import Memory


@pytest.fixture
def ids(desk):
    """The items by a word for each."""
    opening.set_person(desk, Person(name="Anna Ek", function="samordnare"))
    return fill(desk)


@pytest.fixture
def opened(monkeypatch):
    """What was to be opened outside; nothing is."""
    found: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: found.append(url.toString()) is None)
    return found


@pytest.fixture
def memory():
    return Memory(Settings(theme="light"), lambda _settings: None)


@pytest.fixture
def window(qtbot, desk, look, memory, ids):
    made = Window(desk, look, memory, last_backup=desk.now)
    made.resize(1440, 900)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.painted):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def page(window):
    window.open("inbound")
    settle()
    return window.page("inbound")
