"""The head of the calendar: the week in words, the buttons that turn it, and what can be opened from it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from smdesk.ui.kit.buttons import icon_button, primary_button, quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.parts import PAD, label, restyle, tip


class GoToField(QLineEdit):
    """Type a day or a week and press Enter; Escape empties and gives the grid back the keys (`left`)."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("t.ex. v. 50")
        self.setAccessibleName("Gå till dag eller vecka, till exempel 24 december eller v. 50")
        tip(self, "Gå till dag eller vecka (Ctrl+G): 24 dec, 2026-12-24, v. 50")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(lambda _text: restyle(self, problem=False))

    def refuse(self) -> None:
        """Show that what is typed is no day."""
        restyle(self, problem=True)
        self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            restyle(self, problem=False)
            self.left.emit()
            return
        super().keyPressEvent(event)


class WeekHead(QWidget):
    """Title, facts and navigation at the left, actions at the right; below each other when narrow.

    `turned(weeks)`: −1, 1, or 0 for today. `run(command)` is called with the id of what is chosen.
    """

    turned = Signal(int)

    def __init__(self, run: Callable[[str], object]) -> None:
        super().__init__()
        self._title = label("", "title", wrap=False)
        self._facts = label("", "muted", wrap=False)
        self.field = GoToField()
        self._fit_field()
        self._ideas = quiet_button("Idébank", lambda: run("post.ideas"))
        self._where, self._actions = QWidget(), QWidget()
        where = FlowLayout(self._where, gap=PAD - 4)
        for part in (
            self._title,
            self._facts,
            icon_button("left", "Veckan före (Ctrl+Page Up)", lambda: self.turned.emit(-1)),
            quiet_button("I dag", lambda: self.turned.emit(0), name="I dag: gå till den här veckan"),
            icon_button("right", "Veckan efter (Ctrl+Page Down)", lambda: self.turned.emit(1)),
            self.field,
        ):
            where.addWidget(part)
        actions = FlowLayout(self._actions, gap=PAD - 4)
        for action in (
            self._ideas,
            self._more(run),
            changes(primary_button("Nytt inlägg", lambda: run("post.new"), keys="Ctrl+N")),
        ):
            actions.addWidget(action)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(PAD - 4)
        self._box.addWidget(self._where, 1)
        self._box.addWidget(self._actions)

    def _more(self, run: Callable[[str], object]) -> QPushButton:
        button = quiet_button("Mer ▾", name="Mer om kalendern")
        button.setProperty("arrow", "own")
        menu = QMenu(button)
        self.log = menu.addAction("Logga publicerat inlägg…")
        self.log.triggered.connect(lambda _checked=False: run("post.log"))
        for words, command in (
            ("Sök bland inläggen…\tCtrl+F", "find"),
            ("Papperskorg…", "post.bin"),
            ("Särskilda dagar…", "days.edit"),
        ):
            menu.addAction(words).triggered.connect(lambda _checked=False, one=command: run(one))
        menu.addSeparator()
        self.missing_first = menu.addAction("Konton som saknar inlägg först")
        self.missing_first.setCheckable(True)
        button.setMenu(menu)
        return button

    def show_week(self, title: str, facts: str, ideas: int) -> None:
        """Say which week is on screen, and how many ideas wait for a day."""
        self._title.setText(title)
        self._facts.setText(facts)
        self._ideas.setText(f"Idébank ({ideas})" if ideas else "Idébank")
        self._ideas.setAccessibleName(f"Idébank, {ideas} inlägg utan dag")
        self._fold(self.width())

    def _fit_field(self) -> None:
        self.field.setFixedWidth(self.fontMetrics().horizontalAdvance(self.field.placeholderText()) + 3 * PAD)

    def _fold(self, width: int) -> None:
        self._fit_field()
        wanted = self._where.sizeHint().width() + self._actions.sizeHint().width() + PAD
        way = QBoxLayout.Direction.LeftToRight if wanted <= width else QBoxLayout.Direction.TopToBottom
        if self._box.direction() != way:
            self._box.setDirection(way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(event.size().width())
