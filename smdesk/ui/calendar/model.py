"""Cells with posts as a table, and the week as such a one: a row per account, a column per day."""

from datetime import date, datetime

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from smdesk.domain.account import Platform
from smdesk.domain.record import record
from smdesk.operations.calendar import Lane, Week
from smdesk.operations.platform import platform
from smdesk.ui.calendar.bars import Bar, bars_of
from smdesk.ui.calendar.chip import Chip, chip
from smdesk.ui.kit.parts import escape
from smdesk.ui.kit.resting import Index
from smdesk.words.dates import MONTHS, WEEKDAYS, long_day
from smdesk.words.post import NO_ACCOUNT, cell_words, lane_text
from smdesk.words.request import CITY, count_text
from smdesk.words.special_day import short_names, spoken_day

CELL_ROLE = Qt.ItemDataRole.UserRole + 1
CITY_LANE = -1
"""What stands for an account at the lane of the city's channels."""
_NONE = QModelIndex()


@record
class LaneHead:
    """What stands at the left of a lane. `goal` (done, asked) is None where nothing is asked for."""

    account_id: int
    name: str
    mark: Platform | None
    words: str
    goal: tuple[int, int] | None


@record
class DayHead:
    """What stands over a day. `outside` is a day of another month than the one shown.

    `spoken` is all of it in words, for the ear and for the tip: `line` may be cut.
    """

    day: date
    title: str
    line: str
    is_today: bool
    is_red: bool
    is_working: bool
    spoken: str
    is_special: bool = False
    outside: bool = False


@record
class Cell:
    """One account's posts of one day."""

    account_id: int
    day: date
    chips: tuple[Chip, ...]
    words: str


class CellModel(QAbstractTableModel):
    """Cells in rows of seven days; changes nothing itself."""

    def __init__(self) -> None:
        super().__init__()
        self._cells: list[list[Cell]] = []

    def cell(self, index: Index) -> Cell:
        """The cell at a valid index."""
        return self._cells[index.row()][index.column()]

    def row_cells(self, row: int) -> list[Cell]:
        """The seven cells of a row."""
        return self._cells[row]

    def day(self, index: Index) -> DayHead:
        """The day of the cell at a valid index."""
        raise NotImplementedError

    def place_of(self, post_id: int, account_id: int | None = None) -> QModelIndex:
        """Where a post stands, in the account's lane if it is there, else in the first that has it."""
        found = [
            self.index(row, column)
            for row, cells in enumerate(self._cells)
            for column, cell in enumerate(cells)
            if any(one.post_id == post_id for one in cell.chips)
        ]
        here = [index for index in found if self.cell(index).account_id == account_id]
        return (here or found or [QModelIndex()])[0]

    def rowCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._cells)

    def columnCount(self, parent: Index = _NONE) -> int:
        return 0 if parent.isValid() else 7

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        cell = self.cell(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return "\n".join(f"{one.time} {one.title}".strip() for one in cell.chips)
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.words
            case _ if role == CELL_ROLE:
                return cell
        return None

    def _tell(self) -> None:
        """Say that all may have changed, with the same rows and columns as before."""
        if rows := self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, 6))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 6)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, rows - 1)


class WeekModel(CellModel):
    """The week on screen."""

    def __init__(self) -> None:
        super().__init__()
        self.lanes: list[LaneHead] = []
        self.days: list[DayHead] = []
        self.bars: tuple[Bar, ...] = ()

    def show(self, week: Week, now: datetime) -> None:
        """Show another week or the same one again: as changes when its lanes are the same accounts."""
        lanes = [_lane_head(lane) for lane in week.lanes]
        same = [one.account_id for one in lanes] == [one.account_id for one in self.lanes] and bool(self.days)
        if not same:
            self.beginResetModel()
        self.lanes = lanes
        self.days = _day_heads(week, now.date())
        self.bars = bars_of(week.days, week.special)
        self._cells = [_cells(lane, head.name, week, now) for lane, head in zip(week.lanes, lanes, strict=True)]
        if same:
            self._tell()
        else:
            self.endResetModel()

    def day(self, index: Index) -> DayHead:
        """The day that a column is."""
        return self.days[index.column()]

    def place(self, account_id: int, day: date) -> QModelIndex:
        """The cell of an account and a day; not valid when it is not on screen."""
        ids = [one.account_id for one in self.lanes]
        days = [one.day for one in self.days]
        if account_id in ids and day in days:
            return self.index(ids.index(account_id), days.index(day))
        return QModelIndex()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if not 0 <= section < len(self.days if across else self.lanes):
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return escape(self.days[section].spoken if across else self.lanes[section].name)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        if across:
            return self.days[section].spoken if spoken else self.days[section].title
        lane = self.lanes[section]
        platform = f", {lane.mark.name}" if lane.mark else ""
        return f"{lane.name}{platform}, {lane.words.replace(' · ', ', ')}" if spoken else lane.name


def _lane_head(lane: Lane) -> LaneHead:
    goal = (lane.goal.counted, lane.goal.asked) if lane.goal.asked is not None else None
    words = lane_text(lane.goal, lane.account.status if lane.account else None, lane.pause)
    if lane.requests:
        return LaneHead(CITY_LANE, CITY, None, count_text(sum(map(len, lane.cells))), None)
    if lane.account is None:
        return LaneHead(0, NO_ACCOUNT, None, words, None)
    return LaneHead(lane.account.id, lane.account.name, platform(lane.account.platform), words, goal)


def _day_heads(week: Week, today: date) -> list[DayHead]:
    made = []
    for day, special, working, red in zip(week.days, week.special, week.working, week.red, strict=True):
        month = f" {MONTHS[day.month - 1][:3]}" if day.day == 1 else ""
        now = ["i dag"] if day == today else []
        names = short_names([one for one in special if not one.is_long])
        facts = [*now, *([names] if names else [])]
        spoken = [long_day(day), *now, *map(spoken_day, special)]
        spoken += [] if working or day.weekday() > 4 else ["ledig dag"]
        title = f"{WEEKDAYS[day.weekday()][:3].capitalize()} {day.day}{month}"
        line, words = ", ".join(facts), ", ".join(spoken)
        made.append(DayHead(day, title, line, day == today, red, working, words, is_special=bool(special)))
    return made


def _cells(lane: Lane, name: str, week: Week, now: datetime) -> list[Cell]:
    account_id = lane.account.id if lane.account else CITY_LANE if lane.requests else 0
    return [
        Cell(account_id, day, tuple(chip(one, now) for one in posts), cell_words(day, name, posts, now))
        for day, posts in zip(week.days, lane.cells, strict=True)
    ]
