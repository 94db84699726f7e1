"""The two-line list that Idag, the steps of a procedure and the basic information are all shown in."""

from collections.abc import Hashable, Sequence
from typing import Protocol, runtime_checkable

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QScrollArea, QSizePolicy, QWidget

from smdesk.ui.kit import theme
from smdesk.ui.kit.parts import escape
from smdesk.ui.kit.resting import Index, RestingView
from smdesk.ui.kit.row import ROW_ROLE, Row
from smdesk.ui.kit.row_painter import RowDelegate, paint_focus

__all__ = ["Row", "RowList", "RowModel", "let_lists_grow"]

_LOW = 26  # line heights: in what is lower, the head of a page leaves a list no room of its own
_LAID_OUT = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest)


class RowModel(QAbstractListModel):
    """Rows for a `RowList`; changes nothing itself, a tick is told by `ticked`."""

    ticked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.held = False

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows: as changes when they are the same ids, so that nobody is thrown out of the list."""
        same = [row.id for row in rows] == [row.id for row in self.rows]
        if same:
            changed = [n for n, row in enumerate(rows) if row != self.rows[n]]
            self.rows = list(rows)
            if changed:
                self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], 0))
        else:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return row.words()
            case Qt.ItemDataRole.ToolTipRole if row.one_line:
                return escape(row.title)
            case Qt.ItemDataRole.CheckStateRole if row.check is not None:
                return Qt.CheckState.Checked if row.check else Qt.CheckState.Unchecked
            case _ if role == ROW_ROLE:
                return row
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        row = self.rows[index.row()]
        if row.check is None or self.held:
            return False
        self.ticked.emit(row.id)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.rows[index.row()].check is not None and not self.held:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags


class RowList(RestingView, QListView):
    """A list of `Row`s. Space and a click on the box tick, Enter and a double click open.

    `grow=True` gives the list the height of its rows (in a card, on a page that scrolls); otherwise it scrolls itself,
    where there is room for that (`let_lists_grow`).
    `choose=True` is for list and detail: the row you are on stays marked, and `chosen(id)` tells when it changes.
    A key among `keys` (”Ctrl+O” → Qt.Key…) is the page's: it asks `current()`.
    """

    ticked = Signal(object)
    opened = Signal(object)
    pressed = Signal(object)
    chosen = Signal(object)

    def __init__(self, name: str, *, grow: bool = True, choose: bool = False, empty: str = "") -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("role", "rows")
        self.choose, self.empty, self._grow = choose, empty, grow
        self._rows = RowModel(self)
        self._heights: dict[int, int] = {}
        self.setModel(self._rows)
        self._delegate = RowDelegate(self, lambda: self.choose, self._room)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.always_grows = grow
        self._set_growth()
        self._rows.ticked.connect(self.ticked)
        self._delegate.pressed.connect(self.pressed)

    def grow(self, on: bool) -> None:
        """Be as high as the rows, in what scrolls, or scroll; one that was made to grow always does."""
        if self._grow != (on or self.always_grows):
            self._grow = not self._grow
            self._set_growth()
            self._heights.clear()
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()

    def _set_growth(self) -> None:
        off, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(off if self._grow else needed)
        high = QSizePolicy.Policy.Preferred if self._grow else QSizePolicy.Policy.Expanding
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, high)
        policy.setHeightForWidth(self._grow)
        self.setSizePolicy(policy)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the row you are on stays the same one, or the one that took its place."""
        at, kept = self.currentIndex().row(), self.current()
        self._rows.show(rows)
        ids = [row.id for row in rows]
        if kept is not None and (kept not in ids or self.current() != kept):
            self._go(ids.index(kept) if kept in ids else min(at, len(ids) - 1))
        self._measure_again()

    def hold(self, held: bool) -> None:
        """Let no row be ticked, and show it, while the register is only read."""
        self._rows.held = self._delegate.held = held
        self.viewport().update()

    def rows(self) -> list[Row]:
        """The rows shown."""
        return list(self._rows.rows)

    def current(self) -> Hashable | None:
        """The id of the row you are on, or None."""
        index = self.currentIndex()
        return self._rows.rows[index.row()].id if index.isValid() else None

    def go_to(self, row_id: Hashable) -> None:
        """Make the row with `row_id` the current one, if it is there."""
        ids = [row.id for row in self._rows.rows]
        if row_id in ids:
            self._go(ids.index(row_id))

    def _go(self, number: int) -> None:
        if 0 <= number < len(self._rows.rows):
            self.setCurrentIndex(self._rows.index(number, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self._rows.rows[current.row()].id)
            if self._grow and self.hasFocus():
                QTimer.singleShot(0, self, self._come_into_sight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current is not None:
            if plain == Qt.KeyboardModifier.NoModifier:
                self.opened.emit(current)
                return
            if plain == Qt.KeyboardModifier.ShiftModifier and self._row(current).button:
                self.pressed.emit(current)
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rows:
            self._go(0)
        if self._grow:
            QTimer.singleShot(0, self, self._come_into_sight)  # after the page has scrolled to the list as a whole

    def _come_into_sight(self) -> None:
        """Have the page scroll to the row one is on: a list that grows does not scroll itself."""
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        content = around.widget() if isinstance(around, QScrollArea) else None
        if isinstance(around, QScrollArea) and content and self.hasFocus() and self.currentIndex().isValid():
            here = self.visualRect(self.currentIndex()).center()
            around.ensureVisible(0, self.mapTo(content, here).y(), 0, self.fontMetrics().height() * 2)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and self.model() is not None:
            self._measure_again()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.empty and not self._rows.rows:
            painter = QPainter(self.viewport())
            room = self.viewport().rect()
            if self.hasFocus():
                paint_focus(painter, room)
            painter.setPen(theme.colour("muted"))
            how = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room.adjusted(14, 8, -14, -8), int(how), self.empty)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._measure_again()  # text wraps: Qt lays out again only when the other side changes

    def hasHeightForWidth(self) -> bool:
        return self._grow

    def heightForWidth(self, width: int) -> int:
        if not self._rows.rows:
            return self.fontMetrics().height() * 3 if self.empty else 0
        if width not in self._heights:  # asked for some hundred times while one page is laid out
            self._heights[width] = self._delegate.height(self._rows.rows, width)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint() if self._grow else QSize(240, 240)

    def minimumSizeHint(self) -> QSize:
        if not self._grow:
            return QSize(120, 80)
        has_width = not self.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent)  # else asked anew when it gets one
        return QSize(120, self.heightForWidth(self._room()) if has_width else 0)

    def _room(self) -> int:
        """How wide a row is. To ask for Qt's own viewport has PySide read every kind of widget there is, once (20 ms):
        a list that grows, as those of the first page do, has no scroll bar and is as wide as it is."""
        return self.maximumViewportSize().width() if self._grow else self.viewport().width()

    def _measure_again(self) -> None:
        self._heights.clear()
        self.scheduleDelayedItemsLayout()
        if self._grow:
            self.updateGeometry()

    def _row(self, row_id: Hashable) -> Row:
        return next(row for row in self._rows.rows if row.id == row_id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        at = event.position().toPoint()
        index = self.indexAt(at)
        if index.isValid() and not self._delegate.is_on_control(index, at):
            self.opened.emit(self._rows.rows[index.row()].id)


@runtime_checkable
class _Growing(Protocol):
    def grow(self, on: bool) -> None: ...


class _LowArea(QObject):
    """Sees how high a scrolling area is, and when there is something new in it."""

    def __init__(self, area: QScrollArea, content: QWidget) -> None:
        super().__init__(area)
        self._area = area
        for one in (area, content):
            one.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _LAID_OUT:
            low = self._area.height() < _LOW * self._area.fontMetrics().height()
            for one in self._area.findChildren(QAbstractItemView):
                if isinstance(one, _Growing):
                    one.grow(low)
        return False


def let_lists_grow(area: QScrollArea, content: QWidget) -> None:
    """Have the lists in `content`, which `area` scrolls, scroll by themselves only where it is high enough: else they
    would show a row or two, and it would have to scroll too."""
    _LowArea(area, content)
