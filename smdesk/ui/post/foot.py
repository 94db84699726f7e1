"""What stands under the text of a post: how long it is where it goes, and what can be put into it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QWidget

from smdesk.domain.checks import Count
from smdesk.domain.checks.units import length
from smdesk.domain.phrase import Phrase, PhraseKind, put_in
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.parts import label, restyle
from smdesk.words.check import counts_text
from smdesk.words.phrase import HEADS

_KEYS = "Ctrl+I"


class TextFoot(QWidget):
    """The live count, in each platform's own unit, and the menu ”Infoga…”.

    `usable()` gives the phrases that can be put in now; `managed()` asks for the window where they are kept.
    """

    managed = Signal()

    def __init__(self, edit: QPlainTextEdit, usable: Callable[[], Sequence[Phrase]]) -> None:
        super().__init__()
        self._edit, self._usable = edit, usable
        self.count = label("", "small", name="Längd")
        self.button = quiet_button("Infoga…", self.open, keys=_KEYS, name="Infoga mall, signatur eller hashtaggar")
        line = FlowLayout(self, gap=12)
        line.addWidget(self.button)
        line.addWidget(self.count)

    def bind(self, window: QWidget) -> None:
        """Have the key work wherever one is in `window`."""
        QShortcut(QKeySequence(_KEYS), window).activated.connect(self.open)

    def show_counts(self, counts: Sequence[Count]) -> None:
        """Show how long the text is where it goes; one that is too long is said so, not by the colour alone."""
        text = counts_text(counts)
        is_long = any(one.count > one.longest for one in counts)
        restyle(self.count, role="late" if is_long else "small")
        self.count.setText(text)
        self.count.setVisible(bool(text))

    def open(self) -> None:
        """Offer what can be put in, and put in what is chosen."""
        menu = phrase_menu(self, self._usable())
        chosen = menu.exec(self.button.mapToGlobal(QPoint(0, self.button.height())))
        menu.deleteLater()
        if chosen:
            self.choose(chosen.data())

    def choose(self, phrase_id: int | None) -> None:
        """Put a phrase in, or ask for the window where they are kept."""
        found = {one.id: one for one in self._usable()}
        if phrase_id in found:
            self.put(found[phrase_id])
        else:
            self.managed.emit()
        self._edit.setFocus()

    def put(self, phrase: Phrase) -> None:
        """Put a phrase in where it belongs; Ctrl+Z in the text takes it out."""
        text, cursor = self._edit.toPlainText(), self._edit.textCursor()
        before = text.encode("utf-16-le")[: 2 * cursor.position()].decode("utf-16-le", "ignore")  # Qt counts in UTF-16
        new, at = put_in(text, len(before), phrase)
        if new != text:
            cursor.select(QTextCursor.SelectionType.Document)
            cursor.insertText(new)
            cursor.setPosition(length(new[:at], "utf16"))
            self._edit.setTextCursor(cursor)


def phrase_menu(parent: QWidget, phrases: Sequence[Phrase]) -> QMenu:
    """The phrases by their kinds, each action's data its id; the last opens the window where they are kept."""
    menu = QMenu(parent)
    for kind in PhraseKind:
        some = [one for one in phrases if one.kind is kind]
        if some:
            head = menu.addAction(HEADS[kind])
            head.setEnabled(False)
        for one in some:
            menu.addAction(one.name.replace("&", "&&")).setData(one.id)
        if some:
            menu.addSeparator()
    menu.addAction("Mallar, signaturer och hashtaggar…")
    return menu
