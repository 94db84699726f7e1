"""A procedure under way: where each step stands, what it waits for, when it is due, and what must never be true."""

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from smdesk.domain.calendar import STOCKHOLM, local_day, months_after
from smdesk.domain.person import Person
from smdesk.domain.problem import Problem, Severity
from smdesk.domain.procedure_template import Action, DayRule, Field, FilesRule, SkipRule, StepTemplate, Template, When
from smdesk.domain.procedure_values import day_of, number_of, value_problems
from smdesk.domain.record import record
from smdesk.domain.workdays import Workdays


class StepStatus(StrEnum):
    """Where a step stands."""

    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


@record(kw_only=True)
class Signature:
    """Who put their name to a step, and when."""

    name: str
    function: str = ""
    signed_at: datetime

    def __str__(self) -> str:
        return f"{self.name}, {self.function}" if self.function else self.name


@record(kw_only=True)
class StepState:
    """How far one step has come. `signatures` are those who completed it, or set it to ”ej aktuellt”.

    `values` are text by field key; `files` is how many files lie on the step; `reason` is why it is not
    applicable, `override_reason` why its order was broken.
    """

    key: str
    status: StepStatus = StepStatus.OPEN
    done_at: datetime | None = None
    signatures: tuple[Signature, ...] = ()
    note: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    override_reason: str = ""
    files: int = 0

    @property
    def is_done(self) -> bool:
        """Done, in the strict sense that a gate asks for."""
        return self.status is StepStatus.DONE

    @property
    def is_settled(self) -> bool:
        """Done or not applicable."""
        return self.status is not StepStatus.OPEN

    @property
    def done_on(self) -> date | None:
        """The local day it was settled."""
        return local_day(self.done_at) if self.done_at else None


@record(kw_only=True)
class Run:
    """One account's way through a procedure, with its own copy of the template it began with.

    `steps` has one state for each step of the template. `grace_days` is what was chosen at the start.
    """

    id: int = 0
    account_id: int
    template: Template
    started_at: datetime
    started_by: str
    grace_days: int
    steps: Mapping[str, StepState]
    closed_at: datetime | None = None
    abandoned_at: datetime | None = None
    abandoned_reason: str = ""

    @property
    def is_over(self) -> bool:
        """Finished or abandoned: nothing more is changed, but for what may be filled in later."""
        return self.closed_at is not None or self.abandoned_at is not None


@record(kw_only=True)
class Facts:
    """What the rules need to know of the account: its newest known post and where that is known from, how much that
    came in is still to be handled, and how much must be registered and has no number yet.
    """

    last_post_on: date | None = None
    last_post_source: str = ""
    open_items: int = 0
    to_register: int = 0


@record(kw_only=True)
class Due:
    """One proposed day for a step. `met` tells that the field it stands for is filled in."""

    key: str
    label: str
    day: date
    met: bool = False


def start(template: Template, account_id: int, person: Person, now: datetime, grace_days: int | None = None) -> Run:
    """A new run with every step open."""
    return Run(
        account_id=account_id,
        template=template,
        started_at=now,
        started_by=str(person),
        grace_days=template.grace_days if grace_days is None else grace_days,
        steps={step.key: StepState(key=step.key) for step in template.steps},
    )


def is_same_person(one: Signature | Person, other: Signature | Person) -> bool:
    """Whether two names are one person's. A function does not make two people of one name."""
    return " ".join(one.name.casefold().split()) == " ".join(other.name.casefold().split())


def is_inactive(last_post_on: date | None, source: str, today: date, months: int = 6) -> bool:
    """Whether the account has been silent for more than `months` calendar months, so that B2 may be left out.

    A last post that is unknown, or known from nowhere, exempts nobody. The months run to the same day of the
    month, or to the last day of a shorter one: 31 August gives the end of February, and 1 March is more.
    """
    return last_post_on is not None and bool(source.strip()) and today > months_after(last_post_on, months)


def value(run: Run, name: str) -> str:
    """What ”A5.closing_on” holds, empty until that step is done: a draft value decides nothing."""
    key, _, wanted = name.partition(".")
    state = run.steps.get(key)
    return state.values.get(wanted, "") if state and state.is_done else ""


def holds(run: Run, when: When | None) -> bool:
    """Whether a condition is met by a step that is done; no condition is not met."""
    return when is not None and value(run, f"{when.step}.{when.field}") == when.value


def fields_of(run: Run, key: str, values: Mapping[str, str]) -> list[Field]:
    """The fields the step asks for while its form holds `values`."""

    def is_asked(when: When) -> bool:
        return values.get(when.field) == when.value if when.step == key else holds(run, when)

    return [one for one in run.template.step(key).fields if one.when is None or is_asked(one.when)]


def prefill(run: Run, key: str, account: Mapping[str, str]) -> dict[str, str]:
    """First values for the fields of a step that are empty, from the account, the run or an earlier step."""
    found = {}
    for one in run.template.step(key).fields:
        origin, _, name = one.prefill.partition(".")
        known = {"account": account.get(name, ""), "run": str(run.grace_days)}.get(origin, value(run, one.prefill))
        if one.prefill and known and not run.steps[key].values.get(one.key):
            found[one.key] = known
    return found


def action_of(run: Run, key: str) -> Action:
    """What completing the step does to the register, as things stand."""
    step = run.template.step(key)
    return Action.NONE if holds(run, step.action_unless) else step.action


def waiting_for(run: Run, key: str, today: date) -> list[Problem]:
    """What the step waits for. A gate or a day stops; an order warns, since a reason is enough to break it."""
    step = run.template.step(key)
    gate = () if holds(run, step.gate_unless) else step.gate
    found = [_waits(step, run, name, "procedure.gate", Severity.STOP) for name in gate if not _is_passed(run, name)]
    if step.closes:
        rest = (one.key for one in run.template.steps if one.key != key and not run.steps[one.key].is_settled)
        found += [_waits(step, run, name, "procedure.gate", Severity.STOP) for name in rest]
    for rule in step.not_before:
        day = _day(run, rule)
        if day and today < day:
            found.append(Problem("procedure.too_early", values=_named(step, day=day.isoformat()), where=key))
    open_steps = [name for name in step.after if not run.steps[name].is_settled]
    return found + [_waits(step, run, name, "procedure.order", Severity.WARN) for name in open_steps]


def due(run: Run, key: str, workdays: Workdays | None = None) -> list[Due]:
    """The days proposed for the step, earliest first; none that cannot be counted yet.

    With `workdays`, a proposal that falls on a free day is the working day before it, or after it where the step
    could not be taken so early.
    """
    values = run.steps[key].values
    step = run.template.step(key)
    days = [(rule, _day(run, rule)) for rule in step.due]
    if workdays is not None:
        barred = max((day for rule in step.not_before if (day := _day(run, rule))), default=date.min)
        days = [(rule, day and _worked(day, barred, workdays)) for rule, day in days]
    found = [
        Due(key=key, label=rule.label or step.title, day=day, met=bool(rule.field and values.get(rule.field)))
        for rule, day in days
        if day
    ]
    return sorted(found, key=lambda one: one.day)


def next_due(run: Run, key: str, workdays: Workdays | None = None) -> Due | None:
    """The first day of an open step that is not met yet."""
    if run.steps[key].is_settled:
        return None
    return next((one for one in due(run, key, workdays) if not one.met), None)


def next_steps(run: Run, today: date, workdays: Workdays | None = None) -> list[str]:
    """The open steps in the order to take them.

    First those that wait for nothing, then those whose order can be broken with a reason, then those that are barred;
    among each the one that is due first, and those of one day, or of none, in the template's order.
    """

    def rank(key: str) -> tuple[int, date]:
        waits = waiting_for(run, key, today)
        is_barred = any(one.severity is Severity.STOP for one in waits)
        first = next_due(run, key, workdays)
        return 2 if is_barred else 1 if waits else 0, first.day if first else date.max

    return sorted((step.key for step in run.template.steps if _is_open(run, step.key)), key=rank)


def next_step(run: Run, today: date, workdays: Workdays | None = None) -> str | None:
    """The step to take now, None when every one is settled."""
    return next(iter(next_steps(run, today, workdays)), None)


def step_after(run: Run, key: str, today: date, workdays: Workdays | None = None) -> str | None:
    """The step to take once `key` is done with what is typed in it, None when there is no other."""
    done = replace(run.steps[key], status=StepStatus.DONE, done_at=datetime.combine(today, time(12), tzinfo=STOCKHOLM))
    return next_step(replace(run, steps={**run.steps, key: done}), today, workdays)


def progress(run: Run) -> tuple[int, int]:
    """How many steps are settled, and how many there are."""
    return sum(state.is_settled for state in run.steps.values()), len(run.steps)


def is_finished(run: Run) -> bool:
    """Whether the closing step is done."""
    return any(step.closes and run.steps[step.key].is_done for step in run.template.steps)


def is_past_return(run: Run) -> bool:
    """Whether a step has been done after which nothing is taken back (D3 of the closure)."""
    return any(step.no_return and run.steps[step.key].is_done for step in run.template.steps)


def violations(run: Run) -> list[Problem]:
    """Everything that must not be true of a run, whatever road led there; used by every change, undo and check."""
    keys = {step.key for step in run.template.steps}
    if keys != run.steps.keys():
        odd = sorted(keys ^ run.steps.keys())
        return [Problem("procedure.steps_differ", values={"steps": ", ".join(odd)})]
    if run.abandoned_at is not None:
        return [Problem("procedure.no_return")] if is_past_return(run) else []
    found: list[Problem] = []
    for step in run.template.steps:
        state = run.steps[step.key]
        if state.status is StepStatus.DONE:
            found += _done_problems(run, step, state)
        elif state.status is StepStatus.NOT_APPLICABLE:
            found += _skip_problems(run, step, state)
    if (run.closed_at is not None) != is_finished(run):
        found.append(Problem("procedure.closing_differs"))
    return found


def _done_problems(run: Run, step: StepTemplate, state: StepState) -> list[Problem]:
    """What is wrong with a step that is done: its gates, its values, its evidence and who signed it."""
    if state.done_on is None:
        return [Problem("procedure.no_day", values=_named(step), where=step.key)]
    waits = waiting_for(run, step.key, state.done_on)
    found = [problem for problem in waits if problem.severity is Severity.STOP]
    if not state.override_reason.strip():
        found += [
            replace(one, code="procedure.order_reason", severity=Severity.STOP) for one in waits if one not in found
        ]
    # What may be filled in later is judged on the day it is written, by the change itself.
    asked = [one for one in fields_of(run, step.key, state.values) if not one.later]
    found += value_problems(asked, state.values, state.done_on, step.key)
    if step.files is FilesRule.REQUIRED and not state.files and not state.values.get(step.files_or, "").strip():
        code = "procedure.files_or_field" if step.files_or else "procedure.files"
        other = step.field(step.files_or)
        found.append(Problem(code, values=_named(step, field=other.label if other else ""), where=step.key))
    return found + _signing_problems(run, step, state)


def _signing_problems(run: Run, step: StepTemplate, state: StepState) -> list[Problem]:
    """Enough different people have signed, and none that did the step they are to check."""
    found = []
    if len({" ".join(one.name.casefold().split()) for one in state.signatures if one.name.strip()}) < step.signers:
        found.append(Problem("procedure.signers", values=_named(step, count=step.signers), where=step.key))
    for name in step.not_by:
        pairs = ((mine, theirs) for mine in state.signatures for theirs in run.steps[name].signatures)
        if any(is_same_person(mine, theirs) for mine, theirs in pairs):
            other = run.template.step(name)
            values = _named(step, other=other.key, other_title=other.title)
            found.append(Problem("procedure.same_person", values=values, where=step.key))
    return found


def _skip_problems(run: Run, step: StepTemplate, state: StepState) -> list[Problem]:
    """What is wrong with a step set to ”ej aktuellt”."""
    if step.skip is SkipRule.NEVER:
        return [Problem("procedure.skip_never", values=_named(step), where=step.key)]
    found = [
        _waits(step, run, name, "procedure.gate", Severity.STOP) for name in step.skip_needs if _is_open(run, name)
    ]
    if not state.reason.strip():
        found.append(Problem("procedure.skip_reason", values=_named(step), where=step.key))
    if state.done_on is None or not state.signatures:
        found.append(Problem("procedure.no_day", values=_named(step), where=step.key))
    elif step.skip is SkipRule.INACTIVE and not _is_exempt(run, state, state.done_on):
        found.append(Problem("procedure.not_inactive", values=_named(step), where=step.key))
    return found


def _is_exempt(run: Run, state: StepState, day: date) -> bool:
    source = state.values.get("last_post_source", "")
    return is_inactive(day_of(state.values.get("last_post_on", "")), source, day, run.template.inactive_months)


def _is_open(run: Run, key: str) -> bool:
    return not run.steps[key].is_settled


def _is_passed(run: Run, key: str) -> bool:
    """Whether a gate lets `key` through: it is done, or the computed inactivity stands for it."""
    state = run.steps[key]
    if state.status is StepStatus.NOT_APPLICABLE:
        return run.template.step(key).skip is SkipRule.INACTIVE and not _skip_problems(
            run, run.template.step(key), state
        )
    return state.is_done


def _day(run: Run, rule: DayRule) -> date | None:
    """The day a rule counts to, or None while what it counts from is not known."""
    if rule.when and not holds(run, rule.when):
        return None
    if rule.start == "start":
        first: date | None = local_day(run.started_at)
    elif "." in rule.start:
        first = day_of(value(run, rule.start))
    else:
        first = run.steps[rule.start].done_on if run.steps[rule.start].is_done else None
    if first is None:
        return None
    return first + timedelta(days=rule.days + (number_of(value(run, rule.plus)) or 0 if rule.plus else 0))


def _worked(day: date, barred: date, workdays: Workdays) -> date:
    """A proposed day as a working day, never before the day that bars the step."""
    earlier = workdays.last_working(day)
    return earlier if earlier >= barred else workdays.next_working(max(day, barred))


def _named(step: StepTemplate, **values: str | int) -> dict[str, str | int]:
    return {"step": step.key, "title": step.title, **values}


def _waits(step: StepTemplate, run: Run, name: str, code: str, severity: Severity) -> Problem:
    other = run.template.step(name)
    return Problem(code, severity, _named(step, other=other.key, other_title=other.title), step.key)


def open_gates(problems: Iterable[Problem]) -> list[str]:
    """The keys of the steps that `waiting_for` names, in order, for ”väntar på steg 5 och 6”."""
    return [str(problem.values["other"]) for problem in problems if "other" in problem.values]
