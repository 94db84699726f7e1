"""The buttons: one coloured per page or form, the others quiet; a key is drawn on the button it belongs to."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QCheckBox, QPushButton, QToolButton, QWidget

from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.mnemonics import letters, marked
from smdesk.ui.kit.parts import tip
from smdesk.ui.kit.ruler import ruler
from smdesk.ui.kit.style_sheet import strong

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionButton

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class PushButton(QPushButton):
    """A button that Enter presses as Space does, in a page as in a dialog, and never some other button instead.

    `text()` gives its words; the ”&” in them, and the one that marks the letter of `mark`, only Qt sees.
    """

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self._words = self.letter = ""
        self.takes_letter = True
        self.setText(text)
        self.setAutoDefault(False)

    def text(self) -> str:
        return self._words

    def setText(self, text: str) -> None:
        self._words = text
        super().setText(marked(text, self.letter))

    def sizeHint(self) -> QSize:
        """With room for the heavier words that it has when it is chosen: Qt measures those it has when it is not."""
        size = super().sizeHint()
        if self.isCheckable() or self.property("role") == "filter":
            size.setWidth(size.width() + ruler(strong(self.font())).horizontalAdvance(self._words)
                          - self.fontMetrics().horizontalAdvance(self._words))  # fmt: skip
        return size

    def mark(self, letter: str) -> None:
        """Have Alt and `letter` press the button, while it is among its words."""
        self.letter = letter
        self.setText(self._words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The coloured one shows its focus within: around it the line would not be told from the ground."""
        super().paintEvent(event)
        if self.hasFocus() and self.property("role") == "primary":
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.palette().buttonText().color(), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(4, 4, -4, -4), 4, 4)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in _ENTER or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()


def quiet_button(
    text: str, action: Callable[[], object] | None = None, *, keys: str = "", name: str = ""
) -> QPushButton:
    """A white button; `name` when its text alone does not say on what it acts, `keys` as on the coloured one."""
    made = _KeyButton(text, keys) if keys else PushButton(text)
    made.setAccessibleName(name or text)
    if keys:
        made.setAccessibleDescription(keys)
    if action is not None:
        made.clicked.connect(lambda _checked=False: action())
    return made


def primary_button(
    text: str, action: Callable[[], object] | None = None, *, keys: str = "", name: str = ""
) -> QPushButton:
    """The one coloured button of a page or form; `keys` (”Ctrl+N”) is shown on it, not bound by it."""
    made = quiet_button(text, action, keys=keys, name=name)
    made.setProperty("role", "primary")
    return made


def link_button(text: str, action: Callable[[], object] | None = None, *, name: str = "") -> QPushButton:
    """A button that looks like a link."""
    made = quiet_button(text, action, name=name)
    made.setProperty("role", "link")
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    return made


class _KeyButton(PushButton):
    """A button with its key drawn as a key after the text."""

    def __init__(self, text: str, keys: str) -> None:
        super().__init__(text)
        self._keys = keys.replace("+", " ")

    def _hint_font(self) -> QFont:
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.78)
        font.setWeight(QFont.Weight.Medium)
        return font

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return QSize(size.width() + self._hint_width(), size.height()) if self._keys else size

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _hint_width(self) -> int:
        return QFontMetrics(self._hint_font()).horizontalAdvance(self._keys) + 20

    def initStyleOption(self, option: "QStyleOptionButton") -> None:
        super().initStyleOption(option)
        if self._keys:
            option.text = ""  # it is drawn beside the key

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._keys:
            return
        text = marked(self.text(), self.letter)
        painter = QPainter(self)
        painter.setPen(self.palette().buttonText().color())
        hint = self._hint_width()
        whole = self.fontMetrics().horizontalAdvance(self.text()) + hint
        left = (self.width() - whole) / 2
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextShowMnemonic
        if self.letter and not _underlines(self):
            middle |= Qt.TextFlag.TextHideMnemonic
        painter.drawText(QRectF(left, 0, whole, self.height()), int(middle), text)
        painter.setFont(self._hint_font())
        high = painter.fontMetrics().height() + 2
        box = QRectF(left + whole - hint + 8.5, (self.height() - high) // 2 + 0.5, hint - 8, high)
        painter.setOpacity(0.85)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawRoundedRect(box, 3, 3)
        painter.setOpacity(1)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._keys)


def _underlines(button: QPushButton) -> bool:
    """Whether letters are underlined here and now, or only once Alt is pressed."""
    from PySide6.QtWidgets import QStyle  # takes 5 ms, and no button on Idag has a letter

    return bool(button.style().styleHint(QStyle.StyleHint.SH_UnderlineShortcut, None, button))


class _IconButton(QToolButton):
    """Its icon grows with the text, and Enter presses it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange):
            side = self.fontMetrics().height()
            self.setIconSize(QSize(side, side))
        return super().event(event)


def icon_button(name: str, words: str, action: Callable[[], object] | None = None) -> QToolButton:
    """A button of one icon; `words` is its name for the ear and its tip for the eye."""
    from smdesk.ui.kit.icon_engine import icon  # Idag, which is shown first, has no button of an icon

    made = _IconButton()
    made.setIcon(icon(name))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setAccessibleName(words)
    tip(made, words)
    if action is not None:
        made.clicked.connect(lambda _checked=False: action())
    return made


def mark_buttons(window: QWidget) -> None:
    """Give every button of a window that has no letter yet one of its own, so that Alt and the letter press it.

    But those that take none: there may be as many of them as there are accounts. Check boxes keep theirs.
    """
    buttons = window.findChildren(PushButton)
    new = [one for one in buttons if not one.letter and one.takes_letter and one.text()]
    taken = {one.letter for one in buttons}
    taken |= {one.shortcut().toString().rpartition("+")[2].lower() for one in window.findChildren(QCheckBox)}
    for one, letter in zip(new, letters([one.text() for one in new], taken), strict=True):
        one.mark(letter)


def complete_by_keys(room: QWidget, act: Callable[[], object]) -> None:
    """Have Ctrl+Enter do `act` wherever one is in `room`: a window, on its buttons as in its fields, or a page."""
    for keys in ("Ctrl+Return", "Ctrl+Enter"):
        shortcut = QShortcut(QKeySequence(keys), room)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)


def button_row(*buttons: QWidget) -> QWidget:
    """Buttons beside each other, from the left; they wrap when the page is narrow."""
    row = QWidget()
    flow = FlowLayout(row, gap=10)
    for button in buttons:
        flow.addWidget(button)
    return row
