"""Procedures: start one, change it by the one road there is, guard its gates at every commit, and print it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from smdesk.desk import Desk
from smdesk.domain.account import IN_USE, Account, AccountStatus, last_post, may_become
from smdesk.domain.closing import before_closing
from smdesk.domain.evidence import Evidence, Subject
from smdesk.domain.person import Person
from smdesk.domain.problem import Problem, RefusedError, refuse_if
from smdesk.domain.procedure import (
    Due,
    Facts,
    Run,
    action_of,
    is_inactive,
    is_past_return,
    next_due,
    next_step,
    open_gates,
    prefill,
    progress,
    start,
    waiting_for,
)
from smdesk.domain.procedure_change import (
    Abandon,
    Change,
    Complete,
    Fill,
    Skip,
    Supplement,
    TakeBack,
    changed,
    problems_with,
)
from smdesk.domain.procedure_template import Action, Template, parse_template
from smdesk.domain.record import record
from smdesk.domain.routine import Pause, PauseKind
from smdesk.domain.text import one_line
from smdesk.domain.workdays import Workdays
from smdesk.formats.paper import Protocol, closure_protocol
from smdesk.operations import account as account_operations
from smdesk.operations import evidence as evidence_operations
from smdesk.operations import secret, setting, stopping
from smdesk.operations.account_remarks import last_published
from smdesk.operations.calendar import workdays
from smdesk.operations.guarding import inbox
from smdesk.operations.platform import platform
from smdesk.operations.stored import stored
from smdesk.resources import read_toml
from smdesk.store.evidence import KeptFile
from smdesk.words.procedure import PUBLISHED_HERE, SCHEDULED_THERE

FOR_EVER = date(9999, 12, 31)
Made = Fill | Complete | Skip | TakeBack | Supplement | Abandon
"""What `make` can be asked for; files are laid on a step by `add_file`."""

STEPS: Mapping[type[Made], str] = {
    Fill: "procedure.fill",
    Complete: "procedure.complete",
    Skip: "procedure.skip",
    TakeBack: "procedure.take_back",
    Supplement: "procedure.supplement",
    Abandon: "procedure.abandon",
}


@record
class RunView:
    """A procedure as the list and the page show it. `files` are the evidence by step key."""

    run: Run
    account: Account
    files: Mapping[str, Sequence[Evidence]]
    next_key: str | None
    next_due: Due | None
    done: int
    count: int


@record
class Waiting:
    """A running procedure's next step, for the page of today."""

    procedure_id: int
    account: Account
    title: str
    step_key: str
    step_title: str
    due: date | None
    waits_for: Sequence[str]


@record
class Exemption:
    """The computation that B2x rests on: the newest post that is known, and whether the silence since is enough."""

    facts: Facts
    days: int
    holds: bool


# --- reading


def closure_template() -> Template:
    """The closure as it is started today."""
    return parse_template(read_toml("procedures/closure.toml"))


def load(desk: Desk, procedure_id: int) -> Run:
    """The run as the register holds it; `RefusedError` when it is gone."""
    return desk.store.procedure.run(stored(desk.store.procedure, procedure_id, Problem("procedure.gone")))


def view(desk: Desk, procedure_id: int) -> RunView:
    """Everything the page shows of one procedure; `RefusedError` when it is gone."""
    run = load(desk, procedure_id)
    return _view(desk, run, workdays(desk))


def _view(desk: Desk, run: Run, days: Workdays) -> RunView:
    key = None if run.is_over else next_step(run, desk.today(), days)
    done, count = progress(run)
    account = desk.store.account.get(run.account_id)
    files = desk.store.procedure.files_of(run.id, desk.store.evidence)
    return RunView(run, account, files, key, next_due(run, key, days) if key else None, done, count)


def all_runs(desk: Desk) -> list[RunView]:
    """Every procedure, running ones first and the newest of each kind first."""
    rows = sorted(desk.store.procedure.all(), key=lambda row: (bool(row.closed_at or row.abandoned_at), -row.id))
    days = workdays(desk)
    return [_view(desk, desk.store.procedure.run(row), days) for row in rows]


def running_of(desk: Desk, account_id: int) -> int:
    """The id of the account's running procedure, 0 when there is none."""
    row = desk.store.procedure.running_of(account_id)
    return row.id if row else 0


def closable(desk: Desk) -> list[Account]:
    """The accounts that a closure can be started for."""
    return [account for account in desk.store.account.all() if account.status in IN_USE]


def waiting(desk: Desk) -> list[Waiting]:
    """What each running procedure waits for next, the earliest due first."""
    found = []
    days = workdays(desk)
    for row in desk.store.procedure.running():
        run = desk.store.procedure.run(row)
        key = next_step(run, desk.today(), days)
        if key is None:
            continue
        due = next_due(run, key, days)
        gates = open_gates(waiting_for(run, key, desk.today()))
        account = desk.store.account.get(row.account_id)
        title = run.template.step(key).title
        found.append(Waiting(row.id, account, run.template.title, key, title, due.day if due else None, gates))
    return sorted(found, key=lambda one: (one.due or FOR_EVER, one.procedure_id))


def facts(desk: Desk, account_id: int) -> Facts:
    """The account's newest known post and where it is known from, and what is left of what came in on it.

    A post logged here is its own source.
    """
    account = desk.store.account.get(account_id)
    published = last_published(desk).get(account_id)
    newest = last_post(account, published)
    source = "" if newest is None else PUBLISHED_HERE if newest == published else account.last_post_source
    return replace(inbox(desk, account_id), last_post_on=newest, last_post_source=source)


def exemption(desk: Desk, run: Run) -> Exemption:
    """Whether the followers need no information because the account has been silent, and why."""
    known = facts(desk, run.account_id)
    days = (desk.today() - known.last_post_on).days if known.last_post_on else 0
    months = run.template.inactive_months
    return Exemption(known, days, is_inactive(known.last_post_on, known.last_post_source, desk.today(), months))


def first_values(desk: Desk, run: Run, key: str) -> dict[str, str]:
    """Proposed values for the fields of a step that nobody has written in: from the account and earlier steps."""
    account = desk.store.account.get(run.account_id)
    known = facts(desk, account.id)
    found = stopping.planned(desk, account.id, desk.today())
    there = stopping.scheduled(desk, account.id, found)
    planned = [
        f"{one.day} {one.time} {one.title}".strip() + (SCHEDULED_THERE if one.id in there else "") for one in found
    ]
    values = {
        "last_post_on": known.last_post_on.isoformat() if known.last_post_on else "",
        "archive_level": account.archive_level or "",
        "planned_posts": "\n".join(planned),
        "numbers": "\n".join(desk.store.inbound.numbers_of(account.id)),
    }
    touched = run.steps[key].values.keys()
    return {name: text for name, text in prefill(run, key, values).items() if name not in touched}


# --- changing


def begin_closure(desk: Desk, account_id: int) -> int:
    """Start closing the account and return the procedure's id; the template it begins with stays with it."""
    account = account_operations.get(desk, account_id)
    if running_of(desk, account_id):
        raise RefusedError(Problem("procedure.running", values={"account": account.name}))
    if account.status not in IN_USE:
        raise RefusedError(Problem("procedure.not_live", values={"account": account.name}))
    if not desk.person.name.strip():
        raise RefusedError(Problem("procedure.person_missing"))
    grace = setting.grace_of(desk, account.platform).days
    run = start(closure_template(), account_id, desk.person, desk.now(), grace)
    with desk.step("procedure.start", account.name):
        procedure_id = desk.store.procedure.begin(run, desk.today())
        _become(desk, account, AccountStatus.CLOSING)
    return procedure_id


def problems(desk: Desk, procedure_id: int, change: Change, person: Person | None = None) -> list[Problem]:
    """What speaks against a change before it is made; what the register itself adds comes last.

    When ”procedure.secret_left” is all that stops, nothing but the keyring is in the way: delete there, then
    `secret.forget`, then make the change.
    """
    run = load(desk, procedure_id)
    found = problems_with(
        change,
        run,
        person=person or desk.person,
        now=desk.now(),
        facts=facts(desk, run.account_id),
        workdays=workdays(desk),
    )
    return found + _register_problems(desk, run, change)


def _register_problems(desk: Desk, run: Run, change: Change) -> list[Problem]:
    """Secrets are deleted from the keyring, beside the window, before the step that says so is signed."""
    if not isinstance(change, Complete) or change.key not in run.steps or run.is_over:
        return []
    if action_of(run, change.key) is not Action.DELETE_SECRETS:
        return []
    account = desk.store.account.get(run.account_id)
    return [Problem("procedure.secret_left", where=change.key)] if secret.may_hold(account) else []


def make(desk: Desk, procedure_id: int, change: Made, person: Person | None = None) -> Run:
    """Change the run, and the register with it, in one step. `RefusedError` with every reason when forbidden.

    `person` signs; it is who works here unless somebody else puts a second name to the step. Once the account
    is unpublished, what is signed cannot be undone.
    """
    refuse_if(problems(desk, procedure_id, change, person))
    before = load(desk, procedure_id)
    known = facts(desk, before.account_id)
    after = changed(before, change, person=person or desk.person, now=desk.now(), facts=known)
    account = desk.store.account.get(before.account_id)
    is_draft = isinstance(change, Fill)
    merge = f"fill:{procedure_id}:{change.key}" if isinstance(change, Fill) else ""
    about = account.name if isinstance(change, Abandon) else f"{account.name}, {change.key}"
    with desk.step(STEPS[type(change)], about, merge=merge, final=is_past_return(after) and not is_draft):
        desk.store.procedure.write(before, after)
        if isinstance(change, Abandon):
            history = desk.store.account.statuses_of(account.id)
            _become(desk, account, before_closing(history))
        elif isinstance(change, Complete) and after.steps[change.key].is_done:
            _act(desk, after, change.key)
    return after


def _act(desk: Desk, run: Run, key: str) -> None:
    """What completing a step does to the rest of the register, in the same step."""
    match action_of(run, key):
        case Action.STOP_POSTS:
            stopping.stop_planned(desk, run.account_id, desk.today())
        case Action.UNPUBLISH:
            # What is not there cannot be monitored; the rounds of the days before stay as they are.
            desk.store.routine.pauses.add(
                Pause(
                    account_id=run.account_id,
                    kind=PauseKind.PAUSE,
                    first_day=desk.today(),
                    last_day=FOR_EVER,
                    reason=f"Avpublicerat {desk.today().isoformat()}",
                )
            )
        case Action.CLOSE_ACCOUNT:
            account = desk.store.account.get(run.account_id)
            reference = one_line(run.steps[key].values.get("archive_ref", "")) or account.archive_ref
            _become(desk, replace(account, closed_on=desk.today(), archive_ref=reference), AccountStatus.CLOSED)
        case Action.NONE | Action.DELETE_SECRETS:
            pass  # the secrets are gone from the keyring before this is signed


def _become(desk: Desk, account: Account, status: AccountStatus) -> None:
    refuse_if(may_become(account, status, by_procedure=True))
    desk.store.account.become(replace(account, status=status), desk.today(), str(desk.person))


# --- files


def add_file(desk: Desk, procedure_id: int, key: str, kept: KeptFile) -> Evidence:
    """Lay a file, already copied in, on a step as evidence; also on one that is done, if the run was not abandoned."""
    step_id = _step_id(desk, procedure_id, key)
    with desk.step("procedure.add_file", evidence_operations.about(desk, Subject.STEP, step_id)):
        return evidence_operations.attach(desk, Subject.STEP, step_id, kept)


def remove_file(desk: Desk, procedure_id: int, key: str, evidence_id: int) -> None:
    """Take a file from a step that is still open. `RefusedError` once the step is settled or has a signature."""
    step_id = _step_id(desk, procedure_id, key)
    if evidence_id not in {one.id for one in evidence_operations.files(desk, Subject.STEP, step_id)}:
        raise RefusedError(Problem("evidence.gone"))
    with desk.step("procedure.remove_file", evidence_operations.about(desk, Subject.STEP, step_id)):
        evidence_operations.detach(desk, evidence_id)


def _step_id(desk: Desk, procedure_id: int, key: str) -> int:
    if key not in load(desk, procedure_id).steps:
        raise RefusedError(Problem("procedure.no_step", values={"step": key}))
    return desk.store.procedure.step(procedure_id, key).id


# --- printing


def protocol_data(desk: Desk, procedure_id: int) -> Protocol:
    """All that the avslutsprotokoll tells, read at one moment; `write_protocol_data` sets it beside the window."""
    seen = view(desk, procedure_id)
    return Protocol(
        office=desk.store.setting.get("office"),
        account=seen.account,
        platform=platform(seen.account.platform).name,
        run=seen.run,
        printed_at=desk.now(),
        evidence=seen.files,
    )


def write_protocol_data(data: Protocol, path: Path) -> None:
    """Write the avslutsprotokoll as PDF, a draft while the run is under way. `CannotSaveError` when the disk is in
    the way. Touches no register."""
    closure_protocol(data, path, draft=not data.run.is_over)
