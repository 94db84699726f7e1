"""Ctrl+K: one field that finds commands, pages, accounts and posts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from smdesk.domain.account import Platform
from smdesk.ui.frame.commands import COMMANDS
from smdesk.ui.kit.inputs import SearchField
from smdesk.ui.kit.parts import PAD
from smdesk.ui.kit.rows import Row, RowList

_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Something the search found: where to go (`page`, `subject_id`) or what to do (`command`)."""

    title: str
    subtitle: str = ""
    page: str = ""
    subject_id: int = 0
    command: str = ""
    mark: Platform | None = None
    keys: str = ""


Search = Callable[[str], Sequence[Found]]


def commands_like(text: str, possible: frozenset[str]) -> list[Found]:
    """The commands among `possible` whose words hold every word of `text`."""
    words = text.casefold().split()
    return [
        Found(title=one.words, subtitle=one.menu, command=one.id, keys=one.keys)
        for one in COMMANDS
        if one.id in possible and one.id != "palette" and all(word in one.words.casefold() for word in words)
    ]


class PaletteDialog(QDialog):
    """The field and what it finds. Down and Up move in the list, Enter goes there, Escape closes."""

    def __init__(self, parent: QWidget, possible: frozenset[str], search: Search | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sök eller hoppa till")
        self._possible, self._search = possible, search
        self._found: list[Found] = []
        self._looked: str | None = None
        self.result_found: Found | None = None
        self.field = SearchField("Sök eller hoppa till", "Konto, inlägg, sida eller kommando")
        self.list = RowList("Träffar", grow=False, choose=True, empty="Inget hittades. Pröva ett annat ord.")
        box = QVBoxLayout(self)
        box.setContentsMargins(PAD, PAD, PAD, PAD)
        box.addWidget(self.field)
        box.addWidget(self.list, 1)
        self.field.changed.connect(self._look)
        self.field.returnPressed.connect(self._go)
        self.list.opened.connect(lambda _id: self._go())
        line = self.fontMetrics().height()
        room = parent.size()
        self.resize(min(line * 34, room.width() - 2 * PAD), min(line * 26, room.height() - 2 * PAD))
        self._look("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.field.hasFocus() and self._found:
            at = self.list.currentIndex().row() + (1 if event.key() == Qt.Key.Key_Down else -1)
            self.list.go_to(max(0, min(at, len(self._found) - 1)))
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _look(self, text: str) -> None:
        if text == self._looked:
            return
        self._looked = text
        things = list(self._search(text)) if self._search and text else []
        self._found = (things + commands_like(text, self._possible))[:_SHOWN]
        self.list.show_rows(
            [
                Row(id=number, title=one.title, subtitle=one.subtitle, mark=one.mark, chip=one.keys)
                for number, one in enumerate(self._found)
            ]
        )
        self.list.go_to(0)

    def _go(self) -> None:
        self._look(self.field.text().strip())
        if self._found:
            at = self.list.currentIndex().row()
            self.result_found = self._found[max(0, at)]
            self.accept()
