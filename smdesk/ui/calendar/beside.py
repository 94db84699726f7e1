"""What stands around the calendar's view: the idébank beside or below it, and the bar that says what is chosen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QWidget

from smdesk.ui.kit.buttons import link_button
from smdesk.ui.kit.parts import PAD, label
from smdesk.words.post import chosen_text

_WIDE = 66  # line heights: from here on there is room for both side by side
_PANEL = 15  # line heights: the panel's width beside the view
_LOW = 9.5  # line heights: its height below it
_HOW = "Dra dem, eller Alt+pil: dag · Skift+Alt+upp och ned: tid · I: idébanken · Delete: papperskorgen"


class ChosenBar(QWidget):
    """Says how many posts are chosen and what can be done with them; not seen while none is."""

    def __init__(self, clear: Callable[[], object]) -> None:
        super().__init__()
        self._count = label("", "strong", wrap=False)
        self._how = label(_HOW, "small", wrap=False)
        self.clear = link_button("Avmarkera (Escape)", clear)
        row = QHBoxLayout(self)
        row.setContentsMargins(PAD, 4, PAD, 4)
        row.setSpacing(PAD)
        row.addWidget(self._count)
        row.addWidget(self._how)
        row.addStretch(1)
        row.addWidget(self.clear)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setVisible(False)

    def _fold(self) -> None:
        """How it is done stands there where there is room for it; the menu and the help say it too."""
        others = self._count.sizeHint().width() + self.clear.sizeHint().width() + 4 * PAD
        self._how.setVisible(others + self._how.sizeHint().width() <= self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def show_count(self, count: int) -> None:
        """So many posts are chosen."""
        self._count.setText(chosen_text(count))
        self.setVisible(count > 0)
        self._fold()


class Beside(QWidget):
    """The view, and the panel at its right, or below it where that would be too narrow."""

    def __init__(self, view: QWidget, panel: QWidget) -> None:
        super().__init__()
        self._panel = panel
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(PAD)
        self._box.addWidget(view, 1)
        self._box.addWidget(panel)
        self._fold()

    def _fold(self) -> None:
        line = self.fontMetrics().height()
        wide = self.width() >= _WIDE * line
        self._box.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        if wide:
            self._panel.setFixedWidth(round(_PANEL * line))
            self._panel.setMinimumHeight(0)
            self._panel.setMaximumHeight(_NO_END)
        else:
            self._panel.setMinimumWidth(0)
            self._panel.setMaximumWidth(_NO_END)
            self._panel.setFixedHeight(round(min(_LOW * line, self.height() * 0.4)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fold()


_NO_END = 16_777_215  # px, Qt's own ”no limit”
