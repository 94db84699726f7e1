"""What Idag and Rutiner share of a round: its row, the tick with a note, and the visit to the account's page."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.duty import Turn
from smdesk.domain.routine import Result, Round, RoundState
from smdesk.operations import duty, routine
from smdesk.operations.account import platform
from smdesk.operations.routine import RoundLine
from smdesk.ui.kit.form import FormDialog, FormField, Kind
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.theme import Tone
from smdesk.words.dates import long_day
from smdesk.words.routine import RESULTS, round_chip, round_facts, slot_name

TONES = {
    RoundState.DONE: Tone.DONE,
    RoundState.DONE_LATE: Tone.WARNING,
    RoundState.COMING: Tone.NEUTRAL,
    RoundState.OVERDUE: Tone.LATE,
    RoundState.MISSED: Tone.LATE,
}
LATE_TOLD = "Sparad som sent ifylld."


def round_row(line: RoundLine, now: datetime, *, with_day: bool = False) -> Row:
    """A round as a row, to be ticked from its day on; `with_day` where the list has more days than today."""
    facts = round_facts(line.round, now)
    return Row(
        id=line.round.key,
        title=line.account.name,
        subtitle=f"{long_day(line.round.day)} · {facts}" if with_day else facts,
        mark=platform(line.account.platform),
        check=line.round.is_made if line.round.day <= now.date() else None,
        chip=round_chip(line.round, now),
        tone=TONES[line.state],
        muted=line.round.is_made,
    )


def turn_tick(desk: Desk, frame: Frame, one: Round) -> None:
    """Tick a round, or take its tick away; one of an earlier day is told to be late."""
    if one.is_made:
        routine.untick(desk, one.account_id, one.day, one.slot)
    elif routine.tick(desk, one.account_id, one.day, one.slot).late:
        frame.tell(LATE_TOLD)


class TickDialog(FormDialog):
    """A round ticked with its result and a note; for one that is ticked they are changed."""

    def __init__(self, parent: QWidget, desk: Desk, line: RoundLine) -> None:
        one, made = line.round, line.round.tick
        intro = f"{line.account.name}, {long_day(one.day)}, {slot_name(one.slot)} {one.slot}."
        if made is None and one.day < desk.today():
            intro += " Dagen har gått: bevakningen sparas och visas som sent ifylld."

        def save(values: dict[str, Any]) -> None:
            routine.tick(desk, one.account_id, one.day, one.slot, values["result"], values["note"])

        fields = [
            FormField(
                name="result",
                label="Resultat",
                kind=Kind.CHOICE,
                value=made.result if made else Result.NOTHING_NEW,
                choices=dict(RESULTS.items()),
            ),
            FormField(
                name="note",
                label="Anteckning",
                kind=Kind.MULTILINE,
                value=made.note if made else "",
                help="Anteckningen blir en del av bevakningsloggen, som är en allmän handling. Inga personuppgifter.",
            ),
        ]
        title = "Ändra anteckning" if made else "Bocka av bevakning"
        super().__init__(parent, title, fields, save, desk.today(), done="Spara" if made else "Klar", intro=intro)


class TurnDialog(FormDialog):
    """A turn of a duty ticked with a note; for one that is ticked the note is changed."""

    def __init__(self, parent: QWidget, desk: Desk, turn: Turn) -> None:
        def save(values: dict[str, Any]) -> None:
            duty.tick(desk, turn.duty.id, turn.due_on, values["note"])

        note = turn.done.note if turn.done else ""
        fields = [FormField(name="note", label="Anteckning", kind=Kind.MULTILINE, value=note)]
        title, done = ("Ändra anteckning", "Spara") if turn.done else ("Bocka av uppgift", "Klar")
        intro = ". ".join(text.rstrip(".") for text in (turn.duty.title, turn.duty.note) if text) + "."
        super().__init__(parent, title, fields, save, desk.today(), done=done, intro=intro)


def visit(frame: Frame, account: Account) -> bool:
    """Open the account's page in the browser: the round is that visit. Only web addresses are followed."""
    url = QUrl(account.url, QUrl.ParsingMode.StrictMode)
    if url.scheme() not in ("http", "https") or not url.host():
        frame.tell(f"{account.name} har ingen länk. Ange den på kontots sida.")
        return False
    return QDesktopServices.openUrl(url)
