"""The month matrix on screen: the whole month beside the names where there is room, today and free days shaded."""

from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from smdesk.domain.routine import DayState, NotAsked
from smdesk.operations.routine import MonthLine
from smdesk.ui.kit import theme
from smdesk.ui.kit.resting import Index
from smdesk.ui.kit.style_sheet import strong
from smdesk.ui.kit.theme import Tokens, Tone
from smdesk.ui.routine.matrix import MonthModel, sign, tone_of

_PAD = 8  # px beside a name and a sum
_CELL = (1.2, 1.9)  # line heights: the least and the greatest width of a day
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_ROWS = 6  # line heights of rows that show at the least; then the page scrolls


def _ground(roles: Tokens, day: date, today: date, *, free: bool) -> str:
    """The colour behind a day: today's, that of a free day, or none of its own."""
    if day == today:
        return roles.accent_ground
    return roles.ground if free or day.weekday() > 4 else ""


class CellDelegate(QStyledItemDelegate):
    """Paints a sign in its colour; a style sheet would take ten times as long over a thousand cells."""

    def __init__(self, view: "MonthView") -> None:
        super().__init__(view)
        self._view = view
        self.wear(theme.tokens())

    def wear(self, roles: Tokens) -> None:
        """Make the colours of a theme once for all the cells of one painting."""
        self._roles = roles
        self._line, self._text = QColor(roles.line), QColor(roles.text)
        self._inks = {tone: QColor(roles.tone(tone)[0]) for tone in Tone}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, rect = self._view, option.rect
        cell = view.matrix.cell(index)
        if cell is None:
            painter.setPen(self._text)
            painter.drawText(rect.adjusted(_PAD, 0, -_PAD, 0), _RIGHT, str(view.matrix.data(index)))
        else:
            ground = _ground(self._roles, cell.day, view.today, free=cell.why is NotAsked.FREE)
            if ground:
                painter.fillRect(rect, QColor(ground))
            painter.setPen(self._inks[tone_of(cell)])
            painter.drawText(rect, _MIDDLE, sign(cell))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, self._line)
        if index == view.currentIndex():
            painter.setPen(QPen(QColor(self._roles.accent), 2 if view.hasFocus() else 1))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


class _Head(QHeaderView):
    """A header of the matrix, painted without the style sheet."""

    def __init__(self, orientation: Qt.Orientation, name: str) -> None:
        super().__init__(orientation)
        self.setAccessibleName(name)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(8)


class DayHead(_Head):
    """Weekday over day of the month; today in the accent colour."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        view: Any = self.parent()
        roles, day = theme.tokens(), view.matrix.day(section)
        is_today = day is not None and day == view.today
        ground = _ground(roles, day, view.today, free=False) if day else ""
        painter.fillRect(rect, QColor(ground or roles.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(roles.line))
        painter.setPen(QColor(roles.accent if is_today else roles.muted))
        painter.setFont(strong(self.font()) if is_today else self.font())
        side = Qt.AlignmentFlag.AlignHCenter if day else Qt.AlignmentFlag.AlignRight
        room = rect if day else rect.adjusted(_PAD, 0, -_PAD, 0)
        text = str(self.model().headerData(section, self.orientation()))
        painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), text)


class NameHead(_Head):
    """The accounts' names, on as many rows as they need."""

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        view: Any = self.parent()
        roles = theme.tokens()
        here = section == view.currentIndex().row()
        painter.fillRect(rect, QColor(roles.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(roles.line))
        painter.setPen(QColor(roles.accent if here else roles.text))
        painter.setFont(self.font())
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        text = str(self.model().headerData(section, self.orientation()))
        painter.drawText(rect.adjusted(_PAD, 0, -_PAD, 0), int(flags) | int(_wrap(text, rect, painter)), text)


def _wrap(text: str, rect: QRect, painter: QPainter) -> Qt.TextFlag:
    return wrapping(text, painter.fontMetrics(), rect.width() - 2 * _PAD)


def wrapping(text: str, metrics: QFontMetrics, room: int) -> Qt.TextFlag:
    """Break between words, within one only where it is too long by itself."""
    widest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0)
    return Qt.TextFlag.TextWordWrap if widest <= room else Qt.TextFlag.TextWrapAnywhere


class MonthView(QTableView):
    """The matrix. Arrows move, Enter opens the day, Page Up and Page Down turn the month; Tab leaves."""

    opened = Signal(int, object)  # account id, day
    turned = Signal(int)  # months

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Månadens bevakning, konton och dagar")
        self.matrix, self.today, self._grow = MonthModel(self), date.min, False
        self.setModel(self.matrix)
        self.setHorizontalHeader(DayHead(Qt.Orientation.Horizontal, "Dagar"))
        self.setVerticalHeader(NameHead(Qt.Orientation.Vertical, "Konton"))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._cells = CellDelegate(self)
        self.setItemDelegate(self._cells)
        self.doubleClicked.connect(self._open)

    def show_lines(self, lines: list[MonthLine], today: date) -> None:
        """Show the lines; the cell she is on stays, and the first is today's."""
        at = self.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, today.day - 1)
        self.today = today
        self.matrix.show(lines)
        self._measure()
        if lines and not self.currentIndex().isValid():
            last = self.matrix.columnCount() - 1
            self.setCurrentIndex(self.matrix.index(min(row, len(lines) - 1), min(column, last)))

    def go_to(self, account_id: int, day: date | None = None) -> None:
        """Go to an account's line, on `day`, else on its first missed day, else on the day she is on."""
        for row, line in enumerate(self.matrix.lines):
            if line.account.id == account_id:
                missed = (one.day for one in line.cells if one.state in (DayState.MISSED, DayState.PARTLY))
                found = day or next(missed, None)
                column = found.day - 1 if found else max(0, self.currentIndex().column())
                index = self.matrix.index(row, column)
                self.setCurrentIndex(index)
                self.scrollTo(index)
                self.setFocus()

    def grow(self, on: bool) -> None:
        """Be as high as the lines, in what scrolls, or scroll."""
        self._grow = on
        lines = self.verticalHeader().length() if on else round(self.fontMetrics().height() * 1.7 * _ROWS)
        bar = self.horizontalScrollBar().sizeHint().height() if on else 0
        self.setMinimumHeight(self.horizontalHeader().minimumHeight() + 2 * self.frameWidth() + lines + bar)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._cells.wear(theme.tokens())
        super().paintEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.verticalHeader().viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure()
            self.scrollTo(self.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        cell = self.matrix.cell(index)
        if cell is not None:
            self.opened.emit(self.matrix.lines[index.row()].account.id, cell.day)

    def _measure(self) -> None:
        """Take sizes from the font and the names; never from the cells, which costs on many of them.

        The days share what the names and the sum leave; the names give way first, and go on several rows.
        """
        lines = self.matrix.lines
        if not lines:
            return
        metrics = self.fontMetrics()
        line, days = metrics.height(), self.matrix.columnCount() - 1
        sums = ("Gjorda", *(str(self.matrix.data(self.matrix.index(row, days))) for row in range(len(lines))))
        total = max(metrics.horizontalAdvance(text) for text in sums) + 2 * _PAD
        room = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width() - total
        least = max(metrics.horizontalAdvance("00") + 4, round(line * _CELL[0]))
        names = [metrics.horizontalAdvance(one.account.name) + 2 * _PAD + 2 for one in lines]
        words = (metrics.horizontalAdvance(word) for one in lines for word in one.account.name.split())
        wide = max(min(max(words) + 2 * _PAD + 2, self.width() // 3), min(max(names), room - days * least))
        cell = min(max(least, (room - wide) // days), round(line * _CELL[1]))
        self.verticalHeader().setFixedWidth(wide)
        self.horizontalHeader().setFixedHeight(round(line * 2.5))
        for column in range(days):  # a month that is shorter had its sum where this one has a day
            if self.columnWidth(column) != cell:
                self.setColumnWidth(column, cell)
        self.setColumnWidth(days, max(total, total + room - wide - days * cell))  # so that the lines reach the edge
        least_high, space = max(28, round(line * 1.7)), QRect(0, 0, wide - 2 * _PAD, 100_000)
        for row, one in enumerate(lines):
            name = one.account.name
            flag = wrapping(name, metrics, space.width())
            high = least_high
            if names[row] > wide:
                high = max(high, metrics.boundingRect(space, int(flag), name).height() + _PAD)
            if self.rowHeight(row) != high:
                self.setRowHeight(row, high)
        self.grow(self._grow)
