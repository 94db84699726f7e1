"""The card of the settings about messages over other windows."""

from typing import Any

from smdesk.desk import Desk
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.inputs import FilterBar
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import Card, label

_CHOICES = {"on": "på", "off": "av"}


class ReminderCard(Card):
    """Whether something is said when a post or a round falls due, and when it is quiet; kept on this machine."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__("Påminnelser")
        self._desk, self._frame = desk, frame
        self.choice = FilterBar("Påminnelser", _CHOICES, on=(frame.memory.settings.reminders,), one=True)
        self.choice.changed.connect(self._choose)
        self._quiet = label("", "muted")
        self.add_action(quiet_button("Tysta timmar…", self.edit))
        self.add(
            label("Bakom andra fönster säger smdesk till om inlägg, pass och svar vars tid är inne.", "muted"),
            self.choice,
            self._quiet,
        )
        self._show()

    def _show(self) -> None:
        known = self._frame.memory.settings
        same = known.quiet_from == known.quiet_to
        self._quiet.setText("Inga tysta timmar." if same else f"Tyst {known.quiet_from}–{known.quiet_to}.")

    def _choose(self) -> None:
        chosen = self.choice.chosen()
        if chosen:
            self._frame.memory.change(reminders=chosen[0])

    def edit(self) -> None:
        """Ask for the quiet hours."""
        known = self._frame.memory.settings
        fields = [
            FormField(name="quiet_from", label="Tyst från", kind=Kind.TIME, value=known.quiet_from, required=True),
            FormField(name="quiet_to", label="Till", kind=Kind.TIME, value=known.quiet_to, required=True,
                      help="Samma klockslag två gånger: inga tysta timmar."),
        ]  # fmt: skip

        def save(values: dict[str, Any]) -> None:
            self._frame.memory.change(**values)
            self._show()

        FormDialog(self, "Tysta timmar", fields, save, self._desk.today()).exec()
