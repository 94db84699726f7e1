"""The small parts that every page is built of: labels, cards, chips, marks, headers and facts.

Buttons are in `buttons.py`, banners and empty pages in `notices.py`, search, filters and files in `inputs.py`,
lists in `rows.py` and `table.py`, forms in `form.py`.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from smdesk.domain.account import Platform
from smdesk.ui.kit import theme
from smdesk.ui.kit.flow import Beside, FlowLayout
from smdesk.ui.kit.theme import Tone

PAD = 14  # inside a card
GAP = 14  # between cards
_HEAD = 5  # above and below a card's title, which is as high as a button: all heads are of one height
_SHORT = 40  # signs; a longer value has its source on a line of its own


def label(text: str, role: str = "", *, wrap: bool = True, name: str = "") -> QLabel:
    """A label that shows `text` as it is, never as markup.

    `role`: ”” (body), ”title”, ”strong”, ”muted”, ”small”, ”late”, ”warning”, ”done”, ”key”, or ”field” for what
    stands beside a field.
    """
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setWordWrap(wrap)
    if role:
        made.setProperty("role", role)
    if role == "field":
        made.setAlignment(Qt.AlignmentFlag.AlignTop)
        made.setIndent(0)
    if name:
        made.setAccessibleName(name)
    return made


def escape(text: str) -> str:
    """`text` so that what guesses whether it is markup shows it as it is; `html` knows every sign's name, for 1 ms."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def tip(widget: QWidget, text: str) -> None:
    """Give `widget` a tooltip that shows `text` as it is."""
    widget.setToolTip(escape(text))


def restyle(widget: QWidget, **properties: str | bool) -> None:
    """Set style properties and have the style sheet read again for `widget`."""
    for key, value in properties.items():
        widget.setProperty(key, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it has not read the sheet yet
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.updateGeometry()


def announce(widget: QWidget, text: str) -> None:
    """Have a screen reader say `text`: a status message that takes no focus (WCAG 2.2, 4.1.3)."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, text))


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab comes to `widget`."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def tab_through(room: QWidget, widgets: Iterable[QWidget]) -> None:
    """Have Tab come to `widgets`, those that take it, in this order; they are in `room` and stand first in it."""
    policy = room.focusPolicy()
    room.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # else Qt puts nothing after it
    for before, after in pairwise((room, *(one for one in widgets if takes_tab(one)))):
        QWidget.setTabOrder(before, after)
    room.setFocusPolicy(policy)


def empty(layout: QLayout) -> None:
    """Take everything out of `layout` and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            empty(inner)


class Chip(QLabel):
    """A word of state in a pill; the colour only helps the word."""

    def __init__(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, tone)

    def show_state(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Show another state; an empty text hides the chip."""
        self.setText(text)
        if not text or self.parent() is not None:
            self.setHidden(not text)
        restyle(self, tone=tone.value)


class PlatformMark(QWidget):
    """A platform as two letters in a square; never a trademark."""

    def __init__(self, platform: Platform, *, big: bool = False) -> None:
        super().__init__()
        self._platform, self._big = platform, big
        self.setAccessibleName(platform.name)
        tip(self, platform.name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(self.fontMetrics().height() * (2.2 if self._big else 1.5))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_mark(painter, QRectF(self.rect()), self._platform, self.font())


def paint_mark(painter: QPainter, rect: QRectF, platform: Platform, font: QFont) -> None:
    """Paint a platform's mark in `rect`, its letters white or black, whichever reads better."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(platform.colour))
    painter.drawRoundedRect(rect, rect.width() / 5, rect.width() / 5)
    letters = QFont(font)
    letters.setBold(True)
    letters.setPixelSize(max(8, round(rect.width() * 0.42)))
    painter.setFont(letters)
    painter.setPen(QColor(_ink_on(platform.colour)))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, platform.mark)
    painter.restore()


@cache
def _ink_on(ground: str) -> str:
    """White or black, whichever reads better on `ground`."""
    return max("#FFFFFF", "#000000", key=lambda ink: theme.contrast(ground, ink))


class Card(QFrame):
    """A white card with a title, a grey fact beside it and a body; add to it with `add`.

    `body` is the layout; `flush=True` takes the body's padding away (for lists that draw their own rows).
    """

    def __init__(self, title: str = "", fact: str = "", *, flush: bool = False) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName(title)
        self._title = label(title, "strong")
        self._fact = label(fact, "muted")
        words, others = QWidget(), QWidget()
        words.setProperty("role", "head")
        line = FlowLayout(words, gap=8)
        line.addWidget(self._title)
        line.addWidget(self._fact)
        if not fact:
            self._fact.hide()
        self._actions = FlowLayout(others, gap=8)
        self._head = Beside(words, others)
        self._head.setContentsMargins(PAD, _HEAD, PAD, _HEAD)
        self.body = QVBoxLayout()
        side = 1 if flush else PAD
        self.body.setContentsMargins(side, 1 if flush else PAD - 2, side, 1 if flush else PAD - 2)
        self.body.setSpacing(0 if flush else 8)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._head)
        self._rule = rule()
        box.addWidget(self._rule)
        if not title:
            self._head.hide()  # never shown by itself here: it would get its style before it has its place, and again
            self._rule.hide()
        box.addLayout(self.body)

    def add(self, *widgets: QWidget) -> "Card":
        """Add widgets to the body, below each other."""
        for widget in widgets:
            self.body.addWidget(widget)
        return self

    def add_action(self, *widgets: QWidget) -> "Card":
        """Add buttons or key hints at the right of the title; Tab comes to them before what is in the body."""
        for widget in widgets:
            self._actions.addWidget(widget)
        if any(takes_tab(one) for one in widgets):
            head = self._head.findChildren(QWidget)
            tab_through(self, [*head, *(one for one in self.findChildren(QWidget) if one not in head)])
        return self

    def say(self, fact: str, title: str = "") -> None:
        """Change the grey fact (and the title) without building the card again."""
        self._fact.setText(fact)
        self._fact.setVisible(bool(fact))  # an empty one would take a line of its own under a long title
        if title:
            self._title.setText(title)
            self.setAccessibleName(title)
            self._head.show()
            self._rule.show()
        self._head.fold()

    def clear(self) -> None:
        """Empty the body."""
        empty(self.body)


def scrolling(content: QWidget | None = None) -> QScrollArea:
    """An area without a frame in which `content` scrolls and is as wide as there is room; Tab goes past it."""
    made = QScrollArea()
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setWidgetResizable(True)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if content is not None:
        made.setWidget(content)
    return made


def rule() -> QFrame:
    """A thin horizontal line."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def key_hint(keys: str) -> QLabel:
    """A key drawn as a key, e.g. ”Ctrl N”."""
    made = label(keys.replace("+", " "), "key", wrap=False)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


class Header(QWidget):
    """The head of a page: title, a grey line of facts, and actions at the right.

    `below=True` puts the facts under the title (long facts, as on an account's page), else beside it.
    """

    def __init__(
        self,
        title: str,
        facts: str = "",
        actions: Sequence[QWidget] = (),
        *,
        mark: Platform | None = None,
        below: bool = False,
    ) -> None:
        super().__init__()
        self._title = label(title, "title")
        self._facts = label(facts, "muted")
        words, others = QWidget(), QWidget()
        if below:
            lines: QLayout = QVBoxLayout(words)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(2)
        else:
            words.setProperty("role", "head")
            lines = FlowLayout(words, gap=14)
        lines.addWidget(self._title)
        lines.addWidget(self._facts)
        self._actions = FlowLayout(others, gap=PAD - 4)
        self._mark_place = QHBoxLayout()
        self._beside = Beside(words, others)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(PAD)
        row.addLayout(self._mark_place)
        row.setAlignment(self._mark_place, Qt.AlignmentFlag.AlignTop)  # by the title, also when the actions wrap
        row.addWidget(self._beside, 1)
        self.show_facts(title, facts, mark)
        for action in actions:
            self._actions.addWidget(action)

    def show_facts(self, title: str, facts: str = "", mark: Platform | None = None) -> None:
        """Change what the head says without building it again."""
        self._title.setText(title)
        self._facts.setText(facts)
        self._facts.setVisible(bool(facts))
        empty(self._mark_place)
        if mark is not None:
            self._mark_place.addWidget(PlatformMark(mark, big=True))
        self._beside.fold()


class Facts(QWidget):
    """Labels and values in two columns; a value is text, or text and a grey source after it, or a widget."""

    def __init__(self, rows: Iterable[tuple[str, str | tuple[str, str] | QWidget]] = ()) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(PAD)
        self._grid.setVerticalSpacing(9)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 7)
        self.show_rows(rows)

    def show_rows(self, rows: Iterable[tuple[str, str | tuple[str, str] | QWidget]]) -> None:
        """Show other rows. Out of sight meanwhile: each label that is shown lays out the whole page anew."""
        seen = self.isVisible()
        if seen:
            self.hide()
        self._fill(rows)
        if seen:
            self.show()

    def _fill(self, rows: Iterable[tuple[str, str | tuple[str, str] | QWidget]]) -> None:
        empty(self._grid)
        for number, (name, value) in enumerate(rows):
            head = label(name, "muted")
            shown = value if isinstance(value, QWidget) else self._value(value)
            head.setBuddy(shown)
            if not shown.accessibleName():
                shown.setAccessibleName(_spoken(name, value))
            self._grid.addWidget(head, number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(shown, number, 1)

    @staticmethod
    def _value(value: str | tuple[str, str]) -> QWidget:
        text, source = (value, "") if isinstance(value, str) else value
        shown = label(text, wrap=not source or len(text) > _SHORT)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if not source:
            return shown
        both = QWidget()
        row = QVBoxLayout(both) if len(text) > _SHORT else QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(shown)
        row.addWidget(label(f"· {source}" if len(text) <= _SHORT else source, "small"), 1)
        return both


def _spoken(name: str, value: str | tuple[str, str] | QWidget) -> str:
    if isinstance(value, QWidget):
        return name
    return f"{name}: {value}" if isinstance(value, str) else f"{name}: {', '.join(value)}"
