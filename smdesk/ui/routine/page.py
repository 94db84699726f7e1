"""Rutiner: any day's rounds, the month, the other duties, and when nothing is asked for."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import PAD, Header
from smdesk.ui.routine.day import DayPanel
from smdesk.ui.routine.duties import DutiesPanel
from smdesk.ui.routine.month import MonthPanel
from smdesk.ui.routine.pauses import PausePanel


class RoutinePage(Page):
    """Four tabs; only the one on screen reads the register."""

    title = "Rutiner"
    tables = frozenset({
        "account", "account_status", "requirement", "pause", "tick", "duty", "duty_done", "special_day", "setting",
    })  # fmt: skip
    commands = frozenset({"web.open"})
    follows_clock = True

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, scrolls=False)
        self.day = DayPanel(desk, frame)
        self.month = MonthPanel(desk, self._open_day)
        self.duties = DutiesPanel(desk, frame)
        self.pauses = PausePanel(desk)
        self._panels = (self.day, self.month, self.duties, self.pauses)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Rutiner")
        for panel, name in zip(self._panels, ("Bevakning", "Månad", "Uppgifter", "Pauser och frånvaro"), strict=True):
            self.tabs.addTab(_below_tabs(panel, scrolls=panel not in (self.month, self.duties)), name)
        self.tabs.currentChanged.connect(lambda _number: self.reload())
        self.box.addWidget(Header("Rutiner"))
        self.box.addWidget(self.tabs, 1)

    def reload(self) -> None:
        """Read again what the tab on screen shows."""
        self._panels[self.tabs.currentIndex()].reload()

    def show_subject(self, subject_id: int) -> None:
        """Go to an account in the month, at its oldest missed day."""
        self.tabs.setCurrentIndex(1)
        self.month.go_to(subject_id)

    def focus_content(self) -> None:
        """Go to what the tab on screen shows."""
        self._panels[self.tabs.currentIndex()].focus_content()

    def run(self, command: str) -> bool:
        """Open the page of the account whose row she is on."""
        return self.tabs.currentIndex() == 0 and self.day.visit()

    def _open_day(self, day: date, account_id: int) -> None:
        self.tabs.setCurrentIndex(0)
        self.day.show_day(day, account_id)


def _below_tabs(panel: QWidget, *, scrolls: bool) -> QWidget:
    """The panel at the top of a tab, in a place that scrolls unless the panel does so itself."""
    content = QWidget()
    content.setProperty("role", "ground")
    box = QVBoxLayout(content)
    box.setContentsMargins(0, PAD, 0, 0)
    box.addWidget(panel)
    if not scrolls:
        return content
    box.addStretch(1)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)
    return area
