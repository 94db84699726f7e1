"""The other recurring duties: the list, and beside it one of them with its source and its history."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QScrollArea, QVBoxLayout, QWidget

from smdesk.desk import Desk
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.duty import Duty, DutyState, Rhythm, Turn
from smdesk.domain.routine import SourceKind
from smdesk.operations import duty as duties
from smdesk.ui.kit.buttons import quiet_button
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.locked import changes
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.parts import GAP, Card, Facts, label, scrolling
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.row_card import ListCard
from smdesk.ui.kit.rows import RowList
from smdesk.ui.kit.theme import Tone
from smdesk.ui.routine.tick import TurnDialog
from smdesk.words.dates import MONTHS, WEEKDAYS, clock, long_day, near_day, short_day
from smdesk.words.routine import DUTIES, RHYTHMS, SOURCES, rhythm_text, source_text

_TONES = {
    DutyState.DONE: Tone.DONE,
    DutyState.DUE: Tone.ACCENT,
    DutyState.OVERDUE: Tone.LATE,
    DutyState.MISSED: Tone.LATE,
    DutyState.COMING: Tone.NEUTRAL,
}
_NEEDED: dict[Rhythm, tuple[str, ...]] = {
    Rhythm.DAY: (),
    Rhythm.WEEK: ("weekday",),
    Rhythm.MONTH: ("day",),
    Rhythm.TERTIAL: (),
    Rhythm.YEAR: ("month", "day"),
}
_SHOWN = 12
_LEAST = (12, 16)  # line heights of list and detail below each other
_FOLD = 48  # line heights: in a narrower window the detail stands below the list
_NOTE = "Källan gäller uppgiften. Hur ofta den görs är ett förslag där källan inte själv säger det."


class DutiesPanel(QWidget):
    """List and detail, each scrolling by itself. Space ticks the turn that is due, Enter changes the duty."""

    def __init__(self, desk: Desk, frame: Frame) -> None:
        super().__init__()
        self._desk, self._frame = desk, frame
        self._found: dict[int, tuple[Duty, Turn | None]] = {}
        self._done: dict[int, Turn] = {}
        self._past: list[Turn] = []
        self.listed = ListCard("Återkommande uppgifter")
        self.listed.list.choose = True
        self.listed.add_action(changes(quiet_button("Ny uppgift…", self._new), may_write=desk.may_write))
        self.ended = ListCard("Avslutade uppgifter")
        self.detail = Card("Uppgift")
        self._facts = Facts()
        self._note = label("", "muted")
        self.history = RowList("Historik")
        self.detail.add(self._note, self._facts, label("Historik", "strong"), self.history)
        for button in (quiet_button("Ändra…", self._change), quiet_button("Avsluta", self._end)):
            self.detail.add_action(changes(button, may_write=desk.may_write))
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(GAP)
        self._areas = (_scrolled(self.listed, self.ended), _scrolled(self.detail))
        for area in self._areas:
            self._sides.addWidget(area, 1)
        self.listed.list.chosen.connect(lambda _id: self._show_detail())
        self.listed.list.ticked.connect(self._turn)
        self.listed.list.opened.connect(lambda _id: self._change())
        self.ended.list.pressed.connect(self._resume)
        self.history.ticked.connect(self._turn_past)
        self.history.opened.connect(self._open_past)

    def reload(self) -> None:
        """Read the duties again."""
        today = self._desk.today()
        self._found = {duty.id: (duty, turn) for duty, turn in duties.overview(self._desk)}
        self._done = {turn.duty.id: turn for turn in duties.of_today(self._desk)[0] if turn.done}
        rows = [_row(duty, self._turn_shown(duty.id), today) for duty, _ in self._found.values()]
        self.listed.show_rows(rows, "", "Inga återkommande uppgifter.", _NOTE)
        if self.listed.list.current() is None and rows:
            self.listed.list.go_to(rows[0].id)
        ended = duties.ended(self._desk)
        self.ended.setVisible(bool(ended))
        self.ended.show_rows([_ended_row(one, today, may_write=self._desk.may_write) for one in ended], "", "")
        self._show_detail()

    def focus_content(self) -> None:
        """Go to the duties."""
        self.listed.list.setFocus()

    def go_to(self, duty_id: int) -> None:
        """Go to a duty, whether it is asked for still or ended."""
        here = self.listed.list if duty_id in self._found else self.ended.list
        here.go_to(duty_id)
        here.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the detail stands below the list, and the page scrolls."""
        super().resizeEvent(event)
        line = self.fontMetrics().height()
        narrow = event.size().width() < _FOLD * line
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._sides.direction() != way:
            self._sides.setDirection(way)
            for area, lines in zip(self._areas, _LEAST, strict=True):
                area.setMinimumHeight(lines * line if narrow else 0)

    def _turn_shown(self, duty_id: int) -> Turn | None:
        """The turn to tick now, else the one that was done today and can be unticked, else the one to come."""
        coming, done = self._found[duty_id][1], self._done.get(duty_id)
        may_tick = coming is not None and coming.opens_on <= self._desk.today()
        return coming if may_tick or done is None else done

    def _here(self) -> tuple[Duty, Turn | None] | None:
        return self._found.get(self.listed.list.current())  # type: ignore[call-overload, no-any-return]

    def _show_detail(self) -> None:
        found = self._here()
        self.detail.setVisible(found is not None)
        if found is None:
            return
        duty, turn = found
        today = self._desk.today()
        self.detail.say("", duty.title)
        self._note.setText(duty.note)
        self._note.setVisible(bool(duty.note))
        self._facts.show_rows(
            [
                ("Infaller", rhythm_text(duty)),
                ("Källa", source_text(duty.source_kind, duty.source)),
                (
                    "Nästa",
                    f"{long_day(turn.due_on)} ({near_day(turn.due_on, today)})" if turn else "inte det närmaste året",
                ),
                ("Gäller från", short_day(duty.starts_on)),
            ]
        )
        past = self._past = duties.history(self._desk, duty, _SHOWN)
        self.history.empty = "Har inte infallit än."
        self.history.show_rows([_past_row(one, today) for one in past])

    def _turn(self, duty_id: Hashable) -> None:
        turn = self._turn_shown(duty_id) if isinstance(duty_id, int) and duty_id in self._found else None
        if turn and turn.done:
            duties.untick(self._desk, turn.duty.id, turn.due_on)
        elif turn:
            duties.tick(self._desk, turn.duty.id, turn.due_on)

    def _turn_past(self, key: Hashable) -> None:
        """Tick a turn of the history, or take its tick away; one whose day has passed is asked about, as a round is."""
        for turn in self._past:
            if _past_key(turn) != key:
                continue
            if turn.done:
                duties.untick(self._desk, turn.duty.id, turn.due_on)
            elif turn.due_on < self._desk.today():
                self._open_past(key)
            else:
                duties.tick(self._desk, turn.duty.id, turn.due_on)

    def _open_past(self, key: Hashable) -> None:
        """Tick a turn of the history with a note, or change its note."""
        found = next((turn for turn in self._past if _past_key(turn) == key), None)
        if found is not None and found.opens_on <= self._desk.today():
            TurnDialog(self, self._desk, found).exec()

    def _new(self) -> None:
        blank = Duty(title="", rhythm=Rhythm.WEEK, starts_on=self._desk.today())
        DutyDialog(self, self._desk, blank).exec()

    def _change(self) -> None:
        if found := self._here():
            DutyDialog(self, self._desk, found[0]).exec()

    def _end(self) -> None:
        if found := self._here():
            duties.end(self._desk, found[0].id)
            self._frame.tell("Uppgiften är avslutad. Ctrl+Z tar tillbaka den.")

    def _resume(self, duty_id: Hashable) -> None:
        if isinstance(duty_id, int):
            duties.resume(self._desk, duty_id)


def _scrolled(*widgets: QWidget) -> QScrollArea:
    """Cards below each other in a column that scrolls by itself."""
    content = QWidget()
    content.setProperty("role", "ground")
    box = QVBoxLayout(content)
    box.setContentsMargins(0, 0, 2, 0)
    box.setSpacing(GAP)
    for widget in widgets:
        box.addWidget(widget)
    box.addStretch(1)
    area = scrolling(content)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _row(duty: Duty, turn: Turn | None, today: date) -> Row:
    state = turn.state(today) if turn else DutyState.COMING
    is_done = turn is not None and turn.done is not None
    may_tick = turn is not None and turn.opens_on <= today
    words = "klar i dag" if is_done else near_day(turn.due_on, today) if turn else ""
    return Row(
        id=duty.id,
        title=duty.title,
        subtitle=f"{rhythm_text(duty)} · {SOURCES[duty.source_kind]}",
        check=is_done if may_tick else None,
        icon="" if may_tick else "calendar",
        chip=f"sen sedan {short_day(turn.due_on, today)}" if turn and state is DutyState.OVERDUE else words,
        tone=_TONES[state],
        muted=is_done,
    )


def _ended_row(duty: Duty, today: date, *, may_write: bool) -> Row:
    day = short_day(duty.ends_on, today) if duty.ends_on else ""
    button = "Återuppta" if may_write else ""
    return Row(id=duty.id, title=duty.title, subtitle=f"avslutad {day}", button=button, muted=True)


def _past_key(turn: Turn) -> Hashable:
    return turn.duty.id, turn.due_on, turn.done is not None


def _past_row(turn: Turn, today: date) -> Row:
    """A turn in the history. One that was missed can still be done, with its true day to be seen."""
    facts = []
    if turn.done:
        made = turn.done.done_at.astimezone(STOCKHOLM)
        late = "gjord sent, " if made.date() > turn.due_on else "gjord "
        facts = [f"{late}{short_day(made.date(), today)} {clock(made)}", turn.done.done_by, turn.done.note]
    state = turn.state(today)
    return Row(
        id=_past_key(turn),
        title=long_day(turn.due_on).capitalize(),
        subtitle=" · ".join(fact for fact in facts if fact),
        check=turn.done is not None,
        chip=DUTIES[state],
        tone=_TONES[state],
    )


class DutyDialog(FormDialog):
    """A new duty, or another wording, source or day for one."""

    def __init__(self, parent: QWidget, desk: Desk, duty: Duty) -> None:
        def save(values: dict[str, Any]) -> None:
            day = values["day"] if values["day"] is not None else 0  # no day at all is refused in words
            wanted = replace(duty, **values | {"day": day})
            if duty.id:
                duties.change(desk, wanted)
            else:
                duties.add(desk, wanted)

        title = "Ändra uppgift" if duty.id else "Ny uppgift"
        intro = "Ändrade dagar gäller från i dag. Det som varit står kvar i historiken." if duty.id else ""
        super().__init__(parent, title, _fields(duty), save, desk.today(), intro=intro)
        self.form.editors["rhythm"].changed.connect(self._show_needed)
        self._show_needed()

    def _show_needed(self) -> None:
        """Ask only for what the chosen frequency needs."""
        needed = _NEEDED[Rhythm(str(self.form.values()["rhythm"]))]
        for rows in self.form.findChildren(QFormLayout):
            for name in ("weekday", "day", "month"):
                rows.setRowVisible(self.form.editors[name], name in needed)


def _fields(duty: Duty) -> list[FormField]:
    kinds: dict[Hashable, str] = {kind: words.capitalize() for kind, words in SOURCES.items()}
    rhythms: dict[Hashable, str] = {rhythm: words.capitalize() for rhythm, words in RHYTHMS.items()}
    weekdays: dict[Hashable, str] = {number: name.capitalize() for number, name in enumerate(WEEKDAYS[:5])}
    months: dict[Hashable, str] = {number: name.capitalize() for number, name in enumerate(MONTHS, 1)}
    return [
        FormField(name="title", label="Vad som ska göras", value=duty.title, required=True),
        FormField(name="rhythm", label="Hur ofta", kind=Kind.CHOICE, value=duty.rhythm, choices=rhythms),
        FormField(
            name="weekday", label="Veckodag", kind=Kind.CHOICE, value=duty.weekday, choices=weekdays,
        ),
        FormField(name="month", label="Månad", kind=Kind.CHOICE, value=duty.month, choices=months),
        FormField(
            name="day", label="Dag i månaden", kind=Kind.NUMBER, value=duty.day,
            help="Infaller den en ledig dag gäller nästa arbetsdag.",
        ),
        FormField(name="note", label="Anvisning", kind=Kind.MULTILINE, value=duty.note),
        FormField(
            name="source_kind", label="Vad den vilar på", kind=Kind.CHOICE, value=duty.source_kind or SourceKind.NONE,
            choices=kinds,
        ),
        FormField(name="source", label="Källa", value=duty.source),
    ]  # fmt: skip
