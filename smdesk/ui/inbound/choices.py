"""The question ”Hur hanteras det?”: the ways of an ärendetyp as radio cards, each with what supports it."""

from collections.abc import Hashable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget

from smdesk.domain.record import record
from smdesk.ui.kit.parts import PAD, empty, label, restyle, tab_through


@record
class Choice:
    """A way to handle something: its name, and in grey below it why or how."""

    key: Hashable
    title: str
    support: str = ""


class ChoiceCards(QWidget):
    """Cards of which one is chosen: arrows go between them. `chosen(key)` when another one is."""

    chosen = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._choices: tuple[Choice, ...] = ()
        self._cards: dict[Hashable, _Card] = {}
        self._group = QButtonGroup(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)

    def show_choices(self, choices: Sequence[Choice], key: Hashable) -> None:
        """Show the ways, the one with `key` chosen. Cards that say the same stay as they are."""
        if tuple(choices) != self._choices:
            self._choices = tuple(choices)
            self._group.deleteLater()
            self._group = QButtonGroup(self)
            empty(self._box)
            self._cards = {one.key: _Card(one) for one in choices}
            for one, card in self._cards.items():
                self._group.addButton(card.radio)
                card.radio.toggled.connect(partial(self._toggled, one))
                self._box.addWidget(card)
            tab_through(self, [card.radio for card in self._cards.values()])
        if key in self._cards:
            self._cards[key].radio.setChecked(True)

    def current(self) -> Hashable | None:
        """The key of the way that is chosen; None where there is none."""
        return next((key for key, card in self._cards.items() if card.radio.isChecked()), None)

    def focus_current(self) -> None:
        """Go to the way that is chosen."""
        card = self._cards.get(self.current())
        if card is not None:
            card.radio.setFocus()

    def _toggled(self, key: Hashable, on: bool) -> None:
        self._cards[key].show_chosen(on)
        if on:
            self.chosen.emit(key)


class _Card(QFrame):
    """One way; a click anywhere on it chooses it."""

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self.setProperty("role", "choice")
        self.radio = QRadioButton(choice.title.replace("&", "&&"))
        self.radio.setAccessibleDescription(choice.support)
        box = QVBoxLayout(self)
        box.setContentsMargins(PAD - 4, PAD // 2, PAD - 4, PAD // 2)
        box.setSpacing(0)
        box.addWidget(self.radio)
        if choice.support:
            support = label(choice.support, "small")
            support.setProperty("role", "support")
            box.addWidget(support)

    def show_chosen(self, on: bool) -> None:
        """Wear the colours of what is chosen."""
        restyle(self, on=on)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.radio.setChecked(True)
        self.radio.setFocus()
        event.accept()
