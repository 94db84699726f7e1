"""The week on screen: accounts as lanes, days as columns, the corner and the heads around them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial

from PySide6.QtCore import QModelIndex, QRect, QSignalBlocker

from smdesk.desk import Desk
from smdesk.domain.calendar import monday, week_number
from smdesk.domain.post_filter import PostFilter
from smdesk.operations import calendar
from smdesk.operations.calendar import Week
from smdesk.ui.calendar.cells import EDGE, Laid, cell_height, free_height, places
from smdesk.ui.calendar.chip import least_width
from smdesk.ui.calendar.drag import Load
from smdesk.ui.calendar.headers import Corner, DayHeader, LaneHeader
from smdesk.ui.calendar.layers import Hidden, week_in
from smdesk.ui.calendar.model import WeekModel
from smdesk.ui.calendar.mouse import MouseGrid
from smdesk.ui.calendar.view import Seen
from smdesk.ui.kit.resting import Index
from smdesk.words.dates import span
from smdesk.words.post import missing_text

_LANE = 11.0  # line heights: the width of the account column where there is room
_SHARE = 0.28  # of the width, that the account column takes at most


class WeekGrid(MouseGrid):
    """A week. A post is dragged to another day of its own lane; its account is changed in its form.

    With `missing_first` the accounts that lack most posts stand first.
    """

    step_words = "Veckan före (Ctrl+Page Up)", "Veckan efter (Ctrl+Page Down)"

    def __init__(self, desk: Desk) -> None:
        self.week = WeekModel()
        super().__init__(self.week, "Veckan: konton och dagar")
        self._desk = desk
        self.missing_first = False
        self.hidden_layers: Hidden = frozenset()
        self._fitted: tuple[int, str, int] = (0, "", 0)
        self._corner = Corner(self)
        self._days, self._lanes = DayHeader(self.week), LaneHeader(self.week)
        self.setHorizontalHeader(self._days)
        self.setVerticalHeader(self._lanes)
        self._lanes.asked.connect(self.account_asked)
        self._days.asked.connect(partial(self.day_asked.emit, "days"))

    def laid(self, index: Index) -> Laid:
        return Laid(tuple(places(self.week.cell(index), self.columnWidth(index.column()), self.font())))

    def _refuses(self, load: Load, index: QModelIndex) -> str:
        account = self.week.cell(index).account_id
        own = (load.account_id,) if load.day else load.accounts
        return "" if not own or account in own else "Bara i kontots egen rad"

    # What is shown, and where one is.

    def look(self, day: date, chosen: PostFilter) -> Seen:
        """Show the week that `day` lies in; the post one is on is followed, else the cell is kept."""
        week = week_in(calendar.week(self._desk, day, chosen=chosen), self.hidden_layers)
        if self.missing_first:
            week = replace(week, lanes=tuple(sorted(week.lanes, key=lambda lane: -lane.goal.missing)))
        self._show(week, self._desk.now())
        facts = span(week.days[0], week.days[-1])
        return Seen(f"Vecka {week_number(day)}", facts, week.hidden, empty=not week.lanes and not chosen.is_on)

    def shows(self, day: date) -> bool:
        """Whether a day is in the week."""
        return bool(self.week.days) and monday(day) == self.week.days[0].day

    def start_for(self, day: date) -> date:
        """A week is looked at by any of its days."""
        return day

    def after(self, day: date, by: int) -> date:
        """The Monday `by` weeks on."""
        return monday(day) + timedelta(weeks=by)

    def _show(self, week: Week, now: datetime) -> None:
        cell, post = self.current_cell(), self.marks.post
        row, column = self.currentIndex().row(), self.currentIndex().column()
        turned = bool(self.week.days) and self.week.days[0].day != week.days[0]
        self.week.show(week, now)
        self._shown += 1
        self._corner.show_words(missing_text(week.missing))
        self._fit()
        if cell is None:
            self._start(now.date())
            return
        index = self.week.place_of(post, cell.account_id) if post and not turned else QModelIndex()
        if not index.isValid():
            index = self.week.index(min(row, self.week.rowCount() - 1), column)
            if (place := self.week.place(cell.account_id, week.days[column])).isValid():
                index = place
        self._go(index, post)

    def _start(self, today: date) -> None:
        column = next((number for number, one in enumerate(self.week.days) if one.day == today), 0)
        if self.week.rowCount():
            self._go(self.week.index(0, column))

    def go_to_day(self, day: date) -> None:
        """Stand in the column of a day that is shown."""
        column = next((number for number, one in enumerate(self.week.days) if one.day == day), -1)
        if column >= 0 and self.week.rowCount():
            self._go(self.week.index(max(0, self.currentIndex().row()), column))

    # Sizes.

    def _fit(self) -> None:
        """Columns share the width, rows take the height of their highest cell; measured when it is seen."""
        fonts = "".join(part.font().toString() for part in (self, self._days, self._lanes, self._corner))
        wanted = (self.width(), fonts, self._shown)
        if not self.isVisible() or wanted == self._fitted:
            return
        self._fitted = wanted
        line = self.fontMetrics().height()
        whole = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()
        # Days are never narrower than a chip needs: the accounts give way first, then the week scrolls sideways.
        least = least_width(self.font()) + 2 * EDGE + 1
        lane = round(max(min(_LANE * line, whole * _SHARE), 6.0 * line))
        if lane > whole - 7 * least >= 8 * line:
            lane = whole - 7 * least
        self._lanes.setFixedWidth(lane)
        day = max(least, (whole - lane) // 7)
        with QSignalBlocker(self._days), QSignalBlocker(self._lanes):  # measured anew once, not for each row
            for column in range(self.week.columnCount()):
                self.setColumnWidth(column, day)
            for row, head in enumerate(self.week.lanes):
                filled = max(cell_height(cell, day, self.font()) for cell in self.week.row_cells(row))
                high = filled + free_height(self.font()) if filled else 0  # a full cell has room for a click too
                self.setRowHeight(row, max(high, self._lanes.height_of(head, lane) + 1, round(line * 3.4)))
        self._days.least = self._corner.height_at(lane)
        self._days.updateGeometry()
        self.updateGeometries()
        for part in (self, self._days, self._lanes):
            part.viewport().update()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        edge = self.frameWidth()
        if hasattr(self, "_corner"):
            self._corner.setGeometry(QRect(edge, edge, self._lanes.width(), self._days.height()))
            self._corner.raise_()
