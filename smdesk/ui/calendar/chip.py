"""A post as a chip in a cell: what it shows, how high it is at a width, and how it is painted."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QTextCharFormat, QTextLayout, QTextOption

from smdesk.domain.post import PlacedPost, Placement, PostState
from smdesk.domain.record import record
from smdesk.operations.calendar_days import DayPost
from smdesk.operations.several import Idea
from smdesk.ui.kit import theme
from smdesk.ui.kit.icons import paint_icon
from smdesk.ui.kit.style_sheet import secondary
from smdesk.ui.kit.theme import Tone
from smdesk.ui.post.tones import TONES
from smdesk.words.post import STATES, day_standing, names_text, post_words, standing

BAR = 4  # px, the colour at the left
PAD = 4  # px, between the chip's edge and its words
Lines = tuple[int, int]
"""How many lines a chip has at most for its title, and for its state in words."""
FULL: Lines = (3, 3)
ROOMY: Lines = (1, 2)
SHORT: Lines = (1, 1)
LINE: Lines = (1, 0)  # icon and dashes show the state, the tip and the screen reader say it


@record
class Chip:
    """What one chip shows. `line` is its state in words; the icon and the colour only help.

    `account_id` is the account that it stands for, of several the first; 0 for none.
    """

    post_id: int
    account_id: int
    time: str
    title: str
    line: str
    tone: Tone
    icon: str
    repeats: bool
    unfinished: bool
    struck: bool
    past: bool
    spoken: str
    whole: str


def chip(placed: PlacedPost, now: datetime) -> Chip:
    """The chip of a post on one account at `now`."""
    return _made(placed, standing(placed, now), post_words(placed, now), now)


def day_chip(one: DayPost, now: datetime) -> Chip:
    """The chip of a post on all of its accounts at `now`."""
    names, lead = names_text(one.names), one.lead
    line = f"{day_standing(lead, one.out, len(one.placed), now)} · {names}"
    head = " ".join(part for part in (one.post.time, lead.title or "utan text") if part)
    return _made(lead, line, f"{head}, {line.replace(' · ', ', ')}", now, part=one.is_partly)


def idea_chip(idea: Idea) -> Chip:
    """The chip of a post that has no day yet."""
    post = idea.post
    placed = PlacedPost(post, Placement(post_id=post.id, account_id=0))
    return replace(_made(placed, STATES[post.state], "", datetime.min), icon="", title=idea.title or "Utan text")


def _made(placed: PlacedPost, line: str, spoken: str, now: datetime, *, part: bool = False) -> Chip:
    state, late = placed.state, placed.is_late(now)
    icon = "check" if state is PostState.PUBLISHED else "warning" if late or placed.remarks else ""
    tone = TONES[PostState.PARTLY if part else state]
    return Chip(
        post_id=placed.post.id,
        account_id=placed.account_id,
        time=placed.post.time,
        title=placed.title or "Utan text",
        line=line,
        tone=Tone.LATE if late else tone,
        icon=icon,
        repeats=placed.post.series_id is not None,
        unfinished=state in (PostState.IDEA, PostState.DRAFT, PostState.REVIEW),
        struck=state is PostState.DROPPED,
        past=state in (PostState.PUBLISHED, PostState.DROPPED),
        spoken=spoken,
        whole=placed.text.strip(),
    )


@record
class Shape:
    """A chip laid out at a width: its words in lines, and its height in px."""

    title: QTextLayout
    state: QTextLayout
    title_height: float
    height: int


def shape(one: Chip, width: int, font: QFont, lines: Lines = FULL) -> Shape:
    """Lay a chip out; the same chip at the same width is laid out once."""
    line = one.line if lines[1] else ""
    marks = bool(one.icon), one.repeats
    return _shape(one.time, one.title, line, marks, one.struck, max(width, 40), font.toString(), lines)


def short_height(font: QFont, lines: Lines) -> int:
    """The height of a chip of `ROOMY`, `SHORT` or `LINE`, whatever it shows, in px."""
    state = QFontMetricsF(secondary(font)).height() * lines[1]
    return round(QFontMetricsF(font).height() + state) + (2 * PAD if lines[1] else PAD)


def least_width(font: QFont) -> int:
    """The width that the longest word of a state needs, in px; what is out has its icon beside it."""
    small = QFontMetricsF(secondary(font))
    words = {word: state is PostState.PUBLISHED for state, one in STATES.items() for word in one.split()}
    widest = max(small.horizontalAdvance(word) + small.height() * has_icon for word, has_icon in words.items())
    return round(widest) + 6 + BAR + 2 * PAD


@lru_cache(maxsize=4000)
def _shape(
    time: str, title: str, line: str, marks: tuple[bool, bool], struck: bool, width: int, font_text: str, lines: Lines
) -> Shape:
    font = QFont()
    font.fromString(font_text)
    small = secondary(font)
    room = width - BAR - 2 * PAD
    side = QFontMetricsF(small).height() + 2
    words = f"{time} {title}" if time else title
    has_icon, repeats = marks
    before = repeats + (has_icon and not lines[1])  # without a line of state the icon stands before the title
    head, head_height = _lines(words, font, room, lines[0], bold=len(time), struck=struck, first_indent=side * before)
    state, state_height = _lines(line, small, room, max(1, lines[1]), first_indent=side * has_icon)
    if lines != FULL:
        return Shape(head, state, head_height, short_height(font, lines))
    return Shape(head, state, head_height, round(head_height + state_height) + 2 * PAD)


def _lines(
    text: str, font: QFont, width: float, most: int, *, bold: int = 0, struck: bool = False, first_indent: float = 0
) -> tuple[QTextLayout, float]:
    """Break `text` into at most `most` lines, the last one with ”…” when there is more; the layout and its height."""
    made = _break(text, font, width, bold, struck, first_indent)
    if made.lineCount() > most:
        start = made.lineAt(most - 1).textStart()
        taken = first_indent + _wider(text[:bold], font) if most == 1 else 0.0
        rest = QFontMetricsF(font).elidedText(text[start:], Qt.TextElideMode.ElideRight, width - taken - 1)
        made = _break(text[:start] + rest, font, width, bold, struck, first_indent)
    last = made.lineAt(made.lineCount() - 1)
    return made, last.y() + last.height()


def _wider(text: str, font: QFont) -> float:
    """How much wider `text` is in bold."""
    bold = QFont(font)
    bold.setWeight(QFont.Weight.Bold)
    return QFontMetricsF(bold).horizontalAdvance(text) - QFontMetricsF(font).horizontalAdvance(text)


def _break(text: str, font: QFont, width: float, bold: int, struck: bool, indent: float) -> QTextLayout:
    made = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    made.setTextOption(option)
    made.setFormats([*_format(0, bold, weight=QFont.Weight.Bold), *_format(bold, len(text) if struck else 0)])
    made.beginLayout()
    y, first = 0.0, True
    while (line := made.createLine()).isValid():
        line.setLineWidth(max(10.0, width - (indent if first else 0)))
        line.setPosition(QPointF(indent if first else 0, y))
        y, first = y + line.height(), False
    made.endLayout()
    return made


def _format(start: int, length: int, *, weight: QFont.Weight | None = None) -> list[QTextLayout.FormatRange]:
    if not length:
        return []
    made = QTextLayout.FormatRange()
    made.start, made.length = start, length
    look = QTextCharFormat()
    if weight is None:
        look.setFontStrikeOut(True)
    else:
        look.setFontWeight(weight)
    made.format = look
    return [made]


def paint_chip(
    painter: QPainter,
    rect: QRect,
    one: Chip,
    font: QFont,
    *,
    current: bool,
    chosen: bool = False,
    lines: Lines = FULL,
) -> None:
    """Paint a chip in `rect`; `current` marks the one the keys act on, `chosen` one of several, with a tick."""
    roles, laid = theme.tokens(), shape(one, rect.width(), font, lines)
    ink = theme.colour_of(one.tone)
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(roles.accent_ground if chosen else roles.card))
    painter.drawRoundedRect(box, 4, 4)
    painter.save()
    painter.setClipRect(QRectF(rect.x(), rect.y(), BAR, rect.height()))
    painter.setBrush(QColor(ink))
    painter.drawRoundedRect(box, 4, 4)
    painter.restore()
    line = QPen(
        QColor(roles.accent if current or chosen else roles.control if one.unfinished else roles.line),
        2 if current else 1,
    )
    if one.unfinished and not (current or chosen):
        line.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if current else box, 4, 4)
    left, top = rect.x() + BAR + PAD, rect.y() + (PAD if lines[1] else PAD / 2)
    painter.setPen(QColor(roles.muted if one.past else roles.text))
    laid.title.draw(painter, QPointF(left, top))
    painter.setPen(QColor(ink))
    below = top + laid.title_height
    if lines[1]:
        laid.state.draw(painter, QPointF(left, below))
    side = laid.state.lineAt(0).height()
    if one.icon:
        paint_icon(painter, one.icon, QRectF(left, below if lines[1] else top, side, side), ink)
    if one.repeats:
        after = side + 2 if one.icon and not lines[1] else 0
        down = (laid.title.lineAt(0).height() - side) / 2
        paint_icon(painter, "repeat", QRectF(left + after, top + down, side, side), roles.muted)
    if chosen:
        _tick(painter, rect, round(side))
    painter.restore()


def _tick(painter: QPainter, rect: QRect, side: int) -> None:
    """The mark of a chosen post in its lower right corner: a ticked round, which no colour is needed to see."""
    roles = theme.tokens()
    place = QRectF(rect.right() - side - 1, rect.bottom() - side - 1, side, side)
    painter.setPen(QPen(QColor(roles.card), 2))
    painter.setBrush(QColor(roles.accent))
    painter.drawEllipse(place)
    paint_icon(painter, "check", place.adjusted(2, 2, -2, -2), roles.on_accent)
