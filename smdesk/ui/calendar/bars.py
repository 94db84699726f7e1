"""What lasts several days, as bars across a week: where each lies, and how it is painted over days and cells."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from smdesk.domain.calendar import packed
from smdesk.domain.record import record
from smdesk.domain.workdays import DayKind, SpecialDay
from smdesk.ui.kit import theme
from smdesk.ui.kit.style_sheet import secondary
from smdesk.ui.kit.theme import Tone

TONES = {
    DayKind.RED: Tone.LATE,
    DayKind.EVE: Tone.WARNING,
    DayKind.LEAVE: Tone.DONE,
    DayKind.MEETING: Tone.WARNING,
    DayKind.CAMPAIGN: Tone.ACCENT,
    DayKind.OWN: Tone.ACCENT,
}
"""The colours of layers; a word says which it is. Those that are not here are grey."""

_GAP = 2  # px, between bars
_EDGE = 3  # px, from the edge of the day a bar begins or ends on
_LINE = 0.45  # of the ink, around a bar
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


@record
class Bar:
    """One thing that lasts several days, in a week: its columns, both included, the row it lies in from above, and
    whether it goes on before or after the week."""

    name: str
    tone: Tone
    first: int
    last: int
    row: int
    before: bool
    after: bool


def bars_of(days: Sequence[date], special: Sequence[Sequence[SpecialDay]]) -> tuple[Bar, ...]:
    """The bars of a week, from what is special about each of its days."""
    found = {(one.id, one.day): one for each in special for one in each if one.is_long}
    spans = sorted(found.values(), key=lambda one: (max(one.day, days[0]), -one.last.toordinal(), one.id))
    places = [(max(0, (one.day - days[0]).days), min(6, (one.last - days[0]).days)) for one in spans]
    return tuple(
        Bar(one.name, TONES.get(one.kind, Tone.NEUTRAL), first, last, row, one.day < days[0], one.last > days[-1])
        for one, (first, last), row in zip(spans, places, packed(places), strict=True)
    )


def bar_line(font: QFont) -> int:
    """The height that a row of bars takes, in px, with the gap below it."""
    return QFontMetrics(secondary(font)).height() + 2 + _GAP


def rows_of(bars: Sequence[Bar], column: int | None = None) -> int:
    """How many rows the bars take, over the whole week or down to the lowest that lies on a column."""
    return max((one.row + 1 for one in bars if column is None or one.first <= column <= one.last), default=0)


def hidden_on(bars: Sequence[Bar], column: int, rows: int) -> int:
    """How many bars of a column lie below the `rows` that there is room for."""
    return sum(one.row >= rows for one in bars if one.first <= column <= one.last)


def paint_bar(painter: QPainter, room: QRect, bar: Bar, font: QFont) -> None:
    """Paint a bar over the days that `room` covers; an end that goes on lies at the edge, and has an arrow."""
    roles = theme.tokens()
    ink, ground = roles.tone(bar.tone)
    left = room.left() + (0 if bar.before else _EDGE)
    right = room.right() - (0 if bar.after else _EDGE)
    place = QRectF(left, room.top(), right - left, room.height() - _GAP)
    small = secondary(font)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    line = QColor(ink)
    line.setAlphaF(1 if roles.chip_line else _LINE)
    painter.setPen(line)  # else it would not be seen on the ground of today
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.fillRect(QRectF(place.left(), place.top() + 1, 3, place.height() - 2), QColor(ink))
    painter.setFont(small)
    painter.setPen(QColor(ink))
    metrics, inside = QFontMetrics(small), place.toRect().adjusted(7, 0, -4, 0)
    if bar.after:
        painter.drawText(inside, _RIGHT, "›")
        inside.adjust(0, 0, -metrics.horizontalAdvance(" ›"), 0)
    words = f"‹ {bar.name}" if bar.before else bar.name
    painter.drawText(inside, _MIDDLE, metrics.elidedText(words, Qt.TextElideMode.ElideRight, inside.width()))
    painter.restore()
