"""A way to handle an item: what it needs is filled in here, and Ctrl+Enter does it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError, Problem
from smdesk.operations.inbound_view import Line
from smdesk.ui.kit.buttons import primary_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.theme import Tone
from smdesk.ui.kit.web import open_web
from smdesk.words import problems_text

NO_LINK = "Posten har ingen länk. Texten är kopierad."
NOT_OPENED = "Länken gick inte att öppna. Texten är kopierad."


class Way(QWidget):
    """A card with what one way needs. `done(text)` tells in words what was done, when the item is closed or waits."""

    done = Signal(str)

    def __init__(self, desk: Desk, frame: Frame, title: str, action: str) -> None:
        """`action` is what stands on the button that does it."""
        super().__init__()
        self.desk, self.frame = desk, frame
        self.line: Line | None = None
        self.card = Card(title)
        self.advice = label("")
        self.problems = Banner()
        self.primary = changes(primary_button(action, self.complete, keys="Ctrl+↵"), may_write=desk.may_write)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.card)
        self.card.add(self.advice)

    def add_foot(self, *buttons: QWidget) -> None:
        """Put the problems and the buttons last in the card, at the right."""
        inside = QWidget()
        flow = FlowLayout(inside, gap=10)
        for one in (*buttons, self.primary):
            flow.addWidget(one)
        foot = QWidget()
        row = QHBoxLayout(foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(inside)
        self.card.add(self.problems, foot)

    def show_line(self, line: Line) -> None:
        """Show how the item stands; what is being typed for the same item stays."""
        is_other = self.line is None or self.line.one.id != line.one.id
        self.line = line
        advice = self.advice_text(line)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))
        if is_other:
            self.problems.tell("")
        self.fill(line, is_other=is_other)

    def advice_text(self, line: Line) -> str:
        """What the rules say of this way, in a sentence."""
        return line.category.answer if line.category else ""

    def fill(self, line: Line, *, is_other: bool) -> None:
        """Show the fields of an item; `is_other` when the one before was another."""

    def complete(self) -> None:
        """Do what the way is for."""
        raise NotImplementedError

    def save(self) -> None:
        """Keep what is being typed."""

    def focus_first(self) -> None:
        """Go to the first field, else to the button that does it."""
        inside: Sequence[QWidget] = [
            one for kind in (QPlainTextEdit, QLineEdit, QPushButton) for one in self.findChildren(kind)
        ]
        first = next((one for one in inside if one.isVisibleTo(self) and one.isEnabled()), self.primary)
        first.setFocus()

    def try_to(self, verb: Callable[[], object], told: str) -> bool:
        """Do it and tell, or show here what refuses it; what was typed stays. True when it was done."""
        try:
            verb()
        except KnownError as error:
            self.show_problems(error.problems)
            return False
        self.problems.tell("")
        self.done.emit(told)
        return True

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tell what stops it."""
        self.problems.tell(problems_text(problems), Tone.LATE)

    def open_link(self) -> str:
        """Open the item where it was written; what to tell when that did not go, ”” when it did."""
        if self.line is None or not self.line.one.link:
            return NO_LINK
        return "" if open_web(self.line.one.link) else NOT_OPENED
