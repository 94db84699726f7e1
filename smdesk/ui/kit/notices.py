"""What a page tells without being asked: banners, empty pages, progress in words and short messages."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from smdesk.ui.kit import theme
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.flow import Beside
from smdesk.ui.kit.parts import PAD, announce, label, restyle
from smdesk.ui.kit.theme import Tone

_TOLD_MS = 6000


class EmptyState(QWidget):
    """What a page or card with nothing in it says: one sentence, and the first thing to do."""

    def __init__(
        self, sentence: str, action: str = "", run: Callable[[], object] | None = None, *, keys: str = ""
    ) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(PAD, PAD * 2, PAD, PAD * 2)
        box.setSpacing(PAD)
        words = label(sentence, "muted")
        words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        box.addWidget(words)
        if action:
            box.addWidget(primary_button(action, run, keys=keys), 0, Qt.AlignmentFlag.AlignHCenter)


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
        restyle(self, tone=tone.value)
        self.setVisible(bool(text))
        if changed and self.isVisible():
            announce(self, text)


class GoalBar(QWidget):
    """How much of a goal is met, in words and as a bar: ”1 av 2 · ett inlägg saknas”."""

    def __init__(self, done: int = 0, goal: int = 0, words: str = "") -> None:
        super().__init__()
        self._done, self._goal = done, goal
        self._words = label("", "small")
        self._bar = _Bar()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(self._words)
        box.addWidget(self._bar)
        self.show_goal(done, goal, words)

    def show_goal(self, done: int, goal: int, words: str = "") -> None:
        """Show other numbers; `words` replaces ”1 av 2”."""
        text = words or f"{done} av {goal}"
        self._words.setText(text)
        self.setAccessibleName(text)
        self._bar.share = (done, goal)
        self._bar.update()


class _Bar(QWidget):
    share = (0, 0)

    def sizeHint(self) -> QSize:
        return QSize(60, bar_height(self.fontMetrics().height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, bar_height(self.fontMetrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        high = bar_height(self.fontMetrics().height())
        paint_bar(QPainter(self), QRectF(0, (self.height() - high) / 2, self.width(), high), *self.share)


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


class Toast(QLabel):
    """A short message at the foot of the window; spoken too, and gone after some seconds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "banner")
        self.setProperty("tone", Tone.ACCENT.value)
        self.setWordWrap(True)
        self.setMargin(PAD // 2)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, text: str, tone: Tone = Tone.ACCENT) -> None:
        """Show `text` and have it spoken. What must be acted on is a banner or a dialog, not this."""
        self.setText(text)
        restyle(self, tone=tone.value)
        room = self._room.size()
        wide = min(room.width() - 2 * PAD, self.fontMetrics().horizontalAdvance(text) + 5 * PAD)
        self.resize(wide, max(self.heightForWidth(wide), self.sizeHint().height()))
        self.move((room.width() - wide) // 2, room.height() - self.height() - PAD)
        self.raise_()
        self.show()
        announce(self, text)
        self._timer.start(_TOLD_MS)
