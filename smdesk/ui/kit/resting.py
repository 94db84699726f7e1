"""What lists and tables share: where one was is remembered, but only the one in focus says that a row is."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFocusEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractItemView as View
else:
    View = object  # a class of Qt cannot be mixed into another one

Index = QModelIndex | QPersistentModelIndex
_PASSING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)  # it comes back by itself


class RestingView(View):
    """Mixed in before a view. Qt tells a screen reader that the current row of every view is in focus.

    A view that loses the focus therefore lets Qt's current index go and remembers it: `currentIndex()` still gives it.
    """

    _rests_at: QPersistentModelIndex | None = None

    def currentIndex(self) -> QModelIndex:
        index = super().currentIndex()
        if index.isValid() or self._rests_at is None or not self._rests_at.isValid():
            return index
        return self.model().index(self._rests_at.row(), self._rests_at.column())

    def setCurrentIndex(self, index: Index) -> None:
        super().setCurrentIndex(index)
        if self.window().focusWidget() is not self and self.isVisible():
            self._rest()

    def focusInEvent(self, event: QFocusEvent) -> None:
        if (index := self.currentIndex()).isValid() and not super().currentIndex().isValid():
            scrolls = self.hasAutoScroll()
            self.setAutoScroll(False)  # a click must hit what is under the mouse
            super().setCurrentIndex(index)
            self.setAutoScroll(scrolls)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _PASSING:
            self._rest()

    def _rest(self) -> None:
        index = super().currentIndex()
        if index.isValid():
            self._rests_at = QPersistentModelIndex(index)
            self.selectionModel().clearCurrentIndex()
