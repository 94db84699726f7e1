"""Layouts that give way: one that wraps like words, and columns that go below each other when narrow."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QLabel, QLayout, QLayoutItem, QVBoxLayout, QWidget


class FlowLayout(QLayout):
    """Puts widgets beside each other and on the next line when the line is full."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, margin: int = 0, centred: bool = False) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._centred = centred
        self.setSpacing(gap)
        self.setContentsMargins(margin, margin, margin, margin)
        if parent is not None:
            parent.setLayout(self)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # asked for some thousand times while one page is laid out
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        spare = max(0, rect.height() - self.heightForWidth(rect.width()))
        self._place(rect.adjusted(0, spare // 2, 0, 0), move=True)

    def sizeHint(self) -> QSize:
        margins = self.contentsMargins()
        shown = [item.sizeHint() for item in self._items if not item.isEmpty()]
        wide = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        high = max((size.height() for size in shown), default=0)
        return QSize(wide + margins.left() + margins.right(), high + margins.top() + margins.bottom())

    def minimumSize(self) -> QSize:
        margins = self.contentsMargins()
        least = QSize(0, 0)
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Set every item's place within `rect` (or only count); the height that it took, in px."""
        margins = self.contentsMargins()
        left, room = rect.x() + margins.left(), rect.width() - margins.left() - margins.right()
        top = rect.y() + margins.top()
        for line in self._lines(room):
            sizes = [_size(item, room) for item in line]
            high = max(size.height() for size in sizes)
            wide = sum(size.width() for size in sizes) + self.spacing() * (len(line) - 1)
            at = left + (max(0, room - wide) // 2 if self._centred else 0)
            for item, size in zip(line, sizes, strict=True):
                if move:
                    item.setGeometry(QRect(QPoint(at, top + (high - size.height()) // 2), size))
                at += size.width() + self.spacing()
            top += high + self.spacing()
        taken = top - rect.y() + margins.bottom()
        return taken - self.spacing() if self._items else taken

    def _lines(self, room: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = min(_wide(item), room)
            if not lines or used + wide > room:
                lines.append([])
                used = 0
            lines[-1].append(item)
            used += wide + self.spacing()
        return lines


def _wide(item: QLayoutItem) -> int:
    """The width an item would like: a label that may wrap asks for all of its text on one line, not for a square."""
    label = item.widget()
    if isinstance(label, QLabel) and label.wordWrap():
        label.ensurePolished()
        wide = label.fontMetrics().horizontalAdvance(label.text())
        return wide + wide // 50 + 3  # some to spare: a line is broken by other measures than it is painted by
    return item.sizeHint().width()


def _size(item: QLayoutItem, room: int) -> QSize:
    """The size of an item on a line with `room` px: higher when its text must wrap."""
    wide = min(_wide(item), max(room, 1))
    high = item.heightForWidth(wide) if item.hasHeightForWidth() else item.sizeHint().height()
    return QSize(wide, high)


def _is_unplaced(widget: QWidget) -> bool:
    """Whether the widget is still to be told how large it is."""
    return widget.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent)


def _least_height(widget: QWidget, box: QBoxLayout, wide: int) -> int:
    """The height at the present width: tabs and scroll areas ask for a least size, never for a height at a width.

    0 as long as the widget has no width: it is asked anew when it gets one.
    """
    if _is_unplaced(widget):
        return 0
    return box.minimumHeightForWidth(max(wide, widget.width()))


class Columns(QWidget):
    """Columns beside each other; below each other when narrower than `fold` times the text's height.

    `add(widget, share)` puts a card in column `column` (0 from the left).
    """

    def __init__(self, shares: tuple[int, ...] = (3, 2), *, gap: int = 16, fold: int = 48) -> None:
        super().__init__()
        self._fold = fold
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self.columns: list[QVBoxLayout] = []
        for share in shares:
            column = QVBoxLayout()
            column.setSpacing(gap)
            room = QVBoxLayout()
            room.addLayout(column)
            room.addStretch(1)
            self._box.addLayout(room, share)
            self.columns.append(column)

    def add(self, column: int, *widgets: QWidget) -> "Columns":
        """Put widgets below each other in a column."""
        for widget in widgets:
            self.columns[column].addWidget(widget)
        return self

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()  # its own would lay out every card at a width that none of them gets

    def minimumSizeHint(self) -> QSize:
        wide = max(column.minimumSize().width() for column in self.columns)
        return QSize(wide, _least_height(self, self._box, wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < self._fold * self.fontMetrics().height()
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()


class Beside(QWidget):
    """Words at the left and what belongs to them at the right, which goes below when there is no room."""

    def __init__(self, words: QWidget, others: QWidget, *, gap: int = 14) -> None:
        super().__init__()
        self._words, self._others, self._gap = words, others, gap
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        self._box.addWidget(words, 1)
        self._box.addWidget(others, 0)

    def minimumSizeHint(self) -> QSize:
        wide = max(self._words.minimumSizeHint().width(), self._others.minimumSizeHint().width())
        return QSize(wide, _least_height(self, self._box, wide))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_way()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.fold()  # something in it wants another size, such as words that have got their style
        return super().event(event)

    def fold(self) -> None:
        """Choose the way anew; called when the words or the others have changed. Without a width there is none yet."""
        if not _is_unplaced(self):
            self._choose_way()

    def _choose_way(self) -> None:
        needed = self._words.sizeHint().width() + self._gap + self._others.sizeHint().width()
        way = QBoxLayout.Direction.LeftToRight
        if needed > self.width():
            way = QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)
            self._box.setSpacing(self._gap if way == QBoxLayout.Direction.LeftToRight else self._gap // 2)
            self.updateGeometry()
