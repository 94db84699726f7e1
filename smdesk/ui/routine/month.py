"""The month: the matrix of accounts by days, what its signs mean, and the way to other months."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import months_after
from smdesk.domain.routine import DayState, RoundState
from smdesk.operations import routine
from smdesk.operations.calendar import workdays
from smdesk.ui.kit.buttons import icon_button, quiet_button
from smdesk.ui.kit.flow import FlowLayout
from smdesk.ui.kit.parts import PAD, Card, Chip, label
from smdesk.ui.kit.theme import Tone
from smdesk.ui.routine.matrix import LATE_SIGN, SIGNS, TONES
from smdesk.ui.routine.month_view import MonthView
from smdesk.words.dates import MONTHS
from smdesk.words.routine import DAYS


class MonthPanel(Card):
    """The matrix of the month that is chosen, with its legend."""

    def __init__(self, desk: Desk, open_day: Callable[[date, int], None]) -> None:
        super().__init__("Månad", flush=True)
        self._desk = desk
        self._month: date | None = None  # this month, whichever it is
        self.view = MonthView()
        self.add_action(
            icon_button("left", "Föregående månad", lambda: self.turn(-1)),
            quiet_button("Denna månad", lambda: self.show_month(None)),
            icon_button("right", "Nästa månad", lambda: self.turn(1)),
        )
        self._empty = label("Här står hur varje konto har bevakats, dag för dag, när det finns konton.", "muted")
        self._empty.setContentsMargins(PAD, PAD, PAD, PAD)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._empty.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._legend = _legend()
        self.add(self.view, self._empty, self._legend)
        self.view.turned.connect(self.turn)
        self.view.opened.connect(lambda account_id, day: open_day(day, account_id))

    @property
    def month(self) -> date:
        """The first day of the month that is shown."""
        return self._month or self._desk.today().replace(day=1)

    def show_month(self, day: date | None) -> None:
        """Show the month of a day; None for this month."""
        self._month = day.replace(day=1) if day else None
        self.reload()

    def go_to(self, account_id: int) -> None:
        """Go to the account's oldest missed day among those that Idag tells of, else to its line in this month."""
        since = routine.look_back_from(self._desk, workdays(self._desk))
        seen = routine.lines(self._desk, since, self._desk.today())
        missed = (one.round.day for one in seen if one.account.id == account_id and one.state is RoundState.MISSED)
        day = min(missed, default=None)
        self.show_month(day)
        self.view.go_to(account_id, day)

    def turn(self, months: int) -> None:
        """Go some months on, or back."""
        self.show_month(months_after(self.month, months))

    def focus_content(self) -> None:
        """Go to the matrix."""
        self.view.setFocus()

    def reload(self) -> None:
        """Read the month again."""
        lines = routine.month(self._desk, self.month)
        missed = sum(cell.state in (DayState.MISSED, DayState.PARTLY) for line in lines for cell in line.cells)
        fact = f"{missed} missade dagar" if missed > 1 else "1 missad dag" if missed else "inget missat"
        self.say(fact if lines else "", month_name(self.month))
        self.view.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._legend.setVisible(bool(lines))
        self.view.show_lines(lines, self._desk.today())


def month_name(day: date) -> str:
    """”November 2026”."""
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}"


def _legend() -> QWidget:
    """Every sign with its word."""
    made = QWidget()
    made.setAccessibleName("Teckenförklaring")
    line = FlowLayout(made, gap=8, margin=PAD)
    for state in DayState:
        line.addWidget(Chip(f"{SIGNS[state]}  {DAYS[state]}", TONES[state]))
        if state is DayState.DONE:
            line.addWidget(Chip(f"{LATE_SIGN}  gjort, sent ifyllt", Tone.WARNING))
    line.addWidget(label("Retur öppnar dagen. Page Up och Page Down byter månad.", "small", wrap=False))
    return made
