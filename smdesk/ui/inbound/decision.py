"""The form of a gallringsbeslut. Its number is hers to fill in: smdesk knows of none."""

from collections.abc import Hashable
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.retention import Decision
from smdesk.operations import retention
from smdesk.ui.kit.form import FormDialog, FormField, Kind

_INTRO = "Skriv av beslutet som förvaltningen har. Inget gallras utan ett, och bara det som beslutet gäller."


def decision_dialog(parent: QWidget | None, desk: Desk, known: Decision | None = None) -> FormDialog:
    """Ask for a decision, or for other facts of a known one."""

    def save(values: dict[str, Any]) -> None:
        classes = " ".join(str(key) for key in values.pop("classes"))
        retention.decide(desk, Decision(id=known.id if known else 0, classes=classes, **values))

    title = "Ändra gallringsbeslut" if known else "Nytt gallringsbeslut"
    return FormDialog(parent, title, _fields(known), save, desk.today(), intro=_INTRO)


def _fields(known: Decision | None) -> list[FormField]:
    rules = retention.classes()
    choices: dict[Hashable, str] = {key: one.name for key, one in rules.items() if one.may_purge}
    own = tuple(key for key in choices if known and key in known.keys)
    return [
        FormField(name="number", label="Nummer", value=known.number if known else "", required=True,
                  help="Beslutets nummer eller beteckning, som det står i beslutet."),
        FormField(name="decided_on", label="Datum", kind=Kind.DATE, value=known.decided_on if known else None,
                  required=True),
        FormField(name="decided_by", label="Beslutat av", value=known.decided_by if known else ""),
        FormField(name="classes", label="Gäller", kind=Kind.CHOICES, value=own, choices=choices, required=True,
                  help="Det som diarieförs eller bevaras gallras inte härifrån."),
        FormField(name="months", label="Gallringsfrist", kind=Kind.NUMBER, value=known.months if known else None,
                  required=True, help="Hela månader efter avslut, enligt beslutet. 0 är vid avslut."),
        FormField(name="ends_on", label="Gäller till och med", kind=Kind.DATE, value=known.ends_on if known else None,
                  help="Tomt om beslutet gäller tills vidare."),
        FormField(name="note", label="Anteckning", kind=Kind.MULTILINE, lines=2, value=known.note if known else ""),
    ]  # fmt: skip
