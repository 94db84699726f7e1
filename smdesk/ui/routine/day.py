"""One day's rounds, today's or any other's: ticked on the day, or entered late and marked so."""

from collections.abc import Hashable
from datetime import date, timedelta

from smdesk.desk import Desk
from smdesk.domain.routine import NotAsked, Round
from smdesk.operations import routine
from smdesk.operations.routine import RoundLine
from smdesk.ui.kit.buttons import icon_button, quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.row_card import ListCard
from smdesk.ui.routine.round import open_round, round_row, turn_tick, visit
from smdesk.words.dates import long_day
from smdesk.words.routine import NOT_ASKED, rounds_text

_NONE = "Inga pass den här dagen. Passen följer av kravet på varje konto."
_LATE = "Dagen har gått. Det du bockar av nu sparas och visas som sent ifyllt."
_AHEAD = "Dagen har inte kommit: passen kan bockas av då."


class DayPanel(ListCard):
    """The rounds of the day that is chosen."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__("Bevakning", "Öppna Konton", lambda: frame.open("account"))
        self._desk, self._frame = desk, frame
        self._day: date | None = None  # today, whichever day that is
        self._lines: list[RoundLine] = []
        self._choose_button = quiet_button("Välj dag…", self._choose)
        self.add_action(
            icon_button("left", "Föregående dag", lambda: self._step(-1)),
            quiet_button("I dag", lambda: self.show_day(None)),
            icon_button("right", "Nästa dag", lambda: self._step(1)),
            self._choose_button,
        )
        self.list.ticked.connect(self._turn)
        self.list.opened.connect(self._open)

    @property
    def day(self) -> date:
        """The day that is shown."""
        return self._day or self._desk.today()

    def show_day(self, day: date | None, account_id: int = 0) -> None:
        """Show another day (None: today), and go to the first round of an account."""
        self._day = None if day == self._desk.today() else day
        self.reload()
        here = next((line.round.key for line in self._lines if line.account.id == account_id), None)
        if here:
            self.list.go_to(here)
        if account_id:
            self.focus_content()

    def focus_content(self) -> None:
        """Go to the day's rounds, or to the buttons where there are none."""
        (self.list if self._lines else self._choose_button).setFocus()

    def reload(self) -> None:
        """Read the day's rounds again."""
        day, today = self.day, self._desk.today()
        self._lines = routine.lines(self._desk, day, day)
        fact = rounds_text([line.round for line in self._lines])
        note = (_LATE if day < today else _AHEAD if day > today else "") if self._lines else ""
        week = f"v. {day.isocalendar().week}"
        self.say("", short_title(day, today))
        rows = [round_row(line, self._desk.now()) for line in self._lines]
        self.show_rows(rows, f"{week}, {fact}" if fact else week, self._why(), note)

    def visit(self) -> bool:
        """Open the page of the account whose row she is on."""
        line = self._line(self.list.current())
        return visit(self._frame, line.account) if line else False

    def visited(self) -> tuple[int, Round | None]:
        """The account and the round whose row she is on."""
        line = self._line(self.list.current()) if self.list.hasFocus() else None
        return (line.account.id, line.round) if line else (0, None)

    def _why(self) -> str:
        why = routine.why_nothing(self._desk, self.day)
        return f"Inga pass: {NOT_ASKED[why]}." if why in (NotAsked.BEFORE, NotAsked.FREE) else _NONE

    def _line(self, key: Hashable) -> RoundLine | None:
        return next((line for line in self._lines if line.round.key == key), None)

    def _turn(self, key: Hashable) -> None:
        if line := self._line(key):
            turn_tick(self, self._desk, line)

    def _open(self, key: Hashable) -> None:
        if line := self._line(key):
            open_round(self, self._desk, line)

    def _step(self, days: int) -> None:
        self.show_day(self.day + timedelta(days=days))

    def _choose(self) -> None:
        fields = [FormField(name="day", label="Dag", kind=Kind.DATE, value=self.day, required=True)]
        today = self._desk.today()
        FormDialog(self, "Välj dag", fields, lambda values: self.show_day(values["day"]), today, done="Visa").exec()


def short_title(day: date, today: date) -> str:
    """”Tisdag 24 november”, with the year when it is another one."""
    words = long_day(day).capitalize()
    return words if day.year == today.year else f"{words} {day.year}"
