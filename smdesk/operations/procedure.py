"""Procedures: start one, change it by the one road there is, and guard its gates at every commit."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from smdesk.desk import Desk
from smdesk.domain.account import Account, AccountStatus, last_post
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.person import Person
from smdesk.domain.problem import Problem, RefusedError, Severity
from smdesk.domain.procedure import (
    Due,
    Facts,
    Run,
    Signature,
    StepState,
    StepStatus,
    action_of,
    is_past_return,
    next_due,
    next_step,
    prefill,
    progress,
    start,
    violations,
    waiting_for,
)
from smdesk.domain.procedure_change import Abandon, Change, Complete, CountFiles, Fill, changed, problems_with
from smdesk.domain.procedure_template import Action, Template, parse_template, template_to_dict
from smdesk.domain.routine import Pause, PauseKind
from smdesk.operations import account as account_operations
from smdesk.operations import evidence as evidence_operations
from smdesk.operations import post, secret
from smdesk.resources import read_toml
from smdesk.store.evidence import KeptFile
from smdesk.store.procedure import ProcedureRow, SignatureRow, StepRow

GUARDED = frozenset({"procedure", "procedure_step", "signature", "evidence"})
FOR_EVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class RunView:
    """A procedure as the list and the page show it. `files` are the evidence by step key."""

    run: Run
    account: Account
    files: Mapping[str, Sequence[Evidence]]
    next_key: str | None
    next_due: Due | None
    done: int
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A running procedure's next step, for the page of today."""

    procedure_id: int
    account: Account
    title: str
    step_key: str
    step_title: str
    due: date | None
    waits_for: Sequence[str]


# --- reading


@lru_cache(maxsize=32)
def _template(text: str) -> Template:
    return parse_template(json.loads(text))


def closure_template() -> Template:
    """The closure as it is started today."""
    return parse_template(read_toml("procedures/closure.toml"))


def load(desk: Desk, procedure_id: int) -> Run:
    """The run as the register holds it; `RefusedError` when it is gone."""
    try:
        row = desk.store.procedure.get(procedure_id)
    except KeyError:
        raise RefusedError(Problem("procedure.gone")) from None
    return _run(desk, row)


def _run(desk: Desk, row: ProcedureRow) -> Run:
    files = desk.store.procedure.file_counts(row.id)
    signatures: dict[int, list[Signature]] = {}
    for one in desk.store.procedure.signatures_of(row.id):
        signed = Signature(name=one.name, function=one.function, signed_at=one.signed_at)
        signatures.setdefault(one.step_id, []).append(signed)
    steps = {
        step.key: StepState(
            key=step.key,
            status=StepStatus(step.status),
            done_at=step.done_at,
            signatures=tuple(signatures.get(step.id, ())),
            note=step.note,
            values=json.loads(step.fields),
            reason=step.reason,
            override_reason=step.override_reason,
            files=files.get(step.id, 0),
        )
        for step in desk.store.procedure.steps_of(row.id)
    }
    return Run(
        id=row.id,
        account_id=row.account_id,
        template=_template(row.template),
        started_at=row.started_at,
        started_by=row.started_by,
        grace_days=int(json.loads(row.settings)["grace_days"]),
        steps=steps,
        closed_at=row.closed_at,
        abandoned_at=row.abandoned_at,
        abandoned_reason=row.abandoned_reason,
    )


def view(desk: Desk, procedure_id: int) -> RunView:
    """Everything the page shows of one procedure."""
    run = load(desk, procedure_id)
    keys = {row.id: row.key for row in desk.store.procedure.steps_of(procedure_id)}
    files: dict[str, list[Evidence]] = {}
    for one in desk.store.procedure.files_of(procedure_id, desk.store.evidence):
        files.setdefault(keys[one.subject_id], []).append(one)
    key = None if run.is_over else next_step(run, desk.today())
    done, count = progress(run)
    account = desk.store.account.get(run.account_id)
    return RunView(run, account, files, key, next_due(run, key) if key else None, done, count)


def all_runs(desk: Desk) -> list[RunView]:
    """Every procedure, running ones first and the newest of each kind first."""
    rows = sorted(desk.store.procedure.all(), key=lambda row: (bool(row.closed_at or row.abandoned_at), -row.id))
    return [view(desk, row.id) for row in rows]


def running_of(desk: Desk, account_id: int) -> int:
    """The id of the account's running procedure, 0 when there is none."""
    return next((row.id for row in desk.store.procedure.running() if row.account_id == account_id), 0)


def waiting(desk: Desk) -> list[Waiting]:
    """What each running procedure waits for next, the earliest due first."""
    found = []
    for row in desk.store.procedure.running():
        run = _run(desk, row)
        key = next_step(run, desk.today())
        if key is None:
            continue
        due = next_due(run, key)
        gates = [
            str(problem.values["other"])
            for problem in waiting_for(run, key, desk.today())
            if problem.severity is Severity.STOP and "other" in problem.values
        ]
        account = desk.store.account.get(row.account_id)
        title = run.template.step(key).title
        found.append(Waiting(row.id, account, run.template.title, key, title, due.day if due else None, gates))
    return sorted(found, key=lambda one: (one.due or FOR_EVER, one.procedure_id))


def facts(desk: Desk, account_id: int) -> Facts:
    """The account's newest known post, and where it is known from; a post logged here is its own source."""
    account = desk.store.account.get(account_id)
    published = desk.store.account.last_published().get(account_id)
    newest = last_post(account, published)
    source = account.last_post_source if newest and newest == account.last_post_on else "publicerat enligt kalendern"
    return Facts(last_post_on=newest, last_post_source=source if newest else "")


def first_values(desk: Desk, run: Run, key: str) -> dict[str, str]:
    """Proposed values for the step's empty fields, from the account, the run and earlier steps."""
    account = desk.store.account.get(run.account_id)
    newest = facts(desk, account.id).last_post_on
    planned = [f"{one.day} {one.time} {one.title}".strip() for one in post.planned(desk, account.id, desk.today())]
    known = {
        "last_post_on": newest.isoformat() if newest else "",
        "archive_level": account.archive_level or "",
        "planned_posts": "\n".join(planned),
    }
    return prefill(run, key, known)


# --- changing


def begin_closure(desk: Desk, account_id: int) -> int:
    """Start closing the account and return the procedure's id; the template it begins with stays with it."""
    account = account_operations.get(desk, account_id)
    if running_of(desk, account_id):
        raise RefusedError(Problem("procedure.running", values={"account": account.name}))
    if account.status not in (AccountStatus.ACTIVE, AccountStatus.RESTING):
        raise RefusedError(Problem("procedure.not_live", values={"account": account.name}))
    grace = account_operations.platform(account.platform).grace_days
    run = start(closure_template(), account_id, desk.person, desk.now(), grace)
    with desk.step("procedure.start", account.name):
        row = desk.store.procedure.add(
            ProcedureRow(
                account_id=account_id,
                kind=run.template.key,
                version=run.template.version,
                template=json.dumps(template_to_dict(run.template), ensure_ascii=False),
                started_on=desk.today(),
                started_at=run.started_at,
                started_by=run.started_by,
                settings=json.dumps({"grace_days": run.grace_days}),
                abandoned_reason="",
            )
        )
        desk.store.procedure.steps.add_many(
            [StepRow(procedure_id=row.id, key=key, status=StepStatus.OPEN) for key in run.steps]
        )
        account_operations.begin_closing(desk, account_id)
    return row.id


def problems(desk: Desk, procedure_id: int, change: Change, person: Person | None = None) -> list[Problem]:
    """What speaks against a change before it is made, with what the register itself adds to the rules."""
    run = load(desk, procedure_id)
    found = problems_with(change, run, person=person or desk.person, now=desk.now(), facts=facts(desk, run.account_id))
    return found + _register_problems(desk, run, change)


def _register_problems(desk: Desk, run: Run, change: Change) -> list[Problem]:
    """Secrets are deleted from the keyring, beside the window, before the step that says so is signed."""
    if not isinstance(change, Complete) or change.key not in run.steps:
        return []
    if action_of(run, change.key) is not Action.DELETE_SECRETS:
        return []
    account = desk.store.account.get(run.account_id)
    return [Problem("procedure.secret_left", where=change.key)] if secret.kept(account) else []


def make(desk: Desk, procedure_id: int, change: Change, person: Person | None = None) -> Run:
    """Change the run, and the register with it, in one step. `RefusedError` with every reason when forbidden.

    `person` signs; it is who works here unless somebody else puts a second name to the step. Once the account
    is unpublished, what is signed cannot be undone.
    """
    before = load(desk, procedure_id)
    if found := _register_problems(desk, before, change):
        raise RefusedError(*found)
    signer = person or desk.person
    after = changed(before, change, person=signer, now=desk.now(), facts=facts(desk, before.account_id))
    account = desk.store.account.get(before.account_id)
    final = is_past_return(after) and not isinstance(change, Fill)
    merge = f"fill:{procedure_id}:{change.key}" if isinstance(change, Fill) else ""
    about = account.name if isinstance(change, Abandon) else f"{account.name}, {change.key}"
    with desk.step(_step_name(change), about, merge=merge, final=final):
        _save(desk, before, after)
        _act(desk, before, after, change)
    return after


def _step_name(change: Change) -> str:
    kinds = {"TakeBack": "take_back", "CountFiles": "add_file"}
    name = type(change).__name__
    return f"procedure.{kinds.get(name, name.lower())}"


def _save(desk: Desk, before: Run, after: Run) -> None:
    """Write what differs between two states of a run."""
    table = desk.store.procedure
    for key, state in after.steps.items():
        if state == before.steps[key]:
            continue
        row = table.step(after.id, key)
        if row is None:
            raise KeyError(key)
        table.steps.change(
            replace(
                row,
                status=state.status,
                done_at=state.done_at,
                done_by="; ".join(str(one) for one in state.signatures),
                note=state.note,
                fields=json.dumps(dict(state.values), ensure_ascii=False),
                reason=state.reason,
                override_reason=state.override_reason,
            )
        )
        old = before.steps[key].signatures
        if state.signatures != old:
            kept = state.signatures[: len(old)] == old
            for signed in [] if kept else table.signatures.find("step_id = ?", row.id):
                table.signatures.remove(signed.id)
            for one in state.signatures[len(old) :] if kept else state.signatures:
                table.signatures.add(
                    SignatureRow(step_id=row.id, name=one.name, function=one.function, signed_at=one.signed_at)
                )
    if (after.closed_at, after.abandoned_at) != (before.closed_at, before.abandoned_at):
        table.change(
            replace(
                table.get(after.id),
                closed_at=after.closed_at,
                abandoned_at=after.abandoned_at,
                abandoned_reason=after.abandoned_reason,
            )
        )


def _act(desk: Desk, before: Run, after: Run, change: Change) -> None:
    """What a change does to the rest of the register, in the same step."""
    if isinstance(change, Abandon):
        account_operations.back_from_closing(desk, after.account_id)
        return
    if not isinstance(change, Complete) or not after.steps[change.key].is_done:
        return
    match action_of(before, change.key):
        case Action.STOP_POSTS:
            post.stop_planned(desk, after.account_id, desk.today())
        case Action.UNPUBLISH:
            # What is not there cannot be monitored; the rounds of the days before stay as they are.
            reason = f"Avpublicerat {desk.today().isoformat()}"
            desk.store.routine.pauses.add(
                Pause(
                    account_id=after.account_id,
                    kind=PauseKind.PAUSE,
                    first_day=desk.today(),
                    last_day=FOR_EVER,
                    reason=reason,
                )
            )
        case Action.CLOSE_ACCOUNT:
            reference = after.steps[change.key].values.get("archive_ref", "")
            account_operations.close(desk, after.account_id, desk.today(), reference)
        case _:
            pass


def add_file(desk: Desk, procedure_id: int, key: str, kept: KeptFile) -> Evidence:
    """Lay a file, already copied in, on a step as evidence."""
    run = load(desk, procedure_id)
    row = desk.store.procedure.step(procedure_id, key)
    if row is None:
        raise RefusedError(Problem("procedure.no_step", values={"step": key}))
    change = CountFiles(key=key, files=run.steps[key].files + 1)
    changed(run, change, person=desk.person, now=desk.now(), facts=facts(desk, run.account_id))
    with desk.step("procedure.add_file", kept.name):
        return evidence_operations.attach(desk, Subject.STEP, row.id, kept)


def remove_file(desk: Desk, procedure_id: int, key: str, evidence_id: int) -> None:
    """Take a file from a step that is still open. `RefusedError` once the step is settled."""
    run = load(desk, procedure_id)
    change = CountFiles(key=key, files=run.steps[key].files - 1)
    changed(run, change, person=desk.person, now=desk.now(), facts=facts(desk, run.account_id))
    with desk.step("procedure.remove_file", key):
        evidence_operations.detach(desk, evidence_id)


# --- guarding


def guard(desk: Desk, tables: frozenset[str]) -> Sequence[Problem]:
    """What would be wrong with the procedures if the open transaction were committed, whatever road led there."""
    if not tables & GUARDED:
        return []
    touched = {one.row_id for one in desk.store.history.changes() if one.table == "procedure"}
    rows = [row for row in desk.store.procedure.all() if row.id in touched or not (row.closed_at or row.abandoned_at)]
    return [problem for row in rows if not row.abandoned_at for problem in violations(_run(desk, row))]


def check(desk: Desk) -> list[Problem]:
    """Every violation in every procedure of the register, for `smdesk check`."""
    rows = [row for row in desk.store.procedure.all() if not row.abandoned_at]
    return [problem for row in rows for problem in violations(_run(desk, row))]
