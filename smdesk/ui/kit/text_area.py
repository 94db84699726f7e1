"""A field for a text of several lines, which takes what is pasted without freezing and without hidden letters."""

import re
from collections.abc import Callable

from PySide6.QtCore import QMimeData, QSize, Signal
from PySide6.QtGui import QTextDocument, QTextDocumentFragment, QTextOption
from PySide6.QtWidgets import QPlainTextEdit

from smdesk.domain.text import MOST_TEXT, clean, has_unseen

_ENDLESS = re.compile(r"\S{2000}")  # signs: no word is as long
_MOST_HTML = 500_000  # signs; more is as it is, and does not fit
_UNSEEN = "Osynliga tecken togs bort ur det inklistrade. Läs igenom texten."


class TextArea(QPlainTextEdit):
    """As high as `lines` lines, and no higher than the form has room for.

    What is pasted or dropped is cleaned as it will be stored, and more than `MOST_TEXT` is not taken; `told(text)`
    then says so in words. A text of 1 MB on one line would take Qt seconds to lay out, at every letter. A word without
    an end is broken anywhere, for Qt looks through all of it for a better place at each of its lines. `takes(data)`,
    where it is set, is asked first: what it takes is not for the text.
    """

    told = Signal(str)

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.takes: Callable[[QMimeData], bool] | None = None
        self._is_endless = False
        self.textChanged.connect(self._changed)

    def sizeHint(self) -> QSize:
        return QSize(200, self.fontMetrics().lineSpacing() * self._lines + 24)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return self.takes is not None or super().canInsertFromMimeData(source)

    def setPlainText(self, text: str) -> None:
        self._break(text)
        super().setPlainText(text)

    def setDocument(self, document: QTextDocument) -> None:
        self._break(document.toPlainText())
        super().setDocument(document)

    def _changed(self) -> None:
        """Break at words again once the endless one is gone; none is ever typed, and the others are seen coming."""
        if self._is_endless:
            self._break(self.toPlainText())

    def _break(self, text: str) -> None:
        is_endless = bool(_ENDLESS.search(text))
        if is_endless != self._is_endless:
            self._is_endless = is_endless
            mode = QTextOption.WrapMode
            self.setWordWrapMode(mode.WrapAnywhere if is_endless else mode.WrapAtWordBoundaryOrAnywhere)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.takes is not None and self.takes(source):
            return
        text = text_of(source)
        kept = self.document().characterCount() - len(self.textCursor().selectedText())
        if len(text) + kept > MOST_TEXT:
            told = f"Det inklistrade är {len(text):,} tecken och får inte plats. Högst {MOST_TEXT:,} i ett fält."
            self.told.emit(told.replace(",", "\u00a0"))
            return
        plain = clean(text)
        if not self._is_endless:
            self._break(plain)
        self.textCursor().insertText(plain)
        self.ensureCursorVisible()
        if has_unseen(text):
            self.told.emit(_UNSEEN)


def text_of(data: QMimeData) -> str:
    """The plain text of what was copied; of HTML that came without one its words, and nothing that it points to."""
    html = "" if data.hasText() else data.html()
    if not html or len(html) > _MOST_HTML:
        return html or data.text()
    return QTextDocumentFragment.fromHtml(html).toPlainText().replace("\ufffc", "")
