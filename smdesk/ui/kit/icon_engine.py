"""The icons as Qt wants them in buttons and fields, in the colours of the theme that is worn."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap

from smdesk.ui.kit import theme
from smdesk.ui.kit.icons import paint_icon


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` in the colour of `role`; it follows the theme by itself."""
    return QIcon(_Tinted(name, role))


class _Tinted(QIconEngine):
    """Paints from the drawing every time, so that no picture is left from the former theme."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        role = self._role
        if mode == QIcon.Mode.Disabled:
            role = "control"
        elif state == QIcon.State.On:
            role = "accent"
        paint_icon(painter, self._name, QRectF(rect), getattr(theme.tokens(), role))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _Tinted(self._name, self._role)
