"""The month as a table: a row per week, a column per weekday, a cell with the day's posts."""

from datetime import date, datetime

from PySide6.QtCore import QModelIndex, Qt

from smdesk.domain.record import record
from smdesk.operations.calendar_days import Day, Month, MonthWeek
from smdesk.ui.calendar.bars import Bar, bars_of
from smdesk.ui.calendar.chip import day_chip
from smdesk.ui.calendar.model import Cell, CellModel, DayHead
from smdesk.ui.kit.resting import Index
from smdesk.words.dates import MONTHS, WEEKDAYS, long_day
from smdesk.words.post import day_words, missing_text
from smdesk.words.special_day import day_names, spoken_day


@record
class WeekHead:
    """What stands at the left of a week: its number, and what it lacks, in short and for the ear."""

    monday: date
    number: int
    line: str
    spoken: str


class MonthModel(CellModel):
    """The month on screen. A cell's account is the only one that is shown, or 0."""

    def __init__(self) -> None:
        super().__init__()
        self.weeks: list[WeekHead] = []
        self._days: list[list[DayHead]] = []
        self.bars: list[tuple[Bar, ...]] = []

    def show(self, month: Month, now: datetime, account_id: int) -> None:
        """Show another month or the same one again: as changes when it has as many weeks."""
        same = len(month.weeks) == len(self.weeks)
        if not same:
            self.beginResetModel()
        self.weeks = [_week_head(week, now.date()) for week in month.weeks]
        self._days = [[_head(day, month.first, now.date()) for day in week.days] for week in month.weeks]
        self.bars = [
            bars_of([day.day for day in week.days], [day.special for day in week.days]) for week in month.weeks
        ]
        self._cells = [[_cell(day, now, account_id) for day in week.days] for week in month.weeks]
        if same:
            self._tell()
        else:
            self.endResetModel()

    def day(self, index: Index) -> DayHead:
        """The day of a cell."""
        return self._days[index.row()][index.column()]

    def place(self, day: date) -> QModelIndex:
        """The cell of a day; not valid when it is not on screen."""
        if not self.weeks:
            return QModelIndex()
        row, column = divmod((day - self.weeks[0].monday).days, 7)
        return self.index(row, column) if 0 <= row < len(self.weeks) else QModelIndex()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        across = orientation == Qt.Orientation.Horizontal
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if not 0 <= section < (7 if across else len(self.weeks)):
            return None
        spoken = role == Qt.ItemDataRole.AccessibleTextRole
        if across:
            return WEEKDAYS[section] if spoken else WEEKDAYS[section].capitalize()
        return self.weeks[section].spoken if spoken else f"v. {self.weeks[section].number}"


def _week_head(week: MonthWeek, today: date) -> WeekHead:
    """What a week lacks is told as long as something can be done about it."""
    lacks = week.missing if week.days[-1].day >= today else 0
    spoken = f"vecka {week.number}, {missing_text(lacks)}" if lacks else f"vecka {week.number}"
    return WeekHead(week.days[0].day, week.number, f"{lacks} saknas" if lacks else "", spoken)


def _facts(day: Day, today: date) -> list[str]:
    return [*(["i dag"] if day.day == today else []), *map(spoken_day, day.special)]


def _head(day: Day, first: date, today: date) -> DayHead:
    outside = (day.day.year, day.day.month) != (first.year, first.month)
    title = f"{day.day.day} {MONTHS[day.day.month - 1][:3]}" if day.day.day == 1 else str(day.day.day)
    names = ", ".join(day_names([one for one in day.special if not one.is_long]))
    spoken = ", ".join([long_day(day.day), *_facts(day, today)])
    return DayHead(
        day.day, title, names, day.day == today, day.red, day.working, spoken, bool(day.special), outside=outside
    )


def _cell(day: Day, now: datetime, account_id: int) -> Cell:
    chips = tuple(day_chip(one, now) for one in day.posts)
    facts = [*_facts(day, now.date()), *([] if day.working or day.day.weekday() > 4 else ["ledig dag"])]
    return Cell(account_id, day.day, chips, day_words(day.day, facts, [one.spoken for one in chips]))
