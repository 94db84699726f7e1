"""The window for special days: the year month by month in all its layers, and the one place where they are changed."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import week_number
from smdesk.domain.problem import KnownError
from smdesk.domain.workdays import FIXED, DayKind, SpecialDay
from smdesk.domain.yearly import Repeat
from smdesk.operations import calendar, year_days
from smdesk.operations import post as posts
from smdesk.ui.calendar.bars import TONES
from smdesk.ui.calendar.lists import PostList
from smdesk.ui.calendar.wheel import YearWheel
from smdesk.ui.kit.buttons import button_row, icon_button, primary_button, quiet_button
from smdesk.ui.kit.dialog import Dialog
from smdesk.ui.kit.flow import Beside, FlowLayout
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.inputs import FilterBar
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.notices import Banner
from smdesk.ui.kit.parts import Card, announce, label
from smdesk.ui.kit.rows import Row, RowList
from smdesk.ui.kit.theme import Tone
from smdesk.ui.post.form import PostForm
from smdesk.words import problems_text
from smdesk.words.dates import MONTHS
from smdesk.words.special_day import KINDS, LAYERS, REPEATS, days_text, layer_name, series_text

_EVERY = "every"
_YEARS = range(1900, 2200)
HERS = (DayKind.LEAVE, DayKind.MEETING, DayKind.CAMPAIGN, DayKind.OWN, DayKind.YEAR)
"""The layers that she puts days into; a calendar that was read in keeps its own."""


class SpecialDays(Dialog):
    """A year's special days by month. Space ticks whether a day is free, Enter changes one, Delete removes it.

    One stands at `day`, on what begins or goes on then or comes next.
    """

    def __init__(self, parent: QWidget | None, desk: Desk, day: date) -> None:
        super().__init__(parent, "Året: särskilda dagar", lines=40, high=40)
        self._desk, self._year = desk, day.year
        self._days: dict[Hashable, SpecialDay] = {}
        self._title = label("", "strong", wrap=False)
        self.layers = FilterBar("Lager", {_EVERY: "Visa alla"}, one=True)
        self.layers.changed.connect(self.reload)
        self.list = RowList("Särskilda dagar", grow=False, empty="Inga särskilda dagar det här året.")
        self.list.ticked.connect(self._tick)
        self.list.opened.connect(self._change)
        self._trouble = Banner()
        self._told: SpecialDay | None = None
        self._series = Banner("", Tone.WARNING, "Visa inläggen…", self.show_series_posts)
        self._lay_out()
        self.reload()
        self._go_to(day)
        self.list.setFocus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(icon_button("left", "Året före (Ctrl+Page Up)", lambda: self._turn(-1)))
        head.addWidget(self._title)
        head.addWidget(icon_button("right", "Året efter (Ctrl+Page Down)", lambda: self._turn(1)))
        head.addStretch(1)
        free = (
            "En bockad dag är ledig: då krävs ingen bevakning och svarstiden står stilla. "
            "Retur ändrar en dag, Delete tar bort den."
        )
        verbs = QWidget()
        flow = FlowLayout(verbs, gap=8)
        self._verbs = [
            primary_button("Lägg till…", self._add),
            quiet_button("Lägg in årshjulet…", self.lay_wheel),
            quiet_button("Läs in kalender…", self.read_calendar),
        ]
        for one in self._verbs:
            flow.addWidget(changes(one, may_write=self._desk.may_write))
        self.inner.addLayout(head)
        self.inner.addWidget(self.layers)
        self.inner.addWidget(label(free, "muted"))
        self.inner.addWidget(self._trouble)
        self.inner.addWidget(self._series)
        self.inner.addWidget(Card(flush=True).add(self.list), 1)
        self.foot.addWidget(Beside(verbs, button_row(quiet_button("Stäng", self.reject))))

    # What is shown.

    def reload(self) -> None:
        """Read the year's days again."""
        first, last = date(self._year, 1, 1), date(self._year, 12, 31)
        found = year_days.days_on_screen(self._desk, first, last)
        layers = dict.fromkeys(one.layer for one in sorted(found, key=lambda one: list(DayKind).index(one.kind)))
        chosen = next(iter(self.layers.chosen()), _EVERY)
        chosen = chosen if chosen in layers else _EVERY
        self.layers.show_choices({_EVERY: "Visa alla"} | {key: layer_name(key) for key in layers}, (chosen,))
        shown = [one for one in found if chosen in (_EVERY, one.layer)]
        self._days = {_key(one): one for one in shown}
        self._title.setText(str(self._year))
        month, rows = 0, []
        for key, one in self._days.items():
            now = max(one.day, first).month
            rows.append(self._row(key, one, heading=MONTHS[now - 1].capitalize() if now != month else ""))
            month = now
        self.list.show_rows(rows)
        self.list.hold(not self._desk.may_write)

    def _row(self, key: Hashable, one: SpecialDay, heading: str) -> Row:
        ticks = one.id and one.repeat is Repeat.NO
        facts = [days_text(one, year=one.last.year != one.day.year), f"v. {week_number(one.day)}"]
        facts += ["ledig" if one.free else "arbetsdag"] if ticks else []
        facts += ["varje år"] if one.repeat is not Repeat.NO else []
        return Row(
            id=key,
            title=one.name,
            subtitle=" · ".join([*facts, *([one.source] if one.source else [])]),
            check=one.free if ticks else None,
            chip=KINDS[one.kind],
            tone=TONES.get(one.kind, Tone.NEUTRAL),
            heading=heading,
        )

    def _turn(self, years: int) -> None:
        self._year = min(max(self._year + years, _YEARS[0]), _YEARS[-1])
        self.reload()
        announce(self, str(self._year))

    def _go_to(self, day: date) -> None:
        here = [key for key, one in self._days.items() if one.day <= day <= one.last]
        coming = [key for key, one in self._days.items() if one.day > day]
        if (key := next(iter([*reversed(here), *coming]), None)) is not None:
            self.list.go_to(key)
            self.list.scrollTo(self.list.currentIndex(), self.list.ScrollHint.PositionAtTop)

    # What is done.

    def _try_to(self, verb: Callable[[], object]) -> None:
        """Do something that may be refused, and show the year as it then is."""
        self._trouble.tell("")
        self._series.tell("")
        try:
            done = verb()
        except KnownError as error:
            self._trouble.tell(problems_text(error.problems), Tone.LATE)
        else:
            self._tell_series(done)
        self.reload()

    def _tell_series(self, done: object) -> None:
        """Tell of posts of series on a day that was just made free: they are not moved behind her back."""
        self._told = done if isinstance(done, SpecialDay) and done.free else None
        found = calendar.series_posts_on(self._desk, self._told) if self._told else []
        if found:
            self._series.tell(series_text(len(found)))

    def show_series_posts(self) -> None:
        """The posts of series that lie on the day that was made free; Enter opens one."""
        if (day := self._told) is None:
            return
        title = f"Inlägg i serier, {days_text(day)}"
        PostList(self, self._desk, title, lambda _text: calendar.series_posts_on(self._desk, day),
                 empty="Inga inlägg i serier ligger kvar där.", opened=self._open_post).exec()  # fmt: skip

    def _open_post(self, post_id: int) -> None:
        PostForm(self, self._desk, posts.view(self._desk, post_id).post).exec()

    def _tick(self, key: Hashable) -> None:
        one = self._days[key]
        self._try_to(lambda: calendar.set_free(self._desk, one.id, not one.free))

    def _fields(self, one: SpecialDay | None) -> list[FormField]:
        own = one.kind if one else DayKind.OWN
        kinds = [kind for kind in DayKind if kind not in FIXED and kind in (own, *HERS)]
        start = one.day if one else self._desk.today() if self._year == self._desk.today().year else None
        return [
            FormField(name="name", label="Namn", value=one.name if one else "", required=True),
            FormField(name="kind", label="Lager", kind=Kind.CHOICE, value=own,
                      choices={kind: LAYERS[kind] for kind in kinds}),
            FormField(name="day", label="Första dag", kind=Kind.DATE, value=start, required=True),
            FormField(name="last_day", label="Sista dag", kind=Kind.DATE, value=one.last_day if one else None,
                      help="Tomt för en enda dag. Flera dagar visas som en balk."),
            FormField(name="free", label="Ledig: ingen bevakning, alla dagarna", kind=Kind.CHECK,
                      value=bool(one and one.free)),
            FormField(name="repeat", label="Återkommer", kind=Kind.CHOICE, value=one.repeat if one else Repeat.NO,
                      choices=dict(REPEATS.items()), help="Regeln läses av första dagen och gäller alla år."),
        ]  # fmt: skip

    def _add(self) -> None:
        def save(values: dict[str, Any]) -> None:
            made.append(calendar.add_day(self._desk, values.pop("day"), values.pop("name"), **values))

        made: list[SpecialDay] = []
        FormDialog(self, "Ny särskild dag", self._fields(None), save, self._desk.today()).exec()
        self._after(made)

    def _after(self, made: list[SpecialDay]) -> None:
        """Show what was kept, with its posts of series, and stand on it."""
        self._trouble.tell("")
        self._tell_series(made[-1] if made else None)
        if made:
            self._year = made[-1].day.year
            self.reload()
            self.list.go_to(_key(made[-1]))

    def _change(self, key: Hashable) -> None:
        if self._days[key].kind in FIXED:
            name = self._days[key].name
            free = " Du kan välja om dagen är ledig (Mellanslag)." if self._days[key].id else ""
            self._trouble.tell(f"{name} följer av almanackan.{free}")
            return

        def save(values: dict[str, Any]) -> None:
            made.append(calendar.change_day(self._desk, replace(known, **values)))

        made: list[SpecialDay] = []
        try:
            known = calendar.day_of(self._desk, self._days[key].id)
        except KnownError as error:
            self._trouble.tell(problems_text(error.problems), Tone.LATE)
            self.reload()
            return
        FormDialog(self, "Särskild dag", self._fields(known), save, self._desk.today()).exec()
        self._after(made)

    def lay_wheel(self) -> None:
        """Choose among the rows of the year wheel that comes with smdesk."""
        window = YearWheel(self, self._desk)
        window.exec()
        if window.laid:
            rows = "1 rad är inlagd" if len(window.laid) == 1 else f"{len(window.laid)} rader är inlagda"
            self._trouble.tell(f"{rows} i årshjulet. Ångra med Ctrl+Z.", Tone.DONE)
        self.reload()

    def read_calendar(self) -> None:
        """Take in the days of somebody's calendar."""
        from smdesk.ui.importing.dialog import ImportDialog
        from smdesk.ui.importing.kinds import days_of

        def told(text: str) -> None:
            self._trouble.tell(text, Tone.DONE)

        ImportDialog(self, self._desk, told, days_of(self._desk.today())).exec()
        self.reload()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        turns = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() in turns:
            self._turn(turns[Qt.Key(event.key())])
            return
        current = self.list.current()
        if event.key() == Qt.Key.Key_Delete and current is not None and self._desk.may_write:
            self._remove(self._days[current])
            return
        super().keyPressEvent(event)

    def _remove(self, one: SpecialDay) -> None:
        if one.kind in FIXED and not one.id:
            self._trouble.tell(f"{one.name} följer av förordningen. Du kan dölja lagret i kalendern.")
            return
        self._try_to(lambda: calendar.remove_day(self._desk, one.id))


def _key(one: SpecialDay) -> Hashable:
    """What tells a row apart: one that comes back has a row for each time, and a flag day has no number."""
    return (one.id, one.day, one.name if not one.id else "")
