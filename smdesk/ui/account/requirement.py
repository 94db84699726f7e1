"""The card ”Krav på kontot”: what holds today and where it comes from, and the forms that change it."""

from collections.abc import Hashable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.problem import KnownError
from smdesk.domain.routine import Requirement, RequirementKind, SourceKind
from smdesk.operations import requirement as requirements
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import Card, Facts, label
from smdesk.words.account import ARCHIVE_LEVELS
from smdesk.words.dates import short_day, span
from smdesk.words.routine import REQUIREMENTS, SOURCES, requirement_text, source_text

_ONE_LINE = 44  # signs
_UNITS = {
    RequirementKind.POSTS: "Antal inlägg per vecka",
    RequirementKind.ROUNDS: "Antal pass per arbetsdag",
    RequirementKind.ANSWER: "Arbetsdagar; 1 är samma klockslag nästa arbetsdag",
}


class RequirementCard(Card):
    """What an account must live up to. A proposal is called a proposal, never policy."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__("Krav på kontot", "med källa")
        self._desk, self._frame = desk, frame
        self._account: Account | None = None
        self._shown: tuple[object, ...] = ()
        self._facts = Facts()
        self._deviations = label("", "small")
        self._menu = QMenu(self)
        self.change = quiet_button("Ändra…", name="Ändra krav på kontot")
        self.change.setMenu(self._menu)
        self.add(self._facts, self._deviations)
        self.add_action(self.change)

    def show_account(self, account: Account) -> None:
        """Show what holds for an account today."""
        self._account = account
        today = self._desk.today()
        current = requirements.current(self._desk, account.id, today)
        coming = self._coming()
        shown = (account.id, account.archive_level, account.archived_on, current, coming, today)
        if shown == self._shown:
            return
        self._shown = shown
        rows: list[tuple[str, str | tuple[str, str] | QWidget]] = []
        for kind in RequirementKind:
            one = current.get(kind)
            name = REQUIREMENTS[kind]
            rows.append((name, _sourced(name, requirement_text(one), _origin(one)) if one else "inget krav angivet"))
        captured = f"senast {short_day(account.archived_on, today)}" if account.archived_on else "ingen arkivering känd"
        level = ARCHIVE_LEVELS[account.archive_level] if account.archive_level else "inte bedömd"
        rows.append(("Arkivnivå", (level, captured)))
        self._facts.show_rows(rows)
        self._deviations.setText("\n".join(_deviation(one) for one in coming))
        self._deviations.setVisible(bool(coming))
        self._fill_menu(bool(current), [*current.values(), *(one for one in coming if one not in current.values())])

    def _coming(self) -> list[Requirement]:
        """Deviations that hold or will hold."""
        assert self._account is not None  # noqa: S101 # the menu and the text are made for an account
        today = self._desk.today()
        rows = requirements.of_account(self._desk, self._account.id)
        return [one for one in reversed(rows) if one.deviation and (one.valid_to or today) >= today]

    def _fill_menu(self, has_any: bool, endable: list[Requirement]) -> None:
        self._menu.clear()
        if not has_any:
            self._menu.addAction("Lägg in förslagen", self.propose)
            self._menu.addSeparator()
        for kind in RequirementKind:
            self._menu.addAction(f"{REQUIREMENTS[kind]}…", partial(self.edit, kind))
        self._menu.addSeparator()
        for kind in RequirementKind:
            self._menu.addAction(f"Avvikelse: {REQUIREMENTS[kind].lower()}…", partial(self.deviate, kind))
        if endable:
            self._menu.addSeparator()
        for one in endable:
            what = _deviation(one) if one.deviation else f"{REQUIREMENTS[one.kind]}: {requirement_text(one)}"
            self._menu.addAction(f"Ta bort: {what}".replace("&", "&&"), partial(self.end, one.id))

    def propose(self) -> None:
        """Give the account the proposed requirements."""
        if self._account is not None:
            self._try(partial(requirements.propose_defaults, self._desk, [self._account.id]))

    def end(self, requirement_id: int) -> None:
        """Let a requirement hold no longer; Ctrl+Z brings it back."""
        self._try(partial(requirements.end, self._desk, requirement_id))

    def _try(self, act: "partial[Any]") -> None:
        try:
            act()
        except KnownError as error:
            self._frame.tell_problems(error.problems)

    def edit(self, kind: RequirementKind) -> None:
        """Ask for a requirement of a kind, from a day on."""
        self._open(kind, deviation=False)

    def deviate(self, kind: RequirementKind) -> None:
        """Ask for a decided deviation, from day to day."""
        self._open(kind, deviation=True)

    def _open(self, kind: RequirementKind, *, deviation: bool) -> None:
        if self._account is None:
            return
        account_id, today = self._account.id, self._desk.today()
        now = requirements.current(self._desk, account_id, today).get(kind)
        save = requirements.deviate if deviation else requirements.set_requirement
        fields = _deviation_fields(kind, now) if deviation else _fields(kind, now, today)
        about = {"account_id": account_id, "kind": kind, "deviation": deviation}

        def keep(values: dict[str, Any]) -> None:
            values["source_kind"] = SourceKind(values["source_kind"])
            if not values["value"]:
                values["times"] = ""  # no rounds, no clock times
            given = {name: value for name, value in values.items() if value is not None}
            save(self._desk, Requirement(**{"value": -1, "valid_from": today, **about, **given}))

        title = f"{'Avvikelse: ' if deviation else ''}{REQUIREMENTS[kind]}"
        FormDialog(self, title, fields, keep, today).open()


def _sourced(name: str, text: str, source: str) -> tuple[str, str] | QWidget:
    """A value and its source: beside each other when short, else below."""
    if len(text) + len(source) <= _ONE_LINE:
        return text, source
    both = QWidget()
    both.setAccessibleName(f"{name}: {text}, {source}")
    lines = QVBoxLayout(both)
    lines.setContentsMargins(0, 0, 0, 0)
    lines.setSpacing(1)
    lines.addWidget(label(text))
    lines.addWidget(label(source, "small"))
    return both


def _fields(kind: RequirementKind, now: Requirement | None, today: Any) -> list[FormField]:
    choices: dict[Hashable, str] = dict(SOURCES.items())
    fields = [
        FormField(name="value", label=_UNITS[kind], kind=Kind.NUMBER, value=now.value if now else None, required=True),
        FormField(name="source_kind", label="Kravet är", kind=Kind.CHOICE, choices=choices,
                  value=now.source_kind if now else SourceKind.LOCAL),
        FormField(name="source", label="Källa", value=now.source if now else "",
                  help="Till exempel: lokal rutin 2025-01-10. Ett förslag visas aldrig som policy."),
        FormField(name="valid_from", label="Gäller från", kind=Kind.DATE, value=today, required=True,
                  help="I dag eller senare: det som redan är missat står kvar som missat."),
    ]  # fmt: skip
    return _with_times(kind, now, fields)


def _deviation_fields(kind: RequirementKind, now: Requirement | None) -> list[FormField]:
    choices: dict[Hashable, str] = dict(SOURCES.items())
    fields = [
        FormField(name="value", label=_UNITS[kind], kind=Kind.NUMBER, required=True),
        FormField(name="valid_from", label="Första dagen", kind=Kind.DATE, required=True),
        FormField(name="valid_to", label="Sista dagen", kind=Kind.DATE, required=True),
        FormField(name="decided_by", label="Beslutat av", required=True, help="Rollen, till exempel enhetschefen."),
        FormField(name="source_kind", label="Avvikelsen är", kind=Kind.CHOICE, choices=choices, value=SourceKind.LOCAL),
        FormField(name="source", label="Källa", help="Till exempel beslutets diarienummer.", required=True),
    ]
    return _with_times(kind, now, fields)


def _with_times(kind: RequirementKind, now: Requirement | None, fields: list[FormField]) -> list[FormField]:
    if kind is RequirementKind.ROUNDS:
        times = FormField(name="times", label="Klockslag", value=now.times if now else "09:00 15:00",
                          help="Ett per pass, till exempel 09:00 15:00.")  # fmt: skip
        fields.insert(1, times)
    return fields


def _origin(one: Requirement) -> str:
    """Where a requirement comes from; a deviation says until when and by whom."""
    named = one.source.casefold().startswith(SOURCES[one.source_kind])  # ”Lokal rutin 2025-01-10” says its kind itself
    source = one.source if named else source_text(one.source_kind, one.source)
    if one.deviation and one.valid_to:
        return f"avvikelse till och med {short_day(one.valid_to)}, beslutad av {one.decided_by}, {source}"
    return source


def _deviation(one: Requirement) -> str:
    days = span(one.valid_from, one.valid_to) if one.valid_to else f"från {short_day(one.valid_from)}"
    return f"Avvikelse {days}: {requirement_text(one)}, beslutad av {one.decided_by}"
