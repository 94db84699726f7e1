"""The head of an account's page: mark, name and facts, remarks, and the buttons in a place that stays."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from smdesk.domain.account import Platform
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.parts import PAD, Chip, PlatformMark, label
from smdesk.ui.kit.theme import Tone

_NAME = 30  # line heights that mark, name and remarks have at least beside the buttons


class AccountHead(QWidget):
    """The buttons stand at the right of the name, below it when the page is narrow: whatever account is shown."""

    def __init__(self, buttons: Sequence[QWidget]) -> None:
        super().__init__()
        self.title, self._facts, self.chip = label("", "title"), label("", "muted"), Chip("")
        self._platform: Platform | None = None
        words, self._remarks, self._buttons = QWidget(), QWidget(), QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(2)
        lines.addWidget(self.title)
        lines.addWidget(self._facts)
        middle = QHBoxLayout(self._remarks)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self.chip)
        flow = FlowLayout(self._buttons, gap=PAD - 4)
        for button in buttons:
            flow.addWidget(button)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(PAD)
        self._grid.setVerticalSpacing(PAD - 4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(words, 0, 1)
        self._grid.addWidget(self._remarks, 0, 2, Qt.AlignmentFlag.AlignTop)
        self._is_below = True
        self._place(below=False)

    def show_account(self, name: str, facts: str, platform: Platform, remarks: str) -> None:
        """Show another account, or what has changed of the same one."""
        self.title.setText(name)
        self._facts.setText(facts)
        self.chip.show_state(remarks, Tone.WARNING)
        if platform != self._platform:
            self._platform = platform
            if (old := self._grid.itemAtPosition(0, 0)) and (mark := old.widget()):
                self._grid.removeWidget(mark)
                mark.deleteLater()
            self._grid.addWidget(PlatformMark(platform, big=True), 0, 0, Qt.AlignmentFlag.AlignTop)

    def _place(self, *, below: bool) -> None:
        if below == self._is_below:
            return
        self._is_below = below
        self._grid.removeWidget(self._buttons)
        if below:
            self._grid.addWidget(self._buttons, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self._buttons, 0, 3, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        buttons = self._buttons.sizeHint()
        self._remarks.setMinimumHeight(buttons.height())
        least = _NAME * self.fontMetrics().height() + buttons.width()
        self._place(below=self.width() < least)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        least = self._buttons.minimumSizeHint().width()
        return QSize(least, self._grid.minimumHeightForWidth(max(least, self.width())))
