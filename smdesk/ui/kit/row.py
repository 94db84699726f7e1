"""One row of a list: what it shows and says, and where its pieces lie at a width and text size."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics

from smdesk.domain.account import Platform
from smdesk.domain.record import record
from smdesk.ui.kit.notices import bar_height
from smdesk.ui.kit.parts import PAD
from smdesk.ui.kit.ruler import ruler
from smdesk.ui.kit.style_sheet import secondary, strong
from smdesk.ui.kit.theme import Tone

GAP = 10
ROW_ROLE = Qt.ItemDataRole.UserRole + 1  # by which a model gives a `Row`
_GOAL = "88 av 8"  # the width that a goal in numbers has in every row, so that all bars end at the same place
_LEAST_TEXT = 9  # line heights: with less room than this, chip and button go below the text


@record(kw_only=True)
class Row:
    """One row. `id` tells rows apart; everything else is what is seen and said.

    `check` None means that the row cannot be ticked. `step` is a number in a ring (a green tick when `done`).
    `lead` stands before the title in plain weight (”Avsluta **Dagverksamheten Solen**”). `goal` (done, goal) draws a
    bar under the title and ”1 av 2” at the right. `button` is a button at the right: `pressed(id)`, or Shift+Enter.
    With `one_line` a title that is too long ends in ”…” where the room does.
    `heading` stands over the row, when it is the first of a group. `spoken` is said after the rest, for what is only
    seen otherwise.
    """

    id: Hashable
    title: str
    subtitle: str = ""
    mark: Platform | None = None
    check: bool | None = None
    step: str = ""
    done: bool = False
    icon: str = ""
    time: str = ""
    lead: str = ""
    chip: str = ""
    tone: Tone = Tone.NEUTRAL
    goal: tuple[int, int] | None = None
    button: str = ""
    bold: bool = False
    muted: bool = False
    locked: bool = False
    heading: str = ""
    spoken: str = ""
    one_line: bool = False

    def words(self) -> str:
        """Everything the row says, for the ear: also state, platform and what the colours tell."""
        parts = [
            self.heading,
            f"steg {self.step}" if self.step else "",
            self.time,
            f"{self.lead} {self.title}".strip(),
            self.mark.name if self.mark and self.mark.name not in self.subtitle else "",
            self.subtitle.replace(" · ", ", "),
            f"{self.goal[0]} av {self.goal[1]}" if self.goal else "",
            self.chip,
            {None: "", True: "avbockad", False: "ej avbockad"}[self.check],
            "klart" if self.step and self.done else "",
            "spärrat" if self.locked else "",
            self.spoken,
            f"knapp {self.button}, Skift+Retur" if self.button else "",
        ]
        return ", ".join(part for part in parts if part)


@dataclass(slots=True)
class Places:
    """Where the pieces of one row lie, from the row's top left corner; an empty rectangle is not shown.

    From the width `flat_from` on nothing wraps: the row is no lower where it is wider.
    """

    height: int = 0
    flat_from: int = 0
    heading: QRect = field(default_factory=QRect)
    box: QRect = field(default_factory=QRect)
    time: QRect = field(default_factory=QRect)
    mark: QRect = field(default_factory=QRect)
    title: QRect = field(default_factory=QRect)
    subtitle: QRect = field(default_factory=QRect)
    bar: QRect = field(default_factory=QRect)
    goal: QRect = field(default_factory=QRect)
    chip: QRect = field(default_factory=QRect)
    button: QRect = field(default_factory=QRect)


def goal_words(row: Row) -> str:
    """”1 av 2” of a row with a goal."""
    return f"{row.goal[0]} av {row.goal[1]}" if row.goal else ""


def title_font(row: Row, font: QFont, *, marked: bool = False) -> QFont:
    """The font of the row's title; `marked` when it is the one that is chosen."""
    return strong(font) if row.bold or row.lead or marked else font


def heading_font(font: QFont) -> QFont:
    """The font of a heading over a group of rows."""
    return strong(secondary(font))


def lay_out(row: Row, width: int, font: QFont, *, marks: bool = False) -> Places:
    """Measure a row: what stands left, the text that wraps, and what stands right or, when narrow, below it.

    In a list that `marks` its chosen row each is measured as if it were that one, so that choosing moves nothing.
    """
    places = Places()
    metrics, small, plain = ruler(title_font(row, font, marked=marks)), ruler(secondary(font)), ruler(font)
    line = metrics.height()
    pad = round(line * 0.6)
    left = _lay_left(row, places, line, plain)
    room = width - left - PAD
    tail = _tail_sizes(row, small, plain)
    tail_wide = sum(wide for _, wide, _ in tail) + GAP * max(0, len(tail) - 1)
    tail_high = max((high for _, _, high in tail), default=0)
    beside = bool(tail) and room - tail_wide - GAP >= _LEAST_TEXT * line
    text_room = max(20, room - tail_wide - GAP if beside else room)
    bottom = _lay_text(row, places, metrics, small, QRect(left, pad, text_room, 0))
    if tail and not beside:
        _lay_tail(places, tail, left, bottom + 6, tail_high)
        bottom += 6 + tail_high
    places.height = max(bottom + pad, round(line * 2.2), tail_high + pad)
    _centre(places, line, bottom)
    if beside:
        _lay_tail(places, tail, width - PAD - tail_wide, (places.height - tail_high) // 2, tail_high)
    places.flat_from = width - room + _wide(row, metrics, small) + (tail_wide + GAP if tail else 0)
    if row.heading:
        _lay_heading(row, places, width, QFontMetrics(heading_font(font)))
    return places


def _wide(row: Row, metrics: QFontMetrics, small: QFontMetrics) -> int:
    """The width that a row's text needs for each part to stand on one line, beside what stands right."""
    title = 0 if row.one_line else metrics.horizontalAdvance(_whole_title(row))
    subtitle = small.horizontalAdvance(row.subtitle) + _lock(row, small)
    return max(title, subtitle, _LEAST_TEXT * metrics.height()) + 1


def _whole_title(row: Row) -> str:
    return f"{row.lead} {row.title}" if row.lead else row.title


def _lock(row: Row, small: QFontMetrics) -> int:
    """The width of the lock before the subtitle of what is locked."""
    return small.height() + 4 if row.locked else 0


def _lay_heading(row: Row, places: Places, width: int, metrics: QFontMetrics) -> None:
    """Put the heading on top and move everything else down."""
    pad = metrics.height() // 2
    high = _height(row.heading, metrics, width - 2 * PAD) + 2 * pad
    for place in (places.box, places.time, places.mark, places.title, places.subtitle, places.bar, places.goal,
                  places.chip, places.button):  # fmt: skip
        place.translate(0, high)
    places.flat_from = max(places.flat_from, metrics.horizontalAdvance(row.heading) + 2 * PAD + 1)
    places.heading = QRect(0, 0, width, high)
    places.height += high


def _lay_left(row: Row, places: Places, line: int, metrics: QFontMetrics) -> int:
    """Give box, time and mark their columns; the x where the text begins."""
    x = PAD
    if row.check is not None or row.step or row.icon:
        side = round(line * (1.35 if row.step else 1.05))
        places.box = QRect(x, 0, side, side)
        x += side + GAP
    if row.time:
        wide = max(metrics.horizontalAdvance("00:00"), metrics.horizontalAdvance(row.time)) + 2
        places.time = QRect(x, 0, wide, line)
        x += wide + GAP
    if row.mark is not None:
        side = round(line * 1.5)
        places.mark = QRect(x, 0, side, side)
        x += side + GAP
    return x


def _lay_text(row: Row, places: Places, metrics: QFontMetrics, small: QFontMetrics, room: QRect) -> int:
    """Place title, subtitle and bar below each other in `room`; the y where they end."""
    high = metrics.height() if row.one_line else _height(_whole_title(row), metrics, room.width())
    places.title = QRect(room.x(), room.y(), room.width(), high)
    bottom = room.y() + places.title.height()
    if row.subtitle:
        high = _height(row.subtitle, small, room.width() - _lock(row, small))
        places.subtitle = QRect(room.x(), bottom + 1, room.width(), high)
        bottom += places.subtitle.height() + 1
    if row.goal is not None:
        places.bar = QRect(room.x(), bottom + 4, room.width(), bar_height(metrics.height()))
        bottom += places.bar.height() + 4
    return bottom


def wrap_flags(text: str, metrics: QFontMetrics, width: int) -> int:
    """Break between words; inside one only when it is wider than the room by itself."""
    if metrics.horizontalAdvance(text) <= width:
        return int(Qt.TextFlag.TextWordWrap)
    widest = max((metrics.horizontalAdvance(word) for word in text.split()), default=0)
    return int(Qt.TextFlag.TextWordWrap if widest <= width else Qt.TextFlag.TextWrapAnywhere)


def _height(text: str, metrics: QFontMetrics, width: int) -> int:
    room = QRect(0, 0, max(width, 20), 100_000)
    return metrics.boundingRect(room, wrap_flags(text, metrics, room.width()), text).height()


def _centre(places: Places, line: int, bottom: int) -> None:
    """Centre a short row's pieces on it; on a tall row, what stands left stays by the first lines."""
    spare = (places.height - bottom - places.title.y()) // 2
    if spare > 0:
        for place in (places.title, places.subtitle, places.bar, places.goal, places.chip, places.button):
            place.translate(0, spare)
    middle = min(places.height // 2, round(line * 1.75))
    for place in (places.box, places.mark, places.time):
        place.moveTop(max(4, middle - place.height() // 2))


def _tail_sizes(row: Row, small: QFontMetrics, metrics: QFontMetrics) -> list[tuple[str, int, int]]:
    """Name, width and height of what stands right."""
    sizes = []
    if row.goal is not None:
        widest = max(small.horizontalAdvance(words) for words in (goal_words(row), _GOAL))
        sizes.append(("goal", widest + 2, small.height()))
    if row.chip:
        sizes.append(("chip", small.horizontalAdvance(row.chip) + round(small.height() * 1.25), small.height() + 6))
    if row.button:
        high = max(24, metrics.height() + 11)
        sizes.append(("button", metrics.horizontalAdvance(row.button) + round(metrics.height() * 1.4), high))
    return sizes


def _lay_tail(places: Places, tail: list[tuple[str, int, int]], x: int, y: int, room: int) -> None:
    for name, wide, high in tail:
        setattr(places, name, QRect(x, y + (room - high) // 2, wide, high))
        x += wide + GAP
