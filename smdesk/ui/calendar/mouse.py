"""A grid under the mouse: click to choose or create, double click to open, drag posts to another day and time."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from smdesk.ui.calendar.cells import MORE
from smdesk.ui.calendar.chip import Chip
from smdesk.ui.calendar.choosing import ChoosingGrid
from smdesk.ui.calendar.drag import TICK_MS, DropPlace, Load, PostDrag, chip_picture, is_far
from smdesk.ui.calendar.grid import Held
from smdesk.ui.calendar.model import CellModel
from smdesk.ui.kit.parts import escape
from smdesk.words.post import slot_text

_EDGE = 22  # px at the sides where a drag turns the week, and above and below where it scrolls
_HOLD_MS = 720  # so long the mouse stays at the side before it turns
_LEFT = Qt.MouseButton.LeftButton


class MouseGrid(ChoosingGrid):
    """A grid that is also used with the mouse. A click on ”+N till” has the day shown in the list.

    Ctrl+click chooses one more or one less, Shift+click all up to there. `dropped(load, day, account, quarters)` when
    posts were dragged to a cell, with the quarters of an hour that their time is moved by.
    """

    dropped = Signal(object, object, int, int)
    turn_word = "veckan"

    def __init__(self, cells: CellModel, name: str) -> None:
        super().__init__(cells, name)
        self._pressed: tuple[QModelIndex, Chip | None, QPoint] | None = None
        self._from = QModelIndex(), 0  # where Shift+click begins
        self._cleared = False
        self._side, self._up, self._stayed = 0, 0, 0
        self.drag: PostDrag | None = None
        self.drop_places: Callable[[], Sequence[DropPlace]] = lambda: [self]
        self.setMouseTracking(True)
        cells.modelReset.connect(self.drag_left)

    def chip_at(self, at: QPoint) -> tuple[QModelIndex, Chip | None]:
        """The cell at a point of the viewport, and the chip there."""
        index = self.indexAt(at)
        if not index.isValid():
            return index, None
        return index, self.laid(index).chip_at(at - self.visualRect(index).topLeft())

    def _is_on_more(self, index: QModelIndex, at: QPoint) -> bool:
        return index.isValid() and self.laid(index).more.contains(at - self.visualRect(index).topLeft())

    def _refuses(self, load: Load, index: QModelIndex) -> str:
        """Why posts may not be dropped in a cell; ”” where they may."""
        return ""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index, chip = self.chip_at(at)
        here, post = self.currentIndex(), self.current_post()
        if index.isValid():
            self._go(index, chip.post_id if chip else MORE if self._is_on_more(index, at) else 0)
        self._pressed = None
        held = event.modifiers() & (Held.ControlModifier | Held.ShiftModifier)
        if held and event.button() == _LEFT:
            self._click_to_choose(held, chip, (here, post))
            return
        self._cleared = bool(self.marks.chosen) and not (chip and chip.post_id in self.marks.chosen)
        if self._cleared:
            self._choose(set())
        if event.button() == _LEFT:
            self._pressed = (index, chip, at)
            self._from = (index, chip.post_id) if chip else (QModelIndex(), 0)

    def _click_to_choose(self, held: Qt.KeyboardModifier, chip: Chip | None, before: tuple[QModelIndex, int]) -> None:
        """Ctrl+click begins with the post that was clicked before, Shift+click with the place one was at."""
        start, first = self._from
        if held & Held.ShiftModifier:
            start, first = (start, first) if start.isValid() else before
            self._choose_to(start, first, self.currentIndex(), chip.post_id if chip else 0)
        elif chip:
            clicked = {first} if first and not self.marks.chosen and first != chip.post_id else set()
            self._choose((self.marks.chosen | clicked) ^ {chip.post_id})
            self._from = self.currentIndex(), chip.post_id

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        index, chip = self.chip_at(at)
        if index != self.marks.hovered:
            self.marks.hovered = index
            self.viewport().update()
        hand = chip or self._is_on_more(index, at)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        if self._pressed and event.buttons() & _LEFT:
            start, grabbed, point = self._pressed
            if grabbed and is_far(point, at):
                self._drag(start, grabbed, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        at = event.position().toPoint()
        index, chip = self.chip_at(at)
        if not pressed or not index.isValid() or index != pressed[0]:
            return
        if chip and chip == pressed[1]:
            self._choose(set())
        elif chip is None and pressed[1] is None:
            if self._is_on_more(index, at):
                self.day_asked.emit("list", self.cells.cell(index).day)
            elif not self._cleared:
                self._create()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        _, chip = self.chip_at(event.position().toPoint())
        if chip and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(chip.post_id)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.marks.hovered = QModelIndex()
        self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(self.place_of_current()) if by_key else event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index, chip = self.chip_at(event.pos())
            words = f"{chip.time} {chip.line}\n{chip.whole[:600]}".strip() if chip else ""
            if index.isValid() and not chip and not self.laid(index).head.isEmpty():
                words = self.cells.day(index).spoken  # beside the date it may be cut
            QToolTip.showText(event.globalPos(), escape(words).replace("\n", "<br>"), self.viewport())
            return True
        return super().viewportEvent(event)

    # Drag and drop: posts to another day, of another week too, or to another time.

    def _drag(self, index: QModelIndex, chip: Chip, at: QPoint) -> None:
        self._pressed = None
        laid, cell = self.laid(index), self.cells.cell(index)
        picture = chip_picture(self, chip, laid.place(chip.post_id).size(), laid.lines)
        others = self.chosen_posts() if chip.post_id in self.marks.chosen else ()
        posts = (chip.post_id, *(one for one in others if one != chip.post_id))
        load = Load(posts=posts, day=cell.day, time=chip.time, account_id=cell.account_id, picture=picture)
        self._side = self._stayed = 0
        self.drag = PostDrag(self, load, self.drop_places(), at)
        self.drag.ended.connect(self._drag_ended)

    def _drag_ended(self) -> None:
        self.drag = None

    def drag_over(self, at: QPoint, load: Load, quarters: int, *, held: bool) -> str | None:
        """Where a drop would land: the cell at the point, or the one of before while the mouse tells the time."""
        if not self.isVisible() or not (held or self.rect().contains(self.mapFromGlobal(at))):
            return None
        if not held:
            self._at_edge(self.viewport().mapFromGlobal(at))
        index = self.marks.drop if held else self.indexAt(self.viewport().mapFromGlobal(at))
        wait = f"vänta här: {self.turn_word} byts" if self._side and not held else ""
        why = self._refuses(load, index) if index.isValid() else wait.capitalize() or "Släpp på en dag"
        if why:
            self._drop_at(QModelIndex(), "")
            return why
        words = slot_text(self.cells.cell(index).day, load.time_at(quarters))
        self._drop_at(index, words)
        if held:
            return f"{words} · upp och ned ändrar tiden"
        return f"{words} · {wait or 'Skift: ändra tiden'}"

    def _at_edge(self, at: QPoint) -> None:
        side = -1 if at.x() < _EDGE else 1 if at.x() > self.viewport().width() - _EDGE else 0
        if side != self._side:
            self._side, self._stayed = side, 0
        self._up = -1 if at.y() < _EDGE else 1 if at.y() > self.viewport().height() - _EDGE else 0

    def drag_stays(self) -> None:
        """Scroll towards the edge that the mouse is at; where the days end, turn after a short hold."""
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + self._up * _EDGE // 2)
        bar = self.horizontalScrollBar()
        before = bar.value()
        bar.setValue(before + self._side * _EDGE)
        if not self._side or bar.value() != before:
            self._stayed = 0
            return
        self._stayed += TICK_MS
        if self._stayed >= _HOLD_MS:
            self._stayed = 0
            self._drop_at(QModelIndex(), "")
            self.turned.emit(self._side)

    def drag_left(self) -> None:
        """Show no longer where it would land."""
        self._side = self._stayed = 0
        self._drop_at(QModelIndex(), "")

    def landing(self, load: Load, quarters: int) -> Callable[[], object] | None:
        """A drop is told, with the cell that was shown."""
        if not self.marks.drop.isValid():
            return None
        cell = self.cells.cell(self.marks.drop)
        return partial(self.dropped.emit, load, cell.day, cell.account_id, quarters)

    def _drop_at(self, index: QModelIndex, words: str) -> None:
        if (index, words) != (self.marks.drop, self.marks.drop_words):
            self.marks.drop, self.marks.drop_words = index, words
            self.viewport().update()
