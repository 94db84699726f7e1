"""The mouse as the tests hold it: pressed on a place, dragged over others, let go."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from smdesk.ui.calendar.drag import Ghost

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
Kind = QMouseEvent.Type


class Mouse:
    """One drag from a view: as Qt sends it, every event goes to the widget in which the button was pressed."""

    def __init__(self, view: QAbstractItemView) -> None:
        self.view, self.to = view, view.viewport()

    def _send(self, kind: Kind, at: QPoint, button: Qt.MouseButton, down: Qt.MouseButton, held) -> None:
        place = QPointF(self.to.mapFromGlobal(at))
        event = QMouseEvent(kind, place, QPointF(at), button, down, held)
        QApplication.sendEvent(self.to, event)

    def press(self, at: QPoint, held=Qt.KeyboardModifier.NoModifier) -> "Mouse":
        """Press at a place of the viewport, and go so far that it is a drag."""
        where = self.to.mapToGlobal(at)
        self.view.setFocus()
        self._send(Kind.MouseButtonPress, where, LEFT, LEFT, held)
        self.move(where + QPoint(30, 3), held)
        return self

    def move(self, at: QPoint, held=Qt.KeyboardModifier.NoModifier) -> "Mouse":
        """Go to a place of the screen."""
        self.at = at
        self._send(Kind.MouseMove, at, NONE, LEFT, held)
        return self

    def over(self, widget: QWidget, at: QPoint, held=Qt.KeyboardModifier.NoModifier) -> "Mouse":
        """Go to a place of another widget."""
        return self.move(widget.mapToGlobal(at), held)

    def release(self, held=Qt.KeyboardModifier.NoModifier) -> None:
        """Let go."""
        self._send(Kind.MouseButtonRelease, self.at, LEFT, NONE, held)

    @property
    def said(self) -> str:
        """What the ghost says."""
        ghosts = [one for one in self.view.window().findChildren(Ghost) if one.isVisible()]
        return ghosts[-1].words if ghosts else ""
