"""How a row of a `RowList` is painted, and what a click or a key on it hits."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from smdesk.ui.kit import theme
from smdesk.ui.kit.icons import paint_icon
from smdesk.ui.kit.notices import paint_bar
from smdesk.ui.kit.parts import PAD, paint_mark
from smdesk.ui.kit.resting import Index
from smdesk.ui.kit.row import GAP, ROW_ROLE, Places, Row, goal_words, heading_font, lay_out, title_font, wrap_flags
from smdesk.ui.kit.ruler import ruler
from smdesk.ui.kit.style_sheet import secondary
from smdesk.ui.kit.theme import Tokens

_REMEMBERED = 2000  # rows measured
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


def paint_focus(painter: QPainter, rect: QRect) -> None:
    """Paint what shows that the focus is on what lies in `rect`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(theme.tokens().accent), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), 6, 6)


class RowDelegate(QStyledItemDelegate):
    """Paints the rows of a list and tells when a box or button was hit.

    `chooses()` keeps the current row marked; `room()` is how wide a row is, in px.
    """

    pressed = Signal(object)

    def __init__(self, view: QListView, chooses: Callable[[], bool], room: Callable[[], int]) -> None:
        super().__init__(view)
        self._view, self._chooses, self._room = view, chooses, room
        self.held = False  # no box can be ticked
        self._measured: dict[tuple[Row, int, str, bool], Places] = {}
        self._flat: dict[tuple[Row, str, bool], Places] = {}

    def height(self, rows: Iterable[Row], width: int) -> int:
        """The height that `rows` need at `width`, in px; the same at every width where nothing wraps."""
        font = self._view.font()
        name = font.key()  # takes as long as a row that is measured already
        return sum(self._height(row, width, font, name) for row in rows)

    def _height(self, row: Row, width: int, font: QFont, name: str) -> int:
        flat = self._flat.get((row, name, self._chooses()))
        if flat is not None and width >= flat.flat_from:
            return flat.height
        places = self._places(row, max(width, 80), font, name)
        if width >= places.flat_from:
            self._flat[row, name, self._chooses()] = places
        return places.height

    def _places(self, row: Row, width: int, font: QFont, name: str) -> Places:
        """A row as it is laid out in `font`, of this `name`; Qt asks for the same heights many times over."""
        key = (row, width, name, self._chooses())
        if key not in self._measured:
            if len(self._measured) > _REMEMBERED:
                self._measured.clear()
                self._flat.clear()
            self._measured[key] = lay_out(row, width, font, marks=self._chooses())
        return self._measured[key]

    def _placed(self, row: Row, width: int) -> Places:
        font = self._view.font()
        return self._places(row, width, font, font.key())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self._room()
        return QSize(width, self.height((self._row(index),), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row, rect, font = self._row(index), _rect(option), self._view.font()
        here = index.row() == self._view.currentIndex().row()
        chosen = here and self._chooses()
        roles = theme.tokens()
        places = self._placed(row, rect.width())
        body = rect.adjusted(0, places.heading.height(), 0, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.fillRect(body, QColor(roles.accent_ground))
        if row.heading:
            _paint_heading(painter, row.heading, places.heading.translated(rect.topLeft()), font, roles)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(roles.line))
        for top in {rect.top(), body.top()} if index.row() else {body.top()} - {rect.top()}:
            painter.drawRect(QRect(rect.left(), top, rect.width(), 1))
        painter.save()
        painter.translate(rect.topLeft())
        _paint(painter, row, places, font, chosen=chosen, held=self.held)
        painter.restore()
        if here and self._view.hasFocus():
            paint_focus(painter, body)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        if isinstance(event, QKeyEvent):
            space = event.key() == Qt.Key.Key_Space and event.type() == QEvent.Type.KeyPress
            return space and not event.isAutoRepeat() and self._tick(index)
        if not isinstance(event, QMouseEvent) or event.button() != Qt.MouseButton.LeftButton:
            return False
        row = self._row(index)
        places = self._placed(row, _rect(option).width())
        at = event.position().toPoint() - _rect(option).topLeft()
        on_box = row.check is not None and _hit_box(places).contains(at)
        on_button = bool(row.button) and places.button.contains(at)
        if event.type() == QEvent.Type.MouseButtonRelease:
            if on_button:
                self.pressed.emit(row.id)
            return on_button or (on_box and self._tick(index))
        return on_box or on_button

    def is_on_control(self, index: QModelIndex, at: QPoint) -> bool:
        """Whether a point of the viewport is on the row's box or button (a double click there opens nothing)."""
        rect = self._view.visualRect(index)
        places = self._placed(self._row(index), rect.width())
        at = at - rect.topLeft()
        ticks = self._row(index).check is not None and _hit_box(places).contains(at)
        return ticks or places.button.contains(at)

    def _tick(self, index: Index) -> bool:
        return self._view.model().setData(
            index,
            True,
            Qt.ItemDataRole.CheckStateRole,
        )

    def _row(self, index: Index) -> Row:
        row: Row = index.data(ROW_ROLE)
        return row


def _rect(option: QStyleOptionViewItem) -> QRect:
    rect: QRect = option.rect
    return rect


def _hit_box(places: Places) -> QRect:
    """The part of a row where a click ticks: wider than the box, at least 24 by 24."""
    return places.box.adjusted(-PAD, -8, GAP // 2, 8)


def _paint(painter: QPainter, row: Row, places: Places, font: QFont, *, chosen: bool, held: bool) -> None:
    roles = theme.tokens()
    small = secondary(font)
    pale = roles._replace(control=roles.line, card=roles.ground, done=roles.muted)
    _paint_box(painter, row, places.box, font, pale if held and row.check is not None else roles)
    painter.setFont(font)
    painter.setPen(QColor(roles.muted))
    painter.drawText(places.time, _MIDDLE, row.time)
    if row.mark is not None:
        paint_mark(painter, QRectF(places.mark), row.mark, font)
    _paint_title(painter, row, places, font, roles, chosen=chosen)
    painter.setFont(small)
    painter.setPen(QColor(roles.muted))
    under = places.subtitle
    if row.locked:
        side = ruler(small).height()
        paint_icon(painter, "lock", QRectF(under.x(), under.y(), side, side), roles.muted)
        under = under.adjusted(side + 4, 0, 0, 0)
    painter.drawText(under, wrap_flags(row.subtitle, ruler(small), under.width()), row.subtitle)
    if row.goal is not None:
        paint_bar(painter, QRectF(places.bar), *row.goal)
        painter.drawText(places.goal, _RIGHT, goal_words(row))
    if row.chip:
        paint_chip(painter, QRectF(places.chip), row.chip, row.tone, small)
    if row.button:
        _paint_button(painter, places.button, row.button, font, roles)


def _paint_heading(painter: QPainter, text: str, room: QRect, font: QFont, roles: Tokens) -> None:
    painter.fillRect(room, QColor(roles.ground))
    painter.setFont(heading_font(font))
    painter.setPen(QColor(roles.muted))
    painter.drawText(room.adjusted(PAD, 0, -PAD, 0), _MIDDLE | int(Qt.TextFlag.TextWordWrap), text)


def _paint_title(painter: QPainter, row: Row, places: Places, font: QFont, roles: Tokens, *, chosen: bool) -> None:
    painter.setPen(QColor(roles.muted if row.muted and not chosen else roles.text))
    title = title_font(row, font, marked=chosen)
    room = places.title
    painter.setFont(font)
    lead = f"{row.lead} " if row.lead else ""
    wide = ruler(font).horizontalAdvance(lead)
    metrics = ruler(title)
    one_line = metrics.horizontalAdvance(row.title) + wide <= room.width()
    if lead and one_line:
        painter.drawText(room, _MIDDLE, lead)
        room = room.adjusted(wide, 0, 0, 0)
        lead = ""
    painter.setFont(title)
    text = lead + row.title
    if row.one_line:
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, wrap_flags(text, metrics, room.width()), text)


def _paint_box(painter: QPainter, row: Row, rect: QRect, font: QFont, roles: Tokens) -> None:
    """The box to tick, the ring of a step, or an icon."""
    if rect.isEmpty():
        return
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    full = row.done if row.step else bool(row.check)
    radius = box.width() / 2 if row.step else 4
    if not row.step and row.check is None:
        paint_icon(painter, row.icon, box, theme.colour_of(row.tone))
        return
    painter.setPen(QPen(QColor(roles.done if full else roles.control), 1.2))
    painter.setBrush(QColor(roles.done if full else roles.card))
    painter.drawRoundedRect(box, radius, radius)
    if full:
        inset = box.width() * 0.16
        paint_icon(painter, "check", box.adjusted(inset, inset, -inset, -inset), roles.card)
    elif row.step:
        number = QFont(font)
        number.setPixelSize(max(9, round(box.width() * (0.5 if len(row.step) < 3 else 0.4))))
        painter.setFont(number)
        painter.setPen(QColor(roles.muted))
        painter.drawText(box, _CENTRE, row.step)


def paint_chip(painter: QPainter, rect: QRectF, text: str, tone: theme.Tone, small: QFont) -> None:
    """Paint a word of state as a pill, the same as `parts.Chip`."""
    roles = theme.tokens()
    ink, ground = roles.tone(tone)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(ink if roles.chip_line else ground), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    font = QFont(small)
    font.setWeight(QFont.Weight.Medium)
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(rect, _CENTRE, text)
    painter.restore()


def _paint_button(painter: QPainter, rect: QRect, text: str, font: QFont, roles: Tokens) -> None:
    painter.setPen(QPen(QColor(roles.control), 1))
    painter.setBrush(QColor(roles.card))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    medium = QFont(font)
    medium.setWeight(QFont.Weight.Medium)
    painter.setFont(medium)
    painter.setPen(QColor(roles.text))
    painter.drawText(rect, _CENTRE, text)
