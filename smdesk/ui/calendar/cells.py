"""How a cell with posts is laid out and painted: its chips below each other, and the hint in an empty one."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from smdesk.domain.record import record
from smdesk.ui.calendar.chip import FULL, LINE, ROOMY, SHORT, Chip, Lines, paint_chip, shape, short_height
from smdesk.ui.calendar.headers import draw, text_height
from smdesk.ui.calendar.model import Cell, CellModel, DayHead
from smdesk.ui.kit import theme
from smdesk.ui.kit.resting import Index
from smdesk.ui.kit.style_sheet import secondary, strong
from smdesk.ui.kit.theme import Tokens

EDGE = 3  # px, between a cell's edge and its chips
GAP = 4  # px, between chips
MORE = -1
"""Stands for the chips that do not fit, where a post's id is asked for."""

_HERE = "Nytt inlägg: klicka eller Retur"
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)


@record
class Laid:
    """Where the pieces of a cell lie, from its top left corner. `head` is its day, where none stands over the column.

    `hidden` chips do not fit: ”+N till” stands in `more`.
    """

    chips: tuple[tuple[Chip, QRect], ...] = ()
    lines: Lines = FULL
    head: QRect = field(default_factory=QRect)
    more: QRect = field(default_factory=QRect)
    hidden: int = 0

    def ids(self) -> list[int]:
        """What one can stand on: the posts that are seen, then `MORE` when there are others."""
        return [*(one.post_id for one, _ in self.chips), *([MORE] if self.hidden else [])]

    def place(self, post_id: int) -> QRect:
        """Where a post, or `MORE`, lies; empty when it is not seen."""
        if post_id == MORE:
            return self.more
        return next((place for one, place in self.chips if one.post_id == post_id), QRect())

    def chip_at(self, at: QPoint) -> Chip | None:
        """The chip at a point of the cell."""
        return next((one for one, place in self.chips if place.contains(at)), None)


def places(cell: Cell, width: int, font: QFont) -> Iterator[tuple[Chip, QRect]]:
    """Each chip of a cell `width` px wide, whole, and where it lies from the cell's top left corner."""
    y = EDGE
    for one in cell.chips:
        high = shape(one, width - 2 * EDGE - 1, font).height
        yield one, QRect(EDGE + 1, y, width - 2 * EDGE - 1, high)
        y += high + GAP


def cell_height(cell: Cell, width: int, font: QFont) -> int:
    """The height that a cell's chips need, in px."""
    return max((place.bottom() + 1 + EDGE for _, place in places(cell, width, font)), default=0)


def free_height(font: QFont) -> int:
    """The height that is left free below the chips of a full cell, for a click, in px."""
    return round(QFontMetrics(font).height() * 0.8)


def least_height(font: QFont) -> int:
    """The height of a day's cell with room for its date, one chip and ”+N till”, in px."""
    return _head_height(font) + short_height(font, LINE) + GAP + _more_height(font) + 2 * EDGE


def lay_day(cell: Cell, size: QSize, font: QFont, bars: int = 0) -> Laid:
    """Lay a day's cell out in `size`: with state and accounts in words where all its chips have room for them.

    `bars` px below the date are kept free, for the bars that go through the day.
    """
    head = QRect(EDGE + 1, EDGE, size.width() - 2 * EDGE - 1, _head_height(font))
    room = size.height() - head.bottom() - 1 - EDGE - bars
    for lines in (ROOMY, SHORT, LINE):
        high = short_height(font, lines)
        fits = (room + GAP) // (high + GAP)
        if fits >= len(cell.chips) or lines == LINE:
            break
    if fits < len(cell.chips):
        fits = max(0, (room - _more_height(font)) // (high + GAP))
    top = head.bottom() + 1 + bars
    shown = tuple(
        (one, QRect(head.x(), top + number * (high + GAP), head.width(), high))
        for number, one in enumerate(cell.chips[:fits])
    )
    hidden = len(cell.chips) - len(shown)
    more = QRect(head.x(), top + len(shown) * (high + GAP), head.width(), _more_height(font)) if hidden else QRect()
    return Laid(shown, lines, head, more, hidden)


def _head_height(font: QFont) -> int:
    return round(QFontMetrics(font).height() * 1.25)


def head_bottom(font: QFont) -> int:
    """Where the date's line ends, from the top of the cell, in px."""
    return EDGE + _head_height(font)


def _more_height(font: QFont) -> int:
    return max(QFontMetrics(secondary(font)).height() + 2, 18)


def more_words(hidden: int) -> str:
    """”+3 till”."""
    return f"+{hidden} till"


@dataclass(slots=True)
class Marks:
    """What is marked in a grid: the post one is on, those that are chosen together, the cell under the mouse, and the
    one a post is dragged over, with what its hint says."""

    post: int = 0
    chosen: set[int] = field(default_factory=set)
    drop_words: str = ""
    hovered: QModelIndex = field(default_factory=QModelIndex)
    drop: QModelIndex = field(default_factory=QModelIndex)


class Grid(Protocol):
    """What the delegate needs to know of its grid."""

    marks: Marks
    cells: CellModel

    def laid(self, index: Index) -> Laid:
        """How a cell is laid out."""

    def currentIndex(self) -> QModelIndex:
        """The cell one is in."""

    def hasFocus(self) -> bool:
        """Whether it has the keys."""

    def font(self) -> QFont:
        """Its font."""

    def paint_bars(self, painter: QPainter, rect: QRect, index: Index) -> int:
        """Paint what goes through a cell's day among others; gives how many of them had no room."""


class CellDelegate(QStyledItemDelegate):
    """Paints the cells of the week and of the month."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        grid, marks, roles = self._grid, self._grid.marks, theme.tokens()
        day, laid = grid.cells.day(index), grid.laid(index)
        here = index == grid.currentIndex() and grid.hasFocus()
        painter.save()
        _ground(painter, rect, day, roles)
        if not laid.head.isEmpty():
            if without_room := grid.paint_bars(painter, rect, index):
                day = replace(day, line=" · ".join(part for part in (more_words(without_room), day.line) if part))
            _day(painter, laid.head.translated(rect.topLeft()), day, grid.font(), roles)
        for one, place in laid.chips:
            current = here and one.post_id == marks.post
            where = place.translated(rect.topLeft())
            chosen = one.post_id in marks.chosen
            paint_chip(painter, where, one, grid.font(), current=current, chosen=chosen, lines=laid.lines)
        if laid.hidden:
            self._more(painter, laid.more.translated(rect.topLeft()), laid.hidden, here and marks.post == MORE)
        dropping, blank = index == marks.drop, not laid.ids()
        if dropping or here:
            self._frame(painter, rect, dashed=dropping or blank)
        if dropping or ((here or index == marks.hovered) and blank):
            top = laid.head.bottom() if not laid.head.isEmpty() else 0
            if blank:
                self._hint(painter, rect.adjusted(0, top, 0, 0), marks.drop_words if dropping else _HERE)
        elif index == marks.hovered and laid.head.isEmpty():
            self._plus(painter, rect)
        painter.restore()

    def _more(self, painter: QPainter, rect: QRect, hidden: int, current: bool) -> None:
        font = strong(secondary(self._grid.font()))
        painter.setFont(font)
        painter.setPen(theme.colour("accent"))
        painter.drawText(rect.adjusted(4, 0, 0, 0), _MIDDLE, more_words(hidden))
        if current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 4, 4)

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

    def _plus(self, painter: QPainter, rect: QRect) -> None:
        """The free strip below the chips of a cell under the mouse: a click there makes a post."""
        side = free_height(self._grid.font())
        painter.setFont(strong(secondary(self._grid.font())))
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRect(rect.right() - side - EDGE, rect.bottom() - side, side, side), _CENTRE, "+")

    def _hint(self, painter: QPainter, rect: QRect, words: str) -> None:
        font = secondary(self._grid.font())
        room = rect.adjusted(EDGE + 6, EDGE + 4, -EDGE - 2, -EDGE)
        for text in (words, "Nytt inlägg", "Ny", "+"):
            if text_height(text, font, room.width()) <= room.height():
                draw(painter, room, text, font, theme.tokens().muted)
                return


def _ground(painter: QPainter, rect: QRect, day: DayHead, roles: Tokens) -> None:
    painter.fillRect(rect, QColor(roles.card if day.is_working and not day.outside else roles.ground))
    if day.is_today:
        painter.setOpacity(0.4)
        painter.fillRect(rect, QColor(roles.accent_ground))
        painter.setOpacity(1)
    painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), QColor(roles.line))
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(roles.line))


def _day(painter: QPainter, rect: QRect, day: DayHead, font: QFont, roles: Tokens) -> None:
    """The date, today's in a filled mark, and what is special about the day beside it."""
    bold = strong(font) if day.is_today or not day.outside else font
    metrics = QFontMetrics(bold)
    wide = metrics.horizontalAdvance(day.title)
    date_box = QRect(rect.x(), rect.y(), max(wide + 8, rect.height()) if day.is_today else wide + 8, rect.height() - 2)
    painter.setFont(bold)
    if day.is_today:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.accent))
        painter.drawRoundedRect(QRectF(date_box), date_box.height() / 2, date_box.height() / 2)
        painter.setPen(QColor(roles.on_accent))
    else:
        painter.setPen(QColor(roles.late if day.is_red else roles.muted if day.outside else roles.text))
    painter.drawText(date_box, _CENTRE if day.is_today else _MIDDLE, day.title)
    small = secondary(font)
    room = rect.adjusted(date_box.width() + 4, 0, 0, -2)
    painter.setFont(small)
    painter.setPen(QColor(roles.late if day.is_red else roles.muted))
    if room.width() > QFontMetrics(small).averageCharWidth() * 3:
        words = QFontMetrics(small).elidedText(day.line, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE, words)
