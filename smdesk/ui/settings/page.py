"""Inställningar: whose desk it is and who works there, how it looks, its copies, its days and its sources."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from smdesk import __version__
from smdesk.desk import Desk
from smdesk.domain.person import Person
from smdesk.domain.problem import CannotSaveError, KnownError, Problem, refuse_if
from smdesk.domain.workdays import DayKind
from smdesk.operations import backup, calendar, opening, secret, setting, transfer
from smdesk.ui.kit import theme
from smdesk.ui.kit.ask import ask
from smdesk.ui.kit.buttons import button_row, primary_button, quiet_button
from smdesk.ui.kit.flow import Columns
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.inputs import FilterBar
from smdesk.ui.kit.page import Frame, Page
from smdesk.ui.kit.parts import Card, Facts, Header, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.work import in_background
from smdesk.ui.start.restore import backup_rows, choose_backup, sure
from smdesk.words import problems_text
from smdesk.words.dates import long_day
from smdesk.words.setting import THEMES
from smdesk.words.transfer import TABLES

_AHEAD = timedelta(days=400)
_KINDS = "Excel (*.xlsx);;Kommaseparerad text (*.csv);;JSON (*.json)"
_DAY_KINDS = {DayKind.RED: "röd dag", DayKind.EVE: "helgdagsafton", DayKind.OWN: "egen dag"}


class SettingsPage(Page):
    """What belongs to the register, and what belongs to this machine; each thing is saved as it is chosen."""

    title = "Inställningar"
    tables = frozenset({"setting", "person", "special_day", "account"})
    commands = frozenset({"backup.now"})

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__(desk, frame)
        self.box.addWidget(Header(self.title, "gäller det här registret och den här datorn"))
        self._office = Facts()
        self._people = RowList("Vilka arbetar här")
        self._days = RowList("Särskilda dagar", empty="Inga särskilda dagar.")
        self._copies = RowList("Säkerhetskopior", empty="Ingen säkerhetskopia än. Den första skrivs när du avslutar.")
        self._graces = RowList("Ångerfrister")
        self._second = label("", "muted")
        self._keyring = label("", "muted")
        self._keyring_known = False
        left = [self._office_card(), self._people_card(), self._look_card(), self._days_card()]
        right = [self._backup_card(), self._grace_card(), self._lists_card(), self._keyring_card(), self._about_card()]
        columns = Columns((1, 1))
        columns.add(0, *left).add(1, *right)
        self.box.addWidget(columns)

    def reload(self) -> None:
        desk, may = self.desk, self.desk.may_write
        self._office.show_rows([
            ("Namn", opening.office(desk)),
            ("I bruk sedan", f"{long_day(opening.began(desk))} {opening.began(desk).year}"),
        ])  # fmt: skip
        self._people.show_rows(
            [
                Row(
                    id=one.name,
                    title=one.name,
                    subtitle=one.function,
                    icon="person",
                    chip="arbetar nu" if one.name == desk.person.name else "",
                    button="" if one.name == desk.person.name or not may else "Arbeta som",
                )
                for one in opening.people(desk)
            ]
        )
        self._show_days()
        self._graces.show_rows(
            [
                Row(
                    id=one.platform.key,
                    title=one.platform.name,
                    subtitle=one.source,
                    mark=one.platform,
                    chip=f"{one.days} dagar",
                    button="Ändra…" if may else "",
                )
                for one in setting.graces(desk)
            ]
        )
        self._show_copies()
        if not self._keyring_known:
            self._keyring_known = True
            in_background(secret.check_keyring, lambda _none: self._tell_keyring(()), self._keyring_failed)

    def run(self, command: str) -> bool:
        self._back_up()
        return command == "backup.now"

    # The office, and who works there

    def _office_card(self) -> QWidget:
        return Card("Förvaltning").add_action(quiet_button("Ändra…", self._rename)).add(self._office)

    def _rename(self) -> None:
        field = FormField(name="office", label="Förvaltningens namn", value=opening.office(self.desk), required=True)
        self._form("Förvaltning", [field], lambda values: opening.rename_office(self.desk, values["office"]))

    def _people_card(self) -> QWidget:
        self._people.pressed.connect(self._work_as)
        self._people.opened.connect(self._edit_person)
        add = quiet_button("Lägg till…", partial(self._edit_person, ""), name="Lägg till någon som arbetar här")
        told = label("Den som arbetar signerar varje steg. Retur på en rad ändrar rollen.", "small")
        return Card("Vilka arbetar här").add_action(add).add(self._people, told)

    def _work_as(self, name: object) -> None:
        found = [one for one in opening.people(self.desk) if one.name == name]
        self._try(lambda: opening.set_person(self.desk, found[0]))

    def _edit_person(self, name: object = "") -> None:
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
        self._form("Vem arbetar här?", fields, save, done="Arbeta som")

    # How it looks

    def _look_card(self) -> QWidget:
        now = self.frame.memory.settings
        self._theme = FilterBar("Utseende", THEMES, on=(now.theme,), one=True)
        sizes = {str(percent): f"{percent} %" for percent in theme.PERCENTS}
        self._text = FilterBar("Textstorlek", sizes, on=(str(now.text_percent),), one=True)
        for bar in (self._theme, self._text):
            bar.changed.connect(self._wear)
        return Card("Utseende").add(label("Färger", "muted"), self._theme, label("Textstorlek", "muted"), self._text)

    def _wear(self) -> None:
        percent = self._text.chosen() or ("100",)
        self.frame.use_theme(self._theme.chosen()[0], int(percent[0]))

    # Days

    def _days_card(self) -> QWidget:
        self._days.ticked.connect(self._toggle_day)
        self._days.pressed.connect(self._remove_day)
        add = quiet_button("Lägg till dag…", self._add_day)
        told = label("Bockade dagar är lediga: då begärs ingen bevakning och svarstiden står still.", "small")
        return Card("Särskilda dagar", "det närmaste året").add_action(add).add(told, self._days)

    def _show_days(self) -> None:
        first = self.desk.today()
        self._days.show_rows(
            [
                Row(
                    id=one.id,
                    title=one.name,
                    subtitle=f"{long_day(one.day)} {one.day.year} · {_DAY_KINDS[one.kind]}",
                    check=one.free if self.desk.may_write else None,
                    chip="ledig" if one.free else "arbetsdag",
                    button="Ta bort" if one.kind is DayKind.OWN and self.desk.may_write else "",
                )
                for one in calendar.special_days(self.desk, first, first + _AHEAD)
            ]
        )

    def _toggle_day(self, day_id: object) -> None:
        row = next(one for one in self._days.rows() if one.id == day_id)
        if isinstance(day_id, int):
            self._try(lambda: calendar.set_free(self.desk, day_id, not row.check))

    def _remove_day(self, day_id: object) -> None:
        if isinstance(day_id, int):
            self._try(lambda: calendar.remove_day(self.desk, day_id))

    def _add_day(self) -> None:
        fields = [
            FormField(name="day", label="Dag", kind=Kind.DATE, required=True),
            FormField(name="name", label="Namn", required=True, help="Till exempel nämndmöte eller höstlov."),
            FormField(name="free", label="Ledig dag: ingen bevakning", kind=Kind.CHECK),
        ]
        self._form(
            "Särskild dag",
            fields,
            lambda values: calendar.add_day(self.desk, values["day"], values["name"], free=values["free"]),
        )

    # Copies

    def _backup_card(self) -> QWidget:
        self._copies.pressed.connect(self._restore_row)
        self._back_up_button = primary_button("Säkerhetskopiera nu", self._back_up)
        told = label("En kopia skrivs när du avslutar och var fjärde timme. Sju dagar, fyra veckor och tolv månader "
                     "sparas.", "small")  # fmt: skip
        second = button_row(
            quiet_button("Välj andra mapp…", self._choose_second),
            quiet_button("Läs tillbaka en fil…", self._restore_file),
            quiet_button("Spara som zip…", self._save_zip),
        )
        return Card("Säkerhetskopior").add_action(self._back_up_button).add(told, self._copies, self._second, second)

    def _second_folder(self) -> Path | None:
        chosen = self.frame.memory.settings.second_folder
        return Path(chosen) if chosen else None

    def _show_copies(self) -> None:
        self._found = backup.backups(self.desk.folder)
        self._copies.show_rows(backup_rows(self._found, "Återställ…"))
        self._back_up_button.setEnabled(self.desk.may_write)
        second = self._second_folder()
        self._second.setText(
            f"Varje kopia läggs också i {second}."
            if second
            else "Välj en mapp på en delad disk, så läggs varje kopia också där."
        )

    def _back_up(self) -> None:
        try:
            copying = backup.begin(self.desk, self._second_folder())
        except CannotSaveError as error:
            self.frame.tell_problems(error.problems)
            return
        self._back_up_button.setEnabled(False)
        in_background(partial(backup.finish, copying), self._backed_up, self._backup_failed)

    def _backed_up(self, problems: Sequence[Problem]) -> None:
        self._show_copies()
        if problems:
            self.frame.tell_problems(problems)
        else:
            self.frame.tell("Säkerhetskopian är skriven och kontrollerad.")

    def _backup_failed(self, error: Exception) -> None:
        self.desk.changed_since_backup = True
        self._show_copies()
        self._failed(error)

    def _choose_second(self) -> None:
        found = QFileDialog.getExistingDirectory(self, "Välj mapp för en andra kopia", str(self._second_folder() or ""))
        if found or (self._second_folder() and ask(
            self, "Sluta lägga kopior i den andra mappen?", "De kopior som ligger där är kvar.", "Sluta", "Fortsätt"
        )):  # fmt: skip
            self._try(lambda: self.frame.memory.change(second_folder=found))
            self._show_copies()

    def _restore_row(self, row_id: object) -> None:
        if isinstance(row_id, int) and row_id < len(self._found):
            self._restore(self._found[row_id].path)

    def _restore_file(self) -> None:
        if path := choose_backup(self, self.desk.folder):
            self._restore(path)

    def _restore(self, path: Path) -> None:
        if sure(self, path):
            try:
                backup.restore(self.desk, path)
            except KnownError as error:
                self.frame.tell_problems(error.problems)
            else:
                self.frame.tell(f"Registret är läst från {path.name}. Det som låg där förut finns bland kopiorna.")
            self._show_copies()

    def _save_zip(self) -> None:
        name = f"smdesk-{self.desk.today().isoformat()}.zip"
        found, _ = QFileDialog.getSaveFileName(self, "Spara säkerhetskopia som zip", name, "Zip (*.zip)")
        if found:
            try:
                write = backup.begin_zip(self.desk, Path(found))
            except KnownError as error:
                self.frame.tell_problems(error.problems)
                return
            self.frame.tell("Säkerhetskopian skrivs…")
            in_background(write, self._backed_up, self._failed)

    # Grace periods

    def _grace_card(self) -> QWidget:
        self._graces.pressed.connect(self._edit_grace)
        self._graces.opened.connect(self._edit_grace)
        told = label("Så länge kan plattformen ångra en radering. Avslutets steg räknar med fristen.", "small")
        return Card("Ångerfrister").add(told, self._graces)

    def _edit_grace(self, key: object) -> None:
        now = setting.grace_of(self.desk, str(key))
        fields = [
            FormField(
                name="days", label="Dagar", kind=Kind.NUMBER, value=now.days, help="Tomt ger förslaget tillbaka."
            ),
            FormField(
                name="source", label="Källa", value=now.source, help="Till exempel plattformens hjälpsida och dag."
            ),
        ]
        self._form(
            f"Ångerfrist för {now.platform.name}",
            fields,
            lambda values: setting.set_grace(self.desk, str(key), values["days"], values["source"]),
        )

    # Lists, keyring and what this is

    def _lists_card(self) -> QWidget:
        buttons = [
            quiet_button(f"{name}…", partial(self._export, key), name=f"Exportera {name.lower()}")
            for key, name in TABLES.items()
        ]
        told = label("Som Excel, kommaseparerad text eller JSON. Kontolistan i Excel och JSON går att läsa in igen "
                     "utan förlust. Lösenord finns aldrig med.", "muted")  # fmt: skip
        return Card("Exportera").add(told, button_row(*buttons))

    def _export(self, what: str) -> None:
        name = f"{what}-{self.desk.today().isoformat()}.xlsx"
        found, _ = QFileDialog.getSaveFileName(self, f"Exportera {TABLES[what].lower()}", name, _KINDS)
        if not found:
            return
        path = Path(found)
        tables = transfer.export_tables(self.desk, what, path.suffix)
        done = f"{path.name} är skriven."
        in_background(partial(transfer.write, path, tables), lambda _none: self.frame.tell(done), self._failed)

    def _keyring_card(self) -> QWidget:
        self._keyring.setText("Kontrollerar nyckelringen…")
        return Card("Nyckelring").add(self._keyring)

    def _tell_keyring(self, problems: Sequence[Problem]) -> None:
        good = "Datorns nyckelring finns. Lösenord, koder och hemliga anteckningar ligger bara där."
        self._keyring.setText(problems_text(problems) or good)

    def _keyring_failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self._tell_keyring(error.problems)

    def _about_card(self) -> QWidget:
        return Card("Om smdesk").add(
            Facts([("Version", __version__), ("Registret", str(self.desk.folder)), ("Licens", "Apache-2.0")])
        )

    # What several of them do

    def _form(self, title: str, fields: Sequence[FormField], save: Any, *, done: str = "Spara") -> None:
        FormDialog(self, title, fields, save, self.desk.today(), done=done).exec()

    def _try(self, change: Any) -> None:
        try:
            change()
        except KnownError as error:
            self.frame.tell_problems(error.problems)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, KnownError):
            raise error
        self.frame.tell_problems(error.problems)
