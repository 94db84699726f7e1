"""The lists that the settings hold: special days, the platforms' grace periods, and lists to take away."""

from datetime import timedelta
from functools import partial

from smdesk.desk import Desk
from smdesk.domain.workdays import DayKind
from smdesk.operations import calendar, setting
from smdesk.ui.importing.export import export_list
from smdesk.ui.kit.buttons import button_row, quiet_button
from smdesk.ui.kit.form import FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row
from smdesk.ui.settings.cards import SettingsCard
from smdesk.words.dates import long_day
from smdesk.words.transfer import TABLES

_AHEAD = timedelta(days=400)
_NEXT_DAYS = 6  # rows shown at first
_DAY_KINDS = {DayKind.RED: "röd dag", DayKind.EVE: "helgdagsafton", DayKind.OWN: "egen dag"}


class DaysCard(SettingsCard):
    """The red days, the eves and the days of her own, a year ahead; a ticked one is free."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        note = "Bockade dagar är lediga: då begärs ingen bevakning och svarstiden står still."
        super().__init__(
            desk, frame, "Särskilda dagar", nothing="Inga särskilda dagar.", note=note, first=_NEXT_DAYS
        )  # fmt: skip
        self.list.ticked.connect(self._toggle)
        self.list.pressed.connect(self._remove)
        self._add_button = quiet_button("Lägg till dag…", self.add_day)
        self.add_action(self._add_button)

    def reload(self) -> None:
        """Show the days from today on."""
        first, may = self.desk.today(), self.desk.may_write
        self._add_button.setEnabled(may)
        self.show_found(
            [
                Row(
                    id=one.id,
                    title=one.name,
                    subtitle=f"{long_day(one.day)} {one.day.year} · {one.source or _DAY_KINDS[one.kind]}",
                    check=one.free if may else None,
                    chip="ledig" if one.free else "arbetsdag",
                    button="Ta bort" if one.kind is DayKind.OWN and may else "",
                )
                for one in calendar.special_days(self.desk, first, first + _AHEAD)
            ],
            "det närmaste året",
        )

    def _toggle(self, day_id: object) -> None:
        row = next(one for one in self.list.rows() if one.id == day_id)
        if isinstance(day_id, int):
            self.try_to(lambda: calendar.set_free(self.desk, day_id, not row.check))

    def _remove(self, day_id: object) -> None:
        if isinstance(day_id, int):
            self.try_to(lambda: calendar.remove_day(self.desk, day_id))

    def add_day(self) -> None:
        """Ask for a day of her own."""
        fields = [
            FormField(name="day", label="Dag", kind=Kind.DATE, required=True),
            FormField(name="name", label="Namn", required=True, help="Till exempel nämndmöte eller höstlov."),
            FormField(name="free", label="Ledig dag: ingen bevakning", kind=Kind.CHECK),
        ]
        self.form(
            "Särskild dag",
            fields,
            lambda values: calendar.add_day(self.desk, values["day"], values["name"], free=values["free"]),
        )


class GracesCard(SettingsCard):
    """How long each platform lets a deletion be regretted, and where that is known from."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        note = "Så länge kan en radering ångras hos plattformen. Avslutets steg räknar med fristen."
        nothing = "Fristerna visas när det finns konton."
        super().__init__(
            desk, frame, "Ångerfrister", nothing=nothing, note=note, offer=("Lägg till konto…", "account.new")
        )
        self.list.pressed.connect(self.edit)
        self.list.opened.connect(self.edit)

    def reload(self) -> None:
        """Show the platforms that an account is on."""
        self.show_found([
            Row(
                id=one.platform.key,
                title=one.platform.name,
                subtitle=one.source,
                mark=one.platform,
                chip=f"{one.days} dagar",
                button="Ändra…" if self.desk.may_write else "",
            )
            for one in setting.graces(self.desk)
        ])  # fmt: skip

    def edit(self, key: object) -> None:
        """Ask for a platform's grace period and its source."""
        now = setting.grace_of(self.desk, str(key))
        fields = [
            FormField(
                name="days", label="Dagar", kind=Kind.NUMBER, value=now.days, help="Tomt ger förslaget tillbaka."
            ),
            FormField(
                name="source", label="Källa", value=now.source, help="Till exempel plattformens hjälpsida och dag."
            ),
        ]
        self.form(
            f"Ångerfrist för {now.platform.name}",
            fields,
            lambda values: setting.set_grace(self.desk, str(key), values["days"], values["source"]),
        )


class ExportCard(Card):
    """Lists to take away, in a file of the kind its ending says."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__("Exportera")
        self.add(
            label("Som Excel, kommaseparerad text eller JSON, planen också som kalender (.ics) för andra program. "
                  "Kontolistan i Excel och JSON går att läsa in igen utan förlust. Lösenord är aldrig med.", "muted"),
            button_row(*(
                quiet_button(f"{name}…", partial(export_list, self, desk, frame, key), name=f"Exportera {name.lower()}")
                for key, name in TABLES.items()
            )),
        )  # fmt: skip
