"""The only road by which a run changes: what may be asked of it, what forbids it, and the run that comes of it."""

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date, datetime

from smdesk.domain.calendar import local_day
from smdesk.domain.person import Person
from smdesk.domain.problem import Problem, Severity, refuse_if
from smdesk.domain.procedure import (
    Facts,
    Run,
    Signature,
    StepState,
    StepStatus,
    due,
    fields_of,
    is_inactive,
    is_past_return,
    is_same_person,
    violations,
    waiting_for,
)
from smdesk.domain.procedure_template import SkipRule, StepTemplate
from smdesk.domain.procedure_values import day_of, value_problems
from smdesk.domain.record import record
from smdesk.domain.workdays import Workdays


@record(kw_only=True)
class Fill:
    """Keep what has been typed in a step that is still open."""

    key: str
    values: Mapping[str, str]
    note: str = ""
    override_reason: str = ""


@record(kw_only=True)
class Complete:
    """Sign the step as done. `override_reason` is why its order is broken, when it is."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    override_reason: str = ""


@record(kw_only=True)
class Skip:
    """Set the step to ”ej aktuellt”."""

    key: str
    reason: str


@record(kw_only=True)
class TakeBack:
    """Open the step again, or withdraw the first of its signatures. What was typed stays as a draft."""

    key: str


@record(kw_only=True)
class Supplement:
    """Fill in a field that may come later (the delivery to the e-archive) in a step that is done."""

    key: str
    values: Mapping[str, str]


@record(kw_only=True)
class CountFiles:
    """Say how many files lie on the step now."""

    key: str
    files: int


@record(kw_only=True)
class Abandon:
    """End the run without closing the account."""

    reason: str


Change = Fill | Complete | Skip | TakeBack | Supplement | CountFiles | Abandon


def problems_with(
    change: Change, run: Run, *, person: Person, now: datetime, facts: Facts, workdays: Workdays | None = None
) -> list[Problem]:
    """Everything that speaks against `change`; only what stops forbids it. `now` is aware.

    First what is wrong with the change itself, then every violation that the run would have afterwards and
    does not have already. No other function lets a run change. With `workdays` a proposed day is told as `due`
    gives it with them.
    """
    found = _refusals(change, run, person, now, facts)
    if any(problem.severity is Severity.STOP for problem in found):
        return found
    if isinstance(change, Complete):
        found += _later(change, run, workdays)
    known = violations(run)
    return found + [one for one in violations(_judged(change, run, person, now, facts)) if one not in known]


def changed(run: Run, change: Change, *, person: Person, now: datetime, facts: Facts) -> Run:
    """The run after `change`; `RefusedError` with every reason when it is forbidden."""
    refuse_if(problems_with(change, run, person=person, now=now, facts=facts))
    return _applied(change, run, person, now, facts)


def _refusals(change: Change, run: Run, person: Person, now: datetime, facts: Facts) -> list[Problem]:
    """What speaks against a change as such, whatever the run would look like after it."""
    if run.is_over and not _may_come_later(change, run):
        return [Problem("procedure.over")]
    if not person.name.strip():
        return [Problem("procedure.person_missing")]
    if isinstance(change, Abandon):
        found = [Problem("procedure.no_return")] if is_past_return(run) else []
        return found if change.reason.strip() else [*found, Problem("procedure.abandon_reason")]
    if change.key not in run.steps:
        return [Problem("procedure.no_step", values={"step": change.key})]
    today = local_day(now)
    state = run.steps[change.key]
    match change:
        case Fill():
            return _not_open(state) or _unknown(change, run) or _signed(state)
        case Complete():
            return _not_open(state) or _unknown(change, run) or _completing(change, run, person, today, facts)
        case Skip():
            return _not_open(state) or _signed(state) or _skipping(change, run, today, facts)
        case TakeBack():
            return _taking_back(state, run)
        case Supplement():
            return _supplementing(change, run, today)
        case CountFiles():
            return _signed(state) if not state.is_settled else _fewer(change, state)


def _may_come_later(change: Change, run: Run) -> bool:
    """The delivery to the e-archive comes after the end, and the finished protocol is kept on its last step."""
    return isinstance(change, Supplement) or (isinstance(change, CountFiles) and run.closed_at is not None)


def _not_open(state: StepState) -> list[Problem]:
    return [Problem("procedure.settled", values={"step": state.key}, where=state.key)] if state.is_settled else []


def _signed(state: StepState) -> list[Problem]:
    """A step with one of two signatures is not changed under the hand of who signed it."""
    if not state.signatures:
        return []
    return [Problem("procedure.signed", values={"person": str(state.signatures[0])}, where=state.key)]


def _unknown(change: Fill | Complete | Supplement, run: Run) -> list[Problem]:
    known = {one.key for one in run.template.step(change.key).fields}
    odd = sorted(change.values.keys() - known)
    return [Problem("procedure.no_field", values={"field": odd[0]}, where=change.key)] if odd else []


def _completing(change: Complete, run: Run, person: Person, today: date, facts: Facts) -> list[Problem]:
    state, step = run.steps[change.key], run.template.step(change.key)
    found = []
    if (
        state.signatures
        and (change.values or change.note)
        and (dict(change.values) != dict(state.values) or change.note != state.note)
    ):
        found += _signed(state)
    if any(is_same_person(person, one) for one in state.signatures):
        found.append(Problem("procedure.already_signed", values={"person": str(person)}, where=change.key))
    if change.override_reason.strip():
        found += [one for one in waiting_for(run, change.key, today) if one.code == "procedure.order"]
    values = change.values or state.values
    later = [one for one in fields_of(run, change.key, values) if one.later]
    found += value_problems(later, values, today, change.key)
    if step.no_return:
        found += _lost_exemptions(run, today, facts)
    return found + left_inside(run, step, facts)


def _later(change: Complete, run: Run, workdays: Workdays | None) -> list[Problem]:
    """What was done later than proposed."""
    found, values = [], change.values or run.steps[change.key].values
    proposed = {one.label: one.day for one in due(run, change.key, workdays)}
    for rule in run.template.step(change.key).due:
        planned, done = proposed.get(rule.label), day_of(values.get(rule.field, ""))
        if rule.field and planned and done and done > planned:
            told: dict[str, str | int] = {"label": rule.label, "day": planned.isoformat()}
            found.append(Problem("procedure.later_than_proposed", Severity.WARN, told, change.key))
    return found


def _lost_exemptions(run: Run, today: date, facts: Facts) -> list[Problem]:
    """A post that has come since the exemption was computed takes it away."""
    months = run.template.inactive_months
    skipped = [
        step
        for step in run.template.steps
        if step.skip is SkipRule.INACTIVE and run.steps[step.key].status is StepStatus.NOT_APPLICABLE
    ]
    if not skipped or is_inactive(facts.last_post_on, facts.last_post_source, today, months):
        return []
    return [
        Problem("procedure.no_longer_inactive", values={"step": step.key, "title": step.title}, where=step.key)
        for step in skipped
    ]


def left_inside(run: Run, step: StepTemplate, facts: Facts) -> list[Problem]:
    """What came in and is not done with bars the step that says so, and every step that has that one for a gate."""
    found: list[Problem] = []
    if step.empty_inbox or any(run.template.step(name).empty_inbox for name in step.gate):
        if count := facts.open_items:
            found.append(Problem("procedure.items_open", values={"step": step.key, "count": count}, where=step.key))
        if count := facts.to_register:
            told: dict[str, str | int] = {"step": step.key, "count": count}
            found.append(Problem("procedure.items_unregistered", values=told, where=step.key))
    return found


def _skipping(change: Skip, run: Run, today: date, facts: Facts) -> list[Problem]:
    step = run.template.step(change.key)
    if step.skip is not SkipRule.INACTIVE:
        return []
    if facts.last_post_on is None or not facts.last_post_source.strip():
        return [Problem("procedure.last_post_unknown", values={"step": step.key, "title": step.title}, where=step.key)]
    if is_inactive(facts.last_post_on, facts.last_post_source, today, run.template.inactive_months):
        return []
    told: dict[str, str | int] = {"day": facts.last_post_on.isoformat(), "months": run.template.inactive_months}
    return [Problem("procedure.not_inactive", values={"step": step.key, "title": step.title, **told}, where=step.key)]


def _taking_back(state: StepState, run: Run) -> list[Problem]:
    if not state.is_settled:
        return (
            [] if state.signatures else [Problem("procedure.not_settled", values={"step": state.key}, where=state.key)]
        )
    return [Problem("procedure.no_return", where=state.key)] if is_past_return(run) else []


def _supplementing(change: Supplement, run: Run, today: date) -> list[Problem]:
    state, step = run.steps[change.key], run.template.step(change.key)
    if unknown := _unknown(change, run):
        return unknown
    if not state.is_done:
        return [Problem("procedure.not_settled", values={"step": state.key}, where=state.key)]
    for one in step.fields:
        if one.key in change.values and (not one.later or state.values.get(one.key, "").strip()):
            return [Problem("procedure.not_later", values={"field": one.label}, where=f"{step.key}.{one.key}")]
    return value_problems([one for one in step.fields if one.later], change.values, today, step.key)


def _fewer(change: CountFiles, state: StepState) -> list[Problem]:
    """Evidence may come to a step that is settled, but not leave it."""
    if change.files >= state.files:
        return []
    return [Problem("procedure.evidence_kept", values={"step": state.key}, where=state.key)]


def _judged(change: Change, run: Run, person: Person, now: datetime, facts: Facts) -> Run:
    """The run to hold against `violations`: the first of two signatures is judged as if both were there."""
    after = _applied(change, run, person, now, facts)
    if isinstance(change, Complete) and not after.steps[change.key].is_settled:
        state = after.steps[change.key]
        missing = run.template.step(change.key).signers - len(state.signatures)
        others = tuple(Signature(name=f"\x00{number}", signed_at=now) for number in range(missing))
        full = replace(state, status=StepStatus.DONE, done_at=now, signatures=state.signatures + others)
        return _with(after, full, now)
    return after


def _applied(change: Change, run: Run, person: Person, now: datetime, facts: Facts) -> Run:
    """What the change makes of the run, allowed or not."""
    if isinstance(change, Abandon):
        return replace(run, abandoned_at=now, abandoned_reason=change.reason.strip())
    state = run.steps[change.key]
    signature = Signature(name=person.name.strip(), function=person.function.strip(), signed_at=now)
    match change:
        case Fill():
            state = replace(state, values=dict(change.values), note=change.note, override_reason=change.override_reason)
        case Complete():
            signatures = (*state.signatures, signature)
            is_full = len(signatures) >= run.template.step(change.key).signers
            state = replace(
                state,
                status=StepStatus.DONE if is_full else StepStatus.OPEN,
                done_at=now if is_full else None,
                signatures=signatures,
                note=change.note or state.note,
                values=_kept(run, change.key, change.values or state.values),
                override_reason=_override(change, run, now),
            )
        case Skip():
            state = replace(
                state,
                status=StepStatus.NOT_APPLICABLE,
                done_at=now,
                signatures=(signature,),
                reason=change.reason.strip(),
                values=_exemption(facts, local_day(now))
                if run.template.step(change.key).skip is SkipRule.INACTIVE
                else state.values,
            )
        case TakeBack():
            known = {one.key for one in run.template.step(change.key).fields}
            draft = {name: text for name, text in state.values.items() if name in known}
            state = StepState(key=state.key, note=state.note, values=draft, files=state.files)
        case Supplement():
            state = replace(state, values={**state.values, **change.values})
        case CountFiles():
            state = replace(state, files=change.files)
    return _with(run, state, now)


def _with(run: Run, state: StepState, now: datetime) -> Run:
    """The run with one step's state replaced, and ended when that was the closing step."""
    is_end = run.template.step(state.key).closes and state.is_done
    closed_at = run.closed_at or now if is_end else run.closed_at
    return replace(run, steps={**run.steps, state.key: state}, closed_at=closed_at)


def _override(change: Complete, run: Run, now: datetime) -> str:
    """Why the order is broken; a draft of it is dropped when what came first has been done since."""
    waits = waiting_for(run, change.key, local_day(now))
    is_broken = any(one.code == "procedure.order" for one in waits)
    return (change.override_reason.strip() or run.steps[change.key].override_reason) if is_broken else ""


def _kept(run: Run, key: str, values: Mapping[str, str]) -> dict[str, str]:
    """The values of the fields that are asked for; a draft of the road not taken is left out."""
    asked = {one.key for one in fields_of(run, key, values)}
    return {name: text.strip() for name, text in values.items() if name in asked and text.strip()}


def _exemption(facts: Facts, today: date) -> dict[str, str]:
    """The computation that stands for informing the followers, as it is kept and printed."""
    if facts.last_post_on is None:
        return {}
    return {
        "last_post_on": facts.last_post_on.isoformat(),
        "last_post_source": facts.last_post_source,
        "days": str((today - facts.last_post_on).days),
    }
