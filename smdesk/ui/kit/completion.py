"""Completion of words between commas: what was written before is offered again, one word at a time."""

from collections.abc import Iterable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit

_SHOWN = 7


class WordCompleter(QCompleter):
    """Completes the word after the last comma of its field; what stands before it stays."""

    def __init__(self, words: Iterable[str], field: QLineEdit) -> None:
        super().__init__(list(words), field)
        self._field = field
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(_SHOWN)
        if popup := self.popup():
            popup.setAccessibleName("Förslag")
        field.setCompleter(self)

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        before, comma, _ = self._field.text().rpartition(",")
        return f"{before}{comma}{' ' if comma else ''}{super().pathFromIndex(index)}"
