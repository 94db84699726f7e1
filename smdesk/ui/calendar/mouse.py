"""A grid under the mouse: click to choose or create, double click to open, drag a post to another day."""

import html

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QApplication, QToolTip

from smdesk.ui.calendar.cells import MORE
from smdesk.ui.calendar.chip import Chip, paint_chip
from smdesk.ui.calendar.grid import ChipGrid
from smdesk.ui.calendar.model import CellModel

POST_MIME = "application/x-smdesk-post"


class MouseGrid(ChipGrid):
    """A grid that is also used with the mouse. A click on ”+N till” has the day shown in the list."""

    def __init__(self, cells: CellModel, name: str) -> None:
        super().__init__(cells, name)
        self._pressed: tuple[QModelIndex, Chip | None, QPoint] | None = None
        self._dragged: tuple[int, int] | None = None  # post, row
        self.setMouseTracking(True)
        self.setAcceptDrops(True)

    def chip_at(self, at: QPoint) -> tuple[QModelIndex, Chip | None]:
        """The cell at a point of the viewport, and the chip there."""
        index = self.indexAt(at)
        if not index.isValid():
            return index, None
        return index, self.laid(index).chip_at(at - self.visualRect(index).topLeft())

    def _is_on_more(self, index: QModelIndex, at: QPoint) -> bool:
        return index.isValid() and self.laid(index).more.contains(at - self.visualRect(index).topLeft())

    def _takes(self, start: int, index: QModelIndex) -> bool:
        """Whether a post of the row `start` may be dropped in a cell."""
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index, chip = self.chip_at(at)
        if index.isValid():
            self._go(index, chip.post_id if chip else MORE if self._is_on_more(index, at) else 0)
        self._pressed = (index, chip, at) if event.button() == Qt.MouseButton.LeftButton else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index, chip = self.chip_at(at)
        if index != self.marks.hovered:
            self.marks.hovered = index
            self.viewport().update()
        hand = chip or self._is_on_more(index, at)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        if self._pressed and event.buttons() & Qt.MouseButton.LeftButton:
            start, grabbed, point = self._pressed
            if grabbed and (at - point).manhattanLength() >= QApplication.startDragDistance():
                self._drag(start, grabbed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        at = event.position().toPoint()
        index, chip = self.chip_at(at)
        if pressed and index.isValid() and index == pressed[0] and chip is None and pressed[1] is None:
            if self._is_on_more(index, at):
                self.day_asked.emit("list", self.cells.cell(index).day)
            else:
                self._create()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        _, chip = self.chip_at(event.position().toPoint())
        if chip and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(chip.post_id)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.marks.hovered = QModelIndex()
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(self.place_of_current()) if by_key else event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index, chip = self.chip_at(event.pos())
            words = f"{chip.time} {chip.line}\n{chip.whole[:600]}".strip() if chip else ""
            if index.isValid() and not chip and not self.laid(index).head.isEmpty():
                words = self.cells.day(index).line  # beside the date it may be cut
            QToolTip.showText(event.globalPos(), html.escape(words).replace("\n", "<br>"), self.viewport())
            return True
        return super().viewportEvent(event)

    # Drag and drop: a post to another day.

    def _drag(self, index: QModelIndex, chip: Chip) -> None:
        self._pressed = None
        laid = self.laid(index)
        place = laid.place(chip.post_id)
        picture = QPixmap(place.size())
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setOpacity(0.85)
        paint_chip(painter, picture.rect(), chip, self.font(), current=True, lines=laid.lines)
        painter.end()
        mime = QMimeData()
        mime.setData(POST_MIME, str(chip.post_id).encode())
        self._dragged = (chip.post_id, index.row())
        drag = QDrag(self)
        drag.setMimeData(mime)
        drag.setPixmap(picture)
        drag.exec(Qt.DropAction.MoveAction)
        self._dragged = None
        self._drop_at(QModelIndex())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(POST_MIME) and self._dragged:
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        fits = index.isValid() and self._dragged is not None and self._takes(self._dragged[1], index)
        self._drop_at(index if fits else QModelIndex())
        event.setAccepted(fits)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_at(QModelIndex())

    def dropEvent(self, event: QDropEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if self._dragged and index.isValid() and self._takes(self._dragged[1], index):
            event.acceptProposedAction()
            if not any(one.post_id == self._dragged[0] for one in self.cells.cell(index).chips):
                self.moved.emit(self._dragged[0], self.cells.cell(index).day)
        self._drop_at(QModelIndex())

    def _drop_at(self, index: QModelIndex) -> None:
        if index != self.marks.drop:
            self.marks.drop = index
            self.viewport().update()
