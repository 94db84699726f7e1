"""Inställningar: whose desk it is and who works there, how it looks, its copies, its lists and its sources."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from shiboken6 import isValid

from smdesk import __version__
from smdesk.desk import Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import KnownError, Problem, refuse_if
from smdesk.operations import opening, secret
from smdesk.ui.kit import theme
from smdesk.ui.kit.buttons import primary_button, quiet_button
from smdesk.ui.kit.flow import Columns
from smdesk.ui.kit.form import FormDialog, FormField
from smdesk.ui.kit.inputs import FilterBar
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import Card, Facts, Header, label
from smdesk.ui.kit.rows import Row
from smdesk.ui.kit.work import in_background
from smdesk.ui.settings.cards import SettingsCard
from smdesk.ui.settings.copies import CopiesCard
from smdesk.ui.settings.example import ExampleCard
from smdesk.ui.settings.hours import HoursCard
from smdesk.ui.settings.lists import DaysCard, ExportCard, GracesCard
from smdesk.ui.settings.reminders import ReminderCard
from smdesk.ui.settings.requests import RequestsCard
from smdesk.words import problems_text
from smdesk.words.dates import dated
from smdesk.words.setting import THEMES

_PAINTED_MS = 300  # by then the page is on the screen: the keyring's import would take turns with the painting


class SettingsPage(Page):
    """What belongs to the register, and what belongs to this machine; each thing is saved as it is chosen."""

    title = "Inställningar"
    tables = frozenset({"setting", "person", "special_day", "account"})
    commands = frozenset({"backup.now"})

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame)
        self.people = PeopleCard(desk, frame)
        self.days = DaysCard(desk)
        self.copies = CopiesCard(desk, frame)
        self.graces = GracesCard(desk, frame)
        self.requests = RequestsCard(desk, frame)
        self.hours = HoursCard(desk)
        self._office = Facts()
        self._rename_button = quiet_button("Ändra…", self.rename, name="Ändra förvaltningens namn")
        self._keyring = label("Kontrollerar nyckelringen…", "muted")
        self._keyring_known = False
        self._back_up = primary_button("Säkerhetskopiera nu", self.copies.back_up)
        facts = "sparas direkt · gäller det här registret och den här datorn"
        self.box.addWidget(Header(self.title, facts, [self._back_up]))
        columns = Columns((1, 1))
        columns.add(
            0,
            Card("Förvaltning").add_action(self._rename_button).add(self._office),
            self.people,
            self._look_card(),
            ReminderCard(desk, frame),
            self.hours,
            self.days,
        )
        columns.add(
            1,
            self.copies,
            self.graces,
            self.requests,
            ExportCard(desk, frame),
            *([ExampleCard(desk, frame, self.copies.take)] if opening.is_demo(desk) else []),
            Card("Nyckelring").add(self._keyring),
            Card("Om smdesk").add(
                Facts([("Version", __version__), ("Registret", str(desk.folder)), ("Licens", "Apache-2.0")])
            ),
        )
        self.box.addWidget(columns)

    def reload(self) -> None:
        began = opening.began(self.desk)
        self._office.show_rows([
            ("Namn", opening.office(self.desk)), ("I bruk sedan", dated(began))
        ])  # fmt: skip
        self._rename_button.setEnabled(self.desk.may_write)
        self._back_up.setEnabled(self.desk.may_write)
        for card in (self.people, self.hours, self.days, self.copies, self.graces, self.requests):
            card.reload()
        if not self._keyring_known:
            self._keyring_known = True
            QTimer.singleShot(_PAINTED_MS, self, self._ask_keyring)

    def run(self, command: str) -> bool:
        if not self._back_up.isEnabled():
            return False
        self.copies.back_up()
        return command == "backup.now"

    def rename(self) -> None:
        """Ask for the förvaltning's name."""
        field = FormField(name="office", label="Förvaltningens namn", value=opening.office(self.desk), required=True)

        def save(values: dict[str, Any]) -> None:
            opening.rename_office(self.desk, values["office"])

        FormDialog(self, "Förvaltning", [field], save, self.desk.today()).exec()

    def _look_card(self) -> Card:
        now = self.frame.memory.settings
        self._theme = FilterBar("Färger", THEMES, on=(now.theme,), one=True)
        sizes = {str(percent): f"{percent} %" for percent in theme.PERCENTS}
        self._text = FilterBar("Textstorlek", sizes, on=(str(now.text_percent),), one=True)
        for bar in (self._theme, self._text):
            bar.changed.connect(self._wear)
        return Card("Utseende").add(label("Färger", "muted"), self._theme, label("Textstorlek", "muted"), self._text)

    def _wear(self) -> None:
        percent = self._text.chosen() or ("100",)
        self.frame.use_theme(self._theme.chosen()[0], int(percent[0]))

    def _ask_keyring(self) -> None:
        in_background(secret.check_keyring, lambda _none: self._tell_keyring(()), self._keyring_failed)

    def _tell_keyring(self, problems: Sequence[Problem]) -> None:
        good = "Datorns nyckelring finns. Lösenord, koder och hemliga anteckningar ligger bara där."
        if isValid(self._keyring):  # the page may be gone when the keyring answers
            self._keyring.setText(problems_text(problems) or good)

    def _keyring_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._tell_keyring(error.problems)


class PeopleCard(SettingsCard):
    """Who works at this desk; the one who works now signs each step."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        note = "Den som arbetar signerar varje steg. Retur eller dubbelklick på en rad ändrar rollen."
        super().__init__(desk, frame, "Vilka arbetar här", note=note)
        self.list.pressed.connect(self._work_as)
        self.list.opened.connect(self.edit)
        self._add_button = quiet_button("Lägg till…", partial(self.edit, ""), name="Lägg till någon som arbetar här")
        self.add_action(self._add_button)

    def reload(self) -> None:
        """Show everybody who has worked here."""
        may, now = self.desk.may_write, self.desk.person.name
        self._add_button.setEnabled(may)
        self.show_found([
            Row(
                id=one.name,
                title=one.name,
                subtitle=one.function,
                icon="person",
                chip="arbetar nu" if one.name == now else "",
                button="" if one.name == now or not may else "Arbeta som",
            )
            for one in opening.people(self.desk)
        ])  # fmt: skip

    def _work_as(self, name: object) -> None:
        found = [one for one in opening.people(self.desk) if one.name == name]
        self.try_to(lambda: opening.set_person(self.desk, found[0]))

    def edit(self, name: object = "") -> None:
        """Ask who works here, or for another role of somebody who does."""
        known = next((one for one in opening.people(self.desk) if one.name == name), Person(name=""))

        def save(values: dict[str, Any]) -> None:
            refuse_if(opening.check_person(values["name"]))
            opening.set_person(self.desk, Person(name=values["name"], function=values["function"]))

        fields = [
            FormField(name="name", label="Namn eller funktion", value=known.name, required=True),
            FormField(
                name="function", label="Roll", value=known.function, help="Till exempel vikarie eller registrator."
            ),
        ]
        self.form("Vem arbetar här?", fields, save, done="Arbeta som")
