"""Pauses, seasons and absences: days on which no monitoring is asked for."""

from collections.abc import Hashable
from datetime import timedelta
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.account import Account, AccountStatus
from smdesk.domain.routine import Pause, PauseKind
from smdesk.operations import routine
from smdesk.operations.platform import platform
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.row_card import ListCard
from smdesk.ui.kit.theme import Tone
from smdesk.words.dates import span
from smdesk.words.routine import PAUSES

_NONE = "Inga pauser. Lägg in när ett konto vilar, är utanför sin säsong, eller när ingen bevakar."
_NOTE = "Pauser gäller från i dag eller senare. Det som redan är missat står kvar som missat."


class PausePanel(ListCard):
    """Every pause, the newest first; one that runs or is to come can be ended."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Pauser och frånvaro")
        self._desk = desk
        self._add_button = changes(quiet_button("Lägg in paus…", self.add_pause), may_write=desk.may_write)
        self.add_action(self._add_button)
        self.list.pressed.connect(self._end)

    def focus_content(self) -> None:
        """Go to the pauses, or to the button that adds one."""
        (self.list if self.list.rows() else self._add_button).setFocus()

    def reload(self) -> None:
        """Read the pauses again."""
        found = routine.pauses(self._desk)
        self.show_rows([self._row(pause, account) for pause, account in found], "", _NONE, _NOTE)

    def add_pause(self) -> None:
        """Ask for a new pause."""
        PauseDialog(self, self._desk).exec()

    def _row(self, pause: Pause, account: Account | None) -> Row:
        today = self._desk.today()
        chip, tone = "pågår", Tone.ACCENT
        if pause.last_day < today:
            chip, tone = "avslutad", Tone.NEUTRAL
        elif pause.first_day > today:
            chip, tone = "kommande", Tone.NEUTRAL
        facts = [PAUSES[pause.kind], span(pause.first_day, pause.last_day), pause.reason]
        return Row(
            id=pause.id,
            title=account.name if account else "Alla konton",
            subtitle=" · ".join(fact for fact in facts if fact),
            mark=platform(account.platform) if account else None,
            icon="" if account else "person",
            chip=chip,
            tone=tone,
            button="Avsluta" if pause.last_day >= today and self._desk.may_write else "",
            muted=pause.last_day < today,
        )

    def _end(self, pause_id: Hashable) -> None:
        if isinstance(pause_id, int):
            routine.end_pause(self._desk, pause_id)


class PauseDialog(FormDialog):
    """A new pause: for one account, or an absence for all of them; its title says which."""

    def __init__(self, parent: QWidget, desk: Desk, account_id: int = 0) -> None:
        today = desk.today()
        accounts: dict[Hashable, str] = {0: "Alla konton"}
        for one in routine.plan(desk).accounts:
            if one.status is not AccountStatus.CLOSED:
                accounts[one.id] = one.name
        kinds: dict[Hashable, str] = {
            PauseKind.PAUSE: "Paus",
            PauseKind.SEASON: "Utanför säsong",
            PauseKind.ABSENCE: "Frånvaro",
        }
        fields = [
            FormField(name="account_id", label="Gäller", kind=Kind.CHOICE, value=account_id, choices=accounts),
            FormField(
                name="kind",
                label="Slag",
                kind=Kind.CHOICE,
                value=PauseKind.PAUSE if account_id else PauseKind.ABSENCE,
                choices=kinds,
                help="Frånvaro: ingen kan bevaka. Bara frånvaro kan gälla alla konton.",
            ),
            FormField(name="first_day", label="Första dagen", kind=Kind.DATE, value=today, required=True),
            FormField(
                name="last_day", label="Sista dagen", kind=Kind.DATE, value=today + timedelta(days=6), required=True
            ),
            FormField(name="reason", label="Skäl"),
        ]

        def save(values: dict[str, Any]) -> None:
            routine.add_pause(desk, Pause(**values | {"account_id": values["account_id"] or None}))

        super().__init__(parent, "Lägg in paus", fields, save, today, done="Lägg in")
        self._accounts = accounts
        self.form.changed.connect(self._name)
        self._name()

    def _name(self) -> None:
        account_id = self.form.values()["account_id"]
        self.setWindowTitle(f"Lägg in paus för {self._accounts[account_id] if account_id else 'alla konton'}")
