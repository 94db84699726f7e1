"""What the tests of the closure's page share: a page over a register with one account, and hands to work it with."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from smdesk.operations import procedure
from smdesk.ui.frame.pages import PAGES
from smdesk.ui.frame.window import Window
from tests.operations.routine_desk import Clock, add_account, begin


class OnThePage:
    """Fixtures of a test class: a register with a clock to turn, and the page over it."""

    @pytest.fixture
    def clock(self):
        return Clock("2026-03-02 08:00")

    @pytest.fixture
    def desk(self, tmp_path, clock):
        made = begin(tmp_path / "data", clock)
        add_account(made, "Dagverksamheten Solen")
        yield made
        made.close()

    @pytest.fixture
    def window(self, qtbot, desk, look, memory):
        made = Window(desk, look, memory, pages=PAGES)
        qtbot.addWidget(made)
        made.resize(1280, 800)
        with qtbot.waitSignal(made.painted):
            made.show()
            made.open("procedure")
        made.activateWindow()
        qtbot.waitUntil(made.isActiveWindow)
        return made

    @pytest.fixture
    def page(self, window):
        return window.page("procedure")

    @pytest.fixture
    def panel(self, page, desk):
        """The page with a closure just begun."""
        page.show_subject(procedure.begin_closure(desk, 1))
        return page.panel


def at(panel, key):
    """Go to a step; its panel."""
    panel.list.go_to(key)
    return panel.panel


def type_in(qtbot, editor, text):
    editor.setFocus()
    qtbot.keyClicks(editor.input, text)


def press(widget, text):
    """Press the button with this text."""
    found = [one for one in widget.findChildren(QPushButton) if one.text() == text and not one.isHidden()]
    assert found, [one.text() for one in widget.findChildren(QPushButton)]
    found[0].click()


def answer(text, seen):
    """Press a button in the question that is coming; `seen` takes what it asked."""

    def look():
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, look)
            return
        seen.append(box.text())
        next(one for one in box.buttons() if one.text() == text).click()

    QTimer.singleShot(0, look)


def status(desk, key, run_id=1):
    return procedure.load(desk, run_id).steps[key].status
