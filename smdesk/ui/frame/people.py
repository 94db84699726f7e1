"""Who is working: chosen from those who have, or added; each step is signed with the name."""

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from smdesk.desk import Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import refuse_if
from smdesk.operations import opening
from smdesk.ui.kit.form import FormDialog, FormField


def choose_person(parent: QWidget, desk: Desk, place: QPoint) -> None:
    """Offer those who have worked here, and ”Någon annan…”, in a menu at `place` on the screen."""
    menu = QMenu(parent)
    menu.setAccessibleName("Vem arbetar här?")
    for person in opening.people(desk):
        action = menu.addAction(str(person).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(person.name == desk.person.name)
        action.triggered.connect(partial(_set, desk, person))
    menu.addSeparator()
    menu.addAction("Någon annan…").triggered.connect(partial(_ask_name, parent, desk))
    menu.exec(place)


def _set(desk: Desk, person: Person, _checked: bool = False) -> None:
    if person.name != desk.person.name:
        opening.set_person(desk, person)


def _ask_name(parent: QWidget, desk: Desk, _checked: bool = False) -> None:
    def save(values: dict[str, Any]) -> None:
        refuse_if(opening.check_person(values["name"]))
        opening.set_person(desk, Person(name=values["name"], function=values["function"]))

    fields = [
        FormField(name="name", label="Namn eller funktion", required=True, help="Varje steg signeras med detta."),
        FormField(name="function", label="Roll", help="Till exempel samordnare, registrator eller vikarie."),
    ]
    FormDialog(parent, "Vem arbetar här?", fields, save, desk.today(), done="Arbeta som").exec()
