"""A window of its own over the page: content that scrolls, and a foot with what can be done, sized to what it holds."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from smdesk.ui.kit.buttons import mark_buttons
from smdesk.ui.kit.parts import PAD, rule, scrolling
from smdesk.ui.kit.rows import let_lists_grow

_SIDE, _TOP_BOTTOM = 40, 80  # px of the screen that a window leaves free
BETWEEN = 10  # px, between buttons


class Dialog(QDialog):
    """Fill `inner` and `foot`. It opens `lines` line heights wide and as high as it needs, within the screen; `high`
    line heights for a list that scrolls by itself, which then gets what the rest leaves.

    Each of its buttons gets a letter of its own: Alt and the letter press it.
    """

    def __init__(self, parent: QWidget | None, title: str, *, lines: int = 36, high: int = 0) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._lines, self._high, self._is_sized = lines, high, False
        self._content = QWidget()
        self._content.setProperty("role", "ground")
        self.inner = QVBoxLayout()
        self.inner.setSpacing(PAD)
        self._column = column = QVBoxLayout(self._content)
        column.setContentsMargins(PAD * 2, PAD, PAD * 2, PAD)
        column.addLayout(self.inner, 1 if high else 0)
        column.addStretch(0 if high else 1)
        self.area = area = scrolling(self._content)
        let_lists_grow(area, self._content)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(PAD * 2, 0, PAD * 2, PAD)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(area, 1)
        self._edge = rule()
        self._edge.hide()
        box.addWidget(self._edge)
        box.addLayout(self.foot)
        area.verticalScrollBar().rangeChanged.connect(self._show_edge)

    def add_buttons(self, *buttons: QWidget) -> None:
        """Put buttons in the foot, at the right; the last is the one that does what the window is for."""
        row = QHBoxLayout()
        row.setSpacing(BETWEEN)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.foot.addLayout(row)

    def _show_edge(self, _least: int, most: int) -> None:
        """A line over the foot, while there is more above it than what is seen."""
        self._edge.setVisible(bool(most))
        self.foot.setContentsMargins(PAD * 2, PAD if most else 0, PAD * 2, PAD)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # buttons may have come
            mark_buttons(self)
        return super().event(event)

    def setVisible(self, visible: bool) -> None:
        if visible and not self._is_sized:
            self._is_sized = True
            self._take_size()
            mark_buttons(self)
        super().setVisible(visible)

    def _take_size(self) -> None:
        """Measured when it is shown: before that the texts do not have their fonts."""
        self.ensurePolished()
        room = self.screen().availableSize()
        line = self.fontMetrics().height()
        wide = min(round(line * self._lines), room.width() - _SIDE)
        high = line * self._high if self._high else _height(self._column, wide) + _height(self.foot, wide)
        self.resize(wide, min(high, room.height() - _TOP_BOTTOM))


def _height(layout: QVBoxLayout, width: int) -> int:
    layout.activate()
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
