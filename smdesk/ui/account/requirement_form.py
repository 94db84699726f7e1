"""The forms of a requirement: what holds from a day on, and a decided deviation from day to day."""

from collections.abc import Hashable
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.routine import Requirement, RequirementKind, SourceKind
from smdesk.operations import requirement as requirements
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.words.routine import REQUIREMENTS, SOURCES

_UNITS = {
    RequirementKind.POSTS: "Antal inlägg per vecka",
    RequirementKind.ROUNDS: "Antal pass per arbetsdag",
    RequirementKind.ANSWER: "Svarstid",
}
_HELP = {RequirementKind.ANSWER: "1 arbetsdag är samma klockslag nästa arbetsdag, 0 är samma arbetsdag."}
_COUNTED_IN = {RequirementKind.ANSWER: "arbetsdagar", RequirementKind.ANSWER_HOURS: "arbetstimmar"}
_MOST = {RequirementKind.POSTS: 50, RequirementKind.ROUNDS: 12}  # more is most likely a slip of the hand


def requirement_dialog(
    parent: QWidget, desk: Desk, account: Account, kind: RequirementKind, *, deviation: bool
) -> FormDialog:
    """Asks for a requirement of a kind on an account, and stores it."""
    today = desk.today()
    now = requirements.current(desk, account.id, today).get(kind)
    store = requirements.deviate if deviation else requirements.set_requirement
    fields = _deviation_fields(kind, now) if deviation else _fields(kind, now, today)
    about = {"account_id": account.id, "deviation": deviation}

    def keep(values: dict[str, Any]) -> None:
        values["source_kind"] = SourceKind(values["source_kind"])
        values["kind"] = RequirementKind(values.get("kind", kind))
        if not values["value"]:
            values["times"] = ""  # no rounds, no clock times
        given = {name: value for name, value in values.items() if value is not None}
        store(desk, Requirement(**{"value": -1, "valid_from": today, **about, **given}))

    what = f"Avvikelse: {REQUIREMENTS[kind].lower()}" if deviation else REQUIREMENTS[kind]
    return FormDialog(parent, f"{what} – {account.name}", fields, keep, today)


def _fields(kind: RequirementKind, now: Requirement | None, today: date) -> list[FormField]:
    choices: dict[Hashable, str] = dict(SOURCES.items())
    fields = [
        FormField(name="value", label=_UNITS[kind], kind=Kind.NUMBER, value=now.value if now else None, required=True,
                  most=_MOST.get(kind), help=_HELP.get(kind, "")),
        FormField(name="source_kind", label="Kravet är", kind=Kind.CHOICE, choices=choices,
                  value=now.source_kind if now else SourceKind.LOCAL),
        FormField(name="source", label="Källa", value=now.source if now else "",
                  help="Till exempel: lokal rutin 2025-01-10. Ett förslag visas aldrig som policy."),
        FormField(name="valid_from", label="Gäller från", kind=Kind.DATE, value=today, required=True,
                  help="I dag eller senare: det som redan är missat står kvar som missat."),
    ]  # fmt: skip
    return _with_own(kind, now, fields)


def _deviation_fields(kind: RequirementKind, now: Requirement | None) -> list[FormField]:
    choices: dict[Hashable, str] = dict(SOURCES.items())
    fields = [
        FormField(name="value", label=_UNITS[kind], kind=Kind.NUMBER, required=True, most=_MOST.get(kind),
                  help=_HELP.get(kind, "")),
        FormField(name="valid_from", label="Första dagen", kind=Kind.DATE, required=True),
        FormField(name="valid_to", label="Sista dagen", kind=Kind.DATE, required=True),
        FormField(name="decided_by", label="Beslutat av", required=True, help="Rollen, till exempel enhetschefen."),
        FormField(name="source_kind", label="Avvikelsen är", kind=Kind.CHOICE, choices=choices, value=SourceKind.LOCAL),
        FormField(name="source", label="Källa", help="Till exempel beslutets diarienummer.", required=True),
    ]  # fmt: skip
    return _with_own(kind, now, fields)


def _with_own(kind: RequirementKind, now: Requirement | None, fields: list[FormField]) -> list[FormField]:
    """The fields and, after the number, what only this kind asks for."""
    if kind is RequirementKind.ROUNDS:
        times = FormField(name="times", label="Klockslag", value=now.times if now else "09:00 15:00",
                          help="Ett per pass, till exempel 09:00 15:00.")  # fmt: skip
        fields.insert(1, times)
    if kind is RequirementKind.ANSWER:
        choices: dict[Hashable, str] = dict(_COUNTED_IN.items())
        used = now.kind if now else kind
        unit = FormField(name="kind", label="Räknas i", kind=Kind.CHOICE, choices=choices, value=used,
                         help="En arbetstimme är en timme då kontoret är öppet.")  # fmt: skip
        fields.insert(1, unit)
    return fields
