"""The window for special days: red days, eves and the office's own, and which of them are free."""

from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError
from smdesk.domain.workdays import DayKind, SpecialDay
from smdesk.operations import calendar
from smdesk.ui.kit.buttons import icon_button, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text
from smdesk.words.dates import long_day

_KINDS = {DayKind.RED: "röd dag", DayKind.EVE: "afton", DayKind.OWN: "egen dag"}
_TONES = {DayKind.RED: Tone.LATE, DayKind.EVE: Tone.WARNING, DayKind.OWN: Tone.ACCENT}


class SpecialDays(Dialog):
    """A year's special days. Space ticks whether a day is free, Enter changes an own one, Delete removes it."""

    def __init__(self, parent: QWidget | None, desk: Desk, year: int) -> None:
        super().__init__(parent, "Särskilda dagar", lines=34, high=34)
        self._desk, self._year = desk, year
        self._days: dict[int, SpecialDay] = {}
        self._title = label("", "strong")
        self.list = RowList("Särskilda dagar", grow=False, empty="Inga särskilda dagar det här året.")
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(self._change)
        self._trouble = Banner()
        head = QHBoxLayout()
        head.addWidget(icon_button("left", "Året före", lambda: self._turn(-1)))
        head.addWidget(self._title)
        head.addWidget(icon_button("right", "Året efter", lambda: self._turn(1)))
        head.addStretch(1)
        foot = QHBoxLayout()
        foot.addWidget(primary_button("Lägg till egen dag…", self._add))
        foot.addWidget(quiet_button("Läs in kalender…", self.read_calendar))
        foot.addStretch(1)
        foot.addWidget(quiet_button("Stäng", self.reject))
        self.inner.addLayout(head)
        free = "En bockad dag är ledig: då krävs ingen bevakning och svarstiden står stilla."
        self.inner.addWidget(label(free, "muted"))
        self.inner.addWidget(self._trouble)
        self.inner.addWidget(Card(flush=True).add(self.list), 1)
        self.foot.addLayout(foot)
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Read the year's days again."""
        found = calendar.special_days(self._desk, date(self._year, 1, 1), date(self._year, 12, 31))
        self._days = {one.id: one for one in found}
        self._title.setText(str(self._year))
        self.list.show_rows(
            [
                Row(
                    id=one.id,
                    title=one.name,
                    subtitle=" · ".join(
                        [long_day(one.day), "ledig" if one.free else "arbetsdag", *([one.source] if one.source else [])]
                    ),
                    check=one.free,
                    chip=_KINDS[one.kind],
                    tone=_TONES[one.kind],
                )
                for one in found
            ]
        )

    def _turn(self, years: int) -> None:
        self._year += years
        self.reload()

    def _tick(self, day_id: int) -> None:
        try:
            calendar.set_free(self._desk, day_id, not self._days[day_id].free)
        except KnownError as error:
            self._trouble.tell(problems_text(error.problems), Tone.LATE)
        self.reload()

    def _fields(self, one: SpecialDay | None) -> list[FormField]:
        return [
            FormField(name="name", label="Namn", value=one.name if one else "", required=True),
            FormField(name="day", label="Dag", kind=Kind.DATE, value=one.day if one else None, required=True),
            FormField(name="free", label="Ledig dag", kind=Kind.CHECK, value=bool(one and one.free)),
        ]

    def _add(self) -> None:
        def save(values: dict[str, Any]) -> None:
            calendar.add_day(self._desk, values["day"], values["name"], free=values["free"])

        FormDialog(self, "Egen särskild dag", self._fields(None), save, self._desk.today()).exec()
        self.reload()

    def read_calendar(self) -> None:
        """Take in the days of somebody's calendar."""
        from smdesk.ui.importing.dialog import ImportDialog
        from smdesk.ui.importing.kinds import days_of

        def told(text: str) -> None:
            self._trouble.tell(text, Tone.DONE)

        ImportDialog(self, self._desk, told, days_of(self._desk.today())).exec()
        self.reload()

    def _change(self, day_id: int) -> None:
        known = self._days[day_id]
        if known.kind is not DayKind.OWN:
            self._trouble.tell(f"{known.name} följer av almanackan. Du kan välja om dagen är ledig (Mellanslag).")
            return

        def save(values: dict[str, Any]) -> None:
            calendar.change_day(self._desk, replace(known, **values))

        FormDialog(self, "Egen särskild dag", self._fields(known), save, self._desk.today()).exec()
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.list.current()
        if event.key() == Qt.Key.Key_Delete and isinstance(current, int):
            try:
                calendar.remove_day(self._desk, current)
            except KnownError as error:
                self._trouble.tell(problems_text(error.problems), Tone.LATE)
            self.reload()
            return
        super().keyPressEvent(event)
