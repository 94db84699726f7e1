"""Cells with posts that keys and screen reader move about in; the grid tells what is asked and changes nothing."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from smdesk.ui.calendar.cells import MORE, CellDelegate, Laid, Marks, more_words
from smdesk.ui.calendar.model import Cell, CellModel
from smdesk.ui.kit.parts import announce
from smdesk.ui.kit.resting import Index, RestingView

_LEAST = 8  # line heights that show at the least; then the page scrolls

Key = Qt.Key
Held = Qt.KeyboardModifier
ENTER = (Key.Key_Return, Key.Key_Enter)
KEYS = {
    Key.Key_Space: "publish",
    Key.Key_Delete: "delete",
    Key.Key_Backspace: "delete",
    Key.Key_I: "shelve",
    Key.Key_Plus: "later",  # where the desktop takes Shift+Alt+arrow for itself
    Key.Key_Minus: "earlier",
}
SHIFT_KEYS = {Key.Key_I: "bank_copy"}
CREATE = (Key.Key_N, Key.Key_Insert)
TIMES = {Key.Key_Up: "earlier", Key.Key_Down: "later"}
CTRL_KEYS = {Key.Key_C: "copy", Key.Key_D: "double"}
DAYS = {Key.Key_Left: -1, Key.Key_Right: 1}
WEEKS = {Key.Key_Up: -7, Key.Key_Down: 7}
TURNS = {Key.Key_PageUp: -1, Key.Key_PageDown: 1}


class ChipGrid(RestingView, QTableView):
    """Rows of seven days, posts as chips in the cells; what the week and the month have in common.

    Arrows move among cells, and among the posts of a cell. `opened(post)` comes by Enter or double click,
    `created(account, day)` by N or Insert, by Enter or a click where no post is (Shift+Enter in a cell that has some),
    `moved(post, day)` by Alt+arrow and by drag, `turned(by)` by Ctrl+Page Up and Down, `asked(verb, post)` for the
    other keys (`KEYS`), `menu_asked(place)` for the context menu, `account_asked(account)` by a click on an account,
    `day_asked(view, day)` when a day is to be shown, maybe in another view.
    """

    opened = Signal(int)
    created = Signal(int, object)
    moved = Signal(int, object)
    turned = Signal(int)
    asked = Signal(str, int)
    menu_asked = Signal(QPoint)
    account_asked = Signal(int)
    day_asked = Signal(str, object)
    by_weeks = False

    def __init__(self, cells: CellModel, name: str) -> None:
        super().__init__()
        self.cells = cells
        self.marks = Marks()
        self._shown = 0  # how many times something was shown
        self.setAccessibleName(name)
        self.setModel(cells)
        self._delegate = CellDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "grid")  # without a border: the cell one is in shows the focus
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def laid(self, index: Index) -> Laid:
        """How a cell is laid out."""
        raise NotImplementedError

    def paint_bars(self, painter: QPainter, rect: QRect, index: Index) -> int:
        """Paint what goes through a cell's day; nothing where it stands over the columns."""
        return 0

    def _fit(self) -> None:
        """Give rows and columns their sizes; called when the room, the font or what is shown is another."""
        raise NotImplementedError

    def _beyond(self, index: QModelIndex, by: int) -> None:
        """Go on from the last (`by` 1) or first (−1) post of a cell to the one below or above."""
        row = index.row() + by
        if 0 <= row < self.cells.rowCount():
            self._go(self.cells.index(row, index.column()), last=by < 0)

    # Where one is.

    def current_cell(self) -> Cell | None:
        """The cell one is in."""
        index = self.currentIndex()
        return self.cells.cell(index) if index.isValid() else None

    def current_post(self) -> int:
        """The post one is on; 0 for none."""
        return self.marks.post if self.current_cell() and self.marks.post != MORE else 0

    def lead_post(self) -> int:
        """The post that the verbs begin with; 0 for none."""
        return self.current_post()

    def chosen_posts(self) -> tuple[int, ...]:
        """The posts that the verbs are for: those that are chosen, else the one one is on."""
        return (self.current_post(),) if self.current_post() else ()

    def current_day(self) -> date | None:
        """The day one is on."""
        cell = self.current_cell()
        return cell.day if cell else None

    def new_account(self) -> int:
        """The account that a new post here belongs to; 0 when that is not known."""
        cell = self.current_cell()
        return cell.account_id if cell else 0

    def current_account(self) -> int:
        """The account one is on, or the first of the post one is on; 0 for none."""
        cell = self.current_cell()
        chips = cell.chips if cell else ()
        mine = next((one.account_id for one in chips if one.post_id == self.marks.post), 0)
        return self.new_account() or mine

    def go_to_post(self, post_id: int) -> None:
        """Stand on a post, if it is shown."""
        cell = self.current_cell()
        index = self.cells.place_of(post_id, cell.account_id if cell else None)
        if index.isValid():
            self._go(index, post_id)

    def place_of_current(self) -> QPoint:
        """Where a menu for what one is on belongs, in the grid's own coordinates."""
        index = self.currentIndex()
        rect = self.visualRect(index)
        place = self.laid(index).place(self.marks.post) if index.isValid() else rect
        return self.viewport().mapToParent((rect if place.isEmpty() else place.translated(rect.topLeft())).center())

    def _ids(self, index: Index) -> list[int]:
        return self.laid(index).ids() if index.isValid() else []

    def _go(self, index: QModelIndex, post: int = 0, *, last: bool = False) -> None:
        ids = self._ids(index)
        if post not in ids and index.isValid() and any(one.post_id == post for one in self.cells.cell(index).chips):
            post = MORE  # it is there, but has no room
        self.marks.post = post if post in ids else (ids[-1 if last else 0] if ids else 0)
        if index != self.currentIndex():
            self.setCurrentIndex(index)
        elif self.marks.post:
            self._say()
        self._reveal()
        self.viewport().update()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if not current.isValid():
            return  # it rests while others have the keys, and stays on its post
        ids = self._ids(current)
        if self.marks.post not in ids:
            self.marks.post = ids[0] if ids else 0

    def _say(self) -> None:
        """A screen reader is told of a post within the cell; of another cell it hears by itself."""
        cell = self.current_cell()
        if cell is None or not self.hasFocus():
            return
        if self.marks.post == MORE:
            announce(self, f"{more_words(self.laid(self.currentIndex()).hidden)}, Retur visar dagen i listan")
        elif spoken := next((one.spoken for one in cell.chips if one.post_id == self.marks.post), ""):
            announce(self, f"{spoken}, valt" if self.marks.post in self.marks.chosen else spoken)

    def _reveal(self) -> None:
        """Scroll so that the current post is seen also in a cell higher than the window."""
        index = self.currentIndex()
        if not index.isValid():
            return
        rect, room = self.visualRect(index), self.viewport().height()
        place = self.laid(index).place(self.marks.post)
        if not place.isEmpty() and rect.height() > room:
            top, bottom = rect.top() + place.top(), rect.top() + place.bottom()
            bar = self.verticalScrollBar()
            if top < 0:
                bar.setValue(bar.value() + top - 4)
            elif bottom > room:
                bar.setValue(bar.value() + bottom - room + 4)

    # Sizes.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._reveal()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "marks"):
            QTimer.singleShot(0, self, self._fit)  # the headers are told of the new font after the grid

    def minimumSizeHint(self) -> QSize:
        return QSize(120, _LEAST * self.fontMetrics().height())

    def sizeHintForRow(self, row: int) -> int:
        return self.rowHeight(row)

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        held = event.modifiers() & ~Held.KeypadModifier
        handlers: dict[Held, Callable[[Qt.Key], bool]] = {
            Held.NoModifier: self._plain_key,
            Held.ShiftModifier: self._shift_key,
            Held.AltModifier: self._alt_key,
            Held.ControlModifier: self._ctrl_key,
            Held.AltModifier | Held.ShiftModifier: self._time_key,
        }
        if held in handlers and handlers[held](key):
            event.accept()
            return
        super().keyPressEvent(event)

    def _plain_key(self, key: Qt.Key) -> bool:
        if key in (Key.Key_Up, Key.Key_Down):
            return self._step_in_cell(-1 if key == Key.Key_Up else 1)
        if key in ENTER:
            self._open_or_create()
            return True
        if key in CREATE:
            self._create()
            return True
        if key in KEYS and self.lead_post():
            self.asked.emit(KEYS[key], self.lead_post())
        return key in KEYS

    def _shift_key(self, key: Qt.Key) -> bool:
        if key in ENTER:
            self._create()
        elif key in SHIFT_KEYS and self.lead_post():
            self.asked.emit(SHIFT_KEYS[key], self.lead_post())
        return key in ENTER or key in SHIFT_KEYS

    def _alt_key(self, key: Qt.Key) -> bool:
        days = (DAYS | WEEKS if self.by_weeks else DAYS).get(key, 0)
        if days and (place := self.cells.place_of(self.lead_post())).isValid():
            self.moved.emit(self.lead_post(), self.cells.cell(place).day + timedelta(days=days))
        return bool(days)

    def _time_key(self, key: Qt.Key) -> bool:
        if key in TIMES and self.lead_post():
            self.asked.emit(TIMES[key], self.lead_post())
        return key in TIMES

    def _ctrl_key(self, key: Qt.Key) -> bool:
        if key in TURNS:
            self.turned.emit(TURNS[key])
        elif key in CTRL_KEYS and self.lead_post():
            self.asked.emit(CTRL_KEYS[key], self.lead_post())
        elif key == Key.Key_O:
            self.asked.emit("web", self.current_post())
        return key in TURNS or key in CTRL_KEYS or key == Key.Key_O

    def _step_in_cell(self, by: int) -> bool:
        """Up and down go through the posts of a cell, then on to the cell below or above."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        ids = self._ids(index)
        at = ids.index(self.marks.post) + by if self.marks.post in ids else -1
        if 0 <= at < len(ids):
            self._go(index, ids[at])
        else:
            self._beyond(index, by)
        return True

    def _open_or_create(self) -> None:
        if self.marks.post == MORE:
            self.day_asked.emit("list", self.current_day())
        elif self.marks.post:
            self.opened.emit(self.marks.post)
        else:
            self._create()

    def _create(self) -> None:
        if cell := self.current_cell():
            self.created.emit(cell.account_id, cell.day)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.cells.rowCount():
            self._go(self.cells.index(0, 0))
        self.viewport().update()
