"""A grid in which several posts can be chosen, by keys and by mouse; what is then asked is for all of them."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from smdesk.ui.calendar.grid import ChipGrid, Key
from smdesk.ui.calendar.model import CellModel
from smdesk.ui.kit.parts import announce
from smdesk.words.post import chosen_text

_ARROWS = {Key.Key_Left: (0, -1), Key.Key_Right: (0, 1), Key.Key_Up: (-1, 0), Key.Key_Down: (1, 0)}


class ChoosingGrid(ChipGrid):
    """Shift+arrow chooses the posts one goes over, Ctrl+Space one more or one less, Ctrl+A the cell, then its row, then
    all, Escape none. Only what is on screen can be chosen. `choice_changed(count)` when it is another.
    """

    choice_changed = Signal(int)
    by_days = False  # what lies between two cells is the days from one to the other, not the square of both

    def __init__(self, cells: CellModel, name: str) -> None:
        super().__init__(cells, name)
        cells.dataChanged.connect(self._forget_unseen)
        cells.modelReset.connect(self._forget_unseen)

    def lead_post(self) -> int:
        chosen = self.chosen_posts()
        return self.current_post() if self.current_post() in chosen or not chosen else chosen[0]

    def chosen_posts(self) -> tuple[int, ...]:
        if not self.marks.chosen:
            return super().chosen_posts()
        seen = dict.fromkeys(chip.post_id for cell in self._every_cell() for chip in self.cells.cell(cell).chips)
        return tuple(post for post in seen if post in self.marks.chosen)

    def choose_posts(self, posts: Iterable[int]) -> None:
        """Choose these posts, those of them that are shown, and no others."""
        self._choose(set(posts) & set(self._ids_of(self._every_cell())))

    def _every_cell(self) -> list[QModelIndex]:
        rows = range(self.cells.rowCount())
        return [self.cells.index(row, column) for row in rows for column in range(self.cells.columnCount())]

    def _ids_of(self, cells: Iterable[QModelIndex]) -> list[int]:
        return [chip.post_id for cell in cells for chip in self.cells.cell(cell).chips]

    def _choose(self, posts: set[int]) -> None:
        if posts == self.marks.chosen:
            return
        self.marks.chosen = posts
        announce(self, chosen_text(len(posts)))
        self.choice_changed.emit(len(posts))
        self.viewport().update()

    def _forget_unseen(self) -> None:
        if self.marks.chosen:
            self._choose(self.marks.chosen & set(self._ids_of(self._every_cell())))

    def _toggle(self, post: int) -> None:
        if post:
            self._choose(self.marks.chosen ^ {post})

    def _cells_between(self, one: QModelIndex, other: QModelIndex) -> list[QModelIndex]:
        if self.by_days:
            first, last = sorted(at.row() * 7 + at.column() for at in (one, other))
            return [self.cells.index(*divmod(at, 7)) for at in range(first, last + 1)]
        rows, columns = sorted((one.row(), other.row())), sorted((one.column(), other.column()))
        return [
            self.cells.index(row, column)
            for row in range(rows[0], rows[1] + 1)
            for column in range(columns[0], columns[1] + 1)
        ]

    def _choose_to(self, start: QModelIndex, post: int, end: QModelIndex, last: int) -> None:
        """Choose what lies between two places; within one cell from one post to the other."""
        if not start.isValid() or not end.isValid():
            return
        ids = self._ids_of([end])
        if start == end and post in ids and last in ids:
            at = sorted((ids.index(post), ids.index(last)))
            ids = ids[at[0] : at[1] + 1]
        elif start != end:
            ids = self._ids_of(self._cells_between(start, end))
        self._choose(self.marks.chosen | set(ids))

    def _choose_more(self) -> None:
        """All of the cell; where they are chosen, or there are none, all of the row; then all that is shown."""
        here = self.currentIndex()
        if not here.isValid():
            return
        row = [self.cells.index(here.row(), column) for column in range(self.cells.columnCount())]
        for cells in ([here], row, self._every_cell()):
            ids = set(self._ids_of(cells))
            if ids - self.marks.chosen:
                self._choose(self.marks.chosen | ids)
                return

    # Keys.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Escape and self.marks.chosen:
            self._choose(set())
            event.accept()
            return
        super().keyPressEvent(event)

    def _shift_key(self, key: Qt.Key) -> bool:
        if key not in _ARROWS:
            return super()._shift_key(key)
        before = self.current_post()
        self._go_on(key)
        self._choose(self.marks.chosen | ({before, self.current_post()} - {0}))
        return True

    def _go_on(self, key: Qt.Key) -> None:
        """What the arrow alone does."""
        if not self._plain_key(key):
            down, right = _ARROWS[key]
            index = self.currentIndex()
            if (there := self.cells.index(index.row() + down, index.column() + right)).isValid():
                self._go(there)

    def _ctrl_key(self, key: Qt.Key) -> bool:
        if key == Key.Key_Space:
            self._toggle(self.current_post())
        elif key == Key.Key_A:
            self._choose_more()
        else:
            return super()._ctrl_key(key)
        return True
