"""Ctrl+K: one field that finds everything: what is in the register by its type, and every command."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from smdesk.domain.account import Platform
from smdesk.domain.record import record
from smdesk.ui.frame.commands import COMMANDS, swedish_keys
from smdesk.ui.kit.inputs import SearchField
from smdesk.ui.kit.parts import PAD, announce
from smdesk.ui.kit.rows import Row, RowList

_PAUSE_MS = 80  # after the last letter: it feels at once, and a fast hand is not searched for at every letter
_LEAP = 8  # rows by Page Up and Page Down
_COMMANDS = "Kommandon"
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: _LEAP, Qt.Key.Key_PageUp: -_LEAP}


@record(kw_only=True)
class Found:
    """Something the search found: where to go (`page`, `subject_id`, `part`) or what to do (`command`).

    `part` is a place within the page (`Page.show_part`); `heading` the type that it is shown under.
    """

    title: str
    subtitle: str = ""
    heading: str = ""
    page: str = ""
    subject_id: int = 0
    part: str = ""
    command: str = ""
    mark: Platform | None = None
    keys: str = ""


Search = Callable[[str], Sequence[Found]]


def commands_like(text: str, possible: frozenset[str]) -> list[Found]:
    """The commands among `possible` whose words hold every word of `text`."""
    words = text.casefold().split()
    return [
        Found(title=one.words, subtitle=one.menu, heading=_COMMANDS, command=one.id, keys=swedish_keys(one.keys))
        for one in COMMANDS
        if one.id in possible and one.id != "palette" and all(word in one.words.casefold() for word in words)
    ]


def by_type(found: Sequence[Found], text: str) -> list[Found]:
    """What was found, type by type: first the types with something that begins as it was typed, then those with the
    words in a title or a command, and last those where they stand inside a text."""
    words = text.casefold().split()
    ranks: dict[str, int] = {}
    for one in found:
        title = one.title.casefold()
        rank = 0 if title.startswith(text.casefold()) else 1 if all(word in title for word in words) else 2
        ranks[one.heading] = min(rank, ranks.get(one.heading, rank))
    return sorted(found, key=lambda one: ranks[one.heading])


class PaletteDialog(QDialog):
    """The field and what it finds. Arrows and Page Up and Down move in the list, Enter goes there, Escape closes."""

    def __init__(self, parent: QWidget, possible: frozenset[str], search: Search | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Sök eller hoppa till")
        self._possible, self._search = possible, search
        self._found: list[Found] = []
        self._looked: str | None = None
        self.result_found: Found | None = None
        self.field = SearchField("Sök eller hoppa till", "Konto, inlägg, steg, dag eller kommando", _PAUSE_MS)
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
        move = _MOVES.get(Qt.Key(event.key()))
        if move and self.field.hasFocus() and self._found:
            at = self.list.currentIndex().row() + move
            self.list.go_to(max(0, min(at, len(self._found) - 1)))
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def _look(self, text: str) -> None:
        if text == self._looked:
            return
        self._looked = text
        things = list(self._search(text)) if self._search and text else []
        self._found = by_type([*things, *commands_like(text, self._possible)], text)
        self.list.show_rows([self._row(number, one) for number, one in enumerate(self._found)])
        self.list.go_to(0)
        if text:
            count = len(self._found)
            announce(self, "1 träff" if count == 1 else f"{count or 'inga'} träffar")

    def _row(self, number: int, one: Found) -> Row:
        is_first = not number or self._found[number - 1].heading != one.heading
        return Row(
            id=number, title=one.title, subtitle=one.subtitle, mark=one.mark, chip=one.keys, one_line=True,
            heading=one.heading if is_first else "",
        )  # fmt: skip

    def _go(self) -> None:
        self._look(self.field.text().strip())
        if self._found:
            at = self.list.currentIndex().row()
            self.result_found = self._found[max(0, at)]
            self.accept()
