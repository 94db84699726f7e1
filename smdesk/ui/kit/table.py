"""One table: columns are functions of a row, sorted in Python by Swedish rules, the row you are on kept by its id."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCollator,
    QCollatorSortKey,
    QEvent,
    QLocale,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QHelpEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QToolTip

from smdesk.ui.kit import theme
from smdesk.ui.kit.parts import escape
from smdesk.ui.kit.resting import Index, RestingView
from smdesk.ui.kit.ruler import ruler
from smdesk.ui.kit.style_sheet import strong
from smdesk.ui.kit.theme import Tone

R = TypeVar("R")
_NONE = QModelIndex()
_LEAST = 16  # signs that a column of width 0 always has room for


@dataclass(frozen=True)
class Column(Generic[R]):
    """A column: `text` says what a row shows in it, `key` what it is sorted by (the text, if not given).

    `spoken` says what is heard of it where that is more than the text. `tone` colours the word; `align` is ”left” or
    ”right” (numbers); `width` in signs of text, 0 takes what is left.
    """

    title: str
    text: Callable[[R], str]
    key: Callable[[R], object] | None = None
    spoken: Callable[[R], str] | None = None
    tone: Callable[[R], Tone] | None = None
    align: str = "left"
    width: int = 16


@cache
def _collator() -> QCollator:
    made = QCollator(QLocale(QLocale.Language.Swedish, QLocale.Country.Sweden))
    made.setNumericMode(True)
    made.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    return made


def swedish(text: str) -> QCollatorSortKey:
    """A key to sort text by: å ä ö after z, ”inlägg 9” before ”inlägg 10”, capitals beside small letters."""
    return _collator().sortKey(text)


class TableModel(QAbstractTableModel, Generic[R]):
    """All rows in memory; `sort` orders them by a column, rows that lack a value last."""

    def __init__(self, columns: Sequence[Column[R]], row_id: Callable[[R], Hashable]) -> None:
        super().__init__()
        self.columns, self.row_id = columns, row_id
        self.rows: list[R] = []
        self.order: tuple[int, Qt.SortOrder] | None = None

    def show(self, rows: Sequence[R]) -> None:
        """Show other rows, in the order chosen: as changes when they are the same ids."""
        new = self._sorted(rows)
        same = [self.row_id(row) for row in new] == [self.row_id(row) for row in self.rows]
        if same:
            self.rows = new
            if new:
                self.dataChanged.emit(self.index(0, 0), self.index(len(new) - 1, len(self.columns) - 1))
        else:
            self.beginResetModel()
            self.rows = new
            self.endResetModel()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        if not 0 <= column < len(self.columns):
            return
        self.order = (column, order)
        self.layoutAboutToBeChanged.emit()
        old = self.persistentIndexList()
        held = [(self.row_id(self.rows[index.row()]), index.column()) for index in old]
        self.rows = self._sorted(self.rows)
        place = {self.row_id(row): number for number, row in enumerate(self.rows)}
        self.changePersistentIndexList(old, [self.index(place[row_id], at) for row_id, at in held])
        self.layoutChanged.emit()

    def _sorted(self, rows: Sequence[R]) -> list[R]:
        if self.order is None:
            return list(rows)
        column, order = self.columns[self.order[0]], self.order[1]
        value = column.key or column.text
        empty = [row for row in rows if value(row) in (None, "")]
        full = [row for row in rows if value(row) not in (None, "")]
        full.sort(key=lambda row: _key(value(row)), reverse=order == Qt.SortOrder.DescendingOrder)
        return full + empty

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], self.columns[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return column.text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                said = (column.spoken or column.text)(row)
                return f"{column.title}: {said or 'inget'}"
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
                return int(side | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ForegroundRole if column.tone is not None:
                return QBrush(QColor(theme.colour_of(column.tone(row))))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.align == "right" else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return column.title if role == Qt.ItemDataRole.DisplayRole else None


def _key(value: object) -> Any:  # whatever sorts: dates, numbers, or text by Swedish rules
    return swedish(value) if isinstance(value, str) else value


class Table(RestingView, QTableView, Generic[R]):
    """The view of a `TableModel`. Enter and a double click open, a click on a heading or Alt+Down / Alt+Up sorts.

    `opened(id)` and `chosen(id)` tell of rows by id. Tab leaves the table; the arrows move in it.
    """

    opened = Signal(object)
    chosen = Signal(object)

    def __init__(self, name: str, columns: Sequence[Column[R]], row_id: Callable[[R], Hashable]) -> None:
        super().__init__()
        self._measured, self._grow = 0, False
        self.setAccessibleName(name)
        self.table: TableModel[R] = TableModel(columns, row_id)
        self.table.setParent(self)
        self.setModel(self.table)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # as given, until asked
        self.setSortingEnabled(True)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setAccessibleName(f"{name}, rubriker")
        head.setHighlightSections(False)
        head.setSortIndicatorClearable(False)
        self._measure()
        self.doubleClicked.connect(self._open)

    def show_rows(self, rows: Sequence[R]) -> None:
        """Show other rows; the row you are on stays the same one, or the one that took its place."""
        at, column, kept = self.currentIndex().row(), max(0, self.currentIndex().column()), self.current()
        self.table.show(rows)
        self.grow(self._grow)
        ids = [self.table.row_id(row) for row in self.table.rows]
        if kept is not None and ids and self.current() != kept:
            self._go(ids.index(kept) if kept in ids else min(at, len(ids) - 1), column)

    def grow(self, on: bool) -> None:
        """Be as high as the rows, in what scrolls, or scroll."""
        self._grow = on
        rows = self.verticalHeader().defaultSectionSize() * len(self.table.rows)
        bars = self.horizontalHeader().sizeHint().height() + self.horizontalScrollBar().sizeHint().height()
        self.setMinimumHeight(rows + bars + 2 * self.frameWidth() if on else 0)

    def current(self) -> Hashable | None:
        """The id of the row you are on, or None."""
        index = self.currentIndex()
        return self.table.row_id(self.table.rows[index.row()]) if index.isValid() else None

    def go_to(self, row_id: Hashable) -> None:
        """Make the row with `row_id` the current one, if it is there."""
        ids = [self.table.row_id(row) for row in self.table.rows]
        if row_id in ids:
            self._go(ids.index(row_id), 0)

    def sort_by(self, column: int, *, descending: bool = False) -> None:
        """Sort by a column, as a click on its heading does."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and plain == Qt.KeyboardModifier.NoModifier and self.currentIndex().isValid():
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Down and plain == Qt.KeyboardModifier.AltModifier:
            self._sort_here(Qt.SortOrder.AscendingOrder)
        elif event.key() == Qt.Key.Key_Up and plain == Qt.KeyboardModifier.AltModifier:
            self._sort_here(Qt.SortOrder.DescendingOrder)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.table.rows:
            self._go(0, 0)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self.table.row_id(self.table.rows[current.row()]))

    def _sort_here(self, order: Qt.SortOrder) -> None:
        self.sortByColumn(max(0, self.currentIndex().column()), order)

    def _go(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.table.index(row, column))

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.table.row_id(self.table.rows[index.row()]))

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            words = escape(self.cut_text(self.indexAt(event.pos())))
            QToolTip.showText(event.globalPos(), words, self.viewport())
            return True
        return super().viewportEvent(event)

    def cut_text(self, index: QModelIndex) -> str:
        """The whole text of a cell that has no room for it; ”” when there is nothing more to read."""
        text = str(index.data() or "") if index.isValid() else ""
        room = self.columnWidth(index.column()) - self.fontMetrics().averageCharWidth() * 2
        return text if self.fontMetrics().horizontalAdvance(text) > room else ""

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._measure()
        return super().event(event)

    def _measure(self) -> None:
        """Take row height and column widths from the font; never from the contents, which costs on many rows."""
        line = self.fontMetrics().height()
        self.verticalHeader().setDefaultSectionSize(max(32, round(line * 2.1)))
        if line != self._measured:
            self._measured = line
            for number in range(len(self.table.columns)):
                self.setColumnWidth(number, self._least(number))
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    def _fill(self) -> None:
        """Give the columns of width 0, or else the last one, what the others leave."""
        columns = self.table.columns
        open_ended = [number for number, column in enumerate(columns) if not column.width] or [len(columns) - 1]
        taken = sum(self.columnWidth(number) for number in range(len(columns)) if number not in open_ended)
        share = (self.viewport().width() - taken) // len(open_ended)
        for number in open_ended:
            self.setColumnWidth(number, max(share, self._least(number)))

    def _least(self, number: int) -> int:
        """The width of a column for its signs of text, and for its heading with the mark of what is sorted, in px."""
        column, line = self.table.columns[number], self.fontMetrics().height()
        heading = ruler(strong(self.font())).horizontalAdvance(column.title) + line * 2
        return max((column.width or _LEAST) * self.fontMetrics().averageCharWidth() + line, heading)
