"""The card of the settings about answer time: when the office is open, in which it is counted."""

from typing import Any

from smdesk.desk import Desk
from smdesk.domain.dates import read_time
from smdesk.domain.problem import Problem, refuse_if
from smdesk.operations import inbound_view
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.parts import Card, label
from smdesk.words.answer_time import HOURS_PROPOSAL, RULE


class HoursCard(Card):
    """When the office opens and closes on a working day, and how answer time is counted in those hours."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Svarstid")
        self._desk = desk
        self._hours = label("")
        self._source = label(HOURS_PROPOSAL, "small")
        self.add_action(changes(quiet_button("Kontorstider…", self.edit), may_write=desk.may_write))
        self.add(self._hours, self._source, label(RULE, "muted"))

    def reload(self) -> None:
        """Show the hours as they are."""
        hours = inbound_view.office_hours(self._desk)
        self._hours.setText(f"Kontoret är öppet {hours.opens:%H:%M}–{hours.closes:%H:%M} på arbetsdagar.")
        self._source.setVisible(not inbound_view.has_own_hours(self._desk))

    def edit(self) -> None:
        """Ask for the hours."""
        known = inbound_view.office_hours(self._desk)
        fields = [
            FormField(name="opens", label="Öppnar", kind=Kind.TIME, value=f"{known.opens:%H:%M}", required=True),
            FormField(name="closes", label="Stänger", kind=Kind.TIME, value=f"{known.closes:%H:%M}", required=True),
        ]

        def save(values: dict[str, Any]) -> None:
            opens, closes = read_time(values["opens"]), read_time(values["closes"])
            if opens is None or closes is None:
                refuse_if([Problem("answer_time.hours", where="closes")])
            else:
                inbound_view.set_office_hours(self._desk, opens, closes)

        FormDialog(self, "Kontorstider", fields, save, self._desk.today(), intro=RULE).exec()
