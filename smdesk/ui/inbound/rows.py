"""What the lists of ”Inkommet” show, as rows."""

from datetime import date

from smdesk.domain.answer_time import AnswerState
from smdesk.domain.calendar import STOCKHOLM
from smdesk.domain.inbound import Inbound, InboundEvent, InboundState
from smdesk.operations.inbound_view import Line
from smdesk.operations.platform import platform
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.theme import Tone
from smdesk.words.dates import clock, short_day
from smdesk.words.inbound import EVENTS, KINDS, STATES
from smdesk.words.inbound_list import came_in_text, row_text, state_text, title_text

_TONES = {
    AnswerState.LATE: Tone.LATE,
    AnswerState.AT_ONCE: Tone.LATE,
    AnswerState.DUE_TODAY: Tone.WARNING,
}


def tone_of(line: Line) -> Tone:
    """The colour of a line's pill."""
    if line.one.state is InboundState.DONE:
        return Tone.WARNING if line.one.is_to_register else Tone.DONE
    return _TONES.get(line.state, Tone.NEUTRAL)


def line_row(line: Line, today: date) -> Row:
    """An item of the list: bold while it is open, grey when it is done."""
    one = line.one
    return Row(
        id=one.id,
        title=title_text(one, line.category),
        subtitle=row_text(one, line.category, line.account.name, today, has_evidence=line.has_evidence),
        mark=platform(line.account.platform),
        chip=state_text(one, line.state, line.by, today),
        tone=tone_of(line),
        bold=one.is_open,
        muted=not one.is_open,
        one_line=True,
    )


def thread_row(one: Inbound, shown: int, today: date) -> Row:
    """An item of the conversation that is shown."""
    return Row(
        id=one.id,
        title=title_text(one, None),
        subtitle=" · ".join([KINDS[one.kind], came_in_text(one.came_in_at, today)]),
        chip=STATES[one.state],
        tone=Tone.DONE if one.state is InboundState.DONE else Tone.NEUTRAL,
        bold=one.id == shown,
        one_line=True,
        spoken="visas" if one.id == shown else "",
    )


def event_row(event: InboundEvent, today: date) -> Row:
    """Something that happened: what, when and by whom, with its words."""
    local = event.at.astimezone(STOCKHOLM)
    when = f"{short_day(local.date(), today)} {clock(local)}"
    facts = [when, event.by, " ".join(event.text.split())]
    return Row(id=event.id, title=EVENTS[event.kind].capitalize(), subtitle=" · ".join(one for one in facts if one))
