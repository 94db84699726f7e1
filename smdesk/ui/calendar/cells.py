"""How a cell of the week is laid out and painted: its chips below each other, and the hint in an empty one."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from smdesk.ui.calendar.chip import Chip, paint_chip, shape
from smdesk.ui.calendar.headers import draw, text_height
from smdesk.ui.calendar.model import Cell, WeekModel
from smdesk.ui.kit import theme
from smdesk.ui.kit.resting import Index
from smdesk.ui.kit.style_sheet import secondary

EDGE = 3  # px, between a cell's edge and its chips
GAP = 4  # px, between chips

_HERE = "Nytt inlägg: klicka eller Retur"
_DROP = "Släpp här"


def places(cell: Cell, width: int, font: QFont) -> Iterator[tuple[Chip, QRect]]:
    """Each chip of a cell `width` px wide, and where it lies from the cell's top left corner."""
    y = EDGE
    for one in cell.chips:
        high = shape(one, width - 2 * EDGE - 1, font).height
        yield one, QRect(EDGE + 1, y, width - 2 * EDGE - 1, high)
        y += high + GAP


def cell_height(cell: Cell, width: int, font: QFont) -> int:
    """The height that a cell's chips need, in px."""
    return max((place.bottom() + 1 + EDGE for _, place in places(cell, width, font)), default=0)


def chip_at(cell: Cell, width: int, font: QFont, at: QPoint) -> Chip | None:
    """The chip at a point of the cell."""
    return next((one for one, place in places(cell, width, font) if place.contains(at)), None)


@dataclass(slots=True)
class Marks:
    """What is marked in the week: the post one is on, the cell under the mouse, and the one a post is dragged over."""

    post: int = 0
    hovered: QModelIndex = field(default_factory=QModelIndex)
    drop: QModelIndex = field(default_factory=QModelIndex)


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of a week's grid."""

    def __init__(self, grid: QTableView, week: WeekModel, marks: Marks) -> None:
        super().__init__(grid)
        self._grid, self._week, self._marks = grid, week, marks

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        week, marks, roles = self._week, self._marks, theme.tokens()
        cell, day = week.cell(index), week.days[index.column()]
        here = index == self._grid.currentIndex() and self._grid.hasFocus()
        painter.save()
        painter.fillRect(rect, QColor(roles.card if day.is_working else roles.ground))
        if day.is_today:
            painter.setOpacity(0.4)
            painter.fillRect(rect, QColor(roles.accent_ground))
            painter.setOpacity(1)
        painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), QColor(roles.line))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(roles.line))
        for one, place in places(cell, rect.width(), self._grid.font()):
            current = here and one.post_id == marks.post
            paint_chip(painter, place.translated(rect.topLeft()), one, self._grid.font(), current=current)
        dropping = index == marks.drop
        if dropping or here:
            self._frame(painter, rect, dashed=dropping or not cell.chips)
        if dropping or ((here or index == marks.hovered) and not cell.chips):
            self._hint(painter, rect, _DROP if dropping else _HERE)
        painter.restore()

    @staticmethod
    def _frame(painter: QPainter, rect: QRect, *, dashed: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent"), 2)
        if dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(rect).adjusted(2, 1, -1, -2), 3, 3)
        painter.restore()

    def _hint(self, painter: QPainter, rect: QRect, words: str) -> None:
        font = secondary(self._grid.font())
        room = rect.adjusted(EDGE + 6, EDGE + 4, -EDGE - 2, -EDGE)
        for text in (words, "Nytt inlägg", "Ny", "+"):
            if text_height(text, font, room.width()) <= room.height():
                draw(painter, room, text, font, theme.tokens().muted)
                return
