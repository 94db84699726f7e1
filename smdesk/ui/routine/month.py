"""The month matrix: accounts by days, each cell a sign, a colour and, for the ear and the tip, words."""

import html
from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from smdesk.desk import Desk
from smdesk.domain.calendar import months_after
from smdesk.domain.routine import Cell, DayState
from smdesk.operations import routine
from smdesk.operations.routine import MonthLine
from smdesk.ui.kit import theme
from smdesk.ui.kit.buttons import icon_button, quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.parts import PAD, Card, Chip, label
from smdesk.ui.kit.theme import Tone
from smdesk.words.dates import MONTHS, WEEKDAYS, full_day
from smdesk.words.routine import DAYS, cell_text

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()

SIGNS = {DayState.DONE: "✓", DayState.PARTLY: "◐", DayState.MISSED: "✕", DayState.COMING: "○", DayState.NOT_ASKED: "·"}
TONES = {
    DayState.DONE: Tone.DONE,
    DayState.PARTLY: Tone.WARNING,
    DayState.MISSED: Tone.LATE,
    DayState.COMING: Tone.NEUTRAL,
    DayState.NOT_ASKED: Tone.NEUTRAL,
}
LATE_SIGN = "s"


def sign(cell: Cell) -> str:
    """What stands in a cell; a day that was filled in late never looks like one made in time."""
    return LATE_SIGN if cell.late and cell.state is DayState.DONE else SIGNS[cell.state]


def tone_of(cell: Cell) -> Tone:
    """The colour of a cell's sign."""
    return Tone.WARNING if cell.late and cell.state is DayState.DONE else TONES[cell.state]


class MonthModel(QAbstractTableModel):
    """A month's lines; changes nothing."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[MonthLine] = []

    def show(self, lines: list[MonthLine]) -> None:
        """Show another month, or the same one as it now stands."""
        same = [_shape(line) for line in lines] == [_shape(line) for line in self.lines]
        if same:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, self.columnCount() - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def cell(self, index: Index) -> Cell | None:
        """The cell at an index; None in the last column, which sums the line up."""
        cells = self.lines[index.row()].cells
        return cells[index.column()] if index.column() < len(cells) else None

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() or not self.lines else len(self.lines[0].cells) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, cell = self.lines[index.row()], self.cell(index)
        if cell is None:
            return self._sum(line, role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return sign(cell)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.account.name}, {cell_text(cell)}"
            case Qt.ItemDataRole.ToolTipRole:
                return html.escape(f"{line.account.name}, {cell_text(cell)}")
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignCenter)
        return None

    @staticmethod
    def _sum(line: MonthLine, role: int) -> object:
        over = [cell for cell in line.cells if cell.state not in (DayState.COMING, DayState.NOT_ASKED)]
        made, asked = sum(cell.made for cell in over), sum(cell.asked for cell in over)
        words = f"{made} av {asked}" if asked else "–"
        if role == Qt.ItemDataRole.DisplayRole:
            return words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.account.name}, {words} pass gjorda"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation == Qt.Orientation.Vertical:
            name = self.lines[section].account.name if 0 <= section < len(self.lines) else ""
            return {Qt.ItemDataRole.DisplayRole: name, Qt.ItemDataRole.ToolTipRole: html.escape(name)}.get(
                Qt.ItemDataRole(role)
            )
        days = self.lines[0].cells if self.lines else ()
        if section >= len(days):
            return "Gjorda" if role == Qt.ItemDataRole.DisplayRole else None
        day = days[section].day
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{WEEKDAYS[day.weekday()][0]}\n{day.day}"
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return full_day(day)
        return None


class CellDelegate(QStyledItemDelegate):
    """Paints a sign in its colour; a style sheet would take ten times as long over a thousand cells."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view: Any = option.widget
        model = view.model()
        cell = model.cell(index)
        rect = option.rect
        here = index == view.currentIndex()
        roles = theme.tokens()
        if here:
            painter.fillRect(rect, QColor(roles.accent_ground))
        if cell is None:
            painter.setPen(QColor(roles.text))
            text, side = str(model.data(index)), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        else:
            painter.setPen(QColor(theme.colour_of(tone_of(cell))))
            text, side = sign(cell), Qt.AlignmentFlag.AlignCenter
        painter.drawText(rect.adjusted(4, 0, -4, 0), int(side), text)
        if here and view.hasFocus():
            painter.setPen(QPen(QColor(roles.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))


def _shape(line: MonthLine) -> tuple[int, date]:
    return line.account.id, line.cells[0].day


class MonthView(QTableView):
    """The matrix. Arrows move, Enter opens the day, Page Up and Page Down turn the month; Tab leaves."""

    opened = Signal(int, object)  # account id, day
    turned = Signal(int)  # months

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Månadens bevakning, konton och dagar")
        self.matrix = MonthModel(self)
        self.setModel(self.matrix)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        for head in (self.horizontalHeader(), self.verticalHeader()):
            head.setHighlightSections(False)
            head.setSectionsClickable(False)
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.setMinimumSectionSize(8)
        self.setItemDelegate(CellDelegate(self))
        self.horizontalHeader().setStyleSheet("QHeaderView::section { padding: 0; }")
        self.horizontalHeader().setAccessibleName("Dagar")
        self.verticalHeader().setAccessibleName("Konton")
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.doubleClicked.connect(self._open)

    def show_lines(self, lines: list[MonthLine], today: date) -> None:
        """Show the lines; the cell she is on stays, and the first is today's."""
        at = self.currentIndex()
        row, column = (at.row(), at.column()) if at.isValid() else (0, today.day - 1)
        self.matrix.show(lines)
        self._measure()
        if lines and not self.currentIndex().isValid():
            self.setCurrentIndex(
                self.matrix.index(min(row, len(lines) - 1), min(column, self.matrix.columnCount() - 1))
            )

    def go_to(self, account_id: int) -> None:
        """Go to an account's line, on the day she is on."""
        for row, line in enumerate(self.matrix.lines):
            if line.account.id == account_id:
                self.setCurrentIndex(self.matrix.index(row, max(0, self.currentIndex().column())))
                self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(-1 if event.key() == Qt.Key.Key_PageUp else 1)
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        cell = self.matrix.cell(index)
        if cell is not None:
            self.opened.emit(self.matrix.lines[index.row()].account.id, cell.day)

    def _measure(self) -> None:
        """Take sizes from the font; never from the contents, which costs on many cells."""
        metrics = self.fontMetrics()
        line = metrics.height()
        self.verticalHeader().setDefaultSectionSize(max(28, round(line * 1.7)))
        self.horizontalHeader().setFixedHeight(round(line * 2.6))
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        names = (QFontMetrics(strong).horizontalAdvance(one.account.name) for one in self.matrix.lines)
        widest = max(names, default=0) + round(line * 1.4)
        self.verticalHeader().setFixedWidth(min(widest, line * 15))
        for column in range(self.matrix.columnCount()):
            self.setColumnWidth(column, max(26, round(line * 1.6)))
        if self.matrix.columnCount():
            self.setColumnWidth(self.matrix.columnCount() - 1, metrics.horizontalAdvance("000 av 000") + line)


class MonthPanel(Card):
    """The matrix of the month that is chosen, with its legend."""

    def __init__(self, desk: Desk, open_day: Callable[[date, int], None]) -> None:
        super().__init__("Månad", flush=True)
        self._desk = desk
        self._month: date | None = None  # this month, whichever it is
        self.view = MonthView()
        self.add_action(
            icon_button("left", "Föregående månad", lambda: self.turn(-1)),
            quiet_button("Denna månad", lambda: self.show_month(None)),
            icon_button("right", "Nästa månad", lambda: self.turn(1)),
        )
        self._empty = label("Här står hur varje konto har bevakats, dag för dag, när det finns konton.", "muted")
        self._empty.setContentsMargins(PAD, PAD, PAD, PAD)
        self.add(self.view, self._empty, _legend())
        self.view.turned.connect(self.turn)
        self.view.opened.connect(lambda account_id, day: open_day(day, account_id))

    @property
    def month(self) -> date:
        """The first day of the month that is shown."""
        return self._month or self._desk.today().replace(day=1)

    def show_month(self, day: date | None) -> None:
        """Show the month of a day; None for this month."""
        self._month = day.replace(day=1) if day else None
        self.reload()

    def turn(self, months: int) -> None:
        """Go some months on, or back."""
        self.show_month(months_after(self.month, months))

    def reload(self) -> None:
        """Read the month again."""
        lines = routine.month(self._desk, self.month)
        missed = sum(cell.state in (DayState.MISSED, DayState.PARTLY) for line in lines for cell in line.cells)
        fact = f"{missed} missade dagar" if missed > 1 else "1 missad dag" if missed else "inget missat"
        self.say(fact if lines else "", month_name(self.month))
        self.view.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self.view.show_lines(lines, self._desk.today())


def month_name(day: date) -> str:
    """”November 2026”."""
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"


def _legend() -> QWidget:
    """Every sign with its word."""
    made = QWidget()
    made.setAccessibleName("Teckenförklaring")
    line = FlowLayout(made, gap=8, margin=PAD)
    for state in DayState:
        line.addWidget(Chip(f"{SIGNS[state]}  {DAYS[state]}", TONES[state]))
        if state is DayState.DONE:
            line.addWidget(Chip(f"{LATE_SIGN}  gjort, sent ifyllt", Tone.WARNING))
    line.addWidget(label("Retur öppnar dagen. Page Up och Page Down byter månad.", "small", wrap=False))
    return made
