"""What the month matrix holds: a sign, a colour and words for each account and day."""

from datetime import date

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from smdesk.domain.routine import Cell, DayState
from smdesk.operations.routine import MonthLine
from smdesk.ui.kit.parts import escape
from smdesk.ui.kit.resting import Index
from smdesk.ui.kit.theme import Tone
from smdesk.words.dates import WEEKDAYS, full_day
from smdesk.words.routine import cell_text

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

    def day(self, section: int) -> date | None:
        """The day of a column; None for the last one, which sums the line up."""
        days = self.lines[0].cells if self.lines else ()
        return days[section].day if section < len(days) else None

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
                return escape(f"{line.account.name}, {cell_text(cell)}")
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
            return {Qt.ItemDataRole.DisplayRole: name, Qt.ItemDataRole.ToolTipRole: escape(name)}.get(
                Qt.ItemDataRole(role)
            )
        day = self.day(section)
        if day is None:
            return "Gjorda" if role == Qt.ItemDataRole.DisplayRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{WEEKDAYS[day.weekday()][0]}\n{day.day}"
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return full_day(day)
        return None


def _shape(line: MonthLine) -> tuple[int, date]:
    return line.account.id, line.cells[0].day
