"""What this machine remembers between two days: the window's place, the look, and the widths of columns."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QMargins, QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from smdesk.domain.problem import CannotSaveError
from smdesk.settings import Settings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QTableView  # PySide makes a class when it is first named, this one in 1.5 ms

_FIRST_SIZE = QSize(1280, 800)
_FRAME = QMargins(8, 40, 8, 8)  # px, as much as a frame takes; no system tells before the window is shown


class Memory:
    """The settings in use; `keep` writes them. A disk that refuses is no reason to stop the work."""

    def __init__(self, settings: Settings, keep: Callable[[Settings], object]) -> None:
        self.settings = settings
        self._keep = keep
        self._columns = dict(settings.columns)

    def change(self, **values: Any) -> None:
        """Change settings by name and write them. After `CannotSaveError` the change still holds until quit."""
        self.settings = replace(self.settings, **values)
        self._keep(self.settings)

    def restore_window(self, window: QWidget) -> None:
        """Put the window where it was; Qt moves it onto a screen that is still there."""
        kept = QByteArray.fromHex(QByteArray(self.settings.geometry.encode()))
        if kept.isEmpty() or not window.restoreGeometry(kept):
            room = window.screen().availableGeometry().marginsRemoved(_FRAME)
            place = QRect(QPoint(), _FIRST_SIZE.boundedTo(room.size()))
            place.moveCenter(room.center())
            window.setGeometry(place)

    def keep_window(self, window: QWidget) -> None:
        """Remember the window's place and the columns; called when the window closes."""
        try:
            self.change(geometry=bytes(window.saveGeometry().toHex().data()).decode(), columns=self._columns)
        except CannotSaveError:
            return  # where the window stood is not worth a message at quit

    def remember_columns(self, table: "QTableView", name: str) -> None:
        """Give a table the columns it had, and remember how they are changed."""
        head = table.horizontalHeader()
        for number, width in enumerate(self._columns.get(name, [])[: head.count()]):
            head.resizeSection(number, max(24, width))
        head.sectionResized.connect(partial(self._resized, table, name))

    def _resized(self, table: "QTableView", name: str, *_sizes: int) -> None:
        head = table.horizontalHeader()
        self._columns[name] = [head.sectionSize(number) for number in range(head.count())]
