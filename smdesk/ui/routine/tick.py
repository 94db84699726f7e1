"""The forms of Idag and Rutiner: a round or a duty, ticked with a note."""

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.duty import Turn
from smdesk.domain.routine import Result
from smdesk.operations import duty, routine
from smdesk.operations.routine import RoundLine
from smdesk.ui.kit.buttons import button_row, quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.locked import changes
from smdesk.words.dates import long_day
from smdesk.words.routine import RESULTS, slot_name

_REGISTER = "Ctrl+R"


class TickDialog(FormDialog):
    """A round ticked with its result and a note; for one that is ticked they are changed."""

    def __init__(self, parent: QWidget, desk: Desk, line: RoundLine) -> None:
        one, made = line.round, line.round.tick
        intro = f"{line.account.name}, {long_day(one.day)}, {slot_name(one.slot)} {one.slot}."
        if made is None and one.day < desk.today():
            intro += " Dagen har gått: bevakningen sparas och visas som sent ifylld."

        def save(values: dict[str, Any]) -> None:
            routine.tick(desk, one.account_id, one.day, one.slot, values["result"], values["note"])

        fields = [
            FormField(
                name="result",
                label="Resultat",
                kind=Kind.CHOICE,
                value=made.result if made else Result.NOTHING_NEW,
                choices=dict(RESULTS.items()),
            ),
            FormField(
                name="note",
                label="Anteckning",
                kind=Kind.MULTILINE,
                value=made.note if made else "",
                help="Anteckningen blir en del av bevakningsloggen, som är en allmän handling. Inga personuppgifter.",
            ),
        ]
        title = "Ändra anteckning" if made else "Bocka av bevakning"
        super().__init__(parent, title, fields, save, desk.today(), done="Spara" if made else "Klar", intro=intro)
        self._desk, self._account_id = desk, one.account_id
        came = quiet_button("Registrera inkommet…", self.register, keys=_REGISTER)
        self.inner.addWidget(button_row(changes(came, may_write=desk.may_write)))
        QShortcut(QKeySequence(_REGISTER), self).activated.connect(came.click)

    def register(self) -> None:
        """Register what was found on the account: then that is the result of the round, when it is ticked here."""
        from smdesk.ui.inbound.register import register_inbound

        if register_inbound(self, self._desk, self._account_id):
            self.form.editors["result"].show_value(Result.REGISTERED)


class TurnDialog(FormDialog):
    """A turn of a duty ticked with a note; for one that is ticked the note is changed."""

    def __init__(self, parent: QWidget, desk: Desk, turn: Turn) -> None:
        def save(values: dict[str, Any]) -> None:
            duty.tick(desk, turn.duty.id, turn.due_on, values["note"])

        note = turn.done.note if turn.done else ""
        fields = [FormField(name="note", label="Anteckning", kind=Kind.MULTILINE, value=note)]
        title, done = ("Ändra anteckning", "Spara") if turn.done else ("Bocka av uppgift", "Klar")
        intro = ". ".join(text.rstrip(".") for text in (turn.duty.title, turn.duty.note) if text) + "."
        if turn.done is None and turn.due_on < desk.today():
            intro += f" {long_day(turn.due_on).capitalize()} har gått: uppgiften sparas och visas som gjord sent."
        super().__init__(parent, title, fields, save, desk.today(), done=done, intro=intro)
