"""What stands around the week and the month: days above, accounts or weeks at the left, and the corner."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from smdesk.ui.calendar.bars import bar_line, hidden_on, paint_bar, rows_of
from smdesk.ui.calendar.model import DayHead, LaneHead, WeekModel
from smdesk.ui.calendar.month_model import MonthModel
from smdesk.ui.kit import theme
from smdesk.ui.kit.notices import bar_height
from smdesk.ui.kit.notices import paint_bar as paint_goal
from smdesk.ui.kit.parts import paint_mark
from smdesk.ui.kit.row import wrap_flags
from smdesk.ui.kit.style_sheet import secondary, strong
from smdesk.words.dates import WEEKDAYS

PAD = 8
_MOST_BARS = 3
"""Rows of bars over a week at most."""
_TOP = int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)


def text_height(text: str, font: QFont, width: int) -> int:
    """The height that `text` takes at `width`, in px; nothing for none."""
    if not text:
        return 0
    metrics = QFontMetrics(font)
    return metrics.boundingRect(QRect(0, 0, width, 10_000), wrap_flags(text, metrics, width), text).height()


def draw(painter: QPainter, room: QRect, text: str, font: QFont, colour: str) -> None:
    """Draw `text` from the top left of `room`, broken as `text_height` measured it."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.drawText(room, _TOP | wrap_flags(text, QFontMetrics(font), room.width()), text)


def whole_words(text: str, font: QFont, width: int) -> str:
    """`text` with ”…” in each word that is wider than the room by itself: no word goes on in the next line."""
    metrics = QFontMetrics(font)
    return " ".join(metrics.elidedText(word, Qt.TextElideMode.ElideRight, width) for word in text.split())


class DayHeader(QHeaderView):
    """The seven days: weekday and date, what is special about each, and what lasts several as bars below.

    A click on a day that is special tells `asked(day)`.
    """

    asked = Signal(object)

    def __init__(self, model: WeekModel) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._week = model
        self.least = 0  # px, what the corner beside it needs
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(20)

    def sizeHint(self) -> QSize:
        heights = [self._height(one, self.sectionSize(number)) for number, one in enumerate(self._week.days)]
        return QSize(super().sizeHint().width(), max(self.least, *heights) if heights else self.least)

    def _height(self, head: DayHead, width: int) -> int:
        room = max(20, width - 2 * PAD)
        title = text_height(head.title, strong(self.font()), room)
        return title + text_height(head.line, secondary(self.font()), room) + 2 * PAD + self._bars_height()

    def _rows(self) -> int:
        """The rows of bars that are shown; the last of those there is room for says ”+2 till” where there are more."""
        rows = rows_of(self._week.bars)
        return rows if rows <= _MOST_BARS else _MOST_BARS - 1

    def _bars_height(self) -> int:
        return min(_MOST_BARS, rows_of(self._week.bars)) * bar_line(self.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter, line, rows = QPainter(self.viewport()), bar_line(self.font()), self._rows()
        top = self.height() - self._bars_height() - 2
        for one in self._week.bars:
            if one.row < rows:
                left, end = self.sectionViewportPosition(one.first), self.sectionViewportPosition(one.last)
                wide = end + self.sectionSize(one.last) - left
                paint_bar(painter, QRect(left, top + one.row * line, wide, line), one, self.font())
        for column in range(len(self._week.days)):
            if more := hidden_on(self._week.bars, column, rows):
                room = QRect(
                    self.sectionViewportPosition(column) + PAD, top + rows * line, self.sectionSize(column), line
                )
                draw(painter, room, f"+{more} till", strong(secondary(self.font())), theme.tokens().accent)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        column = self.logicalIndexAt(event.position().toPoint())
        if 0 <= column < len(self._week.days) and self._week.days[column].is_special:
            self.asked.emit(self._week.days[column].day)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not 0 <= section < len(self._week.days):
            return
        head, roles = self._week.days[section], theme.tokens()
        painter.save()
        painter.fillRect(rect, QColor(roles.accent_ground if head.is_today else roles.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(roles.line))
        painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), QColor(roles.line))
        room = rect.adjusted(PAD, PAD, -PAD, 0)
        bold = strong(self.font())
        ink = roles.late if head.is_red else roles.accent if head.is_today else roles.text
        draw(painter, room, head.title, bold, ink)
        below = room.adjusted(0, text_height(head.title, bold, room.width()), 0, 0)
        draw(painter, below, head.line, secondary(self.font()), roles.late if head.is_red else roles.muted)
        painter.restore()


class LaneHeader(QHeaderView):
    """The accounts: mark, name, how the week stands in words and as a bar. A click tells `asked(account_id)`."""

    asked = Signal(int)

    def __init__(self, model: WeekModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._week = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(20)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignTop)

    def height_of(self, head: LaneHead, width: int) -> int:
        """The height that an account's words and bar need, in px."""
        _, _, words = self._places(head, width)
        bar = bar_height(self.fontMetrics().height()) + 5 if head.goal else 0
        return words.bottom() + bar + PAD

    def _places(self, head: LaneHead, width: int) -> tuple[QRect, QRect, QRect]:
        """Where mark, name and words lie from the top left; the name goes below the mark when it must break there."""
        side = self._side() if head.mark else 0
        room, bold = max(20, width - 2 * PAD), strong(self.font())
        beside = room - side - 6 if side else room
        below = side and any(QFontMetrics(bold).horizontalAdvance(word) > beside for word in head.name.split())
        mark = QRect(PAD, PAD, side, side)
        wide = room if below else beside
        high = text_height(whole_words(head.name, bold, wide), bold, wide)
        if below:
            name = QRect(PAD, mark.bottom() + 4, room, high)
        else:
            name = QRect(PAD + room - beside, PAD + max(0, (side - high) // 2), beside, high)
        top = max(name.bottom(), mark.bottom() if side else 0) + 4
        return mark, name, QRect(PAD, top, room, text_height(head.words, secondary(self.font()), room))

    def _side(self) -> int:
        return round(self.fontMetrics().height() * 1.5)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not 0 <= section < len(self._week.lanes):
            return
        head, roles = self._week.lanes[section], theme.tokens()
        mark, name, words = self._places(head, rect.width())
        painter.save()
        painter.fillRect(rect, QColor(roles.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(roles.line))
        painter.translate(rect.topLeft())
        if head.mark is not None:
            paint_mark(painter, QRectF(mark), head.mark, self.font())
        bold = strong(self.font())
        draw(painter, name, whole_words(head.name, bold, name.width()), bold, roles.text)
        draw(painter, words, head.words, secondary(self.font()), roles.muted)
        if head.goal is not None:
            high = bar_height(self.fontMetrics().height())
            paint_goal(painter, QRectF(words.x(), words.bottom() + 4, words.width(), high), *head.goal)
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.logicalIndexAt(event.position().toPoint())
        if 0 <= row < len(self._week.lanes) and self._week.lanes[row].account_id:
            self.asked.emit(self._week.lanes[row].account_id)


class Corner(QWidget):
    """The corner: what the first column is, and what the whole week lacks."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Say something else on the second line."""
        self._words = words
        self.setAccessibleName(f"Konto, {words}")
        self.update()

    def height_at(self, width: int) -> int:
        """The height that the words need, in px."""
        room = max(20, width - 2 * PAD)
        title = text_height("Konto", strong(self.font()), room)
        return title + text_height(self._words, secondary(self.font()), room) + 2 * PAD

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, roles = QPainter(self), theme.tokens()
        painter.fillRect(self.rect(), QColor(roles.card))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(roles.line))
        room = self.rect().adjusted(PAD, PAD, -PAD, 0)
        bold = strong(self.font())
        draw(painter, room, "Konto", bold, roles.text)
        below = room.adjusted(0, text_height("Konto", bold, room.width()), 0, 0)
        draw(painter, below, self._words, secondary(self.font()), roles.muted)


class WeekdayHeader(QHeaderView):
    """The weekdays over a month."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(20)

    def height_of(self) -> int:
        """The height that a weekday needs, in px."""
        return self.fontMetrics().height() + PAD

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        roles, bold = theme.tokens(), strong(self.font())
        painter.save()
        painter.fillRect(rect, QColor(roles.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(roles.line))
        painter.fillRect(QRect(rect.left(), rect.top(), 1, rect.height()), QColor(roles.line))
        room = rect.adjusted(PAD, 0, -4, 0)
        words = WEEKDAYS[section].capitalize()
        if QFontMetrics(bold).horizontalAdvance(words) > room.width():
            words = words[:3]
        painter.setFont(bold)
        painter.setPen(QColor(roles.late if section == 6 else roles.text))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()


class WeekHeader(QHeaderView):
    """The weeks at the left of a month: number, and what each lacks. A click tells `asked(Monday)`."""

    asked = Signal(object)

    def __init__(self, model: MonthModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._month = model
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(20)

    def width_of(self) -> int:
        """The width that numbers and words need, in px."""
        small = QFontMetrics(secondary(self.font()))
        number = QFontMetrics(strong(self.font())).horizontalAdvance("v. 53")
        words = [word for one in self._month.weeks for word in one.line.split()]
        return max(number, *(small.horizontalAdvance(word) for word in [*words, ""])) + 2 * PAD

    def least_height(self) -> int:
        """The height that a number and two lines of words need, in px."""
        return self.fontMetrics().height() + 2 * QFontMetrics(secondary(self.font())).height() + PAD

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if not 0 <= section < len(self._month.weeks):
            return
        head, roles, bold = self._month.weeks[section], theme.tokens(), strong(self.font())
        painter.save()
        painter.fillRect(rect, QColor(roles.card))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), QColor(roles.line))
        room = rect.adjusted(PAD, PAD // 2, -PAD, 0)
        draw(painter, room, f"v. {head.number}", bold, roles.muted)
        below = room.adjusted(0, QFontMetrics(bold).height(), 0, 0)
        draw(painter, below, head.line, secondary(self.font()), roles.warning)
        painter.restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.logicalIndexAt(event.position().toPoint())
        if 0 <= row < len(self._month.weeks):
            self.asked.emit(self._month.weeks[row].monday)
