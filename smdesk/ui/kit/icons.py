"""The icons: one-colour SVG drawings, tinted with a role's colour each time they are painted."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from smdesk.resources import RESOURCES
from smdesk.ui.kit import theme


def paint_icon(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Paint the icon `name` in `rect` with a ”#RRGGBB” colour."""
    _renderer(name, colour).render(painter, rect)


def icon(name: str, role: str = "text") -> QIcon:
    """The icon `name` in the colour of `role`; it follows the theme by itself."""
    return QIcon(_Tinted(name, role))


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    drawing = (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8").replace("currentColor", colour)
    return QSvgRenderer(QByteArray(drawing.encode()))


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
