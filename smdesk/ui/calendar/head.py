"""The head of the calendar: what is shown in words, the buttons that turn it, how it is seen and what it opens."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from smdesk.ui.calendar.chooser import ViewChooser
from smdesk.ui.calendar.view import Seen
from smdesk.ui.kit.buttons import icon_button, primary_button, quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.parts import PAD, label, restyle, tip

VIEWS = {"week": ("Vecka", "Ctrl+Shift+V"), "month": ("Månad", "Ctrl+Shift+M"), "list": ("Lista", "Ctrl+Shift+L")}


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


class CalendarHead(QWidget):
    """Title, facts and navigation at the left, the ways to see it and actions at the right; folded when narrow.

    `turned(weeks)`: −1, 1, or 0 for today. `ideas_asked(on)` when the idébank is to stand beside it or not.
    `run(command)` is called with the id of what is chosen.
    """

    turned = Signal(int)
    ideas_asked = Signal(bool)

    def __init__(self, run: Callable[[str], object], view: str) -> None:
        """`view` is the key of the way it is seen at first."""
        super().__init__()
        self._title = label("", "title", wrap=False)
        self._facts = label("", "muted", wrap=False)
        self.field = GoToField()
        self._fit_field()
        self.ideas = quiet_button("Idébank")
        self.ideas.setCheckable(True)
        self.ideas.clicked.connect(self.ideas_asked)
        tip(self.ideas, "Inlägg utan dag, bredvid kalendern (Ctrl+Shift+I)")
        self._before = icon_button("left", "", lambda: self.turned.emit(-1))
        self._after = icon_button("right", "", lambda: self.turned.emit(1))
        self.chooser = ViewChooser(VIEWS)
        self.chooser.choose(view)
        self.new = changes(primary_button("Nytt inlägg", lambda: run("post.new"), keys="Ctrl+N"))
        self._where, self._actions = QWidget(), QWidget()
        where = FlowLayout(self._where, gap=PAD - 4)
        for part in (
            self._title,
            self._facts,
            self._before,
            quiet_button("I dag", lambda: self.turned.emit(0), name="I dag: gå till dagens datum"),
            self._after,
            self.field,
        ):
            where.addWidget(part)
        actions = FlowLayout(self._actions, gap=PAD - 4)
        for action in (
            self.chooser,
            self.ideas,
            self._more(run),
            self.new,
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
            ("Filtrera kalendern…\tCtrl+Shift+F", "calendar.filter"),
            ("Sök bland inläggen…\tCtrl+F", "find"),
            ("Papperskorg…", "post.bin"),
            ("Planerat framåt…\tCtrl+Shift+H", "calendar.ahead"),
            ("Kalenderns lager…", "calendar.layers"),
            ("Året: särskilda dagar…\tCtrl+Shift+D", "days.edit"),
            ("Läs in plan…", "post.import"),
            ("Veckan som PDF…", "calendar.pdf"),
        ):
            menu.addAction(words).triggered.connect(lambda _checked=False, one=command: run(one))
        menu.addSeparator()
        self.missing_first = menu.addAction("Konton som saknar inlägg först")
        self.missing_first.setCheckable(True)
        button.setMenu(menu)
        return button

    def show_seen(self, seen: Seen, ideas: int, steps: tuple[str, str], has_lanes: bool) -> None:
        """Say what is on screen, what the buttons that turn it do, and how many ideas wait for a day."""
        self._title.setText(seen.title)
        self._facts.setText(seen.facts)
        for button, words in zip((self._before, self._after), steps, strict=True):
            button.setAccessibleName(words)
            tip(button, words)
        self.missing_first.setEnabled(has_lanes)
        self.ideas.setText(f"Idébank ({ideas})" if ideas else "Idébank")
        self.ideas.setAccessibleName(f"Idébank, {ideas} inlägg utan dag")
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
