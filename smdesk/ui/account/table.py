"""The table of accounts: its columns as wide as what they hold, the platform's mark and the remarks as a chip."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from smdesk.domain.account import AccountStatus
from smdesk.domain.problem import Severity
from smdesk.operations.account import AccountRow
from smdesk.ui.kit.memory import Memory
from smdesk.ui.kit.parts import paint_mark
from smdesk.ui.kit.resting import Index
from smdesk.ui.kit.row_painter import paint_chip
from smdesk.ui.kit.style_sheet import secondary
from smdesk.ui.kit.table import Column, Table
from smdesk.ui.kit.theme import Tone
from smdesk.words.account import STATUSES
from smdesk.words.remark import remark_count

_MEMORY = "account_list"
_GIVE = 0.8  # of what they hold, the long columns may be cut to; narrower than that the rows have two lines
_MARK = 1.35  # line heights


def _remarks(row: AccountRow) -> str:
    return remark_count(len(row.remarks))


def _goal(row: AccountRow) -> str:
    return "" if row.goal is None else str(row.goal)


def remark_tone(row: AccountRow) -> Tone:
    """The tone of an account's remarks; a mere hint has none."""
    serious = any(one.severity is not Severity.HINT for one in row.remarks)
    return Tone.WARNING if serious else Tone.NEUTRAL


def _status_order(row: AccountRow) -> int:
    return list(AccountStatus).index(row.account.status)


COLUMNS: Sequence[Column[AccountRow]] = (
    Column("Konto", lambda row: row.account.name, spoken=lambda row: f"{row.account.name}, {row.platform.name}"),
    Column("Verksamhet", lambda row: row.account.unit, width=18),
    Column("Status", lambda row: STATUSES[row.account.status], key=_status_order, width=9),
    Column("Ansvarig", lambda row: row.account.owner, width=18),
    Column("Mål/vecka", _goal, key=lambda row: row.goal, align="right", width=8),
    Column("Anmärkningar", _remarks, key=lambda row: len(row.remarks) or None, width=14),
)
_NAME, *_OTHERS = _LONG = (0, 1, 3)  # names, units and people: the columns that share what the others leave
_CHIP = len(COLUMNS) - 1


class AccountTable(Table[AccountRow]):
    """The accounts, a line each. Its columns fit what they hold until the user sets one by hand."""

    _own_doing = False

    def __init__(self, memory: Memory) -> None:
        super().__init__("Konton", COLUMNS, lambda row: row.account.id)
        self._memory = memory
        self._by_hand = _MEMORY in memory.settings.columns
        self.setItemDelegateForColumn(_NAME, _NameDelegate(self))
        self.setItemDelegateForColumn(_CHIP, _ChipDelegate(self))
        self.sort_by(_NAME)
        if self._by_hand:
            memory.remember_columns(self, _MEMORY)
        self.horizontalHeader().sectionResized.connect(self._resized)

    def show_rows(self, rows: Sequence[AccountRow]) -> None:
        """Show the accounts, and give the columns the width that these need."""
        super().show_rows(rows)
        self._fit()

    def has_room(self, width: int) -> bool:
        """Whether the rows can be read on one line each when the table is `width` px wide."""
        wants = self._wants()
        long = sum(wants[number] for number in _LONG)
        return self._by_hand or width - self._edges() >= sum(wants) - long * (1 - _GIVE)

    def _fit(self) -> None:
        """Give the short columns what they hold, and let the long ones share the rest: the names are cut last."""
        if self._by_hand:
            return
        wants = self._wants()
        long = sum(wants[number] for number in _LONG)
        room = max(round(long * _GIVE), self.viewport().width() - sum(wants) + long)
        name = wants[_NAME] * room // long if room > long else min(wants[_NAME], room // 2)
        share = (room - name) / sum(wants[number] for number in _OTHERS)
        widths = [int(want * share) if number in _OTHERS else want for number, want in enumerate(wants)]
        with self._alone():
            for number, width in enumerate(widths):
                self.setColumnWidth(number, name if number == _NAME else width)

    def _wants(self) -> list[int]:
        """What each column holds at its widest, and never less than its heading, in px."""
        head, metrics, line = self.horizontalHeader(), self.fontMetrics(), self.fontMetrics().height()
        found = []
        for number, column in enumerate(self.table.columns):
            texts = {column.text(row) for row in self.table.rows}
            measure = QFontMetrics(secondary(self.font())) if number == _CHIP else metrics
            widest = max((measure.horizontalAdvance(text) for text in texts), default=0)
            more = {_NAME: _MARK + 1.5, _CHIP: 2.0}.get(number, 1.0)  # line heights beside the text
            found.append(max(widest + round(more * line), head.sectionSizeFromContents(number).width()))
        return found

    def _edges(self) -> int:
        return 2 * self.frameWidth() + self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)

    def _resized(self, *_sizes: int) -> None:
        """A column was drawn wider or narrower: from now on they are the user's, and remembered."""
        if not self._own_doing and not self._by_hand:
            self._by_hand = True
            self._memory.remember_columns(self, _MEMORY)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        before, self._own_doing = self._own_doing, True
        try:
            yield
        finally:
            self._own_doing = before

    def event(self, event: QEvent) -> bool:
        """Qt lays a new style or font out itself: a width that comes of that was not set by hand."""
        with self._alone():
            done = super().event(event)
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._alone():
            super().resizeEvent(event)
        self._fit()


class _NameDelegate(QStyledItemDelegate):
    """The platform's mark before the account's name."""

    def __init__(self, view: AccountTable) -> None:
        super().__init__(view)
        self._view = view

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        side = round(option.fontMetrics.height() * _MARK)
        option.decorationSize = QSize(side, side)
        option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
        option.icon = self._mark(self._view.table.rows[index.row()], side)

    def _mark(self, row: AccountRow, side: int) -> QIcon:
        ratio = self._view.devicePixelRatioF()
        made = QPixmap(round(side * ratio), round(side * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        paint_mark(painter, QRectF(0, 0, side, side), row.platform, self._view.font())
        painter.end()
        icon = QIcon(made)
        icon.addPixmap(made, QIcon.Mode.Selected)  # else a chosen row's mark is tinted
        return icon


class _ChipDelegate(QStyledItemDelegate):
    """”2 anmärkningar” as a chip, the same as on the account's own page."""

    def __init__(self, view: AccountTable) -> None:
        super().__init__(view)
        self._view = view

    def displayText(self, value: object, locale: object) -> str:
        return ""  # painted as a chip instead

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        row = self._view.table.rows[index.row()]
        if not row.remarks:
            return
        small = secondary(self._view.font())
        painter.setFont(small)
        line, text = painter.fontMetrics().height(), _remarks(row)
        wide, high = painter.fontMetrics().horizontalAdvance(text) + line, round(line * 1.4)
        room = QRectF(option.rect)
        place = QRectF(room.x() + line / 2, room.center().y() - high / 2, wide, high)
        paint_chip(painter, place, text, remark_tone(row), small)
