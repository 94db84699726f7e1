"""The window in which the year wheel that comes with smdesk is looked at, and rows of it are laid in."""

from collections.abc import Hashable, Sequence

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.problem import KnownError
from smdesk.domain.workdays import SpecialDay
from smdesk.operations import year_days
from smdesk.operations.year_days import WheelRow
from smdesk.ui.kit.buttons import button_row, complete_by_keys, link_button, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone
from smdesk.words import problems_text
from smdesk.words.dates import MONTHS
from smdesk.words.special_day import REPEATS, days_text, wheel_source

_INTRO = (
    "Ett årshjul att börja från. Bockade rader läggs in i lagret Årshjul och återkommer varje år. "
    "Sedan är de dina att ändra och ta bort. Rader märkta förslag har ingen källa i staden."
)


class YearWheel(Dialog):
    """The rows of the year wheel in the order they come; Space ticks one, Ctrl+Enter lays the ticked ones in.

    `laid` is what was laid in.
    """

    def __init__(self, parent: QWidget | None, desk: Desk) -> None:
        super().__init__(parent, "Lägg in årshjulet", lines=38, high=38)
        self._desk = desk
        self.laid: Sequence[SpecialDay] = ()
        self._rows = {one.number: one for one in year_days.year_wheel(desk)}
        self._chosen = {number for number, one in self._rows.items() if not one.known}
        self.list = RowList("Årshjulet", grow=False)
        self.list.ticked.connect(self._tick)
        self._trouble = Banner()
        self._all = link_button("Avmarkera alla", self._tick_all)
        self.ok = primary_button("Lägg in", self.take, keys="Ctrl+↵")
        complete_by_keys(self, self.take)
        self.inner.addWidget(label(_INTRO, "muted"))
        self.inner.addWidget(self._trouble)
        self.inner.addWidget(button_row(self._all))
        self.inner.addWidget(Card(flush=True).add(self.list), 1)
        self.add_buttons(quiet_button("Avbryt", self.reject), self.ok)
        self._show()
        self.list.setFocus()

    def _show(self) -> None:
        month, rows = 0, []
        for one in self._rows.values():
            now = one.day.day.month
            rows.append(self._row(one, f"{MONTHS[now - 1].capitalize()} {one.day.day.year}" if now != month else ""))
            month = now
        self.list.show_rows(rows)
        count = len(self._chosen)
        self.ok.setText({0: "Lägg in", 1: "Lägg in 1 rad"}.get(count, f"Lägg in {count} rader"))
        self.ok.setAccessibleName(self.ok.text())
        self.ok.setEnabled(bool(count) and self._desk.may_write)
        self._all.setVisible(not all(one.known for one in self._rows.values()))
        self._all.setText("Avmarkera alla" if self._chosen else "Markera alla")

    def _row(self, one: WheelRow, heading: str) -> Row:
        facts = [days_text(one.day), REPEATS[one.day.repeat].casefold(), wheel_source(one.source_kind, one.day.source)]
        return Row(
            id=one.number,
            title=one.day.name,
            subtitle=" · ".join(facts),
            check=None if one.known else one.number in self._chosen,
            chip="finns redan" if one.known else "",
            muted=one.known,
            heading=heading,
        )

    def _tick(self, number: Hashable) -> None:
        if isinstance(number, int):
            self._chosen ^= {number}
            self._show()

    def _tick_all(self) -> None:
        self._chosen = set() if self._chosen else {number for number, one in self._rows.items() if not one.known}
        self._show()

    def take(self) -> None:
        """Lay the ticked rows in, as one step, and close."""
        if not self.ok.isEnabled():
            return
        try:
            self.laid = year_days.lay_wheel(self._desk, self._chosen)
        except KnownError as error:
            self._trouble.tell(problems_text(error.problems), Tone.LATE)
            return
        self.accept()
