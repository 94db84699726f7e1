"""Whose text the form's text field shows: the common one, or an account's own, which follows it until it is changed."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit, QVBoxLayout, QWidget

from smdesk.ui.kit.buttons import link_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.inputs import FilterBar
from smdesk.ui.kit.parts import announce, label, tip

COMMON = 0
"""Stands for all accounts that follow the common text; any other number is an account's."""

_LONGEST_NAME = 32  # signs on a chip
_KEYS = "Ctrl+Page Up och Ctrl+Page Down går mellan kontona."


class Variants(QWidget):
    """The chooser over the text. Each text has a document of its own, and so its own Ctrl+Z.

    `turned()` comes when another text is shown. It is hidden while there is nothing to choose between.
    """

    turned = Signal()

    def __init__(self, edit: QPlainTextEdit, own: Mapping[int, str]) -> None:
        super().__init__()
        self._edit = edit
        self._is_filling = False
        edit.document().setParent(self)  # else it would go when another is shown
        self._documents = {COMMON: edit.document()}
        self._own: set[int] = set()
        self._names: dict[int, str] = {}
        self.current = COMMON
        for account_id, text in own.items():
            self._document(account_id).setPlainText(text)
            self._own.add(account_id)
        self.chooser = FilterBar("Texten för", {}, one=True, letters=False)
        self.chooser.changed.connect(self._choose)
        tip(self.chooser, _KEYS)
        self._note = label("", "small", wrap=True)
        self._follow = link_button("Följ den gemensamma igen", self.follow)
        self._below = QWidget()
        line = FlowLayout(self._below, gap=12)
        line.addWidget(self._note)
        line.addWidget(self._follow)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.chooser)
        box.addWidget(self._below)

    def bind(self, window: QWidget) -> None:
        """Have the keys work wherever one is in `window`."""
        for keys, step in (("Ctrl+PgUp", -1), ("Ctrl+PgDown", 1)):
            shortcut = QShortcut(QKeySequence(keys), window)
            shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
            shortcut.activated.connect(partial(self.step, step))

    def common(self) -> str:
        """The common text."""
        return self._documents[COMMON].toPlainText().strip()

    def own(self, account_ids: Sequence[int]) -> dict[int, str]:
        """The own texts of those of the accounts that have one."""
        return {one: self._documents[one].toPlainText().strip() for one in account_ids if one in self._own}

    def show_accounts(self, names: Mapping[int, str]) -> None:
        """Let the texts of these accounts be chosen among. What was written for another one is not forgotten."""
        self._names = dict(names)
        if self.current not in names:
            self.turn(COMMON)
        self._show()

    def turn(self, account_id: int) -> None:
        """Show the text of an account, or the common one."""
        if account_id == self.current or (account_id != COMMON and account_id not in self._names):
            return
        document = self._document(account_id)
        if account_id not in self._own and account_id != COMMON:
            self._fill(document)
        self.current = account_id
        document.setDefaultFont(self._edit.document().defaultFont())
        self._edit.setDocument(document)
        self._edit.moveCursor(QTextCursor.MoveOperation.End)
        self._edit.setAccessibleName("Text" if account_id == COMMON else f"Text för {self._names[account_id]}")
        self._show()
        announce(self._edit, f"{self._edit.accessibleName()}. {self._note.text()}")
        self.turned.emit()

    def step(self, by: int) -> None:
        """Show the text of the account before or after."""
        places = [COMMON, *self._names]
        if not self.isHidden():
            self.turn(places[(places.index(self.current) + by) % len(places)])

    def follow(self) -> None:
        """Let the account that is shown follow the common text again; Ctrl+Z in the text takes it back."""
        cursor = QTextCursor(self._documents[self.current])
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(self._documents[COMMON].toPlainText())
        self._own.discard(self.current)  # also where nothing had to be changed for it
        self._edit.setFocus()
        self._show()
        self.turned.emit()

    def _document(self, account_id: int) -> QTextDocument:
        if account_id not in self._documents:
            made = QTextDocument(self)
            made.setDocumentLayout(QPlainTextDocumentLayout(made))
            made.contentsChanged.connect(partial(self._own_changed, account_id))
            self._documents[account_id] = made
        return self._documents[account_id]

    def _fill(self, document: QTextDocument) -> None:
        text = self._documents[COMMON].toPlainText()
        if document.toPlainText() != text:
            self._is_filling = True
            document.setPlainText(text)
            self._is_filling = False

    def _own_changed(self, account_id: int) -> None:
        """What is changed is its own; what is changed back follows again."""
        if self._is_filling or account_id != self.current:
            return
        text = self._documents[account_id].toPlainText()
        is_own = text != self._documents[COMMON].toPlainText()
        if is_own != (account_id in self._own):
            (self._own.add if is_own else self._own.discard)(account_id)
            self._show()

    def _choose(self) -> None:
        self.turn(int(self.chooser.chosen()[0]))
        self._edit.setFocus()

    def _show(self) -> None:
        own = self._own & self._names.keys()
        self.setVisible(len(self._names) > 1 or bool(own))
        words = {str(COMMON): "Alla konton"}
        for one, name in self._names.items():
            short = name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1].rstrip()}…"
            words[str(one)] = f"{short} · egen" if one in own else short
        self.chooser.show_choices(words, (str(self.current),))
        self._show_note()

    def _show_note(self) -> None:
        own = [name for one, name in self._names.items() if one in self._own]
        if self.current in self._own:
            note = "Egen text."
        elif self.current != COMMON:
            note = "Följer den gemensamma texten tills du ändrar den här."
        else:
            note = f"Egen text, som inte ändras här: {', '.join(own)}." if own else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._follow.setVisible(self.current in self._own)
        self._below.setVisible(bool(note))
