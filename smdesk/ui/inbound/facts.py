"""The window in which the facts of an item are changed."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.inbound import Inbound
from smdesk.domain.problem import Problem, RefusedError
from smdesk.operations import inbound, inbound_entry, inbound_purge, retention
from smdesk.operations.evidence import KeptFile
from smdesk.ui.inbound.form import InboundForm
from smdesk.ui.kit.form import FormField, Kind
from smdesk.words.inbound import FIELDS
from smdesk.words.routine import listed


class FactsWindow(InboundForm):
    """The facts of one item. Only what was changed here is written; what was changed elsewhere too is asked about."""

    def __init__(self, parent: QWidget, desk: Desk, inbound_id: int) -> None:
        super().__init__(parent, desk, inbound.get(desk, inbound_id), "Ändra inkommet", "Spara")
        self.form.show_row(self.form.editors["is_protected"], False)

    def fields(self) -> list[FormField]:
        rules = retention.classes()
        own = rules.get(inbound_purge.class_of(replace(self.one, retention="")))
        choices: dict[Hashable, str] = {"": f"Efter ärendetypen: {own.name}" if own else "Inte vald"}
        choices |= {key: one.name for key, one in rules.items()}
        field = FormField(
            name="retention", label="Gallringsklass", kind=Kind.CHOICE, value=self.one.retention, choices=choices
        )
        return [*super().fields(), field]

    def save(self, item: Inbound, files: list[KeptFile]) -> None:
        current = inbound.get(self.desk, item.id)
        mine = {name: getattr(item, name) for name in FIELDS if getattr(item, name) != getattr(self.one, name)}
        clash = [name for name in mine if getattr(current, name) not in (getattr(self.one, name), mine[name])]
        if clash:
            self._show_anew(current, clash)
            words = listed([FIELDS[name] for name in clash])
            raise RefusedError(Problem("inbound.changed_elsewhere", values={"fields": words}))
        inbound_entry.enter(self.desk, replace(current, **mine), files)

    def _show_anew(self, current: Inbound, names: list[str]) -> None:
        """Show what the register has, and count on from there."""
        known: dict[str, Any] = {name: getattr(current, name) for name in names}
        self.one = replace(self.one, **known)
        if "came_in_at" in names:
            known["came_in_at"] = self._first_came_in = self.came_in_text(current.came_in_at)
        for name, value in known.items():
            self.form.editors[name].show_value(value)


def change_inbound(parent: QWidget, desk: Desk, inbound_id: int) -> bool:
    """Ask for other facts of an item; True when they were kept. `RefusedError` when it is gone."""
    return bool(FactsWindow(parent, desk, inbound_id).exec())
