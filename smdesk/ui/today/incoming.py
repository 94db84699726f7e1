"""What came in, on Idag: answers that are late or due today, who is slow to look into something, and the register."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from smdesk.operations.today import Today
from smdesk.ui.kit.page import Frame
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.theme import Tone
from smdesk.ui.today.rows import MORE
from smdesk.words.dates import near_day
from smdesk.words.inbound import open_text

if TYPE_CHECKING:
    from smdesk.operations.inbound_view import Line

SHOWN = 6
REGISTER = "register"
"""The id of the row that tells what must be registered: it opens the list for the registrar."""


def incoming_lines(seen: Today) -> "Sequence[Line]":
    """The items that ask for something today; none until they are read."""
    return seen.incoming.lines if seen.incoming else ()


def incoming_rows(seen: Today, *, may_write: bool) -> list[Row]:
    """The items, the most urgent first and at most `SHOWN`, then how many must be registered."""
    found = seen.incoming
    if found is None:
        return []
    from smdesk.ui.inbound.rows import line_row  # with its words 30 ms, which the first paint does not wait for

    today, rows = seen.now.date(), []
    for line in found.lines[:SHOWN]:
        row = replace(line_row(line, today), bold=False, button="Besvara" if may_write else "Öppna")
        if since := found.slow.get(line.one.id):
            row = replace(row, chip=f"hos handläggare sedan {near_day(since.date(), today)}", tone=Tone.WARNING)
        rows.append(row)
    if len(found.lines) > SHOWN:
        rows.append(Row(id=MORE, title=f"{len(found.lines) - SHOWN} till", icon="inbound", button="Visa"))
    if found.to_register:
        rows.append(
            Row(
                id=REGISTER,
                title=f"Att diarieföra: {found.to_register}",
                subtitle="ska diarieföras och har inget diarienummer",
                icon="inbound",
                tone=Tone.WARNING,
                button="Visa",
            )
        )
    return rows


def incoming_facts(seen: Today) -> str:
    """”3 öppna”; empty where nothing is."""
    return open_text(seen.incoming.open if seen.incoming else 0)


def incoming_sentence(seen: Today) -> str:
    """What is told where nothing asks for anything."""
    return "Inget att besvara i dag." if seen.incoming else "Läses just nu."


def open_incoming(frame: Frame, row_id: Hashable) -> None:
    """Go to the item in Inkommet, or to what the other rows lead to."""
    frame.open("inbound", row_id if isinstance(row_id, int) else 0)
    if row_id == REGISTER:
        frame.run("inbound.registrar")
