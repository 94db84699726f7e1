"""A field for a text of several lines, which takes what is pasted without freezing and without hidden letters."""

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtWidgets import QPlainTextEdit

from smdesk.domain.text import MOST_TEXT, clean, has_unseen

_UNSEEN = "Osynliga tecken togs bort ur det inklistrade. Läs igenom texten."


class TextArea(QPlainTextEdit):
    """As high as `lines` lines, and no higher than the form has room for.

    What is pasted or dropped is cleaned as it will be stored, and more than `MOST_TEXT` is not taken; `told(text)`
    then says so in words. A text of 1 MB on one line would take Qt seconds to lay out, at every letter.
    """

    told = Signal(str)

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().lineSpacing() * self._lines + 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def insertFromMimeData(self, source: QMimeData) -> None:
        text = source.text()
        kept = self.document().characterCount() - len(self.textCursor().selectedText())
        if len(text) + kept > MOST_TEXT:
            told = f"Det inklistrade är {len(text):,} tecken och får inte plats. Högst {MOST_TEXT:,} i ett fält."
            self.told.emit(told.replace(",", "\u00a0"))
            return
        self.textCursor().insertText(clean(text))
        self.ensureCursorVisible()
        if has_unseen(text):
            self.told.emit(_UNSEEN)
