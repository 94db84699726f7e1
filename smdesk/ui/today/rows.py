"""What each list of Idag shows, as rows made of what `operations.today` told."""

from collections.abc import Collection, Hashable
from datetime import date
from typing import TYPE_CHECKING

from smdesk.domain.duty import DutyState, Rhythm, Turn
from smdesk.domain.post import PostState
from smdesk.operations.calendar import Lane
from smdesk.operations.platform import platform
from smdesk.operations.request import RequestView
from smdesk.operations.routine import RoundLine
from smdesk.operations.today import PostLine, Today
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.theme import Tone
from smdesk.ui.post.tones import TONES
from smdesk.ui.routine.round import round_row
from smdesk.words import problem_text
from smdesk.words.dates import long_day, near_day, short_day
from smdesk.words.post import ASKED, FAILED, REMARKS, STATES
from smdesk.words.request import sent_text
from smdesk.words.routine import DUTIES, listed, rhythm_text

if TYPE_CHECKING:
    from smdesk.operations.procedure import Waiting

OPEN_SHOWN = 6
GOALS_SHOWN = 8
MORE = "more"
"""The id of the last row of a list that is cut: it opens the page that has the rest."""
EVERY = "every"
"""The id of the row that shows all rounds of today."""

_DUTIES = {DutyState.OVERDUE: Tone.LATE, DutyState.DONE: Tone.DONE}


def round_rows(seen: Today, settled: Collection[Hashable], *, every: bool = False) -> list[Row]:
    """What was missed, then today's by time until `OPEN_SHOWN` are open; the rest, and what was done before, on demand.

    `settled` are the rounds that were made before she came here: one made now stays in its place. `every` shows all.
    """
    rows = _missed_rows(seen)
    done = [line for line in seen.rounds if line.round.is_made and line.round.key in settled]
    here = [line for line in seen.rounds if line not in done]
    opened = [place for place, line in enumerate(here, 1) if not line.round.is_made]
    shown = here if every or len(opened) <= OPEN_SHOWN else here[: opened[OPEN_SHOWN - 1]]
    rows += [round_row(line, seen.now) for line in (here + done if every else shown)]
    later = len(here) - len(shown)
    hidden = [f"{later} senare i dag"] if later else []
    hidden += [f"{len(done)} klara sedan tidigare"] if done else []
    if hidden and not every:
        rows.append(Row(id=EVERY, title=listed(hidden).capitalize(), icon="today", button="Visa alla"))
    return rows


def _missed_rows(seen: Today) -> list[Row]:
    """A missed round as itself; several of one account as one row, so that today's own are not pushed out of sight."""
    by_account: dict[int, list[RoundLine]] = {}
    for line in seen.missed:
        by_account.setdefault(line.account.id, []).append(line)
    rows = []
    for lines in by_account.values():
        if len(lines) == 1:
            rows.append(round_row(lines[0], seen.now, with_day=True))
            continue
        account = lines[0].account
        days = list(dict.fromkeys(short_day(line.round.day, seen.now.date()) for line in lines))
        rows.append(
            Row(
                id=(MORE, account.id),
                title=account.name,
                subtitle=f"missades {listed(days)}",
                mark=platform(account.platform),
                chip=f"{len(lines)} missade",
                tone=Tone.LATE,
                button="Visa",
            )
        )
    return rows


def post_rows(seen: Today, *, may_write: bool = True) -> list[Row]:
    """Requests without an answer, then posts to publish: what is late first."""
    asked = [_request_row(one, seen.now.date(), may_write=may_write) for one in seen.requests]
    return asked + [_post_row(line, seen.now.date(), may_write=may_write) for line in seen.posts]


def _request_row(one: RequestView, today: date, *, may_write: bool) -> Row:
    """A request that somebody has to ask about."""
    facts = [sent_text(one.request, today)]
    if one.asked and one.post.day:
        facts.append(f"önskad dag {near_day(one.post.day, today)}")
    return Row(
        id=one.post.id,
        title=one.post.title,
        one_line=True,
        subtitle=" · ".join(facts),
        time=one.post.time or "–",
        chip=ASKED if one.asked else "inget svar",
        tone=Tone.LATE if one.asked else Tone.WARNING,
        button="Svara…" if may_write else "Öppna",
    )


def _post_row(line: PostLine, today: date, *, may_write: bool) -> Row:
    chip, tone = STATES[line.state], TONES[line.state]
    facts = [listed([account.name for account in line.accounts])]
    if line.asked:
        chip, tone = ASKED, Tone.LATE
        facts.append("schemalagt hos plattformen, tiden har passerat")
    elif line.post.held_at and line.waiting:
        chip, tone = REMARKS["post.held"], Tone.WARNING
    elif line.late:
        when = near_day(line.post.day, today) if line.post.day and line.post.day != today else line.post.time
        chip, tone = "sent", Tone.LATE
        facts.append(f"skulle ut {when}")
    elif line.remarks:
        count = len(line.remarks)
        chip, tone = ("1 anmärkning" if count == 1 else f"{count} anmärkningar"), Tone.WARNING
    facts += [f"gick inte ut: {reason}" for reason in line.failures]
    if line.failures and not line.waiting and line.state is not PostState.PARTLY:
        chip, tone = FAILED, Tone.WARNING
    if line.images and not line.remarks:
        facts.append("bild med alternativtext" if line.images == 1 else f"{line.images} bilder med alternativtext")
    facts += [problem_text(problem).rstrip(".") for problem in line.remarks]
    return Row(
        id=line.post.id,
        title=line.post.title or "Inlägg utan text",
        one_line=True,
        subtitle=" · ".join(facts),
        mark=platform(line.accounts[0].platform),
        time=line.post.time or "–",
        chip=chip,
        tone=tone,
        button=_button(line, may_write=may_write),
        muted=not line.waiting and not line.failures,
    )


def _button(line: PostLine, *, may_write: bool) -> str:
    if may_write and is_ready(line):
        return "Svara…" if line.asked else "Publicera…"
    return "Öppna" if line.waiting or line.failures else ""


def is_ready(line: PostLine) -> bool:
    """Whether it can be said what became of it: it should be out, or it is approved, and nothing is remarked on.

    What a platform sends later by itself is only looked at.
    """
    if line.asked:
        return True
    if line.waiting and line.scheduled == line.waiting:
        return False
    return line.waiting > 0 and line.post.state is PostState.APPROVED and not line.remarks


def goal_rows(seen: Today) -> list[Row]:
    """The week per account: those that lack posts first."""
    lanes = sorted(seen.week, key=lambda lane: lane.goal.missing == 0)
    rows = [_goal_row(lane) for lane in lanes[:GOALS_SHOWN]]
    if len(lanes) > GOALS_SHOWN:
        rows.append(Row(id=MORE, title=f"{len(lanes) - GOALS_SHOWN} konton till", icon="calendar", button="Visa"))
    return rows


def _goal_row(lane: Lane) -> Row:
    account = lane.account
    assert account is not None  # noqa: S101 # the lane of posts without account has no goal
    goal = lane.goal
    words = f"{goal.missing} inlägg saknas" if goal.missing else "målet är nått"
    return Row(
        id=account.id,
        title=account.name,
        mark=platform(account.platform),
        goal=(goal.counted, goal.asked or 0),
        spoken=words,
    )


def step_rows(seen: Today) -> list[Row]:
    """The next step of each running procedure, with when it is due.

    Until they are read: the accounts that have one, as high as they will be, so that nothing moves then.
    """
    if seen.steps is None:
        return [
            Row(id=one.id, lead="Avsluta", title=one.name, subtitle="Nästa steg", chip="läses just nu")
            for one in seen.closing
        ]
    return [_step_row(one, seen.now.date()) for one in seen.steps]


def _step_row(one: "Waiting", today: date) -> Row:
    late = one.due is not None and one.due < today
    due = near_day(one.due, today) if one.due else ""
    facts = f"{one.step_key} {one.step_title}"
    if one.waits_for:
        facts += f" · väntar på {listed(list(one.waits_for))}"
    return Row(
        id=one.procedure_id,
        lead=one.title.partition(" ")[0],
        title=one.account.name,
        subtitle=facts,
        chip=f"försenat, {due}" if late else due,
        tone=Tone.LATE if late else Tone.WARNING if one.due and (one.due - today).days < 7 else Tone.NEUTRAL,
        locked=bool(one.waits_for),
    )


def duty_rows(seen: Today) -> list[Row]:
    """Duties that are due, late, or done today."""
    return [duty_row(turn, seen.now.date()) for turn in seen.duties]


def duty_row(turn: Turn, today: date) -> Row:
    """One turn of a duty; the chip is left out where everything is as it should be."""
    state = turn.state(today)
    late = state is DutyState.OVERDUE
    facts = []
    if turn.due_on != today:
        facts.append(f"skulle ha gjorts {long_day(turn.due_on)}" if late else f"gäller {long_day(turn.due_on)}")
    elif turn.duty.rhythm is not Rhythm.DAY:
        facts.append(rhythm_text(turn.duty))
    if turn.done and turn.done.note:
        facts.append(turn.done.note)
    return Row(
        id=turn.key,
        title=turn.duty.title,
        subtitle=" · ".join(facts),
        check=turn.done is not None,
        chip=DUTIES[state] if late else "",
        tone=_DUTIES.get(state, Tone.NEUTRAL),
        muted=turn.done is not None,
    )
