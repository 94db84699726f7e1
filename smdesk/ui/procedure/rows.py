"""What the lists of procedures and of a procedure's steps show, as rows."""

from dataclasses import replace
from datetime import date, datetime

from smdesk.domain.calendar import local_day
from smdesk.domain.problem import Severity
from smdesk.domain.procedure import StepStatus, next_due, next_steps, value, waiting_for
from smdesk.domain.procedure_template import FieldKind, StepTemplate
from smdesk.domain.procedure_values import day_of
from smdesk.domain.workdays import Workdays
from smdesk.operations.platform import platform
from smdesk.operations.procedure import Exemption, RunView
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.theme import Tone
from smdesk.words.dates import long_day, near_day, short_day
from smdesk.words.procedure import waits_text

_NEXT = 2  # steps shown of each procedure in the list


def progress_text(seen: RunView) -> str:
    """”3 av 29 steg klara”."""
    return f"{seen.done} av {seen.count} steg klara"


def running_rows(seen: RunView, workdays: Workdays, today: date) -> list[Row]:
    """A procedure under way: how far it has come, and the steps to take next, the one that is due first on top."""
    run = seen.run
    late = sum(due is not None and due.day < today for due in (next_due(run, key, workdays) for key in run.steps))
    dnr, closing = value(run, "A3.dnr"), day_of(value(run, "A5.closing_on"))
    facts = [
        platform(seen.account.platform).name,
        f"beslut dnr {dnr}" if dnr else "ännu inte beslutat",
        f"stängs {long_day(closing)}" if closing else f"påbörjat {_day(run.started_at, today)}",
    ]
    head = Row(
        id=run.id,
        lead="Avsluta",
        title=seen.account.name,
        subtitle=" · ".join(facts),
        mark=platform(seen.account.platform),
        goal=(seen.done, seen.count),
        chip=f"{late} {'sent' if late == 1 else 'sena'} steg" if late else "",
        tone=Tone.LATE,
    )
    return [head, *(_coming(seen, key, workdays, today) for key in upcoming(seen, workdays, today))]


def upcoming(seen: RunView, workdays: Workdays, today: date) -> list[str]:
    """The steps that can be taken now, the one that is due first on top; the next one where every step waits."""
    following = next_steps(seen.run, today, workdays)[:_NEXT]
    return [key for key in following if not waiting_for(seen.run, key, today)] or following[:1]


def _coming(seen: RunView, key: str, workdays: Workdays, today: date) -> Row:
    due = next_due(seen.run, key, workdays)
    chip, tone = due_chip(due.day, today) if due else ("", Tone.NEUTRAL)
    words = "skulle ha varit klart" if due and due.day < today else "senast"
    return Row(
        id=(seen.run.id, key),
        step=key,
        title=seen.run.template.step(key).title,
        subtitle=f"{words} {long_day(due.day)}" if due else "ingen dag föreslagen än",
        chip=chip,
        tone=tone,
    )


def ended_row(seen: RunView, today: date) -> Row:
    """A procedure that is over, with its protocol to save."""
    run, account = seen.run, seen.account
    facts, chip, tone = "", "", Tone.NEUTRAL
    if run.abandoned_at:
        facts, chip = f"avbrutet {_day(run.abandoned_at, today)} · {run.abandoned_reason}", "avbrutet"
    elif run.closed_at:
        kept = value(run, "E4.archive_ref")
        facts = f"slutfört {_day(run.closed_at, today)}" + (f" · arkivreferens {kept}" if kept else "")
        chip, tone = "slutfört", Tone.DONE
    mark = platform(account.platform)
    return Row(
        id=run.id, title=account.name, subtitle=facts, mark=mark, chip=chip, tone=tone, button="Protokoll", muted=True
    )


def due_chip(day: date, today: date) -> tuple[str, Tone]:
    """A due day as a chip: ”fredag”, ”i dag”, ”försenat 3 dagar”."""
    late = (today - day).days
    if late > 0:
        return f"försenat {late} {'dag' if late == 1 else 'dagar'}", Tone.LATE
    return near_day(day, today), Tone.WARNING if late > -3 else Tone.NEUTRAL


def step_rows(seen: RunView, workdays: Workdays, today: date) -> list[Row]:
    """The steps of a procedure under the names of its parts."""
    run = seen.run
    titles = {part.key: f"{part.key}. {part.title}" for part in run.template.phases}
    rows: list[Row] = []
    part = ""
    for step in run.template.steps:
        row = Row(id=step.key, step=step.key, title=step.title)
        if step.key[:1] != part:
            part = step.key[:1]
            row = replace(row, heading=titles[part])
        settled = run.steps[step.key].is_settled
        rows.append(_settled(row, seen, step, today) if settled else _open(row, seen, step, workdays, today))
    return rows


def _settled(row: Row, seen: RunView, step: StepTemplate, today: date) -> Row:
    state, files = seen.run.steps[step.key], seen.files.get(step.key, ())
    if state.status is StepStatus.NOT_APPLICABLE:
        return replace(row, done=True, subtitle=f"{step.key} · Ej aktuellt: {state.reason}")
    day = [_day(state.done_at, today)] if state.done_at else []
    who = [", ".join(one.name for one in state.signatures)]
    numbers = [one.key for one in step.fields if one.kind is FieldKind.DNR and one.key in state.values]
    names = [files[0].name if len(files) == 1 else f"{len(files)} filer"] if files else []
    facts = [step.key, *day, *who, *(f"dnr {state.values[key]}" for key in numbers), *names]
    return replace(row, done=True, subtitle=" · ".join(facts))


def _open(row: Row, seen: RunView, step: StepTemplate, workdays: Workdays, today: date) -> Row:
    run = seen.run
    if run.is_over:
        return replace(row, muted=True)
    if signed := run.steps[step.key].signatures:
        return replace(row, subtitle=f"signerat av {signed[0].name}, väntar på en signatur till")
    waits = waiting_for(run, step.key, today)
    if any(one.severity is Severity.STOP for one in waits):
        return replace(row, subtitle=waits_text(waits), locked=True, muted=True)
    due = next_due(run, step.key, workdays)
    facts = [f"senast {long_day(due.day)}"] if due else []
    facts += [waits_text(waits)] if waits else []
    chip, tone = due_chip(due.day, today) if due and due.day < today else ("", Tone.NEUTRAL)
    return replace(row, subtitle=" · ".join(facts), chip=chip, tone=tone, muted=bool(waits))


def facts_text(seen: RunView, exempt: Exemption, today: date) -> str:
    """The grey line under the procedure's name."""
    run = seen.run
    parts = [platform(seen.account.platform).name]
    if day := exempt.facts.last_post_on:
        parts.append(f"{'inaktivt sedan' if exempt.holds else 'senaste inlägg'} {short_day(day, today)}")
    if decision := value(run, "A3.dnr"):
        parts.append(f"beslut dnr {decision}")
    if run.closed_at:
        parts.append(f"slutfört {_day(run.closed_at, today)}")
    if run.abandoned_at:
        parts.append(f"avbrutet {_day(run.abandoned_at, today)}: {run.abandoned_reason}")
    return " · ".join(parts)


def began_text(seen: RunView) -> str:
    """When, by whom and by what rules the procedure was begun; the protocol says the same."""
    run = seen.run
    return f"Påbörjat {_day(run.started_at, None)} av {run.started_by}. Rutinens version {run.template.version}."


def _day(moment: datetime, today: date | None) -> str:
    return short_day(local_day(moment), today)
