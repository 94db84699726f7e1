"""What a page tells without being asked: banners, empty pages, progress in words and short messages."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from smdesk.ui.kit import theme
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.flow import Beside, FlowLayout
from smdesk.ui.kit.parts import PAD, announce, label, restyle
from smdesk.ui.kit.theme import Tone

_TOLD_MS = 6000
_EDGE = 4  # px above and below a short message, its border in them: as in the style sheet
_SIGNS = 60  # on a line of running text, at most
_ALL = 1000  # of the room, before what stands beside gets any


class EmptyState(QWidget):
    """What a page or card with nothing in it says: a sentence, the first thing to do, and at most one thing `other`."""

    def __init__(
        self,
        sentence: str,
        action: str = "",
        run: Callable[[], object] | None = None,
        *,
        keys: str = "",
        other: str = "",
        run_other: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self._words = label(sentence, "muted")
        self._words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._words, _ALL)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(PAD, PAD * 2, PAD, PAD * 2)
        box.setSpacing(PAD)
        box.addStretch(1)
        box.addLayout(line)
        if action:
            buttons = QWidget()
            flow = FlowLayout(buttons, gap=10, centred=True)
            flow.addWidget(primary_button(action, run, keys=keys))
            if other:
                flow.addWidget(quiet_button(other, run_other))
            box.addWidget(buttons)
        box.addStretch(1)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._words.setMaximumWidth(self.fontMetrics().averageCharWidth() * _SIGNS)
        return super().event(event)


class Banner(QFrame):
    """A line across the page about its state, with at most one action; hidden while it has no text."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.WARNING,
        action: str = "",
        run: Callable[[], object] | None = None,
    ) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self.setProperty("tone", tone.value)
        self._text = label("")
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        row = QVBoxLayout(self)
        row.setContentsMargins(PAD, PAD // 2, PAD, PAD // 2)
        row.addWidget(Beside(self._text, quiet_button(action, run)) if action else self._text)
        self.tell(text, tone)

    def tell(self, text: str, tone: Tone = Tone.WARNING) -> None:
        """Show another text (and have it spoken), or hide with an empty one."""
        changed = bool(text) and text != self._text.text()
        self._text.setText(text)
        self.setAccessibleName(text)
        if self.property("tone") != tone.value:
            restyle(self, tone=tone.value)
        if not text or self.parent() is not None:  # without a parent it would be a window of its own
            self.setVisible(bool(text))
        if changed and self.isVisible():
            announce(self, text)


def bar_height(line: int) -> int:
    """The height of a goal's bar beside text whose line is `line` px high."""
    return max(6, round(line * 0.34))


def paint_bar(painter: QPainter, rect: QRectF, done: int, goal: int) -> None:
    """Paint `done` of `goal` as a bar: green when met, else amber; the words beside it say the same."""
    roles = theme.tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(roles.track))
    painter.drawRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    share = 1.0 if done >= goal else done / goal
    if share > 0:
        painter.setBrush(QColor(roles.done if share >= 1 else roles.short))
        part = QRectF(rect.x(), rect.y(), rect.width() * share, rect.height())
        painter.drawRoundedRect(part, rect.height() / 2, rect.height() / 2)
    painter.restore()


def toast_room(line: int) -> int:
    """The height, in px, that a page keeps free below what it shows: a message of one line, `line` px high, fits."""
    return line + 2 * _EDGE + 2


class Toast(QLabel):
    """A short message at the foot of `room`, in its margin; spoken too, and gone after some seconds.

    One of several lines covers some of the page: what is clicked is still what lies under it.
    """

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self._room = room
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "toast")
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        room.installEventFilter(self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, text: str, tone: Tone = Tone.ACCENT) -> None:
        """Show `text` and have it spoken. What must be acted on is a banner or a dialog, not this."""
        self.setText(text)
        restyle(self, tone=tone.value)
        self._place()
        self.raise_()
        self.show()
        announce(self, text)
        self._timer.start(_TOLD_MS)

    def _place(self) -> None:
        """In the middle at the bottom, as wide as the text where there is room for it on one line."""
        self.ensurePolished()
        room, metrics = self._room.size(), self.fontMetrics()
        wide = min(room.width() - 2 * PAD, metrics.horizontalAdvance(self.text()) + 4 * metrics.height())
        self.resize(wide, self.heightForWidth(wide))
        self.move((room.width() - wide) // 2, room.height() - self.height() - 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
