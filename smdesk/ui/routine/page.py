"""Rutiner: any day's rounds, the month, the other duties, and when nothing is asked for."""

from datetime import date
from functools import cached_property

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QScrollArea, QTabWidget, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.routine import Round
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import PAD, Header, scrolling
from smdesk.ui.routine.day import DayPanel
from smdesk.ui.routine.duties import DutiesPanel
from smdesk.ui.routine.month import MonthPanel
from smdesk.ui.routine.pauses import PausePanel

_TABS = ("Bevakning", "Månad", "Uppgifter", "Pauser och frånvaro")


class RoutinePage(Page):
    """Four tabs; each is made when it is first shown, and only the one on screen reads the register."""

    title = "Rutiner"
    tables = frozenset({
        "account", "account_status", "requirement", "pause", "crisis", "tick", "duty", "duty_done", "special_day",
        "setting",
    })  # fmt: skip
    commands = frozenset({"web.open"})
    follows_clock = True

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame, scrolls=False)
        self.tabs = _Tabs()
        self.tabs.setAccessibleName("Rutiner")
        self._rooms = [QVBoxLayout() for _ in _TABS]
        for room, name in zip(self._rooms, _TABS, strict=True):
            self.tabs.addTab(_ground(room, PAD), name)
        self.tabs.currentChanged.connect(self._turned)
        self.box.addWidget(Header("Rutiner"))
        self.box.addWidget(self.tabs, 1)

    @cached_property
    def day(self) -> DayPanel:
        """Any day's rounds."""
        panel = DayPanel(self.desk, self.frame)
        self._put(0, _scrolling(panel))
        return panel

    @cached_property
    def month(self) -> MonthPanel:
        """The month's matrix."""
        panel = MonthPanel(self.desk, self._open_day)
        self._put(1, panel)
        return panel

    @cached_property
    def duties(self) -> DutiesPanel:
        """The other recurring duties."""
        panel = DutiesPanel(self.desk, self.frame)
        self._put(2, panel)
        return panel

    @cached_property
    def pauses(self) -> PausePanel:
        """When nothing is asked for."""
        panel = PausePanel(self.desk)
        self._put(3, _scrolling(panel))
        return panel

    def _put(self, tab: int, panel: QWidget) -> None:
        self._rooms[tab].addWidget(panel)
        panel.show()  # at once: it is to have the focus

    def _panel(self) -> DayPanel | MonthPanel | DutiesPanel | PausePanel:
        """What the tab on screen shows."""
        match self.tabs.currentIndex():
            case 1:
                return self.month
            case 2:
                return self.duties
            case 3:
                return self.pauses
        return self.day

    def _turned(self) -> None:
        self.tabs.updateGeometry()
        self.refresh()

    def reload(self) -> None:
        """Read again what the tab on screen shows."""
        self._panel().reload()

    def show_subject(self, subject_id: int) -> None:
        """Go to an account in the month, at its oldest missed day."""
        self.tabs.setCurrentIndex(1)
        self.month.go_to(subject_id)

    def show_part(self, part: str) -> None:
        """Go to a duty, told as ”duty 12”."""
        self.tabs.setCurrentIndex(2)
        self.duties.go_to(int(part.removeprefix("duty ")))

    def focus_content(self) -> None:
        """Go to what the tab on screen shows."""
        self._panel().focus_content()

    def visited(self) -> tuple[int, Round | None]:
        return self.day.visited() if self.tabs.currentIndex() == 0 else (0, None)

    def run(self, command: str) -> bool:
        """Open the page of the account whose row she is on."""
        return self.tabs.currentIndex() == 0 and self.day.visit()

    def _open_day(self, day: date, account_id: int) -> None:
        self.tabs.setCurrentIndex(0)
        self.day.show_day(day, account_id)


class _Tabs(QTabWidget):
    """Tabs that want no more height than the one on screen needs: what is in it scrolls, and not the page too."""

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        shown = self.currentWidget()
        return QSize(least.width(), self.tabBar().sizeHint().height() + shown.minimumSizeHint().height())


def _ground(box: QVBoxLayout, above: int = 0) -> QWidget:
    """A place on the page's ground that `box` lays out, with a gap above, in px."""
    made = QWidget()
    made.setProperty("role", "ground")
    made.setLayout(box)
    box.setContentsMargins(0, above, 0, 0)
    return made


def _scrolling(panel: QWidget) -> QScrollArea:
    """The panel at the top of a place that scrolls."""
    box = QVBoxLayout()
    box.addWidget(panel)
    box.addStretch(1)
    return scrolling(_ground(box))
