"""The first page of the import dialog: where the list is chosen or dropped, and the lists that were taken before."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from smdesk.operations.transfer import Import
from smdesk.ui.importing.kinds import ListKind
from smdesk.ui.kit.inputs import DropZone
from smdesk.ui.kit.parts import GAP, PAD, Card, label, scrolling
from smdesk.ui.kit.rows import Row, RowList
from smdesk.words.dates import clock, long_day


class Chooser(QWidget):
    """Asks for a file, and offers to take a former list away: `open_file(path)` and `take_away(import_id)`."""

    def __init__(self, kind: ListKind, open_file: Callable[[Path], object], take_away: Callable[[int], object]) -> None:
        super().__init__()
        self._kind, self._take_away = kind, take_away
        self.zone = DropZone(kind.drop, "välj fil…", kinds=kind.readable, one=True)
        self.zone.dropped.connect(lambda paths: open_file(paths[0]))
        self.list = RowList("Tidigare inläsningar")
        self.list.pressed.connect(self._pressed)
        self._card = Card("Tidigare inläsningar", "tas bort som helhet", flush=True).add(self.list)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP)
        box.addWidget(label(kind.intro))
        box.addWidget(self.zone)
        box.addWidget(self._card)
        box.addStretch(1)

    def show_taken(self, found: Sequence[Import]) -> None:
        """Show the lists that something is left of."""
        self.list.show_rows([self._row(one) for one in found])
        self._card.setVisible(bool(found))

    def _row(self, one: Import) -> Row:
        when = f"{long_day(one.at.date())} {one.at.year}, kl. {clock(one.at)}"
        words = f"{when} · {self._kind.counted(one.count)}"
        return Row(id=one.id, title=one.source, subtitle=words, icon="file", button="Ta bort")

    def _pressed(self, row_id: object) -> None:
        if isinstance(row_id, int):
            self._take_away(row_id)


def scrolled(content: QWidget) -> QScrollArea:
    """`content` on the page's ground, in an area that scrolls."""
    room = QWidget()
    room.setProperty("role", "ground")
    box = QVBoxLayout(room)
    box.setContentsMargins(PAD * 2, PAD, PAD * 2, PAD)
    box.addWidget(content)
    return scrolling(room)
