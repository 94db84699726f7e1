"""Posts under the mouse on their way to another place: a ghost that tells where they would land, and what is there."""

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import date
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from smdesk.domain.record import record
from smdesk.domain.slot import moved_time
from smdesk.ui.calendar.chip import FULL, Chip, Lines, paint_chip
from smdesk.ui.kit import theme
from smdesk.ui.kit.style_sheet import strong

STEP = 6  # px up or down, with Shift held, for a quarter of an hour
TICK_MS = 60
_AWAY = 14  # px, from the mouse to the ghost
_PAD = 6
_WIDEST = 20  # line heights


@record(kw_only=True)
class Load:
    """What is dragged: posts, of which the one that was grabbed has this `day` (None: from the idébank) and `time`.

    `account_id` is the lane it was grabbed in, 0 for none; `accounts` are the grabbed one's own.
    """

    posts: tuple[int, ...]
    day: date | None
    time: str
    account_id: int = 0
    accounts: tuple[int, ...] = ()
    picture: QPixmap = field(default_factory=QPixmap)

    def time_at(self, quarters: int) -> str:
        """Its time moved by quarters of an hour; the time itself where the day would end."""
        found = moved_time(self.time, quarters)
        return self.time if found is None else found


def chip_picture(view: QWidget, one: Chip, size: QSize, lines: Lines = FULL) -> QPixmap:
    """A chip as it is dragged out of `view`."""
    ratio = view.devicePixelRatioF()
    picture = QPixmap(size * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_chip(painter, QRect(QPoint(0, 0), size), one, view.font(), current=True, lines=lines)
    painter.end()
    return picture


class DropPlace(Protocol):
    """A widget that posts are dropped on."""

    def drag_over(self, at: QPoint, load: Load, quarters: int, *, held: bool) -> str | None:
        """Show where a drop at a point of the screen lands, and say it; ”” where none may, None when it is elsewhere.

        `held` keeps the place of before, while the mouse tells the time.
        """

    def drag_stays(self) -> None:
        """The mouse is still there, `TICK_MS` later."""

    def drag_left(self) -> None:
        """Show no more."""

    def landing(self, load: Load, quarters: int) -> Callable[[], object] | None:
        """What a drop does where the last `drag_over` was; None where none may."""


class Ghost(QWidget):
    """The picture of what is dragged, and below it in words where it would land."""

    def __init__(self, over: QWidget, load: Load) -> None:
        super().__init__(over)
        self._room = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._load, self.words = load, ""
        self._count = f"{len(load.posts)} inlägg" if len(load.posts) > 1 else ""

    def follow(self, at: QPoint, words: str) -> None:
        """Stand beside a point of the screen and say something else; always whole within the window."""
        self.words = words
        text = self._text_size()
        picture = self._load.picture.deviceIndependentSize().toSize()
        self.resize(max(text.width(), picture.width() + _PAD), picture.height() + text.height() + 2)
        room, place = self._room.rect(), self._room.mapFromGlobal(at) + QPoint(_AWAY, _AWAY)
        place.setX(max(0, min(place.x(), room.right() - self.width())))
        place.setY(max(0, min(place.y(), room.bottom() - self.height())))
        self.move(place)
        self.show()
        self.raise_()
        self.update()

    def _said(self) -> str:
        return " · ".join(part for part in (self._count, self.words) if part)

    def _text_size(self) -> QSize:
        metrics = self.fontMetrics()
        rect = metrics.boundingRect(QRect(0, 0, _WIDEST * metrics.height(), 999), _WRAP, self._said())
        return rect.size() + QSize(metrics.averageCharWidth() * 3 + 2 * _PAD, _PAD)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        high = round(self._load.picture.deviceIndependentSize().height())
        if self._count:
            under = QRect(_PAD, _PAD, self._load.picture.width() - 2, high - _PAD)
            painter.setPen(theme.colour("accent"))
            painter.setBrush(theme.colour("card"))
            painter.drawRoundedRect(under, 4, 4)
        painter.setOpacity(0.9)
        painter.drawPixmap(0, 0, self._load.picture)
        painter.setOpacity(1)
        if self._said():
            box = QRect(QPoint(0, high + 2), self._text_size())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.tokens().accent))
            painter.drawRoundedRect(box, 4, 4)
            painter.setFont(strong(self.font()))
            painter.setPen(QColor(theme.tokens().on_accent))
            painter.drawText(box, _WRAP | int(Qt.AlignmentFlag.AlignCenter), self._said())


_WRAP = int(Qt.TextFlag.TextWordWrap)


class PostDrag(QObject):
    """A drag from the moment it begins: it follows the mouse over `places` until the button is let go, or Escape.

    With Shift held the place stays and the mouse tells the time, a quarter of an hour for every `STEP` px up or down.
    """

    ended = Signal()

    def __init__(self, source: QAbstractItemView, load: Load, places: Sequence[DropPlace], at: QPoint) -> None:
        """`at` is where the mouse is on the screen."""
        super().__init__(source)
        self._source, self._load, self._places = source, load, places
        self._over: DropPlace | None = None
        self._quarters = 0
        self._held_from: tuple[int, int] | None = None  # y, quarters
        self._at = at
        self.ghost = Ghost(source.window(), load)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._stay)
        self._timer.start()
        for watched in (source, source.viewport()):
            watched.installEventFilter(self)
        self._look(held=False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self.follow(event.globalPosition().toPoint(), event.modifiers())
        elif kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
            self.follow(event.globalPosition().toPoint(), event.modifiers())
            self._drop()
        elif kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            self._key(event)
        elif kind in (QEvent.Type.Hide, QEvent.Type.WindowDeactivate):
            self.end()
            return False
        else:
            return False
        return True

    def _key(self, event: QKeyEvent) -> None:
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and event.key() == Qt.Key.Key_Escape:
            self.end()
        elif event.key() == Qt.Key.Key_Shift:
            self.follow(self._at, Qt.KeyboardModifier.ShiftModifier if pressed else Qt.KeyboardModifier.NoModifier)

    def follow(self, at: QPoint, modifiers: Qt.KeyboardModifier) -> None:
        """Go on to a point of the screen."""
        self._at = at
        held = bool(modifiers & Qt.KeyboardModifier.ShiftModifier) and self._over is not None
        if not held:
            self._held_from = None
        elif self._held_from is None:
            self._held_from = at.y(), self._quarters
        if self._held_from is not None:
            wanted = self._held_from[1] + round((at.y() - self._held_from[0]) / STEP)
            if moved_time(self._load.time, wanted) is not None:
                self._quarters = wanted
        self._look(held=held)

    def _look(self, *, held: bool) -> None:
        if held and self._over is not None:
            self.ghost.follow(self._at, self._over.drag_over(self._at, self._load, self._quarters, held=True) or "")
            return
        found, words = None, "Släpp utanför: inget ändras"
        for place in self._places:
            said = place.drag_over(self._at, self._load, self._quarters, held=False)
            if said is not None:
                found, words = place, said
                break
        if self._over is not None and self._over is not found:
            self._over.drag_left()
        self._over = found
        self.ghost.follow(self._at, words)

    def _stay(self) -> None:
        if self._over is not None and self._held_from is None:
            self._over.drag_stays()
            self._look(held=False)

    def _drop(self) -> None:
        land = self._over.landing(self._load, self._quarters) if self._over is not None else None
        self.end()
        if land is not None:
            land()

    def end(self) -> None:
        """Be over; nothing is dropped."""
        self._timer.stop()
        for watched in (self._source, self._source.viewport()):
            watched.removeEventFilter(self)
        for place in self._places:
            place.drag_left()
        self._over = None
        self.ghost.hide()
        self.ghost.deleteLater()
        self.ended.emit()
        self.deleteLater()


def is_far(start: QPoint, at: QPoint) -> bool:
    """Whether the mouse has gone so far with its button down that something is dragged."""
    return (at - start).manhattanLength() >= QApplication.startDragDistance()
