"""The question whether an item is registered (*diarieförs*): asked here, and nowhere else."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.inbound import Registration
from smdesk.operations import inbound, registration
from smdesk.ui.kit.form import FormDialog, FormField, Kind

_CHOICES: dict[Hashable, str] = {
    Registration.UNDECIDED: "Inte bestämt",
    Registration.YES: "Ja, ska diarieföras",
    Registration.NO: "Nej, hålls ordnad i kanalen",
}


def ask_registration(parent: QWidget, desk: Desk, inbound_id: int) -> None:
    """Ask whether an item is to be registered, and why. `RefusedError` when it is gone."""
    known = inbound.get(desk, inbound_id)

    def save(values: dict[str, Any]) -> None:
        registration.decide(desk, inbound_id, values["registration"], values["reason"])

    fields = [
        FormField(
            name="registration", label="Ska diarieföras", kind=Kind.CHOICE, choices=_CHOICES, value=known.registration
        ),
        FormField(name="reason", label="Skäl", kind=Kind.MULTILINE, lines=2, value=known.registration_reason),
    ]
    FormDialog(parent, "Diarieföring", fields, save, desk.today()).open()
