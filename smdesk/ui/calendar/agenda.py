"""The posts as a list: day after day under their headings, from a day on."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import cast

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent

from smdesk.desk import Desk
from smdesk.domain.calendar import week_number
from smdesk.domain.post_filter import PostFilter
from smdesk.operations import calendar_days
from smdesk.operations.calendar_days import Agenda, Day, DayPost
from smdesk.operations.platform import platform
from smdesk.ui.calendar.chip import Chip, day_chip
from smdesk.ui.calendar.grid import CREATE, CTRL_KEYS, DAYS, ENTER, KEYS, SHIFT_KEYS, TIMES, TURNS, WEEKS, Held, Key
from smdesk.ui.calendar.layers import Hidden, day_in
from smdesk.ui.calendar.view import Seen
from smdesk.ui.kit.rows import Row, RowList
from smdesk.words.dates import MONTHS, long_day
from smdesk.words.post import names_text
from smdesk.words.special_day import turn_names
from smdesk.words.tag import tagged_text

LENGTH = 28
"""Days that are listed at first, and that it turns by; the last row goes on."""
MOST = 120
"""Posts that are listed at first: more of them would be felt."""

_BLANK = "Inget planerat"
_NAME = "Inlägg dag för dag"


class AgendaList(RowList):
    """A row per post, by day and time; also the day it begins with, today and special days when they have none.

    The keys are those of the grids (`grid.KEYS`). Enter on a day without posts creates one, Enter on the last row shows
    more.
    """

    opened = Signal(object)
    created = Signal(int, object)
    moved = Signal(int, object)
    turned = Signal(int)
    asked = Signal(str, int)
    menu_asked = Signal(QPoint)
    account_asked = Signal(int)
    day_asked = Signal(str, object)
    step_words = "Fyra veckor tidigare (Ctrl+Page Up)", "Senare (Ctrl+Page Down)"
    by_weeks = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(_NAME, grow=False)
        self._desk = desk
        self._first, self._last = date.min, date.min
        self._most, self._count = MOST, 0
        self._next: date | None = None  # where ”Visa fler” goes on
        self._chosen = PostFilter()
        self.hidden_layers: Hidden = frozenset()
        self._chips: dict[int, tuple[date, Chip]] = {}

    # What is shown, and where one is.

    def look(self, day: date, chosen: PostFilter) -> Seen:
        """List the days from `day` on."""
        if day != self._first:
            self._first, self._last, self._most = day, day + timedelta(days=LENGTH - 1), MOST
        self._chosen = chosen
        found = calendar_days.agenda(self._desk, self._first, self._last, chosen, self._most)
        self._last, self._next = found.days[-1].day, found.next_day or found.looked_to
        self.show_rows(self._rows_of(found))
        self._count = len(self._chips)
        today = self._desk.today()
        title = "Från i dag" if day == today else f"Från {_date(day, today)}"
        return Seen(title, f"till {_date(self._last, today)}", found.hidden, empty=found.blank)

    def _rows_of(self, found: Agenda) -> list[Row]:
        now, rows = self._desk.now(), []
        self._chips = {}
        for day in (day_in(one, self.hidden_layers) for one in found.days):
            heading = _heading(day, now)
            for one in day.posts:
                chip = day_chip(one, now)
                self._chips[one.post.id] = (day.day, chip)
                rows.append(_row(one, chip, heading))
                heading = ""
            begins = any(not one.is_long or one.day == day.day for one in day.special)
            if heading and (begins or day.day in (self._first, now.date())):
                rows.append(Row(id=day.day, title=_BLANK, muted=True, heading=heading))
        if found.next_day is not None:
            title = f"Visa fler: nästa inlägg är {long_day(found.next_day)} {found.next_day.year}"
            rows.append(Row(id="more", title=title, heading=f"Efter {long_day(self._last)}"))
        elif found.looked_to is not None:
            title = f"Leta vidare: filtret döljer allt till och med {long_day(found.looked_to)} {found.looked_to.year}"
            rows.append(Row(id="more", title=title, heading=f"Efter {long_day(self._last)}"))
        return rows

    def shows(self, day: date) -> bool:
        """Whether a day is in the list."""
        return self._first <= day <= self._last

    def start_for(self, day: date) -> date:
        """Today for the days soon to come, else the day itself."""
        today = self._desk.today()
        return today if 0 <= (day - today).days < LENGTH else day

    def after(self, day: date, by: int) -> date:
        """The day after the last one, or four weeks back: none is passed over."""
        return self._last + timedelta(days=1) if by > 0 else day + timedelta(days=by * LENGTH)

    def go_to_day(self, day: date) -> None:
        """Stand on the first post of a day, or of the next day that has something."""
        for row in self.rows():
            at = self._day_of(row.id)
            if at is not None and at >= day:
                self.go_to(row.id)
                self.scrollTo(self.currentIndex(), self.ScrollHint.PositionAtTop)
                return

    def go_to_post(self, post_id: int) -> None:
        """Stand on a post, if it is shown."""
        self.go_to(post_id)

    def current_post(self) -> int:
        """The post one is on; 0 for none."""
        current = self.current()
        return current if isinstance(current, int) else 0

    def lead_post(self) -> int:
        """The post that the verbs begin with: here they are for one at a time."""
        return self.current_post()

    def chosen_posts(self) -> tuple[int, ...]:
        """The post one is on, if there is one."""
        return (self.current_post(),) if self.current_post() else ()

    def choose_posts(self, posts: Iterable[int]) -> None:
        """Choose several; the list goes to the first of them."""
        self.go_to(next(iter(posts), 0))

    def current_day(self) -> date | None:
        """The day one is on."""
        return self._day_of(self.current())

    def _day_of(self, row_id: object) -> date | None:
        if isinstance(row_id, date):
            return row_id
        return self._chips[row_id][0] if isinstance(row_id, int) and row_id in self._chips else None

    def current_account(self) -> int:
        """The first account of the post one is on, else the only one that is shown; 0 for none."""
        post = self.current_post()
        return self._chips[post][1].account_id if post in self._chips else self.new_account()

    def new_account(self) -> int:
        """The only account that is shown; 0 when there are several."""
        accounts = self._chosen.accounts
        return next(iter(accounts)) if len(accounts) == 1 and not self._chosen.units else 0

    def place_of_current(self) -> QPoint:
        """Where a menu for what one is on belongs, in the list's own coordinates."""
        return self.viewport().mapToParent(self.visualRect(self.currentIndex()).center())

    # Keys and mouse.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Key(event.key())
        held = event.modifiers() & ~Held.KeypadModifier
        if (held == Held.NoModifier and self._plain_key(key)) or (held == Held.ControlModifier and self._ctrl_key(key)):
            return
        if held == Held.ShiftModifier and key in ENTER:
            self._create()
            return
        if held == Held.ShiftModifier and key in SHIFT_KEYS:
            if self.current_post():
                self.asked.emit(SHIFT_KEYS[key], self.current_post())
            return
        if held == Held.ShiftModifier | Held.AltModifier and key in TIMES:
            if self.current_post():
                self.asked.emit(TIMES[key], self.current_post())
            return
        days = (DAYS | WEEKS).get(key, 0) if held == Held.AltModifier else 0
        if days:
            if self.current_post() and (day := self.current_day()):
                self.moved.emit(self.current_post(), day + timedelta(days=days))
            return
        super().keyPressEvent(event)

    def _plain_key(self, key: Qt.Key) -> bool:
        if key in ENTER:
            self._open()
        elif key in CREATE:
            self._create()
        elif key in KEYS:
            if self.current_post():
                self.asked.emit(KEYS[key], self.current_post())
        else:
            return False
        return True

    def _ctrl_key(self, key: Qt.Key) -> bool:
        if key in TURNS:
            self.turned.emit(TURNS[key])
        elif key in CTRL_KEYS and self.current_post():
            self.asked.emit(CTRL_KEYS[key], self.current_post())
        elif key == Key.Key_O:
            self.asked.emit("web", self.current_post())
        else:
            return False
        return True

    def _open(self) -> None:
        if post := self.current_post():
            self.opened.emit(post)
        elif self.current() == "more":
            self._go_on()
        else:
            self._create()

    def _create(self) -> None:
        if day := self.current_day():
            self.created.emit(self.new_account(), day)

    def _go_on(self) -> None:
        """List the days up to and after the next post."""
        start = cast(date, self._next)
        self._last, self._most = start + timedelta(days=LENGTH - 1), self._count + MOST
        self.day_asked.emit("list", start)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).isValid():
            self._open()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        self.menu_asked.emit(self.mapToGlobal(self.place_of_current()) if by_key else event.globalPos())


def _date(day: date, today: date) -> str:
    """”24 november”, with the year when it is not this one."""
    words = f"{day.day} {MONTHS[day.month - 1]}"
    return words if day.year == today.year else f"{words} {day.year}"


def _heading(day: Day, now: datetime) -> str:
    year = f" {day.day.year}" if day.day.year != now.year else ""
    facts = ["i dag"] if day.day == now.date() else []
    facts += [f"v. {week_number(day.day)}", *turn_names(day.special, day.day)]
    return " · ".join([f"{long_day(day.day).capitalize()}{year}", *facts])


def _row(one: DayPost, chip: Chip, heading: str) -> Row:
    names = names_text(one.names)
    state, *rest = chip.line.removesuffix(f" · {names}").split(" · ")
    return Row(
        id=one.post.id,
        title=chip.title,
        subtitle=" · ".join([names, *rest, *([tagged_text(one.post.tags)] if one.post.tags else [])]),
        time=chip.time,
        mark=platform(one.accounts[0].platform) if one.accounts else None,
        chip=state,
        tone=chip.tone,
        heading=heading,
        muted=chip.past,
        one_line=True,
    )
