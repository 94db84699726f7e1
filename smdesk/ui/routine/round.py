"""What Idag and Rutiner share of a round: its row, its tick, and the visit to the account's page."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from smdesk.desk import Desk
from smdesk.domain.account import Account
from smdesk.domain.routine import RoundState
from smdesk.operations import routine
from smdesk.operations.platform import platform
from smdesk.operations.routine import RoundLine
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.theme import Tone
from smdesk.words.dates import long_day
from smdesk.words.routine import round_chip, round_facts

TONES = {
    RoundState.DONE: Tone.DONE,
    RoundState.DONE_LATE: Tone.WARNING,
    RoundState.COMING: Tone.NEUTRAL,
    RoundState.OVERDUE: Tone.LATE,
    RoundState.MISSED: Tone.LATE,
}


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


def turn_tick(parent: QWidget, desk: Desk, line: RoundLine) -> None:
    """Tick a round, or take its tick away. What is entered after its day is asked about, never taken for granted."""
    one = line.round
    if one.is_made:
        routine.untick(desk, one.account_id, one.day, one.slot)
    elif one.day < desk.today():
        open_round(parent, desk, line)
    else:
        routine.tick(desk, one.account_id, one.day, one.slot)


def open_round(parent: QWidget, desk: Desk, line: RoundLine) -> None:
    """Tick a round with its result and a note, or change them; a round to come is not opened."""
    from smdesk.ui.routine.tick import TickDialog  # Idag, the first page that is shown, does not wait for it

    if line.round.day <= desk.today():
        TickDialog(parent, desk, line).exec()


def visit(frame: Frame, account: Account) -> bool:
    """Open the account's page in the browser: the round is that visit. Only web addresses are followed."""
    from smdesk.ui.kit.web import open_web

    if open_web(account.url):
        return True
    frame.tell(f"{account.name} har ingen länk. Ange den på kontots sida.")
    return False
