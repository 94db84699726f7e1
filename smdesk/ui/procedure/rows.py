"""What the lists of procedures and of a procedure's steps show, as rows."""

from dataclasses import replace
from datetime import date, datetime

from smdesk.domain.evidence import Evidence
from smdesk.domain.problem import Severity
from smdesk.domain.procedure import STOCKHOLM, StepStatus, next_due, value, waiting_for
from smdesk.domain.procedure_template import FieldKind, StepTemplate
from smdesk.operations.account import platform
from smdesk.operations.procedure import Exemption, RunView
from smdesk.ui.kit.row import Row
from smdesk.ui.kit.theme import Tone
from smdesk.words.dates import long_day, near_day, short_day
from smdesk.words.file import size_text
from smdesk.words.procedure import waits_text


def progress_text(seen: RunView) -> str:
    """”3 av 29 steg klara”."""
    return f"{seen.done} av {seen.count} steg klara"


def run_row(seen: RunView, today: date) -> Row:
    """One procedure in the list: how far it has come, what is next and when."""
    run = seen.run
    chip, tone = "", Tone.NEUTRAL
    if run.abandoned_at:
        facts = f"avbrutet {_day(run.abandoned_at, today)} · {run.abandoned_reason}"
        chip = "avbrutet"
    elif run.closed_at:
        facts = f"slutfört {_day(run.closed_at, today)} · {seen.count} steg"
        chip, tone = "slutfört", Tone.DONE
    else:
        following = f"nästa: {seen.next_key} {run.template.step(seen.next_key).title}" if seen.next_key else ""
        facts = " · ".join(part for part in (progress_text(seen), following) if part)
        if seen.next_due:
            chip, tone = due_chip(seen.next_due.day, today)
    return Row(
        id=run.id,
        lead="Avsluta",
        title=seen.account.name,
        subtitle=facts,
        mark=platform(seen.account.platform),
        chip=chip,
        tone=tone,
        muted=run.is_over,
    )


def due_chip(day: date, today: date) -> tuple[str, Tone]:
    """A due day as a chip: ”fredag”, ”i dag”, ”sen 3 dagar”."""
    late = (today - day).days
    if late > 0:
        return f"sen {late} {'dag' if late == 1 else 'dagar'}", Tone.LATE
    return near_day(day, today), Tone.WARNING if late > -3 else Tone.NEUTRAL


def step_rows(seen: RunView, today: date) -> list[Row]:
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
        rows.append(_settled(row, seen, step, today) if settled else _open(row, seen, step, today))
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


def _open(row: Row, seen: RunView, step: StepTemplate, today: date) -> Row:
    run = seen.run
    if run.is_over:
        return replace(row, muted=True)
    if signed := run.steps[step.key].signatures:
        return replace(row, subtitle=f"signerat av {signed[0].name}, väntar på en signatur till")
    waits = waiting_for(run, step.key, today)
    if any(one.severity is Severity.STOP for one in waits):
        return replace(row, subtitle=waits_text(waits), locked=True, muted=True)
    due = next_due(run, step.key)
    facts = [f"senast {long_day(due.day)}"] if due else []
    facts += [waits_text(waits)] if waits else []
    chip, tone = due_chip(due.day, today) if due and due.day < today else ("", Tone.NEUTRAL)
    return replace(row, subtitle=" · ".join(facts), chip=chip, tone=tone, muted=bool(waits))


def file_row(one: Evidence, fault: str, today: date, *, may_remove: bool) -> Row:
    """A file on a step, with the beginning of the sum it is known by; `fault` is ”saknas” or ”ändrad”."""
    facts = f"{size_text(one.size)} · SHA-256 {one.sha256[:4]}…{one.sha256[-4:]} · {_day(one.added_at, today)}"
    return Row(
        id=one.id,
        title=one.name,
        subtitle=facts,
        icon="file",
        chip=fault,
        tone=Tone.LATE if fault else Tone.NEUTRAL,
        button="Ta bort" if may_remove else "",
        spoken="Retur öppnar",
    )


def facts_text(seen: RunView, exempt: Exemption, today: date) -> str:
    """The grey line under the procedure's name."""
    run = seen.run
    parts = [platform(seen.account.platform).name]
    if day := exempt.facts.last_post_on:
        parts.append(f"{'inaktivt sedan' if exempt.holds else 'senaste inlägg'} {short_day(day, today)}")
    if decision := value(run, "A3.dnr"):
        parts.append(f"beslut dnr {decision}")
    parts.append(f"påbörjat {_day(run.started_at, today)} av {run.started_by}")
    if run.closed_at:
        parts.append(f"slutfört {_day(run.closed_at, today)}")
    if run.abandoned_at:
        parts.append(f"avbrutet {_day(run.abandoned_at, today)}: {run.abandoned_reason}")
    parts.append(f"rutinens version {run.template.version}")
    return " · ".join(parts)


def _day(moment: datetime, today: date) -> str:
    return short_day(moment.astimezone(STOCKHOLM).date(), today)
