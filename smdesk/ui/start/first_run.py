"""The first run: whose desk it is, who works here, and the first thing to do."""

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from smdesk.domain.person import Person
from smdesk.ui.kit.buttons import button_row, complete_by_keys, mark_buttons, primary_button, quiet_button
from smdesk.ui.kit.form import Form, FormField
from smdesk.ui.kit.parts import PAD, Card, label, scrolling

Begin = Callable[[str, Person, str], object]
_WIDE = 40  # line heights

FIELDS = (
    FormField(
        name="office",
        label="Förvaltningens namn",
        required=True,
        help="Till exempel Söderviks stadsdelsförvaltning.",
    ),
    FormField(
        name="name",
        label="Vem arbetar här?",
        required=True,
        help="Namn eller funktion. Varje steg signeras med detta, och du kan byta när som helst.",
    ),
    FormField(name="function", label="Roll", help="Till exempel samordnare, registrator eller vikarie."),
)


class FirstRun(QWidget):
    """Asks for office and person, then calls `begin(office, person, command)` with the command to go on with.

    `begin` may raise a `KnownError`, which is shown in the form. `try_demo` opens the demo world, in its own folder.
    """

    def __init__(self, begin: Begin, try_demo: Callable[[], object], today: date) -> None:
        super().__init__()
        self.setWindowTitle("Välkommen – smdesk")
        self._begin = begin
        self._command = ""
        self.form = Form(FIELDS, today)
        self.form.completed.connect(self._complete)
        complete_by_keys(self, self.form.complete)
        content = QWidget()
        content.setProperty("role", "ground")
        box = QVBoxLayout(content)
        box.setContentsMargins(PAD * 2, PAD * 2, PAD * 2, PAD * 2)
        box.setSpacing(PAD)
        box.addWidget(label("Välkommen till smdesk", "title"))
        box.addWidget(label("Här finns förvaltningens konton, veckans inlägg, dagens bevakning och varje avslut. "
                            "Allt sparas på den här datorn medan du arbetar."))  # fmt: skip
        box.addWidget(Card("Ditt skrivbord").add(self.form))
        box.addWidget(self._ways())
        area = scrolling(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self._try_demo = quiet_button("Prova med exempeldata", try_demo)
        box.addWidget(Card("Vill du se hur det fungerar först?").add(
            label("Exempeldata är en påhittad förvaltning. Den ligger för sig och blandas inte med ditt register.",
                  "muted"),
            button_row(self._try_demo),
        ))  # fmt: skip
        box.addStretch(1)
        self._take_size(content)
        mark_buttons(self)
        self.form.editors["office"].setFocus()

    def _ways(self) -> QWidget:
        card = Card("Börja med")
        card.add(
            label("Har du kontona i Excel i dag? Läs in listan: du ser alla rader innan något sparas.", "muted"),
            button_row(
                primary_button("Läs in kontolista", lambda: self._go("account.import"), keys="Ctrl+↵"),
                quiet_button("Lägg till första kontot", lambda: self._go("account.new")),
            ),
        )
        return card

    def _go(self, command: str) -> None:
        self._command = command
        self.form.complete()

    def _complete(self, values: dict[str, Any]) -> None:
        command, self._command = self._command or "account.import", ""
        person = Person(name=values["name"], function=values["function"])
        self.form.try_to(lambda _values: self._begin(values["office"], person, command))

    def _take_size(self, content: QWidget) -> None:
        line = self.fontMetrics().height()
        room = self.screen().availableSize()
        wide = min(line * _WIDE, room.width() - 40)
        self.resize(wide, min(content.heightForWidth(wide) + line, room.height() - 80))
