"""The main window, and the ones in which what comes in is filled in, over the demo world."""

import pytest

from smdesk.ui.frame.window import Window
from smdesk.ui.inbound.facts import FactsWindow
from smdesk.ui.inbound.register import RegisterWindow


@pytest.fixture
def window(qtbot, desk, look, memory):
    made = Window(desk, look, memory, last_backup=desk.now)
    made.resize(1280, 800)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.painted):
        made.show()
        made.open("today")
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


@pytest.fixture
def opened(qtbot):
    """A window that is open and has the keys; what is still open in the end is closed without a question."""
    made = []

    def show(dialog):
        made.append(dialog)
        dialog.open()
        dialog.activateWindow()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    yield show
    for one in made:
        qtbot.waitUntil(lambda one=one: not one.shots.intake.under_way)
        one.done(0)


@pytest.fixture
def dialog(window, desk, opened):
    """The window for something new, on the account with number 1 unless another is said."""
    return lambda account_id=1, found_at=None: opened(RegisterWindow(window, desk, account_id, found_at))


@pytest.fixture
def facts(window, desk, opened):
    """The window for the facts of an item."""
    return lambda one: opened(FactsWindow(window, desk, one.id))


@pytest.fixture(autouse=True)
def clipboard_left_empty(qapp):
    """What lies in the clipboard when Python ends is freed twice: by Qt, and by the one who made it."""
    yield
    qapp.clipboard().clear()
