"""The week as a grid that keys and screen reader move about in; it tells what is asked and changes nothing."""

from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from smdesk.operations.calendar import Week
from smdesk.ui.calendar.cells import EDGE, CellDelegate, Marks, cell_height, places
from smdesk.ui.calendar.chip import least_width
from smdesk.ui.calendar.headers import Corner, DayHeader, LaneHeader
from smdesk.ui.calendar.model import Cell, WeekModel
from smdesk.ui.kit.parts import announce
from smdesk.ui.kit.resting import Index, RestingView
from smdesk.words.post import missing_text

_LANE = 11.0  # line heights: the width of the account column where there is room
_SHARE = 0.28  # of the width, that the account column takes at most

Key = Qt.Key
Held = Qt.KeyboardModifier
KEYS = {Key.Key_Space: "publish", Key.Key_Delete: "delete", Key.Key_Backspace: "delete"}
CTRL_KEYS = {Key.Key_C: "copy", Key.Key_D: "double"}


class KeyGrid(RestingView, QTableView):
    """Accounts as rows, days as columns, posts as chips in the cells.

    Arrows move among cells, and among the posts of a cell. `opened(post)` comes by Enter or double click,
    `created(account, day)` by Enter or a click where no post is (Shift+Enter in a cell that has some), `moved(post,
    day)` by Alt+arrow and by drag, `turned(weeks)` by Ctrl+Page Up and Down, `asked(verb, post)` for the other keys
    (`KEYS`), `menu_asked(place)` for the context menu, `lane_asked(account)` by a click on an account.
    """

    opened = Signal(int)
    created = Signal(int, object)
    moved = Signal(int, object)
    turned = Signal(int)
    asked = Signal(str, int)
    menu_asked = Signal(QPoint)
    lane_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.week = WeekModel()
        self.marks = Marks()
        self._shown = 0  # how many times a week was shown
        self._fitted: tuple[int, str, int] = (0, "", 0)
        self.setAccessibleName("Veckan: konton och dagar")
        self._corner = Corner(self)
        self._days, self._lanes = DayHeader(self.week), LaneHeader(self.week)
        self.setHorizontalHeader(self._days)
        self.setVerticalHeader(self._lanes)
        self._lanes.asked.connect(self.lane_asked)
        self.setModel(self.week)
        self.setItemDelegate(CellDelegate(self, self.week, self.marks))
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "grid")  # without a border: the cell one is in shows the focus
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    # What is shown, and where one is.

    def show_week(self, week: Week, now: datetime) -> None:
        """Show another week, or the same again; the post one is on is followed, else the cell is kept."""
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

    def current_cell(self) -> Cell | None:
        """The cell one is in."""
        index = self.currentIndex()
        return self.week.cell(index) if index.isValid() else None

    def current_post(self) -> int:
        """The post one is on, 0 in a cell that has none."""
        return self.marks.post

    def go_to_post(self, post_id: int) -> bool:
        """Make a post of this week the current one; False when it is not on screen."""
        index = self.week.place_of(post_id)
        if index.isValid():
            self._go(index, post_id)
        return index.isValid()

    def go_to_day(self, day: date) -> None:
        """Stand in the column of a day of this week, in the lane one is in."""
        column = next((number for number, one in enumerate(self.week.days) if one.day == day), -1)
        if column >= 0 and self.week.rowCount():
            self._go(self.week.index(max(0, self.currentIndex().row()), column))

    def place_of_current(self) -> QPoint:
        """Where a menu for what one is on belongs, in the grid's own coordinates."""
        index = self.currentIndex()
        rect = self.visualRect(index)
        if index.isValid():
            for one, place in places(self.week.cell(index), rect.width(), self.font()):
                if one.post_id == self.marks.post:
                    return self.viewport().mapToParent(place.translated(rect.topLeft()).center())
        return self.viewport().mapToParent(rect.center())

    def _go(self, index: QModelIndex, post: int = 0, *, last: bool = False) -> None:
        chips = self.week.cell(index).chips if index.isValid() else ()
        ids = [one.post_id for one in chips]
        self.marks.post = post if post in ids else (ids[-1 if last else 0] if ids else 0)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        elif self.marks.post:
            self._say()
        self._reveal()
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        ids = [one.post_id for one in self.week.cell(current).chips] if current.isValid() else []
        if self.marks.post not in ids:
            self.marks.post = ids[0] if ids else 0

    def _say(self) -> None:
        """A screen reader is told of a post within the cell; of another cell it hears by itself."""
        cell = self.current_cell()
        spoken = next((one.spoken for one in cell.chips if one.post_id == self.marks.post), "") if cell else ""
        if spoken and self.hasFocus():
            announce(self, spoken)

    def _reveal(self) -> None:
        """Scroll so that the current post is seen also in a cell higher than the window."""
        index = self.currentIndex()
        if not index.isValid():
            return
        rect, room = self.visualRect(index), self.viewport().height()
        for one, place in places(self.week.cell(index), rect.width(), self.font()):
            if one.post_id == self.marks.post and rect.height() > room:
                top, bottom = rect.top() + place.top(), rect.top() + place.bottom()
                bar = self.verticalScrollBar()
                if top < 0:
                    bar.setValue(bar.value() + top - 4)
                elif bottom > room:
                    bar.setValue(bar.value() + bottom - room + 4)

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
                high = max(cell_height(cell, day, self.font()) for cell in self.week.row_cells(row))
                self.setRowHeight(row, max(high, self._lanes.height_of(head, lane) + 1, round(line * 3.4)))
        self._days.least = self._corner.height_at(lane)
        self._days.updateGeometry()
        self.updateGeometries()
        for part in (self, self._days, self._lanes):
            part.viewport().update()

    def updateGeometries(self) -> None:
        super().updateGeometries()
        edge = self.frameWidth()
        self._corner.setGeometry(QRect(edge, edge, self._lanes.width(), self._days.height()))
        self._corner.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._reveal()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_days"):
            QTimer.singleShot(0, self, self._fit)  # the headers are told of the new font after the grid

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        held = event.modifiers() & ~Held.KeypadModifier
        handlers: dict[Held, Callable[[Qt.Key], bool]] = {
            Held.NoModifier: self._plain_key,
            Held.ShiftModifier: self._shift_key,
            Held.AltModifier: self._alt_key,
            Held.ControlModifier: self._ctrl_key,
        }
        if held in handlers and handlers[held](key):
            event.accept()
            return
        super().keyPressEvent(event)

    def _plain_key(self, key: Qt.Key) -> bool:
        if key in (Key.Key_Up, Key.Key_Down):
            return self._step_in_cell(-1 if key == Key.Key_Up else 1)
        if key in (Key.Key_Return, Key.Key_Enter):
            self._open_or_create()
            return True
        if key in KEYS and self.marks.post:
            self.asked.emit(KEYS[key], self.marks.post)
        return key in KEYS

    def _shift_key(self, key: Qt.Key) -> bool:
        if key in (Key.Key_Return, Key.Key_Enter):
            self._create()
            return True
        return False

    def _alt_key(self, key: Qt.Key) -> bool:
        days = {Key.Key_Left: -1, Key.Key_Right: 1}.get(key, 0)
        cell = self.current_cell()
        if days and self.marks.post and cell:
            self.moved.emit(self.marks.post, date.fromordinal(cell.day.toordinal() + days))
        return bool(days)

    def _ctrl_key(self, key: Qt.Key) -> bool:
        weeks = {Key.Key_PageUp: -1, Key.Key_PageDown: 1}.get(key, 0)
        if weeks:
            self.turned.emit(weeks)
        elif key in CTRL_KEYS and self.marks.post:
            self.asked.emit(CTRL_KEYS[key], self.marks.post)
        elif key == Key.Key_O:
            self.asked.emit("web", self.marks.post)
        return bool(weeks) or key in CTRL_KEYS or key == Key.Key_O

    def _step_in_cell(self, by: int) -> bool:
        """Up and down go through the posts of a cell, then on to the next lane."""
        index, cell = self.currentIndex(), self.current_cell()
        if cell is None:
            return False
        ids = [one.post_id for one in cell.chips]
        at = ids.index(self.marks.post) + by if self.marks.post in ids else -1
        if 0 <= at < len(ids):
            self._go(index, ids[at])
            return True
        row = index.row() + by
        if 0 <= row < self.week.rowCount():
            self._go(self.week.index(row, index.column()), last=by < 0)
        return True

    def _open_or_create(self) -> None:
        if self.marks.post:
            self.opened.emit(self.marks.post)
        else:
            self._create()

    def _create(self) -> None:
        if cell := self.current_cell():
            self.created.emit(cell.account_id, cell.day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.week.rowCount():
            self._go(self.week.index(0, 0))
        self.viewport().update()

    def sizeHintForRow(self, row: int) -> int:
        return self.rowHeight(row)
