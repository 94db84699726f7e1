"""What a page's content is narrowed and fed by: the search field, the filter chips and the place for files."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QLineEdit, QPushButton, QWidget

from smdesk.ui.kit import theme
from smdesk.ui.kit.buttons import PushButton, icon_button, link_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.icon_engine import icon
from smdesk.ui.kit.icons import paint_icon
from smdesk.ui.kit.intake import files_in
from smdesk.ui.kit.parts import label, restyle, tab_through

_TO_FOUND = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
_PAUSE_MS = 150  # a search runs when the hand rests, not at every letter


class SearchField(QLineEdit):
    """A field to search in. `changed(text)` comes `pause` ms after the last letter; Escape empties it.

    Down and Enter go to what it found, where that is told (`found_in`).
    """

    changed = Signal(str)

    def __init__(self, name: str, hint: str = "", pause: int = _PAUSE_MS) -> None:
        super().__init__()
        self.setPlaceholderText(hint or f"{name}…")
        self.setAccessibleName(name)
        self.found_in: QWidget | None = None
        self._cross = icon_button("close", "Töm fältet (Escape)", self.clear)
        self._cross.setParent(self)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setCursor(Qt.CursorShape.ArrowCursor)
        self._cross.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(pause)
        self._timer.timeout.connect(self._tell)
        self.textChanged.connect(self._timer.start)
        self.textChanged.connect(lambda text: self._cross.setVisible(bool(text)))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Polish, QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Resize):
            side = round(self._side() * 1.5)
            self.setTextMargins(side, 0, side, 0)
            self._cross.setGeometry(self.width() - side - 4, (self.height() - side) // 2, side, side)
        return super().event(event)

    def _side(self) -> int:
        """Both icons grow with the text; those of a QLineEdit's own actions stay as they are."""
        return self.fontMetrics().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        side = self._side()
        place = QRectF(side * 0.55, (self.height() - side) / 2, side, side)
        paint_icon(QPainter(self), "search", place, theme.tokens().muted)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.found_in and plain and event.key() in _TO_FOUND:  # here: a scroll area around it would take Down
            self.found_in.setFocus()
            return
        super().keyPressEvent(event)

    def _tell(self) -> None:
        self.changed.emit(self.text().strip())


class ChoiceBox(QComboBox):
    """A choice that the wheel changes only where one is: scrolling past it must not choose something else."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class FilterBar(QWidget):
    """A row of chips that are on or off; it wraps when the page is narrow.

    `changed()` comes when one is clicked; `chosen()` gives the keys that are on. With `one=True` exactly one is on.
    Without `letters` no letter presses a chip, as where there may be more chips than letters.
    """

    changed = Signal()

    def __init__(
        self,
        name: str,
        choices: Mapping[str, str],
        *,
        on: tuple[str, ...] = (),
        one: bool = False,
        letters: bool = True,
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._one, self._letters = one, letters
        self._chips: dict[str, QPushButton] = {}
        self._layout = FlowLayout(self)
        self.show_choices(choices, on or (tuple(choices)[:1] if one else ()))

    def show_choices(self, choices: Mapping[str, str], on: tuple[str, ...] | None = None) -> None:
        """Show other words (a count may have changed) or other chips; what was on stays on."""
        kept = self.chosen() if on is None else on
        if list(choices) != list(self._chips):
            for chip in self._chips.values():
                self._layout.removeWidget(chip)
                chip.hide()  # it is deleted first when the window it stands in has closed
                chip.deleteLater()
            self._chips = {key: self._chip(key) for key in choices}
            tab_through(self, self._chips.values())  # else new ones would come last in the window
        for key, chip in self._chips.items():
            chip.setText(choices[key])
            chip.setAccessibleName(f"{self.accessibleName()}: {choices[key]}")
            chip.setChecked(key in kept)

    def chosen(self) -> tuple[str, ...]:
        """The keys that are on, in order."""
        return tuple(key for key, chip in self._chips.items() if chip.isChecked())

    def _chip(self, key: str) -> QPushButton:
        chip = PushButton()
        chip.takes_letter = self._letters
        chip.setProperty("role", "filter")
        chip.setCheckable(True)
        chip.toggled.connect(partial(self._show_on, chip))
        chip.clicked.connect(lambda _checked=False: self._clicked(key))
        self._layout.addWidget(chip)
        return chip

    @staticmethod
    def _show_on(chip: QPushButton, on: bool) -> None:
        """By a property: words that are bolder only in a state of its own, Qt does not measure."""
        chip.setIcon(icon("check", "accent") if on else QIcon())
        restyle(chip, on=on)

    def _clicked(self, key: str) -> None:
        if self._one:
            for other, chip in self._chips.items():
                chip.setChecked(other == key)
        self.changed.emit()


class DropZone(QFrame):
    """A place for files: dragged here, or chosen with the button. `dropped(list[Path])` tells which."""

    dropped = Signal(list)

    def __init__(
        self,
        words: str = "Dra hit filer eller",
        choose: str = "välj filer…",
        *,
        kinds: str = "",
        one: bool = False,
        margin: int = 20,
    ) -> None:
        super().__init__()
        self._kinds, self._one = kinds, one
        self.setProperty("role", "drop")
        self.setAcceptDrops(True)
        self.setAccessibleName(f"{words} {choose}")
        self.button = link_button(choose, self.choose, name=f"{words} {choose}")
        row = FlowLayout(self, centred=True, margin=margin)
        row.addWidget(label(words, "muted", wrap=False))
        row.addWidget(self.button)

    def choose(self) -> None:
        """Ask for files in the system's own dialog."""
        ask: Callable[..., tuple[object, str]] = (
            QFileDialog.getOpenFileName if self._one else QFileDialog.getOpenFileNames
        )
        found, _ = ask(self, "Välj fil" if self._one else "Välj filer", "", self._kinds)
        names = [found] if isinstance(found, str) else found
        self._give([Path(name) for name in names if name])  # type: ignore[attr-defined]

    def _give(self, paths: list[Path]) -> None:
        if paths:
            self.dropped.emit(paths[:1] if self._one else paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            restyle(self, over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        restyle(self, over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        restyle(self, over=False)
        event.acceptProposedAction()
        self._give(files_in(event.mimeData()))
