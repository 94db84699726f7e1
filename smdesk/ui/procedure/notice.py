"""A line about what is under way or done, with what can be done about it."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.flow import Beside, FlowLayout
from smdesk.ui.kit.parts import PAD, announce, empty, label, restyle
from smdesk.ui.kit.theme import Tone

Action = tuple[str, Callable[[], object]]


class Notice(QFrame):
    """A banner with several buttons, hidden while it has no text."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "banner")
        self._text = label("")
        buttons = QWidget()
        self._buttons = FlowLayout(buttons, gap=8)
        self._beside = Beside(self._text, buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(PAD, PAD // 2, PAD, PAD // 2)
        box.addWidget(self._beside)
        self.tell("")

    def tell(self, text: str, *actions: Action, tone: Tone = Tone.ACCENT) -> None:
        """Show a text and have it spoken; each action is a button. ”” hides the line."""
        self._text.setText(text)
        self.setAccessibleName(text)
        empty(self._buttons)
        for words, action in actions:
            made = quiet_button(words, action)
            self._buttons.addWidget(made)
            made.show()  # now, so that the line is folded after its size
        restyle(self, tone=tone.value)
        self.setVisible(bool(text))
        self._beside.fold()
        if text and self.isVisible():
            announce(self, text)
