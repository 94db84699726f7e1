"""The month on screen: a row per week, a column per weekday, each day's posts as far as they fit."""

from datetime import date, timedelta

from PySide6.QtCore import QModelIndex, QRect, QSignalBlocker, QSize
from PySide6.QtGui import QPainter

from smdesk.desk import Desk
from smdesk.domain.calendar import months_after
from smdesk.domain.post_filter import PostFilter
from smdesk.operations import calendar_days
from smdesk.ui.calendar.bars import bar_line, hidden_on, paint_bar, rows_of
from smdesk.ui.calendar.cells import EDGE, MORE, Laid, head_bottom, lay_day, least_height
from smdesk.ui.calendar.grid import DAYS, Key
from smdesk.ui.calendar.headers import WeekdayHeader, WeekHeader
from smdesk.ui.calendar.layers import Hidden, month_in
from smdesk.ui.calendar.month_model import MonthModel
from smdesk.ui.calendar.mouse import MouseGrid
from smdesk.ui.calendar.view import Seen
from smdesk.ui.kit.resting import Index
from smdesk.words.dates import MONTHS
from smdesk.words.post import missing_text

_LEAST = 5.5  # line heights: the least width of a day
_MOST_BARS = 3  # rows of them in a week, at most


class MonthGrid(MouseGrid):
    """A month. The arrows go on into the month before and after; a post is dragged to any other day."""

    step_words = "Månaden före (Ctrl+Page Up)", "Månaden efter (Ctrl+Page Down)"
    by_weeks = True
    by_days = True
    turn_word = "månaden"

    def __init__(self, desk: Desk) -> None:
        self.month = MonthModel()
        super().__init__(self.month, "Månaden: veckor och dagar")
        self._desk = desk
        self._first = date.min
        self.hidden_layers: Hidden = frozenset()
        self._fitted: tuple[QSize, str, int] = (QSize(), "", 0)
        self._weekdays, self._weeks = WeekdayHeader(), WeekHeader(self.month)
        self.setHorizontalHeader(self._weekdays)
        self.setVerticalHeader(self._weeks)
        self._weeks.asked.connect(lambda day: self.day_asked.emit("week", day))

    def laid(self, index: Index) -> Laid:
        size = QSize(self.columnWidth(index.column()), self.rowHeight(index.row()))
        rows = min(self._bar_rows(index.row()), rows_of(self.month.bars[index.row()], index.column()))
        return lay_day(self.month.cell(index), size, self.font(), rows * bar_line(self.font()))

    def _bar_rows(self, row: int) -> int:
        """How many rows of bars a week has room for: one, and others where its days are higher than they must be."""
        line = bar_line(self.font())
        return max(1, min(_MOST_BARS, (self.rowHeight(row) - least_height(self.font())) // line))

    def paint_bars(self, painter: QPainter, rect: QRect, index: Index) -> int:
        bars, rows, line = self.month.bars[index.row()], self._bar_rows(index.row()), bar_line(self.font())
        top = rect.top() + head_bottom(self.font())
        painter.save()
        painter.setClipRect(rect)  # each day paints its part of what goes through several
        for one in bars:
            if one.row < rows and one.first <= index.column() <= one.last:
                before = sum(self.columnWidth(column) for column in range(one.first, index.column()))
                wide = sum(self.columnWidth(column) for column in range(one.first, one.last + 1))
                paint_bar(painter, QRect(rect.left() - before, top + one.row * line, wide, line), one, self.font())
        painter.restore()
        return hidden_on(bars, index.column(), rows)

    # What is shown, and where one is.

    def look(self, day: date, chosen: PostFilter) -> Seen:
        """Show the month that `day` lies in; the post one is on is followed, else the day is kept."""
        month = calendar_days.month(self._desk, day, chosen)
        month = month_in(month, self.hidden_layers)
        was, post = self.current_day(), self.marks.post
        turned, self._first = self._first != month.first, month.first
        only = next(iter(chosen.accounts)) if len(chosen.accounts) == 1 and not chosen.units else 0
        self.month.show(month, self._desk.now(), only)
        self._shown += 1
        self._fit()
        index = self.month.place_of(post) if post > 0 and not turned else QModelIndex()
        if not index.isValid():
            index = self.month.place(day if was is None or turned else was)
        self._go(index, post)
        missing = month.missing_from(self._desk.today())
        facts = missing_text(missing) if missing else ""
        return Seen(f"{MONTHS[day.month - 1].capitalize()} {day.year}", facts, month.hidden, empty=month.blank)

    def shows(self, day: date) -> bool:
        """Whether a day is in the month itself; the days of others around it are only a background."""
        return (day.year, day.month) == (self._first.year, self._first.month)

    def start_for(self, day: date) -> date:
        """A month is looked at by any of its days."""
        return day

    def after(self, day: date, by: int) -> date:
        """The same day `by` months on, or the last of a shorter month."""
        now = self.current_day()
        return months_after(now if now and self.shows(now) else day, by)

    def go_to_day(self, day: date) -> None:
        """Stand on a day that is shown."""
        if (index := self.month.place(day)).isValid():
            self._go(index)

    def _beyond(self, index: QModelIndex, by: int) -> None:
        self._step(7 * by, last=by < 0)

    def _plain_key(self, key: Key) -> bool:
        if key in DAYS:
            self._step(DAYS[key])
            return True
        return super()._plain_key(key)

    def _step(self, days: int, *, last: bool = False) -> None:
        """Go on by days, over the edge of the week and of the month."""
        if (now := self.current_day()) is None:
            return
        index = self.month.place(day := now + timedelta(days=days))
        if index.isValid():
            self._go(index, last=last)
        else:
            self.day_asked.emit("month", day)

    # Sizes.

    def _fit(self) -> None:
        """Days share the width, weeks the height; both scroll when text would not have room."""
        fonts = "".join(part.font().toString() for part in (self, self._weekdays, self._weeks))
        wanted = (self.size(), fonts, self._shown)
        if not self.isVisible() or wanted == self._fitted or not self.month.rowCount():
            return
        self._fitted = wanted
        line = self.fontMetrics().height()
        self._weeks.setFixedWidth(self._weeks.width_of())
        self._weekdays.setFixedHeight(self._weekdays.height_of())
        wide = self.width() - 2 * self.frameWidth() - self._weeks.width()
        high = self.height() - 2 * self.frameWidth() - self._weekdays.height()
        least_wide, rows = round(_LEAST * line) + 2 * EDGE, self.month.rowCount()
        bars = bar_line(self.font()) if any(self.month.bars) else 0
        least_high = max(least_height(self.font()) + bars, self._weeks.least_height())
        bar = self.verticalScrollBar().sizeHint().width()
        if rows * least_high > high:
            wide -= bar
        if 7 * least_wide > wide:
            high -= bar
        with QSignalBlocker(self._weekdays), QSignalBlocker(self._weeks):  # measured anew once, not for each row
            for column in range(7):
                self.setColumnWidth(column, max(least_wide, wide * (column + 1) // 7 - wide * column // 7))
            for row in range(rows):
                self.setRowHeight(row, max(least_high, high * (row + 1) // rows - high * row // rows))
        self.updateGeometries()
        for part in (self, self._weekdays, self._weeks):
            part.viewport().update()
        self._settle()

    def _settle(self) -> None:
        """Stay on the post one is on, or on ”+N till” where it has lost its room."""
        index = self.currentIndex()
        if index.isValid() and self.marks.post not in self._ids(index):
            shown = self._ids(index)
            self.marks.post = MORE if MORE in shown and self.marks.post else shown[0] if shown else 0
        if index.isValid():
            self.scrollTo(index)
