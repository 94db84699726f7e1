"""What an eye and a screen reader find wrong with a window: text that does not fit, controls without a name."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QTabBar,
    QTableView,
    QWidget,
)

from smdesk.ui.calendar.agenda import AgendaList
from smdesk.ui.calendar.ideas import IdeaList
from smdesk.ui.frame.sidebar import SideButton
from smdesk.ui.kit.row import lay_out, title_font, wrap_flags
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.style_sheet import secondary, strong
from smdesk.ui.kit.table import Table
from smdesk.ui.routine.month_view import MonthView

CONTROLS = (QAbstractButton, QComboBox, QLineEdit, QPlainTextEdit, QAbstractItemView)
ROUNDING = 1  # px
ICON_GAP = 4  # px, between an icon and the words after it


def shown(window: QWidget) -> list[QWidget]:
    """Every widget that shows in the window."""
    return [one for one in window.findChildren(QWidget) if one.isVisibleTo(window) and not one.size().isEmpty()]


def where(one: QWidget) -> str:
    """What a widget is, and what it is in, for a failed test."""
    path = []
    node: QWidget | None = one
    while node is not None and len(path) < 4:
        path.append(type(node).__name__ + (f" {node.accessibleName()!r}" if node.accessibleName() else ""))
        node = node.parentWidget()
    return " in ".join(path)


def nameless(window: QWidget) -> list[str]:
    """Controls that a screen reader cannot name; what stands inside another control belongs to it."""
    return [
        where(one)
        for one in shown(window)
        if isinstance(one, CONTROLS) and not isinstance(one, QHeaderView)
        if one.focusPolicy() != Qt.FocusPolicy.NoFocus and not isinstance(one.parentWidget(), QComboBox)
        if not (spoken := QAccessible.queryAccessibleInterface(one)) or not spoken.text(QAccessible.Text.Name).strip()
    ]


def unfit(window: QWidget) -> list[str]:
    """Text that is wider or higher than the place it has, and widgets that stick out of what they are in."""
    found = []
    for one in shown(window):
        found += [f"{text!r} does not fit: {where(one)}" for text in _too_large(one)]
        parent = one.parentWidget()
        if parent is not None and _sticks_out(one, parent):
            found.append(f"{one.geometry().getRect()} in {parent.size().toTuple()} sticks out: {where(one)}")
    return found


def twice_scrolled(window: QWidget) -> list[str]:
    """What scrolls within what scrolls: one never knows which of the two the wheel will move.

    Not the fields of a form, which are as high as a few lines, nor what the calendar has, which turns by itself.
    """
    found = []
    for one in shown(window):
        if not isinstance(one, RowList | Table | MonthView) or isinstance(one, AgendaList | IdeaList):
            continue
        around = one.parentWidget()
        while around is not None and around is not window:
            if isinstance(around, QScrollArea) and _scrolls(around) and _scrolls(one):
                found.append(f"scrolls within what scrolls: {where(one)}")
            around = around.parentWidget()
    return found


def _scrolls(area: QAbstractScrollArea) -> bool:
    shows = area.verticalScrollBarPolicy() != Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return shows and area.verticalScrollBar().maximum() > 0


def _sticks_out(one: QWidget, parent: QWidget) -> bool:
    """Whether it lies outside its parent, where nothing scrolls."""
    if isinstance(parent.parentWidget(), QAbstractScrollArea) or isinstance(parent, QAbstractScrollArea):
        return False
    if one.isWindow() or parent.layout() is None:
        return False
    return not parent.rect().adjusted(-ROUNDING, -ROUNDING, ROUNDING, ROUNDING).contains(one.geometry())


def _too_large(one: QWidget) -> Iterator[str]:
    match one:
        case QLabel():
            yield from _in_label(one)
        case SideButton():
            yield from _in_side_button(one)
        case QComboBox():
            option = QStyleOptionComboBox()
            one.initStyleOption(option)
            part = QStyle.SubControl.SC_ComboBoxEditField
            room = one.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, part, one)
            yield from _wider(one.currentText(), one.fontMetrics(), room.width())
        case QPushButton():
            yield from _in_button(one)
        case QCheckBox() | QAbstractButton():
            yield from _wider(one.text().replace("&&", "&"), one.fontMetrics(), one.width())
        case QTabBar():
            for number in range(one.count()):
                yield from _wider(one.tabText(number), one.fontMetrics(), one.tabRect(number).width())
        case RowList():
            yield from _in_rows(one)
        case QTableView() if one.model() is not None and one.horizontalHeader().isVisible():
            yield from _in_headings(one)


def _wider(text: str, metrics: QFontMetrics, room: int) -> Iterator[str]:
    if any(metrics.horizontalAdvance(line) > room + ROUNDING for line in text.splitlines()):
        yield text


def _in_button(one: QPushButton) -> Iterator[str]:
    """A button that can be chosen has room for the heavier words that it has then, within its padding."""
    option = QStyleOptionButton()
    one.initStyleOption(option)
    room = one.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, one).width()
    beside = 0 if one.icon().isNull() else one.iconSize().width() + ICON_GAP
    metrics = QFontMetrics(strong(one.font())) if one.isCheckable() else one.fontMetrics()
    yield from _wider(one.text().replace("&&", "&"), metrics, room - beside)


def _in_label(one: QLabel) -> Iterator[str]:
    room, text = one.contentsRect().adjusted(one.margin(), one.margin(), -one.margin(), -one.margin()), one.text()
    if not one.wordWrap():
        yield from _wider(text, one.fontMetrics(), room.width())
    elif not _fits(text, one.fontMetrics(), room.size()):
        yield text


def _fits(text: str, metrics: QFontMetrics, room: QSize) -> bool:
    flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere if _is_one_word(text, metrics, room) else None
    taken = metrics.boundingRect(QRect(0, 0, room.width(), 100_000), int(flags or Qt.TextFlag.TextWordWrap), text)
    return taken.width() <= room.width() + ROUNDING and taken.height() <= room.height() + metrics.descent()


def _is_one_word(text: str, metrics: QFontMetrics, room: QSize) -> bool:
    """Whether a word must be broken, as a label does with an address that is longer than its line."""
    return any(metrics.horizontalAdvance(word) > room.width() for word in text.split())


def _in_side_button(one: SideButton) -> Iterator[str]:
    if not one.folded:
        yield from _wider(one.words, one.fontMetrics(), one.width())
    elif not one.toolTip():
        yield f"{one.words} (folded, without a tip)"


def _in_rows(rows: RowList) -> Iterator[str]:
    """The pieces of each row lie within the list, and each has room for its text."""
    width = rows.viewport().width()
    for row in rows.rows():
        places = lay_out(row, width, rows.font(), marks=rows.choose)
        plain, small = QFontMetrics(rows.font()), QFontMetrics(secondary(rows.font()))
        bold = QFontMetrics(title_font(row, rows.font(), marked=rows.choose))
        lead = f"{row.lead} {row.title}".strip()
        cut = row.one_line  # on purpose: the whole of it is in the tip
        for text, rect, metrics in (
            ("" if cut else lead, places.title, bold),
            (row.subtitle, places.subtitle, small),
        ):
            if text and not _fits(text, metrics, rect.size()):
                yield text
        if not cut and _high(lead, bold, places.title.width()) + bold.descent() < places.title.height():
            yield f"{lead} (and an empty line)"
        for text, rect, metrics in ((row.chip, places.chip, small), (row.button, places.button, plain)):
            if text and (rect.width() < metrics.horizontalAdvance(text) or rect.right() > width):
                yield text


def _high(text: str, metrics: QFontMetrics, width: int) -> int:
    """How high a text is when it wraps."""
    return metrics.boundingRect(QRect(0, 0, width, 100_000), wrap_flags(text, metrics, width), text).height()


def _in_headings(table: QTableView) -> Iterator[str]:
    head, model = table.horizontalHeader(), table.model()
    for column in range(model.columnCount()):
        text = model.headerData(column, Qt.Orientation.Horizontal)
        if isinstance(text, str) and not head.isSectionHidden(column):
            told = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
            if not told:
                metrics = QFontMetrics(strong(table.font()))
                yield from _wider(text, metrics, head.sectionSize(column) - metrics.height())  # within its padding
