"""Which way the calendar is seen: week, month or list, one of which is always chosen."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.parts import tip


class ViewChooser(QWidget):
    """Buttons side by side, one of them down. Tab comes to that one, and the arrows choose another: `chosen(key)`."""

    chosen = Signal(str)

    def __init__(self, views: Mapping[str, tuple[str, str]]) -> None:
        """`views`: key → its word and its key on the keyboard."""
        super().__init__()
        self.setAccessibleName("Visa som")
        self.buttons = {key: quiet_button(words, name=f"Visa som {words.lower()}") for key, (words, _) in views.items()}
        ends = list(self.buttons)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for (key, button), (words, keys) in zip(self.buttons.items(), views.values(), strict=True):
            button.setProperty("role", "segment")
            button.setProperty("end", {ends[0]: "first", ends[-1]: "last"}.get(key, ""))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            tip(button, f"Visa som {words.lower()} ({keys})")
            button.toggled.connect(lambda on, one=key: self.chosen.emit(one) if on else None)
            row.addWidget(button)

    def choose(self, key: str) -> None:
        """Have a button down; tells `chosen` when it was another."""
        self.buttons[key].setChecked(True)
