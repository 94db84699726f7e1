"""The lists that the settings hold: special days, the platforms' grace periods, and lists to take away."""

from datetime import timedelta
from functools import partial

from smdesk.desk import Desk
from smdesk.operations import calendar, setting
from smdesk.ui.importing.export import export_list
from smdesk.ui.kit.buttons import button_row, quiet_button
from smdesk.ui.kit.form import FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row
from smdesk.ui.settings.cards import SettingsCard
from smdesk.words.export import TABLES
from smdesk.words.special_day import days_text

_AHEAD = timedelta(days=400)
_NEXT_DAYS = 3


class DaysCard(Card):
    """Where the special days are found; they are changed in the calendar's own window for them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("Särskilda dagar")
        self._desk = desk
        self._next = label("", "muted")
        self.open_button = quiet_button("Öppna året…", self.open_year, name="Öppna året med alla särskilda dagar")
        self.add_action(self.open_button)
        self.add(label("Röda dagar, lov, nämndmöten, kampanjer, årshjul och inlästa kalendrar.", "muted"), self._next)

    def reload(self) -> None:
        """Say which free days come next."""
        today = self._desk.today()
        free = [one for one in calendar.special_days(self._desk, today, today + _AHEAD) if one.free][:_NEXT_DAYS]
        words = ", ".join(f"{one.name} {days_text(one)}" for one in free)
        self._next.setText(f"Närmast ledigt: {words}." if free else "Inga lediga dagar det närmaste året.")

    def open_year(self) -> None:
        """Open the year's special days."""
        from smdesk.ui.calendar.days import (
            SpecialDays,  # it knows the form of posts, which the settings do not wait for
        )

        SpecialDays(self.window(), self._desk, self._desk.today()).exec()


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
