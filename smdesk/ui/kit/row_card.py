"""A card with a list in it, what it says when the list is empty, and a line of explanation below."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from smdesk.ui.kit.buttons import link_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.parts import PAD, Card, label
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.rows import RowList


class ListCard(Card):
    """A list in a card. Without rows it says in a sentence why, and offers what can be done about it."""

    def __init__(self, title: str, action: str = "", run: Callable[[], object] | None = None) -> None:
        super().__init__(title, flush=True)
        self.list = RowList(title)
        self._empty = QWidget()
        line = FlowLayout(self._empty, gap=8, margin=PAD)
        self._sentence = label("", "muted")
        line.addWidget(self._sentence)
        if action:
            line.addWidget(link_button(action, run))
        self._note = label("", "small")
        self._note.setContentsMargins(PAD, PAD // 2, PAD, PAD // 2)
        self.add(self.list, self._empty, self._note)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()  # its own would measure every row at a width that the card never gets

    def show_rows(self, rows: Sequence[Row], fact: str, sentence: str, note: str = "") -> None:
        """Show rows and the fact beside the title, or the sentence where there are none; the note stands last."""
        self.say(fact)
        self.list.show_rows(rows)
        self.list.setVisible(bool(rows))
        self._sentence.setText(sentence)
        self._empty.setVisible(not rows)
        self._note.setText(note)
        self._note.setVisible(bool(note))
